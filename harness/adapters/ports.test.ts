import net from 'node:net';
import { expect, test } from 'vitest';
import { choosePort } from './ports.ts';

/** Listening that fails, with Node's code, at the ports of the table. */
const listener = (codes: Readonly<Record<number, string>>) => async (port: number) => {
  const code = codes[port];
  if (code !== undefined) throw Object.assign(new Error(code), { code });
  return `listening at ${port}`;
};

test.each<[string, number | null, Record<number, string>, { port: number; moved: boolean }]>([
  ['the stored port is taken first', 9000, {}, { port: 9000, moved: false }],
  [
    'a port that is taken leads to the next free one, which is told',
    9000,
    { 9000: 'EADDRINUSE', 9001: 'EACCES' },
    { port: 9002, moved: true },
  ],
  ['without a stored port it is 8080', null, {}, { port: 8080, moved: false }],
  ['or one behind it, which is nobody’s news', null, { 8080: 'EADDRINUSE' }, { port: 8081, moved: false }],
])('%s', async (_sentence, preferred, codes, expected) => {
  expect(await choosePort(preferred, listener(codes))).toEqual({ ...expected, value: `listening at ${expected.port}` });
});

test('another default may be given', async () => {
  expect(await choosePort(null, listener({}), 8180)).toMatchObject({ port: 8180 });
});

test('an error that is not about the port is passed on', async () => {
  await expect(choosePort(null, listener({ 8080: 'EMFILE' }))).rejects.toMatchObject({ code: 'EMFILE' });
});

test('where all are taken, or there are no more, the range is named', async () => {
  const all = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [65_530 + index, 'EADDRINUSE']));
  await expect(choosePort(65_530, listener(all))).rejects.toThrow('The ports 65530 to 65535 are all taken.');
});

test('a port that another program really holds is passed by', async () => {
  const listenAt = (port: number) =>
    new Promise<net.Server>((resolve, reject) => {
      const server = net.createServer();
      server.once('error', reject).listen(port, '127.0.0.1', () => resolve(server));
    });
  const holder = await listenAt(0);
  const address = holder.address();
  const taken = typeof address === 'object' && address !== null ? address.port : 0;
  const chosen = await choosePort(taken, listenAt);
  expect(chosen).toMatchObject({ moved: true });
  expect(chosen.port).toBeGreaterThan(taken);
  holder.close();
  chosen.value.close();
});
