import type { HabitRow } from './habits.ts';

const CUSTOMIZE = 'Microsoft: customize-application-attributes';
const FUNCTIONS = 'Microsoft: functions-for-customizing-application-data';
const FLOW_TYPE = 'Microsoft Graph: attributeFlowType';

/** Open points of attribute mappings and the schema document. */
export const mappingHabits = [
  {
    id: 'case-comparison',
    sentence:
      'A value that differs from the target’s in case alone is not sent, unless *Exact case?* is ticked for the attribute.',
    evidence: 'documented',
    source: `${CUSTOMIZE}; ${FUNCTIONS}, ToLower`,
    defaultSetting: 'by-attribute',
    settings: [
      { value: 'by-attribute', sentence: 'The attribute list decides; it is not ticked in the default one.' },
      { value: 'exact', sentence: 'Any other case is another value, and is sent.' },
    ],
  },
  {
    id: 'default-value-at-creation',
    sentence: 'The default value of a row stands in for null at creation only.',
    evidence: 'documented',
    source: CUSTOMIZE,
    decidedBy: 'the default value of the row',
  },
  {
    id: 'none-fills-empty',
    sentence:
      'A row of the type None leaves the target alone, but fills an empty target with its default value, in an update too.',
    evidence: 'documented',
    source: CUSTOMIZE,
    decidedBy: 'the mapping type of the row',
  },
  {
    id: 'flow-types-of-documents',
    sentence:
      'Flow types that only a schema document can set: ValueAddOnly and MultiValueAddOnly never take a value away, AttributeAddOnly fills an empty attribute only. That a value that was set may still be replaced is our reading.',
    evidence: 'inferred',
    source: FLOW_TYPE,
    decidedBy: 'the flow type of the row',
  },
  {
    id: 'number-and-date-on-wire',
    sentence:
      'An Integer attribute is a number in a POST, and in a PATCH with the compliance flag; without it a PATCH carries its digits as text, as it does the word of a boolean. A DateTime attribute is ISO 8601.',
    evidence: 'inferred',
    source: 'Microsoft: application-provisioning-config-problem-scim-compatibility, of booleans',
    decidedBy: 'the type in the attribute list',
  },
  {
    id: 'flow-ignored',
    sentence:
      'An attribute that its expression leaves out of the flow is like one without a value; where it leaves out the object, nothing is sent for it.',
    evidence: 'inferred',
    source: `${FUNCTIONS}, IgnoreFlowIfNullOrEmpty; Microsoft: workday expression guide`,
    decidedBy: 'the expression',
  },
  {
    id: 'ignored-object-leaves-scope',
    sentence:
      'A user whom an expression leaves out of the flow is not disabled on leaving scope either: the disable is an update by the same rows. It goes out with the first change in which no expression leaves the user out. A deletion, which evaluates no row, is sent.',
    evidence: 'inferred',
    source:
      'Microsoft: how-provisioning-works, a disable is an update by IsSoftDeleted; Microsoft: workday expression guide, IgnoreObjectFlow',
    decidedBy: 'the expression',
  },
  {
    id: 'roles-outside-role-functions',
    sentence:
      '[appRoleAssignments] is a list of complex objects for the role functions, and Entra saves no row that reads it otherwise. Here such an expression, where one is only tried, sees the names of the roles.',
    evidence: 'inferred',
    source: `${CUSTOMIZE}; ${FUNCTIONS}, which describe the role functions only`,
  },
  {
    id: 'assertive-roles-on-error',
    sentence: 'A row whose expression fails sends nothing: roles that it would have replaced stay.',
    evidence: 'inferred',
    source: CUSTOMIZE,
  },
  {
    id: 'default-domain',
    sentence:
      'DefaultDomain answers the default verified domain of the tenant. A tenant here has none stored: it is the domain of most of its user principal names, guests left out.',
    evidence: 'inferred',
    source: FUNCTIONS,
    decidedBy: 'the users of the tenant',
  },
] as const satisfies readonly HabitRow[];
