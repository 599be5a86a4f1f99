import type { HabitRow } from './habits.ts';

const TUTORIAL = 'Microsoft: use-scim-to-provision-users-and-groups';
const COMPATIBILITY = 'Microsoft: application-provisioning-config-problem-scim-compatibility';
const CUSTOMIZE = 'Microsoft: customize-application-attributes';

/** Habits of an update: attributes, manager, roles, members. */
export const patchHabits = [
  {
    id: 'patch-capitalised',
    sentence: 'In the legacy dialect `op` is capitalised and each attribute has an operation of its own with a path.',
    evidence: 'documented',
    source: COMPATIBILITY,
    decidedBy: 'the dialect',
  },
  {
    id: 'patch-key-order',
    sentence: 'A PATCH names its schema first; captures with `Operations` first exist too.',
    evidence: 'documented',
    source: `${TUTORIAL}; the other order: ${TUTORIAL}, Disable User, and pingidentity/scim2 issue 224`,
    defaultSetting: 'schemas-first',
    settings: [
      { value: 'schemas-first', sentence: '`schemas`, then `Operations`.' },
      { value: 'operations-first', sentence: '`Operations`, then `schemas`.' },
    ],
  },
  {
    id: 'boolean-spelling',
    sentence:
      'In the legacy dialect a boolean is the mapping\'s word: `"False"`, or `"false"` after the expression was edited so.',
    evidence: 'captured',
    source: `${COMPATIBILITY}; scimitar issue 43, scimgateway issue 47, scimmy issue 86, Unleash pull 9336`,
    defaultSetting: 'from-mapping',
    settings: [
      { value: 'from-mapping', sentence: 'As the mapping spells it.' },
      { value: 'capitalised', sentence: '`"True"` and `"False"` whatever the mapping says.' },
    ],
  },
  {
    id: 'disable-value',
    sentence: 'In the legacy dialect `active` is a word, too. The tutorial shows a JSON boolean, which no capture does.',
    evidence: 'captured',
    source: `scimitar issue 43, scimgateway issue 47, rancher issue 52996; the boolean: ${TUTORIAL}, Disable User`,
    defaultSetting: 'text',
    settings: [
      { value: 'text', sentence: 'A word, spelled as above.' },
      { value: 'boolean', sentence: 'A JSON boolean, as in the tutorial.' },
    ],
  },
  {
    id: 'patch-add-or-replace',
    sentence: '`Add` where the target answered no value (or an empty one), `Replace` where it answered another.',
    evidence: 'captured',
    source: 'learn.microsoft.com question 1373350; laravel-scim-server issue 34',
  },
  {
    id: 'multi-valued-add',
    sentence: 'Of a list, the values that the target does not hold are added as objects with a `value`; none is ever removed.',
    evidence: 'captured',
    source: `learn.microsoft.com question 1693075; ${CUSTOMIZE}; that only missing values are sent is inferred`,
  },
  {
    id: 'pathless-merge',
    sentence:
      'In the compliant dialect several simple attributes of one kind are one operation without a path, under flat keys such as `name.givenName`; filtered paths come before it, and a single attribute keeps its path.',
    evidence: 'documented',
    source: `${COMPATIBILITY}; scim-patch issue 132`,
    defaultSetting: 'on',
    settings: [
      { value: 'on', sentence: 'Several attributes in one operation without a path.' },
      { value: 'off', sentence: 'One operation with a path for each attribute.' },
    ],
  },
  {
    id: 'group-rename',
    sentence: 'In the compliant dialect a group is renamed by an operation without a path, though it is one attribute only.',
    evidence: 'captured',
    source: "a run of Microsoft's public validator in 2026 (pranems/SCIMServer); not seen from the service itself",
    defaultSetting: 'pathless',
    settings: [
      { value: 'pathless', sentence: 'Without a path, as the validator does.' },
      { value: 'with-path', sentence: 'With the path `displayName`, as any single attribute.' },
    ],
  },
  {
    id: 'manager-form',
    sentence: 'A manager is added as a bare id with a path, even where another one is replaced, in a request of its own.',
    evidence: 'captured',
    source: `SCIM-SDK issue 686; learn.microsoft.com question 188003; the array: ${TUTORIAL}, example 5`,
    defaultSetting: 'bare-string',
    settings: [
      { value: 'bare-string', sentence: 'The id alone.' },
      {
        value: 'array-2015',
        sentence: 'The historic form: the path `manager`, and a list with `$ref`, whose host the sample elides and so do we.',
      },
      { value: 'object', sentence: 'An object with `value`, as the RFC has it. No capture shows it from the service.' },
    ],
  },
  {
    id: 'manager-clearing',
    sentence: 'A manager who was cleared is not sent. Older and newer traffic differs.',
    evidence: 'captured',
    source:
      "techcommunity discussion 4183339 (2024); the removal: scim-patch issue 453 (2023); the empty value: Microsoft's validator and gallery tests only",
    defaultSetting: 'nothing',
    settings: [
      { value: 'nothing', sentence: 'Nothing is sent, so that the target keeps the old manager.' },
      {
        value: 'remove-value-filter',
        sentence: '`remove` with the path `manager[value eq "…"]`, a filter on an attribute with one value.',
      },
      { value: 'replace-empty', sentence: '`replace` with an empty `value`.' },
    ],
  },
  {
    id: 'complex-roles',
    sentence:
      'AppRoleAssignmentsComplex only adds. In the legacy dialect a PATCH carries each role as JSON inside a string; in the compliant one, and at creation, as an object with `displayName`.',
    evidence: 'documented',
    source: `${CUSTOMIZE}; SCIM-SDK issue 516, azure-docs issue 50772`,
    defaultSetting: 'by-dialect',
    settings: [
      { value: 'by-dialect', sentence: 'A string in legacy, an object in compliant.' },
      { value: 'json-in-text', sentence: 'A string in every PATCH.' },
      { value: 'objects', sentence: 'An object in every PATCH.' },
    ],
  },
  {
    id: 'assertive-roles',
    sentence:
      'AssertiveAppRoleAssignmentsComplex replaces the whole list by objects with `display`, so that a role which was taken away goes.',
    evidence: 'documented',
    source: CUSTOMIZE,
    decidedBy: 'the function of the mapping',
  },
  {
    id: 'member-requests',
    sentence: 'One member a request, added or removed. Requests about one group are in flight at the same time.',
    evidence: 'captured',
    source: 'snipe-it issue 19096; Infisical pull 6471; how many at a time is not known',
    defaultSetting: 'one-after-another',
    settings: [
      {
        value: 'one-after-another',
        sentence: 'Each waits for the answer to the one before, so that a trace is the same each time.',
      },
      {
        value: 'concurrent',
        sentence: 'As many at a time as objects may be in flight, which finds a service provider that loses updates.',
      },
    ],
  },
  {
    id: 'member-ref-null',
    sentence:
      'A member is an object with a `value`. Until about 2019 it held `"$ref": null` as well, and the tutorial still does.',
    evidence: 'captured',
    source: `elimity-com/scim pull 79 (2020); with \`$ref\`: ${TUTORIAL}, AzureAD-BYOA-Provisioning-Samples issue 24`,
    defaultSetting: 'off',
    settings: [
      { value: 'off', sentence: 'The value alone.' },
      { value: 'on', sentence: '`"$ref": null` before the value.' },
    ],
  },
  {
    id: 'remove-member-by-value',
    sentence:
      'In the legacy dialect a member is removed with a value list, which the RFC gives no meaning; in the compliant one by a filtered path.',
    evidence: 'documented',
    source: COMPATIBILITY,
    decidedBy: 'the dialect',
  },
  {
    id: 'member-add',
    sentence:
      'A member is added with `add`. In the compliant dialect a `replace` with one value was captured as well, which makes a strict server lose the others.',
    evidence: 'documented',
    source: `${COMPATIBILITY} (2020); the replace: snipe-it issue 19096, PostHog pull 47336 (2026)`,
    defaultSetting: 'add',
    settings: [
      { value: 'add', sentence: '`add`.' },
      { value: 'replace', sentence: '`replace`, although an addition is meant.' },
    ],
  },
] as const satisfies readonly HabitRow[];
