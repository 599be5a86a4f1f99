import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#shared/kernel/json.ts';
import { ScimError } from './error.ts';
import { groupType, userType } from './resource-types.ts';
import { compareSortKeys, locateSort, readSort, sortKeyOf } from './sort.ts';

const people: readonly JsonObject[] = [
  { id: 'b', userName: 'bea', name: { familyName: 'Young' }, meta: { created: '2026-01-05T10:00:00+02:00' }, active: true },
  { id: 'C', userName: 'Ada', emails: [{ value: 'z@home.test' }, { value: 'a@work.test', primary: true }], active: false },
  {
    id: 'a',
    userName: 'cem',
    name: { familyName: 'adams' },
    meta: { created: '2026-01-05T08:30:00Z' },
    emails: [{ value: 'm' }],
  },
];

function idsSorted(by: string, direction: 'ascending' | 'descending' = 'ascending'): string {
  const [location] = locateSort({ by, direction }, [userType]);
  if (location === undefined) throw new Error('A user has it.');
  const keyOf = (person: JsonObject) => sortKeyOf(person, location);
  const sorted = people.toSorted((one, other) => compareSortKeys(keyOf(one), keyOf(other), direction));
  return sorted.map(({ id }) => id).join('');
}

describe('a list is sorted by', () => {
  test.each([
    ['userName', 'Cba', 'text without regard to case'],
    ['id', 'Cab', 'or with regard to it, where the attribute says so'],
    ['name.familyName', 'abC', 'a sub-attribute; without a value last'],
    ['meta.created', 'baC', 'instants, whatever their zone'],
    ['emails', 'Cab', 'the primary value, else the first'],
    ['emails.value', 'Cab', 'and so by name'],
    ['active', 'Cba', 'false before true, neither last'],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName', 'Cba', 'an attribute with its URN'],
    ['nickName', 'bCa', 'what nobody has: as it was'],
  ])('%s: %s, %s', (by, ids) => {
    expect(idsSorted(by)).toBe(ids);
  });

  test('descending, the other way round: without a value first', () => {
    expect([idsSorted('name.familyName', 'descending'), idsSorted('userName', 'descending')]).toEqual(['Cba', 'abC']);
  });
});

test('an order across types is found in those that have the attribute', () => {
  const found = locateSort({ by: 'userName', direction: 'ascending' }, [userType, groupType]);
  expect(found.map((location) => location?.attribute.name)).toEqual(['userName', undefined]);
});

test.each([
  ['size', null, 'sortBy names "size", which no schema of User defines'],
  ['a b', null, 'sortBy names "a b"'],
  ['name', null, 'name the one to sort by, as in "name.formatted"'],
  ['userName', 'downwards', 'sortOrder must be "ascending" or "descending", found "downwards"'],
])('sortBy %s, sortOrder %s is refused', (by, order, detail) => {
  const attempt = () => locateSort(readSort(by, order) ?? { by, direction: 'ascending' }, [userType]);
  expect(attempt).toThrow(ScimError);
  expect(attempt).toThrow(detail);
});

test('without sortBy there is no order, whatever sortOrder says', () => {
  expect([readSort(null, 'descending'), readSort('', null), readSort('id', 'Descending')]).toEqual([
    null,
    null,
    { by: 'id', direction: 'descending' },
  ]);
});
