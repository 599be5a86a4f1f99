import { expect, test } from 'vitest';
import { assert } from '#shared/kernel/assert.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { defaultJobConfiguration } from '../default-mappings.ts';
import type { JobConfiguration, ObjectMapping } from '../job-configuration.ts';
import { targetDefinition } from '../target-definition.ts';
import { exportSchemaDocument } from './export-schema-document.ts';
import { importSchemaDocument } from './import-schema-document.ts';
import { schemaDifferences } from './schema-differences.ts';

const before = defaultJobConfiguration();
const ids = { jobId: 'scim.test' };

function withUser(change: (user: ObjectMapping) => ObjectMapping): JobConfiguration {
  return { ...before, user: change(before.user) };
}

function imported(document: JsonObject): JobConfiguration {
  const result = importSchemaDocument(JSON.stringify(document), before);
  assert(result.ok, JSON.stringify(result));
  return result.value.configuration;
}

const document = exportSchemaDocument(before, ids);
const filter = { groups: [{ name: 'Sales', clauses: [{ attribute: 'department', operator: 'EQUALS', values: ['Sales'] }] }] };

test.each<[string, JobConfiguration, readonly (readonly [string, string | null, string | null])[]]>([
  ['nothing', before, []],
  ['the order of rows', withUser((user) => ({ ...user, attributeMappings: user.attributeMappings.toReversed() })), []],
  [
    'a row in every respect',
    withUser((user) => ({
      ...user,
      attributeMappings: user.attributeMappings.map((row) =>
        row.targetAttributeName === 'title'
          ? {
              ...row,
              source: { type: 'Constant', value: 'Hand' },
              defaultValue: 'none',
              matchingPriority: 2,
              flowType: 'ObjectAddOnly',
            }
          : row,
      ),
    })),
    [
      [
        'Users, title',
        'Direct: jobTitle',
        'Constant: "Hand"; default value if null "none"; matching precedence 2; only during object creation',
      ],
    ],
  ],
  [
    'a row less',
    withUser((user) => ({ ...user, attributeMappings: user.attributeMappings.filter((_, index) => index !== 1) })),
    [['Users, active', 'Expression: Switch([IsSoftDeleted], , "False", "True", "True", "False")', null]],
  ],
  [
    'name, switches and actions',
    {
      ...before,
      group: { ...before.group, name: 'Teams', enabled: false, flowTypes: { add: true, update: false, delete: false } },
    },
    [
      ['Groups, Name', 'Provision Microsoft Entra ID Groups', 'Teams'],
      ['Groups, Enabled', 'Yes', 'No'],
      ['Groups, Target Object Actions', 'Create, Update, Delete', 'Create'],
    ],
  ],
  [
    'a scoping filter, and an attribute of the list',
    withUser((user) => ({
      ...user,
      scope: { ...filter, inputFilterGroups: [], categoryFilterGroups: [] },
      targetAttributes: [
        ...user.targetAttributes,
        targetDefinition('badges', 'String', { isMultivalued: true, isCaseExact: true }),
      ],
    })),
    [
      ['Users, Source Object Scope, Sales', null, "department EQUALS 'Sales'"],
      ['Users, attribute list, badges', null, 'String, multi-value, exact case'],
    ],
  ],
])('by mapping and target attribute: %s', (_sentence, after, expected) => {
  expect(schemaDifferences(before, after).map(({ place, before: was, after: is }) => [place, was, is])).toEqual(expected);
  // The other way round it reads the other way round, whatever comes first.
  const reversed = schemaDifferences(after, before).map(({ place, before: was, after: is }) => [place, is, was]);
  expect(reversed.sort()).toEqual([...expected].sort());
});

test('two imported documents differ in what only they hold as well, by names, and never twice', () => {
  const changed = JSON.parse(
    JSON.stringify(document)
      .replace(
        '"flowBehavior":"FlowWhenChanged","flowType":"Always","matchingPriority":1',
        '"flowBehavior":"FlowAlways","flowType":"Always","matchingPriority":1',
      )
      .replace('{"key":"supportsProvisionOnDemand","value":"true"}', '{"key":"supportsProvisionOnDemand","value":"false"}')
      .replace('"expression":"[jobTitle]","name":"jobTitle"', '"expression":"[city]","name":"city"')
      .replace('"mutability":"ReadWrite","name":"userName"', '"mutability":"Immutable","name":"userName"'),
  ) as JsonObject;
  const differences = schemaDifferences(imported(document), imported({ ...changed, '@odata.context': 'x' }));
  expect(differences.map(({ place, before: was, after: is }) => [place, was, is])).toEqual([
    ['Users, title', 'Direct: jobTitle', 'Direct: city'],
    ['synchronizationRules > USERGROUP_OUTBOUND_USERGROUP > metadata > supportsProvisionOnDemand > value', 'true', 'false'],
    [
      'synchronizationRules > USERGROUP_OUTBOUND_USERGROUP > objectMappings > mapping of Group > attributeMappings > displayName > flowBehavior',
      'FlowWhenChanged',
      'FlowAlways',
    ],
    [
      `directories > customappsso > objects > ${before.user.targetObjectName} > attributes > userName > mutability`,
      'ReadWrite',
      'Immutable',
    ],
    ['@odata.context', null, 'x'],
  ]);
});

test('a document compared with itself does not differ, in whatever order its lists stand', () => {
  const reversed = JSON.parse(JSON.stringify(document), (_key, value: unknown) =>
    Array.isArray(value) && value.every((element) => typeof element === 'object' && 'targetAttributeName' in element)
      ? value.toReversed()
      : value,
  ) as JsonObject;
  expect(schemaDifferences(imported(document), imported(document))).toEqual([]);
  expect(schemaDifferences(imported(document), imported(reversed))).toEqual([]);
});
