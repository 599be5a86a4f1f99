import { expect, test } from 'vitest';
import { assert } from '#shared/kernel/assert.ts';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { defaultJobConfiguration } from '../default-mappings.ts';
import type { AttributeMapping, JobConfiguration, ObjectMapping } from '../job-configuration.ts';
import type { ScopingFilter } from '../scoping-filter.ts';
import { targetDefinition } from '../target-definition.ts';
import { composeSchema } from './compose-schema.ts';
import { exportSchemaDocument } from './export-schema-document.ts';
import { importSchemaDocument } from './import-schema-document.ts';
import { elementsOf } from './read-attribute-list.ts';

const ids = { jobId: 'scim.test' };
const fresh = defaultJobConfiguration();

const filterJson = {
  mark: 3,
  categoryFilterGroups: [],
  groups: [
    {
      mark: 4,
      name: 'Sales',
      clauses: [
        { mark: 5, operatorName: 'EQUALS', sourceOperandName: 'displayName', targetOperand: { values: ['Sales'] } },
        { operatorName: 'IS NOT NULL', sourceOperandName: 'mail', targetOperand: null },
      ],
    },
  ],
};

/** As somebody else's Entra has it: words without blanks, members that are not known here, a filter, a row with a mark. */
const document = marked(composeSchema(fresh, ids));

function marked(composed: JsonObject): JsonObject {
  const text = JSON.stringify(composed)
    .replaceAll('"Add, Update, Delete"', '"Add,Update,Delete"')
    .replaceAll('"defaultValue":null,"exportMissingReferences"', '"defaultValue":"","mark":1,"exportMissingReferences"')
    .replaceAll('"caseExact":false', '"caseExact":false,"mark":2')
    .replaceAll('"scope":null', `"scope":${JSON.stringify(filterJson)}`);
  return { ...(JSON.parse(text) as JsonObject), '@odata.context': 'https://graph.microsoft.com/', unknown: [1] };
}

const imported = (() => {
  const result = importSchemaDocument(JSON.stringify(document), fresh);
  assert(result.ok, JSON.stringify(result));
  return result.value.configuration;
})();

function exported(change: (user: ObjectMapping) => ObjectMapping): JsonObject {
  return exportSchemaDocument({ ...imported, user: change(imported.user) }, ids);
}

/** The members of a document that are not as they were, by pointer: what stands there now. */
function changes(before: Json | undefined, after: Json | undefined, place = ''): Readonly<Record<string, Json | undefined>> {
  if (JSON.stringify(before) === JSON.stringify(after)) return {};
  const isNested = typeof before === 'object' && typeof after === 'object' && before !== null && after !== null;
  if (!isNested) return { [place]: after };
  const [a, b] = [before as JsonObject, after as JsonObject];
  return Object.assign(
    {},
    ...[...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => changes(a[key], b[key], `${place}/${key}`)),
  );
}

const USERS = '/synchronizationRules/0/objectMappings/1';
const ROWS = `${USERS}/attributeMappings`;
const LIST = '/directories/1/objects/1/attributes';

function withRow(user: ObjectMapping, target: string, change: Partial<AttributeMapping>): ObjectMapping {
  return {
    ...user,
    attributeMappings: user.attributeMappings.map((row) => (row.targetAttributeName === target ? { ...row, ...change } : row)),
  };
}

function withScope(user: ObjectMapping, groups: ScopingFilter['groups']): ObjectMapping {
  return { ...user, scope: { groups, inputFilterGroups: [], categoryFilterGroups: [] } };
}

test('nothing is changed: the document comes out to the order of its members', () => {
  expect(JSON.stringify(exportSchemaDocument(imported, ids))).toBe(JSON.stringify(document));
});

test.each<[string, (user: ObjectMapping) => ObjectMapping, Readonly<Record<string, Json>>]>([
  [
    'the name and the actions, worded as the document words them',
    (user) => ({ ...user, name: 'People', flowTypes: { ...user.flowTypes, delete: false } }),
    { [`${USERS}/name`]: 'People', [`${USERS}/flowTypes`]: 'Add,Update' },
  ],
  [
    'another source attribute',
    (user) => withRow(user, 'title', { source: { type: 'Attribute', name: 'employeeType' } }),
    { [`${ROWS}/3/source/expression`]: '[employeeType]', [`${ROWS}/3/source/name`]: 'employeeType' },
  ],
  [
    'an expression, as text and as tree',
    (user) => withRow(user, 'title', { source: { type: 'Function', expression: 'ToUpper( [jobTitle] )' } }),
    {
      [`${ROWS}/3/source/expression`]: 'ToUpper( [jobTitle] )',
      [`${ROWS}/3/source/name`]: 'ToUpper',
      [`${ROWS}/3/source/type`]: 'Function',
      [`${ROWS}/3/source/parameters/0`]: {
        key: 'source',
        value: { expression: '[jobTitle]', name: 'jobTitle', type: 'Attribute', parameters: [] },
      },
    },
  ],
  ['no source', (user) => withRow(user, 'title', { source: { type: 'None' } }), { [`${ROWS}/3/source`]: null }],
  [
    'default, precedence and when it applies',
    (user) => withRow(user, 'title', { defaultValue: 'Hand', matchingPriority: 2, flowType: 'ObjectAddOnly' }),
    { [`${ROWS}/3/defaultValue`]: 'Hand', [`${ROWS}/3/matchingPriority`]: 2, [`${ROWS}/3/flowType`]: 'ObjectAddOnly' },
  ],
  [
    'one clause of a filter',
    (user) =>
      withScope(user, [
        {
          name: 'Sales',
          clauses: [
            { attribute: 'displayName', operator: 'EQUALS', values: ['Sales'] },
            { attribute: 'mail', operator: 'IS NULL', values: [] },
          ],
        },
      ]),
    {
      [`${USERS}/scope/groups/0/clauses/1/operatorName`]: 'IS NULL',
      [`${USERS}/scope/groups/0/clauses/1/targetOperand`]: { values: [] },
    },
  ],
  ['no filter any more', (user) => ({ ...user, scope: null }), { [`${USERS}/scope`]: null }],
  [
    'a flag of an attribute',
    (user) => ({
      ...user,
      targetAttributes: user.targetAttributes.map((each) => (each.name === 'title' ? { ...each, isCaseExact: true } : each)),
    }),
    { [`${LIST}/4/caseExact`]: true },
  ],
])('only what is said otherwise is written: %s', (_sentence, change, expected) => {
  expect(changes(document, exported(change))).toEqual(expected);
});

test('rows are added and removed where they stand, and everything else keeps its marks', () => {
  const row: AttributeMapping = {
    targetAttributeName: 'nickName',
    source: { type: 'Constant', value: 'a "b"' },
    matchingPriority: 0,
    flowType: 'Always',
    defaultValue: null,
  };
  const out = exported((user) => {
    const [first, , ...others] = user.attributeMappings;
    return { ...user, attributeMappings: [...(first ? [first] : []), row, ...others] };
  });
  expect(changes(document, out)).toEqual({
    [`${ROWS}/1/defaultValue`]: null,
    [`${ROWS}/1/mark`]: undefined,
    [`${ROWS}/1/targetAttributeName`]: 'nickName',
    [`${ROWS}/1/source/expression`]: '"a \\"b\\""',
    [`${ROWS}/1/source/name`]: 'a "b"',
    [`${ROWS}/1/source/type`]: 'Constant',
    [`${ROWS}/1/source/parameters/0`]: undefined,
    [`${ROWS}/1/source/parameters/1`]: undefined,
    [`${ROWS}/1/source/parameters/2`]: undefined,
    [`${ROWS}/1/source/parameters/3`]: undefined,
    [`${ROWS}/1/source/parameters/4`]: undefined,
  });
});

test('an attribute that is added to the list stands at its end, with everything that Graph wants', () => {
  const name = 'urn:ietf:params:scim:schemas:extension:acme:2.0:User:badge';
  const out = exported((user) => ({ ...user, targetAttributes: [...user.targetAttributes, targetDefinition(name, 'String')] }));
  expect(Object.values(changes(document, out))).toEqual([
    {
      anchor: false,
      caseExact: false,
      defaultValue: null,
      flowNullValues: false,
      multivalued: false,
      mutability: 'ReadWrite',
      name,
      required: false,
      type: 'String',
      apiExpressions: [],
      metadata: [],
      referencedObjects: [],
    },
  ]);
});

test('rows that are not rehearsed stay behind the row that they stood behind', () => {
  const row = (targetAttributeName: string, matchingPriority = 0): Json => ({
    targetAttributeName,
    matchingPriority,
    source: { type: 'Attribute', name: 'mail', expression: '[mail]' },
  });
  const rows = [row('Alias'), row('Username', 1), row('Email'), row('Title'), row('FirstName')];
  const foreign: JsonObject = {
    synchronizationRules: [
      {
        sourceDirectoryName: 'Azure Active Directory',
        targetDirectoryName: 'Foreign',
        objectMappings: [{ sourceObjectName: 'User', targetObjectName: 'User', attributeMappings: rows }],
      },
    ],
  };
  const result = importSchemaDocument(JSON.stringify(foreign), fresh);
  assert(result.ok, JSON.stringify(result));
  const { configuration } = result.value;
  const out = exportSchemaDocument(
    { ...configuration, user: { ...configuration.user, attributeMappings: configuration.user.attributeMappings.toReversed() } },
    ids,
  );
  expect(targetsOf(out)).toEqual(['Alias', 'Title', 'FirstName', 'Username', 'Email']);
});

function targetsOf(out: JsonObject): readonly unknown[] {
  const [rule] = out['synchronizationRules'] as unknown as { objectMappings: { attributeMappings: JsonObject[] }[] }[];
  return rule?.objectMappings[0]?.attributeMappings.map((row) => row['targetAttributeName']) ?? [];
}

test('a mapping that the document does not have is written once somebody changes it', () => {
  const [rule] = document['synchronizationRules'] as readonly JsonObject[];
  const usersOnly = {
    ...document,
    synchronizationRules: [{ ...rule, objectMappings: elementsOf(rule?.['objectMappings']).slice(1) }],
  };
  const result = importSchemaDocument(JSON.stringify(usersOnly), fresh);
  assert(result.ok, JSON.stringify(result));
  const { configuration } = result.value;
  expect(configuration.group.enabled).toBe(false);
  expect(exportSchemaDocument(configuration, ids)).toEqual(usersOnly);
  const switchedOn: JobConfiguration = { ...configuration, group: { ...configuration.group, enabled: true } };
  const again = importSchemaDocument(JSON.stringify(exportSchemaDocument(switchedOn, ids)), fresh);
  expect(again.ok && again.value.configuration.group).toEqual(switchedOn.group);
  expect(again.ok && again.value.configuration.user).toEqual(configuration.user);
});

test('a workspace whose kept document is none any more exports a composed one', () => {
  const { schemaDocument: _, ...others } = fresh;
  const configuration = { ...others, user: { ...fresh.user, name: 'People' }, schemaDocument: { mended: 'by hand' } };
  expect(exportSchemaDocument(configuration, ids)).toEqual(composeSchema(configuration, ids));
});
