import type { Role } from '../role-values.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { required } from './function-signature.ts';

/**
 * Functions of `[appRoleAssignments]`, which only they see: the argument is never looked at. Sources: Microsoft,
 * functions-for-customizing-application-data and customize-application-attributes.
 */
export const roleFunctions: readonly FunctionDefinition[] = [
  {
    name: 'SingleAppRoleAssignment',
    parameters: [required('source', 'String')],
    family: 'application',
    group: 'roles',
    summary: 'The name of the one app role of a user.',
    signature: 'SingleAppRoleAssignment([appRoleAssignments])',
    // Which role is taken where there are several is undefined: here the first.
    evaluate: ({ context }) => context.roles[0]?.value ?? null,
  },
  {
    name: 'AppRoleAssignments',
    parameters: [required('source', 'String')],
    family: 'application',
    group: 'roles',
    summary: 'The names of all app roles of a user. Gone from the reference; Microsoft Graph lists it.',
    signature: 'AppRoleAssignments([appRoleAssignments])',
    evaluate: ({ context }) => context.roles.map(({ value }) => value),
  },
  {
    name: 'AppRoleAssignmentsComplex',
    parameters: [required('source', 'String')],
    family: 'application',
    group: 'roles',
    summary: 'All app roles of a user as objects; roles that the target has beside them stay.',
    signature: 'AppRoleAssignmentsComplex([appRoleAssignments])',
    evaluate: ({ context }) => roleTexts(context.roles),
  },
  {
    name: 'AssertiveAppRoleAssignmentsComplex',
    parameters: [required('source', 'String')],
    family: 'application',
    group: 'roles',
    summary: 'All app roles of a user as objects; roles that the target has beside them are removed.',
    signature: 'AssertiveAppRoleAssignmentsComplex([appRoleAssignments])',
    evaluate: ({ context }) => roleTexts(context.roles),
  },
];

/** One role as JSON each, which `roleValuesOf` reads again. */
function roleTexts(roles: readonly Role[]): readonly string[] {
  return roles.map(({ id, value, displayName }) => JSON.stringify({ id, value, displayName }));
}
