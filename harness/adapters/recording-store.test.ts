import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordingsToDrop } from './recording-file.ts';
import { createRecordingStore, type NewRecording } from './recording-store.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

let base: string;
let folder: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'recordings-'));
  folder = join(base, 'recordings');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const header = '{"format":"scim-rehearsal-trace","version":1}\n';
const run = (name: string, trace = header): NewRecording => ({
  kind: 'scenario',
  name,
  scenarioId: `own/${name}.scenario.yaml`,
  revision: null,
  requestCount: 0,
  report: null,
  exchangeSteps: [],
  trace,
});
/** Each a second after the other. */
function ticking(): () => number {
  let now = 0;
  return () => {
    now += 1000;
    return now;
  };
}
const namesOf = async (store: ReturnType<typeof createRecordingStore>) =>
  (await store.list()).kept.map(({ recording }) => recording.name);

test('what was recorded is there again when the folder is opened anew, newest first', async () => {
  const store = createRecordingStore(folder, { now: ticking() });
  await store.add(run('first'));
  const second = await store.add(run('second'));
  expect(second).toMatchObject({ ok: true, value: { name: 'second', at: 2000 } });
  const again = createRecordingStore(folder);
  expect(await namesOf(again)).toEqual(['second', 'first']);
  expect(await again.readTrace(second.ok ? second.value.id : '')).toEqual({ ok: true, value: header });
});

test('the last runs are kept, pinned ones beside them, and dropped files are gone', async () => {
  const store = createRecordingStore(folder, { now: ticking(), limits: { runCountMax: 2, bytesMax: 1e9 } });
  const first = await store.add(run('pinned'));
  await store.setPinned(first.ok ? first.value.id : '', true);
  for (const name of ['a', 'b', 'c', 'd']) await store.add(run(name));
  expect(await namesOf(store)).toEqual(['d', 'c', 'pinned']);
  expect(readdirSync(folder)).toHaveLength(6);
  expect(await namesOf(createRecordingStore(folder))).toEqual(['d', 'c', 'pinned']);
});

test.each([
  ['nothing, where all is within the limits', { runCountMax: 4, bytesMax: 400 }, []],
  ['the oldest run, where there are too many', { runCountMax: 2, bytesMax: 400 }, ['one']],
  ['the oldest of all kinds, where it is too much', { runCountMax: 4, bytesMax: 300 }, ['one']],
  ['all but the newest and the pinned one, where even those are too much', { runCountMax: 4, bytesMax: 1 }, ['three', 'one']],
  ['what the count drops counts no more', { runCountMax: 1, bytesMax: 200 }, ['three', 'one']],
])('dropped is %s', (_sentence, limits, expected) => {
  const recordings = [
    { id: 'one', kind: 'scenario' as const, at: 1, isPinned: false, sizeBytes: 100 },
    { id: 'two', kind: 'scenario' as const, at: 2, isPinned: true, sizeBytes: 100 },
    { id: 'three', kind: 'import' as const, at: 3, isPinned: false, sizeBytes: 100 },
    { id: 'four', kind: 'scenario' as const, at: 4, isPinned: false, sizeBytes: 100 },
  ].map((each) => (limits.runCountMax === 1 && each.id === 'three' ? { ...each, kind: 'scenario' as const } : each));
  const count = limits.runCountMax === 2 ? recordings.map((each) => ({ ...each, kind: 'scenario' as const })) : recordings;
  expect(recordingsToDrop(count, limits)).toEqual(expected);
});

test('a full disk is said in words, leaves no half a recording, and takes none of the others', async () => {
  let isFull = false;
  const store = createRecordingStore(folder, {
    now: ticking(),
    write: async (path, text, mode) => {
      if (isFull && path.endsWith('.recording.json')) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      await writeFileAtomically(path, text, mode);
    },
  });
  await store.add(run('before'));
  isFull = true;
  expect(await store.add(run('lost'))).toMatchObject({
    ok: false,
    problems: [{ message: expect.stringContaining('the disk is full'), remedy: expect.stringContaining('Make room') }],
  });
  expect(await namesOf(store)).toEqual(['before']);
  expect(readdirSync(folder)).toHaveLength(2);
  isFull = false;
  expect(await store.add(run('after'))).toMatchObject({ ok: true });
});

test('where there can be no folder, nothing is recorded and nothing thrown', async () => {
  writeFileSync(folder, 'a file in its place');
  const store = createRecordingStore(folder);
  expect(await store.add(run('lost'))).toMatchObject({ ok: false });
  expect(await store.list()).toEqual({ kept: [], unreadableCount: 0 });
});

test('a run larger than all that is kept is refused, and drops none of the others', async () => {
  const store = createRecordingStore(folder, { limits: { runCountMax: 20, bytesMax: 2_000 } });
  await store.add(run('small'));
  expect(await store.add(run('huge', 'x'.repeat(2_001)))).toMatchObject({ ok: false });
  expect(await namesOf(store)).toEqual(['small']);
});

test('what a later version wrote is left alone; a trace without a record is what was never finished', async () => {
  const first = createRecordingStore(folder);
  await first.add(run('mine'));
  const later = '6c1eae21-8a67-438f-a350-91114119b348';
  writeFileSync(join(folder, `${later}.recording.json`), '{"format":"scim-rehearsal-recording","version":2}');
  writeFileSync(join(folder, `${later}.trace.jsonl`), header);
  writeFileSync(join(folder, '94d320ff-e2a1-44e6-a3d2-576340e2d209.trace.jsonl'), header);
  writeFileSync(join(folder, 'somebody-elses.trace.jsonl'), header);
  const store = createRecordingStore(folder);
  expect(await store.list()).toMatchObject({ unreadableCount: 1, kept: [{ recording: { name: 'mine' } }] });
  const left = readdirSync(folder);
  expect(left).toContain(`${later}.trace.jsonl`);
  expect(left).toContain('somebody-elses.trace.jsonl');
  expect(left).not.toContain('94d320ff-e2a1-44e6-a3d2-576340e2d209.trace.jsonl');
});

test('changes that are asked for at once happen one after the other', async () => {
  const store = createRecordingStore(folder, { now: ticking(), limits: { runCountMax: 3, bytesMax: 1e9 } });
  await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => store.add(run(name))));
  expect(await namesOf(store)).toEqual(['e', 'd', 'c']);
  expect(readdirSync(folder)).toHaveLength(6);
});
