import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { TraceEvent, TraceFact } from '#shared/trace/event.ts';
import { openWorkspaceDb } from './workspace-db.ts';

const ada = { id: 'id-ada', type: 'User', displayName: 'Ada Byron' } as const;
const ozil = { id: 'id-ozil', type: 'User', displayName: 'Özil' } as const;

/** Two applications; `app` has one cycle with three changes. Sequence numbers are those of the list, from 1. */
function openTrace() {
  const db = openWorkspaceDb(':memory:');
  const commit = (appId: string, cycleId: string | null, changeId: string | null, ...facts: readonly TraceFact[]) =>
    db.jobStore(appId).commit(
      [],
      facts.map((fact, index): { event: TraceEvent } => ({ event: { at: 0, cycleId, changeId, step: index + 1, ...fact } })),
    );
  commit('app', 'c1', null, { kind: 'cycle-started', cycleKind: 'initial', reason: 'first', number: 1, dialect: 'legacy' });
  commit('app', 'c1', 'x1', exchange(ada, 'POST', '/Users'), finished(ada, 'create', 'success', 't1'));
  commit(
    'app',
    'c1',
    'x2',
    exchange(ozil, 'GET', '/Users?filter=userName+eq+%22ozil%22'),
    finished(ozil, 'create', 'failure', null),
  );
  commit('other', 'c9', 'x9', exchange(ada, 'POST', '/Users'), finished(ada, 'other', 'skipped', null));
  commit('app', 'c1', 'x3', exchange(ada, 'PATCH', '/Users/t1'), finished(ada, 'update', 'success', 't1'));
  commit('app', 'c1', null, { kind: 'cycle-failed', error: { code: 'E', reason: 'r', recommendedAction: null } });
  commit('app', null, null, audited('Update attribute mappings or scope', 'The mapping of users was saved.'));
  commit('other', null, null, audited('Enable/start provisioning configuration', ''));
  return db.trace;
}

const everything = { appId: 'app', search: '', status: 'all', action: 'all', offset: 0, limit: 10 };

test.each([
  ['newest first, of this application', {}, [9, 5, 3], 3],
  ['a page', { offset: 1, limit: 1 }, [5], 3],
  ['by status', { status: 'failure' }, [5], 1],
  ['by action', { action: 'update' }, [9], 1],
  ['by source object', { sourceId: 'id-ada' }, [9, 3], 2],
  ['by a part of the name in any case', { search: 'BYR' }, [9, 3], 2],
  ['by letters beyond ASCII', { search: 'ÖZ' }, [5], 1],
  ['by target id', { search: 't1' }, [9, 3], 2],
  ['by several conditions', { search: 'ada', status: 'success', action: 'create' }, [3], 1],
] as const)('finished changes: %s', (_sentence, query, sequences, totalCount) => {
  const page = openTrace().changes({ ...everything, ...query });
  expect([page.items.map(({ sequence }) => sequence), page.totalCount]).toEqual([sequences, totalCount]);
});

test.each([
  ['newest first, of all applications', {}, [8, 6, 4, 2]],
  ['of one application', { appId: 'other' }, [6]],
  ['of one change', { appId: 'app', changeId: 'x2' }, [4]],
  ['by method and target together', { search: 'post /users' }, [6, 2]],
  ['by display name', { search: 'özil' }, [4]],
] as const)('exchanges: %s', (_sentence, query, sequences) => {
  const page = openTrace().exchanges({ search: '', offset: 0, limit: 10, ...query });
  expect([page.items.map(({ sequence }) => sequence), page.totalCount]).toEqual([sequences, sequences.length]);
});

test('one exchange, one change, the ends of cycles, and counts', () => {
  const trace = openTrace();
  expect(trace.exchange(2)?.recorded.event).toMatchObject({ kind: 'exchange-recorded', changeId: 'x1' });
  expect(trace.exchange(3)).toBeUndefined();
  expect(trace.ofChange('app', 'x2').map(({ sequence }) => sequence)).toEqual([4, 5]);
  expect(trace.ofChanges('app', ['x2', 'x1', 'gone']).map(({ sequence }) => sequence)).toEqual(
    [...trace.ofChange('app', 'x1'), ...trace.ofChange('app', 'x2')].map(({ sequence }) => sequence).sort((a, b) => a - b),
  );
  expect(trace.ofChanges('other', ['x1'])).toEqual(trace.ofChange('other', 'x1'));
  expect([...trace.cycleNumbersAmong(['c1', 'run-on-demand'])]).toEqual([['c1', 1]]);
  expect(trace.cycles('app', 10).map(({ sequence }) => sequence)).toEqual([10, 1]);
  expect(trace.events('app', 5, 2).map(({ sequence }) => sequence)).toEqual([8, 9]);
  expect(trace.cycleCounts('app', 'c1')).toEqual([
    { action: 'create', status: 'failure', count: 1 },
    { action: 'create', status: 'success', count: 1 },
    { action: 'update', status: 'success', count: 1 },
  ]);
});

test.each([
  ['newest first, of this application, failed cycles among them', {}, [11, 10], 2],
  ['a page', { offset: 1, limit: 1 }, [10], 2],
  ['by a part of the activity or the details in any case', { search: 'MAPPING OF' }, [11], 1],
  ['by what became of a failed cycle', { search: 'quarantine' }, [10], 1],
] as const)('audit entries: %s', (_sentence, query, sequences, totalCount) => {
  const page = openTrace().audit({ appId: 'app', search: '', offset: 0, limit: 10, ...query });
  expect([page.items.map(({ sequence }) => sequence), page.totalCount]).toEqual([sequences, totalCount]);
});

test('the last outcome of an object is its newest finished change in any application', () => {
  const outcomes = openTrace().lastOutcomes(['id-ada', 'id-ozil', 'nobody']);
  expect([...outcomes].map(([id, { sequence }]) => [id, sequence])).toEqual([
    ['id-ada', 9],
    ['id-ozil', 5],
  ]);
});

test('an exchange keeps its duration and raw headers beside the event', () => {
  const db = openWorkspaceDb(':memory:');
  const recorded = {
    event: { at: 5, cycleId: null, changeId: null, step: 1, ...exchange(null, 'GET', '/Users') },
    position: '0000000.0000000',
    durationMs: 1.5,
    rawRequestHeaders: [['Authorization', '***']],
    rawResponseHeaders: [['Date', 'today']],
  } as const;
  const sequence = db.jobStore('app').commit([], [recorded]);
  expect(db.trace.exchange(sequence)).toEqual({ sequence, appId: 'app', recorded });
});

test('a body above 64 kB keeps its head, with its length and SHA-256; one of 64 kB is kept whole', () => {
  const db = openWorkspaceDb(':memory:');
  const record = (text: string): string => {
    const fact = exchange(null, 'GET', '/Users', text);
    const sequence = db.jobStore('app').commit([], [{ event: { at: 0, cycleId: null, changeId: null, step: 1, ...fact } }]);
    const event = db.trace.exchange(sequence)?.recorded.event;
    return event?.kind === 'exchange-recorded' && event.outcome.kind === 'response' ? event.outcome.response.text : '';
  };
  expect(record('x'.repeat(65_536))).toBe('x'.repeat(65_536));
  const long = `${'x'.repeat(65_535)}ö`;
  const sha256 = createHash('sha256').update(long).digest('hex');
  expect(record(long)).toBe(`${'x'.repeat(65_535)}\n[cut here: 65537 bytes in all, SHA-256 ${sha256}]`);
});

function exchange(
  identity: typeof ada | typeof ozil | null,
  method: 'GET' | 'POST' | 'PATCH',
  target: string,
  text = '{}',
): TraceFact {
  const outcome = { kind: 'response', response: { status: 200, headers: {}, text } } as const;
  return {
    kind: 'exchange-recorded',
    purpose: 'create',
    request: { method, target, headers: {}, body: null },
    outcome,
    identity,
  };
}

function finished(
  identity: typeof ada | typeof ozil,
  action: 'create' | 'update' | 'other',
  status: 'success' | 'failure' | 'skipped',
  targetId: string | null,
): TraceFact {
  return { kind: 'change-finished', identity, action, status, targetId, modifiedProperties: [], error: null, skipReason: null };
}

function audited(activity: string, details: string): TraceFact {
  return { kind: 'audited', activity, category: 'ProvisioningManagement', actor: 'Administrator', status: 'success', details };
}
