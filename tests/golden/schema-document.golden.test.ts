import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import { functionDefinitions } from '#shared/entra/expressions/functions.ts';
import { parseExpression } from '#shared/entra/expressions/parse-expression.ts';
import { exportSchemaDocument } from '#shared/entra/schema-document/export-schema-document.ts';
import { treeOf } from '#shared/entra/schema-document/expression-tree.ts';
import { checkSchemaDocument, importSchemaDocument } from '#shared/entra/schema-document/import-schema-document.ts';
import { scopingOperatorNamed } from '#shared/entra/scoping-filter-operators.ts';
import { assert } from '#shared/kernel/assert.ts';
import type { JsonObject } from '#shared/kernel/json.ts';

const folder = resolve(import.meta.dirname, '../../fixtures/graph/schema');
const ids = { jobId: 'scim.00000000000000000000000000000000' };

function read(name: string) {
  return readFileSync(resolve(folder, `${name}.json`), 'utf8');
}

function imported(text: string) {
  const result = importSchemaDocument(text, defaultJobConfiguration());
  assert(result.ok, JSON.stringify(result));
  return result.value;
}

describe('import then export is the same document', () => {
  test.each([
    ['of a SCIM application', 'synchronizationSchema-scim-COMPOSED'],
    ['of Salesforce', 'synchronizationSchema-REAL-salesforce-2017'],
  ])('%s, to the order of its members', (_sentence, name) => {
    const text = read(name);
    expect(JSON.stringify(exportSchemaDocument(imported(text).configuration, ids))).toBe(JSON.stringify(JSON.parse(text)));
  });

  test('of a new application, whose configuration comes back as it was', () => {
    const before = defaultJobConfiguration();
    const document = exportSchemaDocument(before, ids);
    const { configuration, notes } = imported(JSON.stringify(document));
    expect({ ...configuration, schemaDocument: null }).toEqual(before);
    expect(notes).toEqual([]);
    expect(exportSchemaDocument(configuration, ids)).toEqual(document);
  });
});

test('the composed SCIM document has the default mappings, and a scoping filter of two groups', () => {
  const { configuration, notes } = imported(read('synchronizationSchema-scim-COMPOSED'));
  const defaults = defaultJobConfiguration();
  expect(configuration.user.attributeMappings).toEqual(defaults.user.attributeMappings);
  expect(configuration.group.attributeMappings).toEqual(defaults.group.attributeMappings);
  expect(configuration.user.scope).toEqual({
    groups: [
      {
        name: 'Sales only',
        clauses: [
          { attribute: 'department', operator: 'EQUALS', values: ['Sales'] },
          { attribute: 'employeeId', operator: 'IS NOT NULL', values: [] },
        ],
      },
      { name: 'Contractors', clauses: [{ attribute: 'employeeId', operator: 'REGEX MATCH', values: ['C[0-9]{5}'] }] },
    ],
    inputFilterGroups: [],
    categoryFilterGroups: [],
  });
  expect(notes).toEqual([]);
});

test('of Salesforce, what SCIM knows as well is rehearsed, and everything else is named with its pointer', () => {
  const { configuration, remarks } = checkSchemaDocument(read('synchronizationSchema-REAL-salesforce-2017'));
  expect(configuration?.user.attributeMappings).toEqual([
    {
      targetAttributeName: 'userName',
      source: { type: 'Attribute', name: 'userPrincipalName' },
      matchingPriority: 1,
      flowType: 'Always',
      defaultValue: null,
    },
  ]);
  expect(configuration?.group.enabled).toBe(false);
  const rows = '/synchronizationRules/0/objectMappings/0/attributeMappings';
  const leftOut = remarks.filter(({ severity }) => severity === 'left-out').map(({ place }) => place);
  expect(leftOut).toEqual([
    '/synchronizationRules/1',
    ...[1, 2, 3].map((index) => `/synchronizationRules/0/objectMappings/${index}`),
    ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13].map((index) => `${rows}/${index}/targetAttributeName`),
  ]);
  expect(remarks.find(({ place }) => place === `${rows}/0/targetAttributeName`)?.remedy).toBe('Not rehearsed. SCIM has active.');
});

test('every text of a published document has the tree that Graph gave it', () => {
  const published = [
    ...sourcesIn(JSON.parse(read('synchronizationSchema-REAL-salesforce-2017'))),
    ...sourcesIn(JSON.parse(read('objectMapping-salesforce'))),
    JSON.parse(read('schema-parseExpression')).response.parsedExpression as JsonObject,
  ];
  expect(published.length).toBe(9);
  for (const source of published) {
    const expression = parseExpression(String(source['expression']));
    expect(expression.ok && { ...treeOf(expression.value), expression: source['expression'] }).toEqual(source);
  }
});

/** Function sources of a document, outermost ones. */
function sourcesIn(value: unknown): readonly JsonObject[] {
  if (typeof value !== 'object' || value === null) return [];
  const object = value as JsonObject;
  return object['type'] === 'Function' ? [object] : Object.values(object).flatMap(sourcesIn);
}

// The list is of 2021. FormatDateTime has got a parameter since, in the middle.
test('functions that Graph lists have its parameters, by name and order', () => {
  const { value } = JSON.parse(read('schema-functions-response')) as {
    value: { name: string; parameters: { name: string; allowMultipleOccurrences: boolean }[] }[];
  };
  expect(value.length).toBe(14);
  for (const { name, parameters } of value) {
    const listed = new Set(parameters.map((each) => each.name));
    const ours = functionDefinitions.find((definition) => definition.name === name)?.parameters ?? [];
    const keys = ours.map((each) => [each.graphName ?? each.name, each.isRepeated] as const).filter(([key]) => listed.has(key));
    expect([name, keys]).toEqual([name, parameters.map((each) => [each.name, each.allowMultipleOccurrences])]);
  }
});

test('operators that Graph lists are known by its names', () => {
  const { value } = JSON.parse(read('schema-filterOperators-response')) as { value: { name: string; arity: string }[] };
  expect(value.map(({ name }) => scopingOperatorNamed(name)?.graphName)).toEqual(value.map(({ name }) => name));
  expect(value.map(({ name }) => scopingOperatorNamed(name)?.arity)).toEqual(value.map(({ arity }) => arity));
});
