import { expect, test } from 'vitest';
import type { TenantUserDetailView } from '#shared/api/tenant-views.ts';
import { whatHappensNext } from './what-happens-next.ts';

const application: TenantUserDetailView['applications'][number] = {
  appId: 'app-1',
  appName: 'Expenses',
  isInScope: true,
  because: 'assigned',
  targetId: null,
  outcome: { kind: 'none', action: null, at: null, entryId: null, nextAttemptAt: null },
  isManaged: true,
  isDeleteOn: true,
};
const ada: TenantUserDetailView = {
  type: 'User',
  objectId: 'user-ada',
  key: 'user-ada',
  attributes: { displayName: 'Ada Lovell', accountEnabled: true },
  managerId: null,
  managerName: null,
  deletedAt: null,
  displayName: 'Ada Lovell',
  lastOutcome: null,
  groups: [],
  applications: [application],
  unsentAttributes: [],
};

test.each([
  ['a new user in scope is created in one request', {}, {}, 'Created in Expenses', 'no manager'],
  ['a user with a manager is created, then updated', { managerId: 'user-grace' }, {}, 'Created in Expenses', 'then an update'],
  ['a linked user gets what changed', {}, { targetId: 't1' }, 'Kept current in Expenses', 'Only what changed'],
  [
    'an unassigned user who has an account is disabled',
    {},
    { targetId: 't1', isInScope: false },
    'Disabled in Expenses',
    'active',
  ],
  [
    'a blocked user who has no account is not created',
    { attributes: { accountEnabled: false } },
    {},
    'Nothing is sent',
    'not created',
  ],
  [
    'a soft-deleted user who has an account is disabled',
    { deletedAt: 1 },
    { targetId: 't1' },
    'Disabled in Expenses',
    'permanently',
  ],
  ['a user nobody assigned is left alone', {}, { isInScope: false }, 'Nothing is sent', 'Assign the user'],
])('%s', (_sentence, user, change, title, text) => {
  const [step] = whatHappensNext({ ...ada, ...user, applications: [{ ...application, ...change }] }, '10:40:00');
  expect(step?.title).toContain(title);
  expect(step?.text).toContain(text);
});

test.each([
  ['is deleted at the target once it is purged', {}, 'DELETE /Users/t1'],
  ['stays at the target where Delete is off', { isDeleteOn: false }, 'Delete is off'],
  ['stays at the target where it is not managed', { isManaged: false }, 'not managed since it left scope'],
])('a soft-deleted user who has an account %s', (_sentence, change, text) => {
  const user = { ...ada, deletedAt: 1, applications: [{ ...application, targetId: 't1', ...change }] };
  expect(whatHappensNext(user, null)[1]?.text).toContain(text);
});
