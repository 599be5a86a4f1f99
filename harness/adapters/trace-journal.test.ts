import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TraceEvent, TraceFact } from '#shared/trace/event.ts';
import type { RecordedEvent } from '../ports/session-ports.ts';
import { openWorkspaceDb } from './workspace-db.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trace-journal-'));
  path = join(folder, 'workspace.db');
});

afterEach(() => rmSync(folder, { recursive: true }));

const identity = { id: 'ozil', type: 'User', displayName: 'Özil\n"山田" 😀' } as const;

function exchange(text: string): TraceFact {
  const outcome = { kind: 'response', response: { status: 201, headers: {}, text } } as const;
  const request = { method: 'POST', target: '/Users', headers: {}, body: { userName: 'ozil' } } as const;
  return { kind: 'exchange-recorded', purpose: 'create', request, outcome, identity };
}

function recorded(step: number, fact: TraceFact, beside: Partial<RecordedEvent> = {}): RecordedEvent {
  const event: TraceEvent = { at: 1, cycleId: 'c', changeId: 'x', step, ...fact };
  return { event, ...beside };
}

const everyKind: readonly RecordedEvent[] = [
  recorded(1, { kind: 'state-changed', identity }, { position: '0000000.0000000' }),
  recorded(2, exchange('{"id":"1"}\n'), {
    position: '0000000.0000001',
    durationMs: 1.5,
    rawRequestHeaders: [['Authorization', '***']],
    rawResponseHeaders: [['ETag', 'W/"1"']],
  }),
  recorded(3, { kind: 'job-started' }),
];

test('what was gathered is read as if it had been written at once, whatever it holds and however long it is', () => {
  const long = Array.from({ length: 60 }, (_, index) => recorded(4 + index, exchange('ö'.repeat(30_000))));
  const [atOnce, gathered] = ['at-once', 'grouped'].map((durability) => {
    const db = openWorkspaceDb(':memory:');
    for (const each of [...everyKind, ...long]) db.jobStore('app').commit([], [each], durability as 'at-once' | 'grouped');
    return [db.trace.events('app', 0, 100), db.trace.exchanges({ search: 'özil', offset: 0, limit: 2 }), db.trace.lastExchange()];
  });
  expect(gathered).toEqual(atOnce);
});

test('numbers go on from one commit to the next, gathered or not, and from one host to the next', () => {
  const commits = (): readonly number[] => {
    const db = openWorkspaceDb(path);
    const job = db.jobStore('app');
    const numbers = (['grouped', 'at-once', 'grouped'] as const).map((durability) => job.commit([], everyKind, durability));
    db.close();
    return numbers;
  };
  expect([commits(), commits()]).toEqual([
    [3, 6, 9],
    [12, 15, 18],
  ]);
  const db = openWorkspaceDb(path);
  expect(db.trace.events('app', 0, 100).map(({ sequence }) => sequence)).toEqual(Array.from({ length: 18 }, (_, i) => i + 1));
  db.close();
});

test('the last step of a change is known, wherever its events are', () => {
  const job = openWorkspaceDb(':memory:').jobStore('app');
  job.commit([], everyKind.slice(0, 2), 'grouped');
  expect(job.lastStep('c', 'x')).toBe(2);
  job.commit([], everyKind.slice(2), 'grouped');
  job.flush();
  expect([job.lastStep('c', 'x'), job.lastStep('c', 'y')]).toEqual([3, 0]);
});

test('a group that is lost leaves no event, and whatever comes after it is whole', () => {
  const db = openWorkspaceDb(':memory:');
  const job = db.jobStore('app');
  job.commit([], everyKind, 'grouped');
  const ofNoGroup = { kind: 'put-exported-member', groupId: 'nobody', memberId: 'ada' } as const;
  expect(() => job.commit([ofNoGroup], everyKind, 'grouped')).toThrow('only for a linked group');
  expect(() => job.flush()).not.toThrow();
  job.commit([], everyKind, 'grouped');
  expect(db.trace.events('app', 0, 100).map(({ recorded: kept }) => kept)).toEqual(everyKind);
});

test('a host with nothing else to do sorts in what a long cycle, or a host before it, left', async () => {
  const many = Array.from({ length: 100 }, (_, index) => recorded(index + 1, exchange('x'.repeat(1000))));
  const first = openWorkspaceDb(path);
  first.jobStore('app').commit([], many, 'grouped');
  first.close();
  const onlooker = new DatabaseSync(path);
  const counts = () => onlooker.prepare('SELECT (SELECT count(*) FROM trace) AS rows, count(*) AS lots FROM trace_lot').get();
  expect(counts()).toEqual({ rows: 0, lots: 1 });
  const second = openWorkspaceDb(path);
  second.jobStore('app').commit([], many, 'grouped');
  while (counts()?.['rows'] !== 200) await delay(10);
  expect(counts()).toEqual({ rows: 200, lots: 0 });
  expect(second.trace.events('app', 0, 300).map(({ recorded: kept }) => kept)).toEqual([...many, ...many]);
  second.close();
  onlooker.close();
});

test('what a long cycle left is sorted in turn by turn for whoever waits, and the host goes on meanwhile', async () => {
  const db = openWorkspaceDb(path);
  const onlooker = new DatabaseSync(path);
  const lotCount = () => Number(onlooker.prepare('SELECT count(*) AS lots FROM trace_lot').get()?.['lots']);
  const many = Array.from({ length: 100 }, (_, index) => recorded(index + 1, exchange('x'.repeat(1000))));
  for (let lot = 0; lot < 8; lot += 1) {
    db.jobStore('app').commit([], many, 'grouped');
    db.jobStore('app').flush();
  }
  const seen: number[] = [];
  const settled = Promise.all([db.trace.settled(), db.trace.settled()]).then(() => seen.push(-1));
  while (seen.at(-1) !== -1) {
    seen.push(lotCount());
    await turn();
  }
  await settled;
  expect(seen.slice(0, 5)).toEqual([7, 6, 5, 4, 3]);
  expect(lotCount()).toBeLessThan(3);
  expect(db.trace.events('app', 0, 1000)).toHaveLength(800);
  db.close();
  onlooker.close();
});

test('a cycle begins without sorting in what the one before it left, and one that is taken up again knows its steps', () => {
  const db = openWorkspaceDb(path);
  const onlooker = new DatabaseSync(path);
  const lotCount = () => Number(onlooker.prepare('SELECT count(*) AS lots FROM trace_lot').get()?.['lots']);
  const job = db.jobStore('app');
  job.commit(
    [],
    Array.from({ length: 100 }, (_, index) => recorded(index + 1, exchange('x'.repeat(1000)))),
    'grouped',
  );
  job.flush();
  expect([job.lastStep('next', null), lotCount()]).toEqual([0, 1]);
  expect([job.lastStep('c', 'x'), lotCount()]).toEqual([100, 0]);
  db.close();
  onlooker.close();
});
