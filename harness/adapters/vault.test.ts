import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMemoryVault, openFileVault } from './vault.ts';

let folder: string;
let vaultPath: string;
let keyPath: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rehearse-vault-'));
  vaultPath = join(folder, 'workspace', 'vault.json');
  keyPath = join(folder, 'keys', 'vault.key');
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = () => openFileVault(vaultPath, keyPath);
async function locked(entries: Record<string, string>) {
  const vault = await open();
  for (const [name, secret] of Object.entries(entries)) await vault.write(name, secret);
}

test.each([
  ['in memory', async () => createMemoryVault()],
  ['in a file', open],
])('a vault %s gives back what it got, and forgets what is removed', async (_sentence, make) => {
  const vault = await make();
  await vault.write('token', 'Grüße 🗝');
  await vault.write('token', 'the newer one');
  await vault.write('other', '');
  expect([await vault.read('token'), await vault.read('other'), await vault.read('absent')]).toEqual(['the newer one', '', null]);
  await vault.remove('token');
  await vault.remove('absent');
  expect(await vault.read('token')).toBeNull();
});

describe('a file vault', () => {
  test('keeps secrets over a restart and shows none of them in the workspace', async () => {
    await locked({ token: 'secret-of-larkfield' });
    expect(await (await open()).read('token')).toBe('secret-of-larkfield');
    expect(readFileSync(vaultPath, 'utf8')).toContain('token');
    expect(readFileSync(vaultPath, 'utf8')).not.toContain('secret-of-larkfield');
    expect(readdirSync(join(folder, 'workspace'))).toEqual(['vault.json']);
  });

  test('keeps every one of many writes at once', async () => {
    const vault = await open();
    const names = Array.from({ length: 20 }, (_, index) => `token-${index}`);
    await Promise.all(names.map((name) => vault.write(name, `secret of ${name}`)));
    const again = await open();
    expect(await Promise.all(names.map((name) => again.read(name)))).toEqual(names.map((name) => `secret of ${name}`));
  });

  test.skipIf(process.platform === 'win32')('lets nobody else read the key, nor the vault', async () => {
    await locked({ token: 'secret' });
    chmodSync(keyPath, 0o644);
    await open();
    expect([keyPath, vaultPath].map((path) => (statSync(path).mode & 0o777).toString(8))).toEqual(['600', '600']);
  });

  test('writes nothing before there is a secret', async () => {
    await open();
    expect(existsSync(vaultPath)).toBe(false);
  });

  test('two that begin at once share one key', async () => {
    const [first, second] = await Promise.all([open(), openFileVault(join(folder, 'second', 'vault.json'), keyPath)]);
    await first.write('token', 'one');
    await second.write('token', 'two');
    expect(await (await open()).read('token')).toBe('one');
    expect(await (await openFileVault(join(folder, 'second', 'vault.json'), keyPath)).read('token')).toBe('two');
  });

  test('does not take a key from the folder it lies in', async () => {
    await expect(openFileVault(vaultPath, join(folder, 'workspace', 'keys', 'vault.key'))).rejects.toThrow(/another folder/);
  });
});

describe('what cannot be opened is refused with a remedy and left as it is', () => {
  const damage: [string, () => void, RegExp][] = [
    ['a key that is gone', () => rmSync(keyPath), /is missing\. Put it back/],
    [
      'a key of another vault',
      () => writeFileSync(keyPath, Buffer.alloc(32, 7).toString('base64')),
      /another key.*Put the right key/,
    ],
    ['a damaged key', () => writeFileSync(keyPath, 'short'), /key .* is damaged/],
    [
      'a vault cut off in the middle',
      () => writeFileSync(vaultPath, readFileSync(vaultPath, 'utf8').slice(0, 40)),
      /damaged.*move it away/,
    ],
    ['a vault that is empty', () => writeFileSync(vaultPath, ''), /damaged/],
    ['another kind of file', () => writeFileSync(vaultPath, '{"name":"x"}'), /no vault/],
    [
      'a vault of the future',
      () => writeFileSync(vaultPath, readFileSync(vaultPath, 'utf8').replace('"version": 1', '"version": 2')),
      /newer version/,
    ],
    [
      'entries that are no texts',
      () => writeFileSync(vaultPath, readFileSync(vaultPath, 'utf8').replace(/"token": ".*"/, '"token": 7')),
      /damaged/,
    ],
  ];
  test.each(damage)('%s', async (_sentence, spoil, message) => {
    await locked({ token: 'secret' });
    spoil();
    const before = readFileSync(vaultPath, 'utf8');
    await expect(open()).rejects.toThrow(message);
    expect(readFileSync(vaultPath, 'utf8')).toBe(before);
  });

  test('an entry put under another name, while the others stay readable', async () => {
    await locked({ a: 'secret of a', b: 'secret of b' });
    const stored = JSON.parse(readFileSync(vaultPath, 'utf8'));
    writeFileSync(vaultPath, JSON.stringify({ ...stored, secrets: { ...stored.secrets, a: stored.secrets.b } }));
    const vault = await open();
    await expect(vault.read('a')).rejects.toThrow(/entry "a".*Enter this secret again/);
    expect(await vault.read('b')).toBe('secret of b');
    await vault.write('a', 'entered again');
    expect(await vault.read('a')).toBe('entered again');
  });

  test('a write that fails leaves the secret that was there', async () => {
    await locked({ token: 'old' });
    const vault = await open();
    rmSync(vaultPath);
    mkdirSync(vaultPath);
    await expect(vault.write('token', 'new')).rejects.toThrow();
    expect(await vault.read('token')).toBe('old');
    expect(readdirSync(join(folder, 'workspace'))).toEqual(['vault.json']);
  });
});
