import { expect, test } from 'vitest';
import type { Json } from '#shared/kernel/json.ts';
import { eventRole, eventSubject } from './directory-event.ts';

test.each([
  ['dsync.user.created', 'created'],
  ['dsync.activated', 'created'],
  ['dsync.group.user_added', 'created'],
  ['dsync.user.updated', 'updated'],
  ['dsync.user.deleted', 'deleted'],
  ['dsync.group.user_removed', 'deleted'],
  ['dsync.token.revoked', 'deleted'],
  ['dsync.something.else', 'neutral'],
])('%s has the colour of %s', (event, role) => {
  expect(eventRole(event)).toBe(role);
});

test.each<[Json, string]>([
  [{ id: 'directory_user_1', first_name: 'Ada', last_name: 'Marsh', email: 'ada@example.test' }, 'Ada Marsh'],
  [{ id: 'directory_user_1', first_name: null, last_name: null, email: null, username: 'ada' }, 'ada'],
  [{ id: 'directory_group_1', name: 'Sales' }, 'Sales'],
  [{ user: { first_name: 'Ada', last_name: 'Marsh' }, group: { name: 'Sales' } }, 'Ada Marsh → Sales'],
  [{ id: 'directory_user_1' }, 'directory_user_1'],
  [null, ''],
])('%o is about "%s"', (data, subject) => {
  expect(eventSubject(data)).toBe(subject);
});
