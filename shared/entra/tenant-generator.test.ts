import { expect, test } from 'vitest';
import type { TenantUser } from './tenant.ts';
import { type GeneratedTenant, generateTenant } from './tenant-generator.ts';

const plan: GeneratedTenant = {
  seed: '42',
  userCount: 400,
  hasGroups: true,
  guestPercent: 5,
  withoutMailPercent: 10,
  domain: 'larkfield.example',
  isTaken: () => false,
};
const objects = [...generateTenant(plan)];
const users = objects.filter((object) => object.type === 'User');
const groups = objects.filter((object) => object.type === 'Group');
const byId = new Map(users.map((user) => [user.objectId, user]));

test('managers form a tree under one person, and guests have none', () => {
  const tops = users.filter(({ managerId, attributes }) => managerId === null && attributes['userType'] !== 'Guest');
  expect(tops).toHaveLength(1);
  const chainOf = (user: TenantUser): readonly string[] => {
    const manager = user.managerId === null ? undefined : byId.get(user.managerId);
    return manager === undefined ? [user.objectId] : [user.objectId, ...chainOf(manager)];
  };
  for (const user of users.filter(({ attributes }) => attributes['userType'] !== 'Guest')) {
    expect(chainOf(user).at(-1)).toBe(tops[0]?.objectId);
  }
});

test('nobody has more than eight reports outside the top', () => {
  const counts = new Map<string, number>();
  for (const { managerId } of users) if (managerId !== null) counts.set(managerId, (counts.get(managerId) ?? 0) + 1);
  const [top] = users;
  counts.delete(top?.objectId ?? '');
  expect(Math.max(...counts.values())).toBeLessThanOrEqual(8);
});

test('some are guests, some have no mail, and an empty attribute is absent', () => {
  const guests = users.filter(({ attributes }) => attributes['userType'] === 'Guest');
  expect(guests.length).toBeGreaterThan(0);
  expect(guests.every(({ attributes }) => String(attributes['userPrincipalName']).includes('#EXT#@'))).toBe(true);
  expect(users.some(({ attributes }) => attributes['mail'] === undefined)).toBe(true);
  expect(users.flatMap(({ attributes }) => Object.values(attributes)).filter((value) => value === '')).toEqual([]);
});

test('each group holds people who were generated, but for the one that holds groups', () => {
  const groupIds = new Set(groups.map(({ objectId }) => objectId));
  const all = groups.at(-1);
  expect(all?.memberIds.every((id) => groupIds.has(id))).toBe(true);
  for (const { memberIds } of groups.slice(0, -1)) expect(memberIds.every((id) => byId.has(id))).toBe(true);
});

test('a name that somebody else has gets another', () => {
  const [first] = generateTenant({
    ...plan,
    userCount: 1,
    isTaken: (name) => name === users[0]?.attributes['userPrincipalName'],
  });
  expect(first?.objectId).toBe(users[0]?.objectId);
  expect(first?.attributes['userPrincipalName']).not.toBe(users[0]?.attributes['userPrincipalName']);
});
