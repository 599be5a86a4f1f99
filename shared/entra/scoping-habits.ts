import type { HabitRow } from './habits.ts';

const SCOPING = 'Microsoft: define-conditional-rules-for-provisioning-user-accounts';
const HOW = 'Microsoft: how-provisioning-works';
const GRAPH_FILTER = 'Microsoft Graph: filter';

/** Scoping filters: what is known, and the open points. */
export const scopingHabits = [
  {
    id: 'filter-and-or',
    sentence: 'An object passes where one filter has all of its clauses fulfilled, with either scope setting.',
    evidence: 'documented',
    source: SCOPING,
    decidedBy: 'Source Object Scope of the mapping',
  },
  {
    id: 'filter-empty-value',
    sentence: 'A clause on an attribute without a value is false; IS NULL, which asks for that, is true.',
    evidence: 'documented',
    source: SCOPING,
  },
  {
    id: 'filter-not-equals-empty',
    sentence: 'NOT EQUALS is false for an empty attribute too, by the rule for every clause.',
    evidence: 'inferred',
    source: `${SCOPING}: filters return false where the value is empty`,
    defaultSetting: 'fails',
    settings: [
      { value: 'fails', sentence: 'Who has no value does not pass.' },
      { value: 'holds', sentence: 'No value is another value than the one named.' },
    ],
  },
  {
    id: 'filter-case',
    sentence: 'EQUALS, NOT EQUALS, Includes and the regular expressions tell upper from lower case.',
    evidence: 'documented',
    source: SCOPING,
  },
  {
    id: 'filter-regex',
    sentence:
      'A regular expression matches anywhere in the value. A prose example of the article reads as if it had to match all of it.',
    evidence: 'inferred',
    source: `${SCOPING}; the filter that cloud sync ships, ^CAS_([^{]*){`,
    defaultSetting: 'anywhere',
    settings: [
      { value: 'anywhere', sentence: 'Part of the value is enough; ^ and $ tie it to the ends.' },
      { value: 'whole', sentence: 'The pattern has to match the whole value.' },
    ],
  },
  {
    id: 'filter-ends-with-case',
    sentence: 'ENDS_WITH tells upper from lower case, as its neighbours do.',
    evidence: 'inferred',
    source: `${SCOPING}, which does not say`,
    defaultSetting: 'exact',
    settings: [
      { value: 'exact', sentence: 'The case has to be the same.' },
      { value: 'ignored', sentence: 'The case does not count.' },
    ],
  },
  {
    id: 'filter-ampersand',
    sentence: '& holds where the attribute occurs in the value of the clause, as the article says; !& where it does not.',
    evidence: 'inferred',
    source: `${SCOPING}; the sign suggests a test of bits, and no example exists`,
    defaultSetting: 'occurs',
    settings: [
      { value: 'occurs', sentence: 'The value of the clause contains that of the attribute.' },
      { value: 'bits', sentence: 'Both are whole numbers and share a bit.' },
    ],
  },
  {
    id: 'filter-integers',
    sentence:
      'Greater_Than and Greater_Than_OR_EQUALS compare whole numbers; anything else makes the rule invalid. Here its clause then does not hold, and the log says so.',
    evidence: 'documented',
    source: `${SCOPING}; what the service does with an invalid rule is inferred`,
  },
  {
    id: 'filter-unsupported',
    sentence:
      'IsMemberOf is shown and not taken, nor are members, attributes with several values, appRoleAssignments, userType, manager and dates.',
    evidence: 'documented',
    source: `${SCOPING}; Microsoft: known-issues`,
  },
  {
    id: 'filter-leaves-scope',
    sentence:
      'Who falls out by a filter leaves scope like an unassigned user: disabled once, then no longer managed. A group is deleted, if Delete is on.',
    evidence: 'documented',
    source: `${SCOPING}; ${HOW}; that groups are deleted is inferred`,
    decidedBy: 'the mapping of `active`, the target object actions and Skip out of scope deletions',
  },
  {
    id: 'filter-change-is-initial',
    sentence: 'A saved filter clears the watermark: the next cycle looks at everybody.',
    evidence: 'documented',
    source: SCOPING,
  },
  {
    id: 'filter-input-groups',
    sentence:
      'Who does not pass inputFilterGroups is not processed further: nothing is sent, and here it is no longer managed, so that its deletion sends nothing either.',
    evidence: 'documented',
    source: `${GRAPH_FILTER}; that it is no longer managed is inferred`,
    decidedBy: 'inputFilterGroups of an imported schema',
  },
  {
    id: 'filter-category-groups',
    sentence:
      'Who does not pass categoryFilterGroups does not belong to the mapping and is not looked at, which leaves no log entry.',
    evidence: 'documented',
    source: `${GRAPH_FILTER}; that nothing is logged is inferred`,
    decidedBy: 'categoryFilterGroups of an imported schema',
  },
] as const satisfies readonly HabitRow[];
