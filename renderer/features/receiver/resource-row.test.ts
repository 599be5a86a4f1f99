import { expect, test } from 'vitest';
import type { JsonObject } from '#shared/kernel/json.ts';
import { resourceRow } from './resource-row.ts';

const bare = {
  id: 'u1',
  mainName: 'u1',
  personName: '',
  isActive: true,
  externalId: null,
  emails: [],
  memberCount: 0,
  changedAt: null,
};

test.each<[string, JsonObject, object]>([
  [
    'a user as Entra creates it',
    {
      id: 'u1',
      userName: 'ada@example.test',
      displayName: 'Ada Marsh',
      active: true,
      externalId: 'ada',
      emails: [{ type: 'work', value: 'ada@example.test' }],
      meta: { lastModified: '2026-03-03T10:21:00Z' },
    },
    {
      mainName: 'ada@example.test',
      personName: 'Ada Marsh',
      externalId: 'ada',
      emails: ['ada@example.test'],
      changedAt: Date.UTC(2026, 2, 3, 10, 21),
    },
  ],
  ['a disabled user', { id: 'u1', userName: 'ada', active: false }, { mainName: 'ada', isActive: false }],
  ['a name in parts', { id: 'u1', name: { givenName: 'Ada', familyName: 'Marsh' } }, { personName: 'Ada Marsh' }],
  [
    'a group',
    { id: 'u1', displayName: 'Sales', members: [{ value: 'a' }, { value: 'b' }] },
    { mainName: 'Sales', personName: 'Sales', memberCount: 2 },
  ],
  ['an e-mail without a type', { id: 'u1', emails: [{ value: 'ada@example.test' }] }, { emails: ['ada@example.test'] }],
  ['nothing but an id', { id: 'u1' }, {}],
  ['values of types no schema allows', { id: 'u1', userName: 7, name: 'Ada', emails: 'x', members: {}, meta: null }, {}],
])('%s', (_sentence, resource, difference) => {
  expect(resourceRow(resource)).toEqual({ ...bare, ...difference });
});
