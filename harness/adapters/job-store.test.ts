import { expect, test } from 'vitest';
import type { Escrow, Link } from '#shared/engine/effect.ts';
import type { StagedDeletion, TraceEvent } from '#shared/trace/event.ts';
import { openWorkspaceDb } from './workspace-db.ts';

const ada: Link = { sourceId: 'ada', type: 'User', targetId: 't1', origin: 'created', isManaged: true, exportedMemberIds: [] };
const sales: Link = { ...ada, sourceId: 'sales', type: 'Group', targetId: 't2', exportedMemberIds: ['ada', 'zoe'] };
const started: TraceEvent = { at: 1, cycleId: 'c', changeId: null, step: 1, kind: 'job-started' };

test('links come back as they were put, those of another application never', () => {
  const db = openWorkspaceDb(':memory:');
  const job = db.jobStore('app');
  job.commit(
    [
      { kind: 'put-link', link: sales },
      { kind: 'put-link', link: ada },
    ],
    [],
  );
  expect(job.readLinks(['sales', 'nobody', 'ada'])).toEqual([sales, ada]);
  expect(job.allLinks()).toEqual([ada, sales]);
  expect(job.linksAfter('ada', 10)).toEqual([sales]);
  expect(job.linksAfter('', 1)).toEqual([ada]);
  expect(job.linkCounts()).toEqual({ userCount: 1, groupCount: 1 });
  expect(db.jobStore('other').allLinks()).toEqual([]);
});

test.each([
  [
    'put again is replaced, members too',
    { kind: 'put-link', link: { ...sales, isManaged: false, exportedMemberIds: ['zoe'] } },
    [{ ...sales, isManaged: false, exportedMemberIds: ['zoe'] }],
  ],
  [
    'gains a member at the end',
    { kind: 'put-exported-member', groupId: 'sales', memberId: 'new' },
    [{ ...sales, exportedMemberIds: ['ada', 'zoe', 'new'] }],
  ],
  ['keeps a member that is added twice where it is', { kind: 'put-exported-member', groupId: 'sales', memberId: 'ada' }, [sales]],
  [
    'loses a member',
    { kind: 'remove-exported-member', groupId: 'sales', memberId: 'ada' },
    [{ ...sales, exportedMemberIds: ['zoe'] }],
  ],
  ['is forgotten', { kind: 'remove-link', sourceId: 'sales' }, []],
] as const)('a link %s', (_sentence, write, links) => {
  const job = openWorkspaceDb(':memory:').jobStore('app');
  job.commit([{ kind: 'put-link', link: sales }], []);
  job.commit([write], []);
  expect(job.allLinks()).toEqual(links);
});

test('escrows are due at their hour, longest due first', () => {
  const job = openWorkspaceDb(':memory:').jobStore('app');
  const escrows = [escrow('zoe', 100), escrow('ada', 300), escrow('ben', 200)];
  job.commit(
    escrows.map((each) => ({ kind: 'put-escrow', escrow: each })),
    [],
  );
  expect(job.dueEscrows(200).map(({ sourceId }) => sourceId)).toEqual(['zoe', 'ben']);
  expect(job.readEscrows(['ada', 'nobody'])).toEqual([escrow('ada', 300)]);
  job.commit(
    [
      { kind: 'put-escrow', escrow: escrow('zoe', 900) },
      { kind: 'remove-escrow', sourceId: 'ben' },
    ],
    [],
  );
  expect(job.allEscrows()).toEqual([escrow('ada', 300), escrow('zoe', 900)]);
  expect(job.escrowCount()).toBe(2);
});

test('a commit that fails in the middle leaves neither state nor trace', () => {
  const db = openWorkspaceDb(':memory:');
  const job = db.jobStore('app');
  const ofNoGroup = { kind: 'put-exported-member', groupId: 'nobody', memberId: 'ada' } as const;
  expect(() => job.commit([{ kind: 'put-link', link: ada }, ofNoGroup], [{ event: started }])).toThrow('only for a linked group');
  expect([job.allLinks(), db.trace.events('app', 0, 10)]).toEqual([[], []]);
  expect(job.commit([{ kind: 'put-link', link: ada }], [{ event: started }])).toBe(job.lastSequence());
});

test('a reset forgets state and keeps the trace; removing the application forgets both, and nothing of another one', () => {
  const db = openWorkspaceDb(':memory:');
  const progress = { watermark: 7, cycleCount: 2, pendingCycle: { cycleId: 'c', kind: 'initial' } } as const;
  for (const appId of ['app', 'other']) {
    db.jobStore(appId).commit(
      [
        { kind: 'put-link', link: sales },
        { kind: 'put-escrow', escrow: escrow('ada', 1) },
        { kind: 'put-progress', progress },
      ],
      [{ event: started }],
    );
  }
  const job = db.jobStore('app');
  expect(job.progress()).toEqual(progress);
  job.reset();
  expect([job.allLinks(), job.allEscrows(), job.progress()]).toEqual([
    [],
    [],
    { watermark: null, cycleCount: 0, pendingCycle: null },
  ]);
  expect(db.trace.events('app', 0, 10).length).toBe(1);
  db.removeApplication('app');
  expect(db.trace.events('app', 0, 10)).toEqual([]);
  expect([db.jobStore('other').allLinks(), db.trace.events('other', 0, 10).length]).toEqual([[sales], 1]);
});

test('the last step of a change and of its cycle are told apart', () => {
  const job = openWorkspaceDb(':memory:').jobStore('app');
  job.commit([], [{ event: { ...started, step: 4 } }, { event: { ...started, changeId: 'x', step: 9 } }]);
  expect([job.lastStep('c', null), job.lastStep('c', 'x'), job.lastStep('c', 'y'), job.lastStep(null, null)]).toEqual([
    4, 9, 0, 0,
  ]);
});

function escrow(sourceId: string, nextAttemptAt: number): Escrow {
  return {
    sourceId,
    type: 'User',
    attempts: 1,
    firstFailedAt: 0,
    nextAttemptAt,
    errorCode: 'SystemForCrossDomainIdentityManagementServiceIncompatible',
  };
}

test('what is held back comes back by pages, and goes with its link', () => {
  const db = openWorkspaceDb(':memory:');
  const job = db.jobStore('app');
  const staged = (sourceId: string): StagedDeletion => ({
    sourceId,
    type: 'User',
    displayName: sourceId,
    targetId: `t-${sourceId}`,
    action: 'disable',
    stagedAt: 1,
    changeId: null,
  });
  job.commit(
    ['zoe', 'ada', 'ben'].map((sourceId) => ({ kind: 'put-staged', staged: staged(sourceId) }) as const),
    [],
  );
  expect(job.staged()).toEqual([staged('ada'), staged('ben'), staged('zoe')]);
  expect(job.stagedPage(1, 1)).toEqual([staged('ben')]);
  job.commit([{ kind: 'remove-staged', sourceId: 'ben' }], []);
  job.commit([{ kind: 'remove-link', sourceId: 'zoe' }], []);
  expect({ count: job.stagedCount(), others: db.jobStore('other').stagedCount() }).toEqual({ count: 1, others: 0 });
  job.reset();
  expect(job.staged()).toEqual([]);
});

test('who waits for a retry comes by pages, soonest first', () => {
  const job = openWorkspaceDb(':memory:').jobStore('app');
  job.commit(
    [escrow('zoe', 100), escrow('ada', 300), escrow('ben', 200)].map((each) => ({ kind: 'put-escrow', escrow: each }) as const),
    [],
  );
  expect(job.escrowPage(1, 5).map(({ sourceId }) => sourceId)).toEqual(['ben', 'ada']);
});
