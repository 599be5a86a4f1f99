import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TenantGroup, TenantUser } from '#shared/entra/tenant.ts';
import { objectIdForKey, parseTenantFile } from './tenant-file.ts';

test('a user and a group become tenant objects with ids that follow from their keys', () => {
  const text = `version: 1
name: Two
users:
  user-ada: { displayName: Ada, userPrincipalName: ada@x.test, manager: user-grace, directoryExtensions: { extension_0123456789abcdef0123456789abcdef_badge: b7 } }
  user-grace: { displayName: Grace, userPrincipalName: grace@x.test, accountEnabled: false, objectId: 11111111-2222-4333-8444-555555555555 }
groups:
  group-all: { displayName: All, members: [user-ada, user-grace, user-ada] }
`;
  const graceId = '11111111-2222-4333-8444-555555555555';
  expect(parseTenantFile(text, 'two.yaml')).toEqual({
    ok: true,
    value: {
      name: 'Two',
      objects: [
        {
          type: 'User',
          objectId: objectIdForKey('user-ada'),
          key: 'user-ada',
          attributes: {
            accountEnabled: true,
            displayName: 'Ada',
            userPrincipalName: 'ada@x.test',
            extension_0123456789abcdef0123456789abcdef_badge: 'b7',
          },
          managerId: graceId,
          deletedAt: null,
        },
        {
          type: 'User',
          objectId: graceId,
          key: 'user-grace',
          attributes: { accountEnabled: false, displayName: 'Grace', userPrincipalName: 'grace@x.test' },
          managerId: null,
          deletedAt: null,
        },
        {
          type: 'Group',
          objectId: objectIdForKey('group-all'),
          key: 'group-all',
          attributes: { displayName: 'All' },
          memberIds: [objectIdForKey('user-ada'), graceId],
          deletedAt: null,
        },
      ],
    },
  });
});

const head = 'version: 1\nname: X\n';

test('a group with a rule is dynamic and lists nobody', () => {
  const text = `${head}users: {}\ngroups:\n  group-pilots: { displayName: Pilots, membershipRule: { attribute: department, value: Pilots } }\n`;
  expect(parseTenantFile(text, 'x.yaml')).toMatchObject({
    ok: true,
    value: { objects: [{ membershipRule: { attribute: 'department', value: 'Pilots' }, memberIds: [] }] },
  });
});

test.each([
  ['no version', 'name: X\nusers: {}\n', 'x.yaml:1:1', 'The tenant file names no version.'],
  [
    'a version from the future',
    'name: X\nversion: 2\n',
    'x.yaml:2:1',
    'The tenant file is of version 2; this program reads version 1.',
  ],
  ['a version that is a text', 'version: "1"\n', 'x.yaml:1:1', '"1" is no version of a tenant file.'],
  ['an empty file', '', 'x.yaml:1:1', 'A tenant file is a mapping of keys to values; this file is empty.'],
  ['broken YAML', 'version: 1\nusers: [\n', 'x.yaml:3:1', expect.stringContaining('not valid YAML')],
  ['a key twice', `${head}users: {}\nname: Y\n`, 'x.yaml:4:1', expect.stringContaining('Map keys must be unique')],
  ['an unknown key', `${head}users: {}\ngroop: {}\n`, 'x.yaml:4:1', '"groop" is not a key of this place.'],
  ['a missing attribute', `${head}users:\n  user-a: { displayName: A }\n`, 'x.yaml:4:3', '"userPrincipalName" is missing.'],
  [
    'a number for a text',
    `${head}users:\n  user-a: { displayName: A, userPrincipalName: a@x.test, employeeId: 17 }\n`,
    'x.yaml:4:58',
    'Expected text, found the number 17.',
  ],
  [
    'a name that Microsoft Graph uses',
    `${head}users:\n  user-a: { displayName: A, userPrincipalName: a@x.test, mobilePhone: "1" }\n`,
    'x.yaml:4:58',
    '"mobilePhone" is not a key of this place.',
  ],
  [
    'a manager that nobody is',
    `${head}users:\n  user-a: { displayName: A, userPrincipalName: a@x.test, manager: user-b }\n`,
    'x.yaml:4:58',
    'There is no user "user-b".',
  ],
  [
    'a member that nobody is',
    `${head}users: {}\ngroups:\n  group-a: { displayName: A, members: [user-b] }\n`,
    'x.yaml:5:40',
    'There is no user or group "user-b".',
  ],
  [
    'one userPrincipalName twice',
    `${head}users:\n  a: { displayName: A, userPrincipalName: a@x.test }\n  b: { displayName: B, userPrincipalName: A@x.test }\n`,
    'x.yaml:5:24',
    'The userPrincipalName "A@x.test" is already that of "a".',
  ],
  [
    'one key for a user and a group',
    `${head}users:\n  a: { displayName: A, userPrincipalName: a@x.test }\ngroups:\n  a: { displayName: A }\n`,
    'x.yaml:6:3',
    'The key "a" is already that of "a".',
  ],
  [
    'a dynamic group with members',
    `${head}users:\n  a: { displayName: A, userPrincipalName: a@x.test }\ngroups:\n  g: { displayName: G, members: [a], membershipRule: { attribute: city, value: X } }\n`,
    'x.yaml:6:24',
    'The group "g" is dynamic: its rule says who its members are.',
  ],
  [
    'a rule over what no user has',
    `${head}users: {}\ngroups:\n  g: { displayName: G, membershipRule: { attribute: cty, value: X } }\n`,
    'x.yaml:5:42',
    'A user has no attribute "cty".',
  ],
])('%s is refused with line, column and remedy', (_sentence, text, place, message) => {
  const result = parseTenantFile(text, 'x.yaml');
  expect(result).toMatchObject({ ok: false, problems: [{ place, message }] });
  expect(!result.ok && result.problems[0]?.remedy).not.toBe('');
});

test.each([
  ['displayNme', 'Did you mean "displayName"?'],
  ['mobilePhone', 'Did you mean "mobile"?'],
])('%s is answered with the name that is meant', (name, remedy) => {
  const text = `${head}users:\n  a: { displayName: A, userPrincipalName: a@x.test, ${name}: b }\n`;
  expect(parseTenantFile(text, 'x.yaml')).toMatchObject({ ok: false, problems: [{ remedy }] });
});

test('an alias bomb is refused, not expanded', () => {
  const levels = Array.from({ length: 12 }, (_, n) => `l${n + 1}: &l${n + 1} [${Array(9).fill(`*l${n}`).join(',')}]`);
  expect(parseTenantFile(`version: 1\nl0: &l0 [x]\n${levels.join('\n')}\n`, 'x.yaml')).toMatchObject({
    ok: false,
    problems: [{ message: expect.stringContaining('cannot be expanded') }],
  });
});

test('the larkfield tenant holds what the scenarios and screens rely on', () => {
  const file = join(import.meta.dirname, '../../fixtures/tenants/larkfield.yaml');
  const result = parseTenantFile(readFileSync(file, 'utf8'), 'larkfield.yaml');
  expect(result).toMatchObject({ ok: true });
  if (!result.ok) return;
  const users = result.value.objects.filter((object): object is TenantUser => object.type === 'User');
  const groups = result.value.objects.filter((object): object is TenantGroup => object.type === 'Group');
  const userById = new Map(users.map((user) => [user.objectId, user]));
  const chain = (user: TenantUser | undefined): number => (user ? 1 + chain(userById.get(user.managerId ?? '')) : 0);
  const sales = groups.find(({ key }) => key === 'group-sales');
  expect({
    userCount: users.length,
    groupCount: groups.length,
    longestChain: Math.max(...users.map(chain)),
    blocked: users.filter(({ attributes }) => attributes['accountEnabled'] === false).map(({ key }) => key),
    guests: users.filter(({ attributes }) => attributes['userType'] === 'Guest').map(({ key }) => key),
    withoutMail: users.filter(({ attributes }) => attributes['mail'] === undefined).map(({ key }) => key),
    usersInSales: sales?.memberIds.filter((id) => userById.has(id)).length,
    groupsInSales: sales?.memberIds.filter((id) => !userById.has(id)).length,
  }).toEqual({
    userCount: 25,
    groupCount: 6,
    longestChain: 5,
    blocked: ['user-elena'],
    guests: ['user-liam'],
    withoutMail: ['user-tomas', 'user-hiro', 'user-jonas', 'user-mei'],
    usersInSales: 12,
    groupsInSales: 1,
  });
});
