import { expect, test } from 'vitest';
import { roleValuesOf } from './role-values.ts';

const admin = { id: '1', value: 'Admin', displayName: 'Administrator' };
const rowOf = (expression: string) => ({
  targetAttributeName: 'roles',
  source: { type: 'Function' as const, expression },
  matchingPriority: 0,
  flowType: 'Always' as const,
  defaultValue: null,
});

test.each([
  ['AppRoleAssignmentsComplex([appRoleAssignments])', 'complex'],
  ['AssertiveAppRoleAssignmentsComplex([appRoleAssignments])', 'assertive'],
  ['  appRoleAssignmentsComplex ( [appRoleAssignments] )', 'complex'],
  ['IgnoreFlowIfNullOrEmpty(AppRoleAssignmentsComplex([appRoleAssignments]))', 'complex'],
  ['IIF([department]="Sales", "", AssertiveAppRoleAssignmentsComplex([appRoleAssignments]))', 'assertive'],
])('%s feeds roles', (expression, kind) => {
  expect(roleValuesOf(rowOf(expression), [JSON.stringify(admin)])).toEqual({ kind, roles: [admin] });
  expect(roleValuesOf(rowOf(expression), null)).toEqual({ kind, roles: [] });
});

test.each([
  'SingleAppRoleAssignment([appRoleAssignments])',
  'Count(AppRoleAssignmentsComplex([appRoleAssignments]))',
  'Append([mail], "AppRoleAssignmentsComplex(")',
  'AppRoleAssignmentsComplex([appRoleAssignments]',
])('%s does not', (expression) => {
  expect(roleValuesOf(rowOf(expression), '1')).toBeNull();
});
