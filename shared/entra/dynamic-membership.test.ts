import { expect, test } from 'vitest';
import { isMemberByRule } from './dynamic-membership.ts';
import type { TenantUser } from './tenant.ts';

const ada: TenantUser = {
  type: 'User',
  objectId: 'ada',
  key: 'ada',
  attributes: { department: 'Research', accountEnabled: true, otherMails: ['ada@home.test', 'a@larkfield.test'] },
  managerId: null,
  deletedAt: null,
};

test.each([
  ['an equal value', 'department', 'Research', true],
  ['a value in letters of another case', 'department', 'RESEARCH', true],
  ['another value', 'department', 'Sales', false],
  ['a part of the value', 'department', 'Res', false],
  ['an attribute the user has not', 'jobTitle', '', false],
  ['a boolean by its word', 'accountEnabled', 'True', true],
  ['one of several values', 'otherMails', 'a@larkfield.test', true],
] as const)('a rule with %s', (_sentence, attribute, value, isMember) => {
  expect(isMemberByRule({ attribute, value }, ada)).toBe(isMember);
});
