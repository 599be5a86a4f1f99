import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
});
afterEach(() => opened.remove());

const text = readFileSync('fixtures/traces/member-removal-legacy.trace.jsonl', 'utf8');

test('a trace that is brought in is looked at, exported as it came, and deleted', async () => {
  const { api } = opened;
  const recording = await api.recordings.import({ name: 'their run.trace.jsonl', text });
  expect(recording).toMatchObject({ kind: 'import', name: 'their run', outcome: null, isPinned: false });
  const { items, totalCount } = await api.recordings.exchanges({ id: recording.id, search: 'patch /groups' });
  expect(totalCount).toBeGreaterThan(0);
  expect(items[0]).toMatchObject({ method: 'PATCH', cycleNumber: expect.any(Number), stepNumber: null });
  const sequence = items[0]?.sequence ?? 0;
  const detail = await api.recordings.exchange({ id: recording.id, sequence });
  expect(detail).toMatchObject({ method: 'PATCH', sequence, cycleNumber: items[0]?.cycleNumber, appName: '', address: null });
  expect(detail.requestBody).toContain('"Operations"');
  expect(await api.recordings.exportTrace({ source: { recordingId: recording.id } })).toEqual({
    name: 'their-run.trace.jsonl',
    text,
  });
  const har = await api.recordings.exportHar({ source: { recordingId: recording.id } });
  expect(JSON.parse(har.text).log.entries).toHaveLength(recording.requestCount);
  expect(await api.recordings.pin({ id: recording.id, isPinned: true })).toMatchObject({ isPinned: true });
  await api.recordings.remove({ id: recording.id });
  expect((await api.recordings.list({})).items).toEqual([]);
  await expect(api.recordings.exchanges({ id: recording.id })).rejects.toThrow('no longer here');
});

test('what is no trace is refused with its line, and leaves nothing', async () => {
  const { api } = opened;
  await expect(api.recordings.import({ name: 'x.jsonl', text: text.slice(0, 400) })).rejects.toMatchObject({
    message: 'This line is no JSON.',
    data: { place: expect.stringMatching(/^x\.jsonl:\d+:1$/) },
  });
  expect((await api.recordings.list({})).items).toEqual([]);
});

test('cycles of a live job are told with what they sent, newest first, and exported', async () => {
  const { api } = opened;
  const { appId, token } = await opened.connect();
  const ada = await opened.personNamed('Ada');
  await api.assignments.add({ appId, principalIds: [ada.objectId] });
  await api.job.start({ appId });
  await expect.poll(async () => (await api.recordings.cycles({})).items[0]?.outcome).toBe('completed');
  await api.clock.advance({ ms: 40 * 60_000 });
  const { items, totalCount } = await api.recordings.cycles({});
  expect(items.map(({ number, cycleKind, outcome, appName }) => ({ number, cycleKind, outcome, appName }))).toEqual([
    { number: 2, cycleKind: 'incremental', outcome: 'completed', appName: 'Our product' },
    { number: 1, cycleKind: 'initial', outcome: 'completed', appName: 'Our product' },
  ]);
  expect(totalCount).toBe(2);
  for (const { number, requestCount, cycleId } of items) {
    const found = await api.exchanges.find({ query: `app:"Our product" cycle:${number}` });
    expect(requestCount).toBe(found.totalCount);
    const { name, text: trace } = await api.recordings.exportTrace({ source: { appId, cycleId } });
    expect(name).toBe(`our-product-cycle-${number}.trace.jsonl`);
    const imported = await api.recordings.import({ name, text: trace });
    expect(imported.requestCount).toBe(requestCount);
    const har = await api.recordings.exportHar({ source: { appId, cycleId } });
    expect(JSON.parse(har.text).log.entries).toHaveLength(requestCount);
    expect(`${trace}${har.text}`).not.toContain(token);
  }
  await expect(api.recordings.exportTrace({ source: { appId, cycleId: 'nowhere' } })).rejects.toThrow('no longer here');
});
