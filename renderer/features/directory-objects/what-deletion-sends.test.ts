import { expect, test } from 'vitest';
import type { TenantUserDetailView } from '#shared/api/tenant-views.ts';
import { whatDeletionSends } from './what-deletion-sends.ts';

const linked: TenantUserDetailView['applications'][number] = {
  appId: 'app-1',
  appName: 'Expenses',
  isInScope: true,
  because: 'assigned directly',
  targetId: 't1',
  outcome: { kind: 'done', action: 'create', at: 1, entryId: 'e', nextAttemptAt: null },
  isManaged: true,
  isDeleteOn: true,
};

test.each([
  ['a soft delete disables the account', 'soft', {}, 'a PATCH sets active to False'],
  ['a soft delete of somebody who is disabled sends nothing more', 'soft', { isInScope: false }, 'nothing more is sent'],
  ['a permanent delete sends DELETE for the account', 'hard', {}, 'DELETE /Users/t1 at the next cycle'],
  ['a permanent delete sends nothing where Delete is off', 'hard', { isDeleteOn: false }, 'Delete is off'],
  [
    'a permanent delete sends nothing for an account that left scope',
    'hard',
    { isManaged: false },
    'not managed since it left scope',
  ],
  ['nothing is sent for somebody without an account', 'hard', { targetId: null }, 'No application has an account'],
] as const)('%s', (_sentence, kind, change, says) => {
  expect(whatDeletionSends([{ applications: [{ ...linked, ...change }] }], kind)).toEqual([expect.stringContaining(says)]);
});

test('several users are counted', () => {
  const users = [
    { applications: [linked] },
    { applications: [{ ...linked, isManaged: false }] },
    { applications: [{ ...linked, targetId: null }] },
  ];
  expect(whatDeletionSends(users, 'hard')).toEqual(['Expenses: DELETE for 1 at the next cycle; 1 not managed any more.']);
});
