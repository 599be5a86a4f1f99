import { expect, test } from 'vitest';
import type { DirectoryWorkView, SnapshotView } from '#shared/api/receiver-views.ts';
import { endedText, goingText, progressText, undoSnapshot } from './data-work-words.ts';

const work = (change: Partial<DirectoryWorkView>): DirectoryWorkView => ({
  ...{ kind: 'seed', name: '', state: 'running', step: 'putting', doneCount: 0, totalCount: null, canStop: true, seed: null },
  ...change,
});
const snapshot = (id: string, cause: SnapshotView['cause']): SnapshotView => ({
  ...{ id, cause, name: id, createdAt: 0, userCount: 1, groupCount: 0, byteCount: 9 },
});
const problem = { place: 'crew.json: [1]', message: 'It has no id.', remedy: 'Mend it.' };

test.each<[Partial<DirectoryWorkView>, string]>([
  [{ kind: 'seed' }, 'Seeding from the tenant of this workspace'],
  [{ kind: 'seed', name: 'crew.json' }, 'Seeding from crew.json'],
  [{ kind: 'take', name: 'Monday' }, 'Taking the snapshot “Monday”'],
  [{ kind: 'restore', name: 'Monday' }, 'Restoring “Monday”'],
  [{ kind: 'reset' }, 'Emptying the directory'],
  [{ kind: 'remove-snapshot', name: 'Monday' }, 'Deleting the snapshot “Monday”'],
])('%o goes on as: %s', (change, text) => {
  expect(goingText(work(change))).toBe(text);
});

test.each<[Partial<DirectoryWorkView>, string]>([
  [{ step: 'reading' }, 'Reading'],
  [{ doneCount: 12_000 }, 'Put there: 12,000'],
  [{ step: 'taking-back', doneCount: 1000, totalCount: 4000 }, 'Taken back: 1,000 of 4,000'],
])('%o is as far as: %s', (change, text) => {
  expect(progressText(work(change))).toBe(text);
});

test.each<[Partial<DirectoryWorkView>, string]>([
  [
    { state: 'done', name: 'crew.json', seed: { userCount: 1, groupCount: 2, problems: [] } },
    '1 user and 2 groups were put there from crew.json',
  ],
  [
    { state: 'refused', name: 'crew.json', seed: { userCount: 0, groupCount: 0, problems: [problem] } },
    'Nothing was put there: 1 problem in crew.json',
  ],
  [{ state: 'stopped', kind: 'reset' }, 'This was stopped: Emptying the directory'],
  [{ state: 'done', kind: 'restore', name: 'Monday' }, '“Monday” was restored'],
])('%o ended as: %s', (change, text) => {
  expect(endedText(work(change))).toBe(text);
});

test('a reset or a restore that is done is undone by the snapshot it kept, and nothing else is', () => {
  const [reset, restore, asked] = [snapshot('a', 'before-reset'), snapshot('b', 'before-restore'), snapshot('c', 'asked')];
  expect(undoSnapshot(work({ kind: 'reset', state: 'done' }), [reset, asked])).toBe(reset);
  expect(undoSnapshot(work({ kind: 'restore', state: 'done' }), [restore, reset])).toBe(restore);
  expect(undoSnapshot(work({ kind: 'reset', state: 'done' }), [asked, reset])).toBeUndefined();
  expect(undoSnapshot(work({ kind: 'reset', state: 'stopped' }), [reset])).toBeUndefined();
  expect(undoSnapshot(work({ kind: 'take', state: 'done' }), [asked])).toBeUndefined();
});
