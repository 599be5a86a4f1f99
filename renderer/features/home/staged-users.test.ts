import { expect, test } from 'vitest';
import type { TenantUserView } from '#shared/api/tenant-views.ts';
import { eventOf, stagedUsers } from './staged-users.ts';

const users = ['amara', 'bastian', 'chidi', 'daria', 'oskar'].map(
  (objectId): TenantUserView => ({
    type: 'User',
    objectId,
    key: objectId,
    attributes: {},
    managerId: null,
    deletedAt: null,
    displayName: objectId,
    managerName: null,
    lastOutcome: null,
  }),
);

test.each([
  [undefined, ['amara', 'bastian', 'chidi', 'daria']],
  ['bastian', ['amara', 'bastian', 'chidi', 'daria']],
  ['oskar', ['amara', 'bastian', 'chidi', 'oskar']],
])('with %s in question', (subjectId, shown) => {
  const rows = stagedUsers(users, { rehearsal: { assignments: [] }, subjectId, countMax: 4 });
  expect(rows.map(({ user }) => user.objectId)).toEqual(shown);
});

test('who is assigned is marked', () => {
  const assignments = [{ principalId: 'chidi', displayName: 'chidi', objectType: 'User' as const }];
  const rows = stagedUsers(users, { rehearsal: { assignments }, subjectId: undefined, countMax: 4 });
  expect(rows.filter(({ isAssigned }) => isAssigned).map(({ user }) => user.objectId)).toEqual(['chidi']);
});

test('the newest event about a user is found by the id its client gave it', () => {
  const event = (sequence: number, idpId: string) => ({
    sequence,
    id: `event_${sequence}`,
    event: 'dsync.user.updated',
    createdAt: 0,
    data: { idp_id: idpId },
  });
  const events = [event(3, 'oskar'), event(2, 'ada@example.test'), event(1, 'oskar')];
  expect(eventOf({ externalId: 'oskar', mainName: 'x' }, events)?.sequence).toBe(3);
  expect(eventOf({ externalId: null, mainName: 'ada@example.test' }, events)?.sequence).toBe(2);
  expect(eventOf({ externalId: 'nobody', mainName: 'x' }, events)).toBeUndefined();
});
