import { expect, test } from 'vitest';
import { attributeChanges, isAccountEnabled, otherFieldsOf } from './attribute-fields.ts';

const ada = { displayName: 'Ada Lovell', mail: 'ada@example.test', department: 'Research', extensionAttribute1: 'A1' };

test.each([
  ['a field that was left alone is not sent', { department: 'Research' }, {}],
  ['a changed field is sent without blanks around it', { department: ' Sales ' }, { department: 'Sales' }],
  ['an emptied field is cleared', { mail: '' }, { mail: null }],
  ['a field that was empty and stays empty is not sent', { jobTitle: '  ' }, {}],
  ['a new field is sent', { jobTitle: 'Engineer' }, { jobTitle: 'Engineer' }],
] as const)('%s', (_sentence, draft, changes) => {
  expect(attributeChanges(ada, draft)).toEqual(changes);
});

test('attributes without a field of their own are listed by name', () => {
  expect(otherFieldsOf({ ...ada, accountEnabled: true }).map(({ name }) => name)).toEqual(['extensionAttribute1']);
});

test('an account is enabled unless it says that it is not', () => {
  expect([isAccountEnabled({}), isAccountEnabled({ accountEnabled: true }), isAccountEnabled({ accountEnabled: false })]).toEqual(
    [true, true, false],
  );
});
