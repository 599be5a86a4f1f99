import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ByHand, TraceEvent, TraceFact } from '#shared/trace/event.ts';
import { parseExchangeQuery } from '#shared/trace/exchange-query.ts';
import type { TraceQueries } from '../ports/workspace-ports.ts';
import { openSqlite } from './sqlite.ts';
import { openWorkspaceDb } from './workspace-db.ts';
import { workspaceMigrations } from './workspace-migrations.ts';

type Exchange = Extract<TraceFact, { readonly kind: 'exchange-recorded' }>;

const ada = { id: 'id-ada', type: 'User', displayName: 'Ada Byron' } as const;
const asked = { method: 'PATCH', target: '/Users/t1', headers: {}, body: null } as const;
const ozil = { id: 'id-ozil', type: 'User', displayName: 'Özil "the" Great' } as const;

/** Exchanges 2 to 6; 1 begins cycle 7. Of 4 a person had changed the request, 5 answered in the target's place. */
function openTrace(): TraceQueries {
  const db = openWorkspaceDb(':memory:');
  const record = (appId: string, cycleId: string | null, durationMs: number, fact: TraceFact) => {
    const event: TraceEvent = { at: 0, cycleId, changeId: null, step: 1, ...fact };
    db.jobStore(appId).commit([], [{ event, durationMs }]);
  };
  record('app', 'c7', 0, { kind: 'cycle-started', cycleKind: 'initial', reason: 'first', number: 7, dialect: 'legacy' });
  record('app', 'c7', 5, exchange('match', ada, 'GET', '/Users?filter=userName+eq+%22ada%22', 200));
  record('app', 'c7', 20, exchange('create', ada, 'POST', '/Users', 409));
  record('app', 'c7', 300, exchange('update', ozil, 'PATCH', '/Users/t1', 204, { kind: 'edited', asked }));
  record('other', 'run-1', 60_000, exchange('disable', ozil, 'PATCH', '/Users/t1', 'timeout', { kind: 'answered' }));
  record('other', null, 1, exchange('probe-users', null, 'GET', '/Users?filter=x', 503));
  return db.trace;
}

function exchange(
  purpose: Exchange['purpose'],
  identity: Exchange['identity'],
  method: Exchange['request']['method'],
  target: string,
  status: number | 'timeout',
  byHand?: ByHand,
): Exchange {
  return {
    kind: 'exchange-recorded',
    purpose,
    // What is sent may hold any word.
    request: { method, target, headers: {}, body: { byHand: { kind: 'dropped' } } },
    outcome:
      status === 'timeout'
        ? { kind: 'failure', failure: { kind: 'timeout', detail: 'No answer.' } }
        : { kind: 'response', response: { status, headers: {}, text: '' } },
    identity,
    ...(byHand && { byHand }),
  };
}

test.each([
  ['', [2, 3, 4, 5, 6]],
  ['ada', [2, 3]],
  ['"post /users"', [3]],
  ['ÖZIL', [4, 5]],
  ['object:"\\"the\\" great"', [4, 5]],
  ['object:id-ada', [2, 3]],
  ['object:users', []],
  ['path:users/t1', [4, 5]],
  ['path:byron', []],
  ['status>=400', [3, 6]],
  ['status:failed', [3, 5, 6]],
  ['status:none', [5]],
  ['status:2xx', [2, 4]],
  ['status:409,503', [3, 6]],
  ['status!=200', [3, 4, 6]],
  ['-status:2xx', [3, 5, 6]],
  ['-status:none', [2, 3, 4, 6]],
  ['method:PATCH,post', [3, 4, 5]],
  ['-method:PATCH', [2, 3, 6]],
  ['purpose:create', [3]],
  ['step:matching', [2]],
  ['step:Export -status:failed', [4]],
  ['ms>20', [4, 5]],
  ['ms:1..20', [2, 3, 6]],
  ['cycle:7', [2, 3, 4]],
  ['cycle>7', []],
  ['cycle:none', [5, 6]],
  ['-cycle:none', [2, 3, 4]],
  ['hand:edited', [4]],
  ['hand:answered,dropped', [5]],
  ['-hand:edited', [2, 3, 5, 6]],
  ['app:oth', [5, 6]],
  ['app:nothing', []],
  ['-app:oth', [2, 3, 4]],
  ['number>=5', [5, 6]],
  ['method:PATCH object:özil status:204', [4]],
])('%s', (text, sequences) => {
  const query = parseExchangeQuery(text);
  if (!query.ok) throw new Error(query.problems[0]?.message);
  const appIdsOf = (name: string) => ['app', 'other'].filter((id) => id.includes(name));
  const found = openTrace().scanExchanges({ query: query.value, appIdsOf, after: 0, upTo: 99, withEvents: false });
  expect(found.map(({ sequence }) => sequence)).toEqual(sequences);
});

test('a scan stays in its range, and tells status, duration and the event where it is asked for', () => {
  const trace = openTrace();
  const scan = { query: [], appIdsOf: () => [], after: 3, upTo: 5 };
  expect(trace.scanExchanges({ ...scan, withEvents: false })).toEqual([
    { sequence: 4, status: '204', durationMs: 300, event: '' },
    { sequence: 5, status: 'timeout', durationMs: 60_000, event: '' },
  ]);
  expect(trace.scanExchanges({ ...scan, withEvents: true }).map(({ event }) => JSON.parse(event).purpose)).toEqual([
    'update',
    'disable',
  ]);
  expect(trace.lastExchange()).toBe(6);
});

test('exchanges by their numbers, and those about one object on either side of one', () => {
  const trace = openTrace();
  const sequences = (events: readonly { readonly sequence: number }[]) => events.map(({ sequence }) => sequence);
  expect(sequences(trace.exchangesAt([2, 1, 6, 99, 4]))).toEqual([6, 4, 2]);
  expect(sequences(trace.exchangesAbout({ appId: 'app', sourceId: 'id-ada', before: 4, limit: 1 }))).toEqual([3]);
  expect(sequences(trace.exchangesAbout({ appId: 'app', sourceId: 'id-ada', after: 1, limit: 9 }))).toEqual([2, 3]);
  expect(sequences(trace.exchangesAbout({ appId: 'other', sourceId: 'id-ada', after: 0, limit: 9 }))).toEqual([]);
});

test('exchanges of before are found by what they were and what became of them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-'));
  const path = join(folder, 'workspace.db');
  const step = workspaceMigrations.findIndex((migration) => migration.includes("'$.purpose'"));
  const old = openSqlite(path, workspaceMigrations.slice(0, step));
  const insert = old.prepare(
    "INSERT INTO trace (app_id, step, kind, status, search_text, event) VALUES ('app', 1, ?, ?, 'patch /users\n', ?)",
  );
  insert.run('exchange-recorded', null, JSON.stringify(exchange('create', null, 'POST', '/Users', 201)));
  insert.run('exchange-recorded', null, JSON.stringify(exchange('disable', null, 'PATCH', '/Users', 'timeout')));
  insert.run('change-finished', 'success', '{}');
  old.close();
  const db = openWorkspaceDb(path);
  const scan = { query: [], appIdsOf: () => [], after: 0, upTo: 9, withEvents: false };
  const purposes = parseExchangeQuery('purpose:create');
  expect(db.trace.scanExchanges(scan).map(({ status }) => status)).toEqual(['201', 'timeout']);
  expect(purposes.ok && db.trace.scanExchanges({ ...scan, query: purposes.value })).toMatchObject([{ sequence: 1 }]);
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
