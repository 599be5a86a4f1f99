import { describe, expect, test } from 'vitest';
import { assert } from '#shared/kernel/assert.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import { targetDefinition } from '../target-definition.ts';
import { ACTIVE, base, fresh, ids, remarksOf, USERS, withChange } from './changed-document.ts';
import { exportSchemaDocument } from './export-schema-document.ts';
import { checkSchemaDocument, importSchemaDocument } from './import-schema-document.ts';
import { mappingsOf, readSchema } from './read-schema.ts';

const names = { ignoresFunctionCase: false, hasCloudSyncFunctions: false };
/** The first attribute of a user in Entra. */
const SOURCE = '/directories/0/objects/0/attributes/0';

function configurationOf(document: JsonObject) {
  const result = importSchemaDocument(JSON.stringify(document), fresh);
  assert(result.ok, JSON.stringify(result));
  return result.value.configuration;
}

describe('noted, and rehearsed', () => {
  test.each<[string, string, Json | undefined, string]>([
    ['a version of the future', '/version', 'v2.0', '/version'],
    ['an unknown flow type', `${ACTIVE}/flowType`, 'Sometimes', `${ACTIVE}/flowType`],
    ['an unknown action', `${USERS}/flowTypes`, 'Add, Update, Archive', `${USERS}/flowTypes`],
    ['a flag that is none, in a list of the source', `${SOURCE}/caseExact`, 'yes', `${SOURCE}/caseExact`],
    ['a source attribute that is none', SOURCE, 'mail', SOURCE],
    ['a flag that is none, of a row', `${ACTIVE}/exportMissingReferences`, [], `${ACTIVE}/exportMissingReferences`],
    ['no directories, as without $expand', '/directories', undefined, '/directories'],
    ['users switched off, which the portal does not do', `${USERS}/enabled`, false, `${USERS}/enabled`],
    ['a tree that says something else', `${ACTIVE}/source/expression`, 'Not([IsSoftDeleted])', `${ACTIVE}/source/parameters`],
  ])('%s', (_sentence, place, value, expected) => {
    const document = withChange(place, value);
    const check = checkSchemaDocument(JSON.stringify(document));
    expect(new Set(check.remarks.map((remark) => [remark.severity, remark.place].join(' ')))).toEqual(
      new Set([`note ${expected}`]),
    );
    assert(check.configuration !== null, 'it is accepted');
    expect(exportSchemaDocument(check.configuration, ids)).toEqual(document);
  });

  test('versions that were seen, and members that nobody knows, need no word', () => {
    for (const version of ['Date:2024-06-19T14:53:12.7416198Z, ActivityId:d0147501', '6.0', null]) {
      expect(remarksOf({ ...withChange('/version', version), somethingNew: { a: [1] } })).toEqual([]);
    }
  });
});

test('a document may be short: what is absent is as Graph has it by default', () => {
  const { user } = configurationOf({
    synchronizationRules: [
      {
        sourceDirectoryName: 'Azure Active Directory',
        targetDirectoryName: 'Acme',
        objectMappings: [
          {
            sourceObjectName: 'User',
            targetObjectName: fresh.user.targetObjectName,
            attributeMappings: [
              { targetAttributeName: 'userName', matchingPriority: 1, source: { type: 'Attribute', name: 'mail' } },
              {
                targetAttributeName: 'nickName',
                source: { type: 'Attribute', expression: '[extension_d7a076d91c104133b712ad6caf3819c9_Nick]' },
              },
              { targetAttributeName: 'title', defaultValue: 'Hand', source: null },
              {
                targetAttributeName: 'urn:ietf:params:scim:schemas:extension:acme:2.0:User:badge',
                source: { type: 'Constant', expression: '"a\\"b"' },
              },
            ],
          },
        ],
      },
    ],
  });
  expect(user).toMatchObject({ enabled: true, flowTypes: { add: true, update: true, delete: true }, scope: null });
  expect(user.attributeMappings.map(({ source, defaultValue }) => [source, defaultValue])).toEqual([
    [{ type: 'Attribute', name: 'mail' }, null],
    [{ type: 'Attribute', name: 'extension_d7a076d91c104133b712ad6caf3819c9_Nick' }, null],
    [{ type: 'None' }, 'Hand'],
    [{ type: 'Constant', value: 'a"b' }, null],
  ]);
  expect(user.targetAttributes.at(-1)).toEqual(
    targetDefinition('urn:ietf:params:scim:schemas:extension:acme:2.0:User:badge', 'String'),
  );
});

test('of several rules the one of the lowest priority counts, and of several mappings the one that is enabled', () => {
  const [rule] = base['synchronizationRules'] as readonly JsonObject[];
  const mappings = rule?.['objectMappings'] as readonly JsonObject[];
  const off = { ...mappings[1], enabled: false, name: 'Off' };
  const document = {
    ...base,
    synchronizationRules: [
      { ...rule, priority: 5, name: 'late', objectMappings: [{ ...mappings[1], name: 'Late' }] },
      { ...rule, priority: 2, objectMappings: [off, ...mappings] },
    ],
  };
  expect(configurationOf(document).user.name).toBe('Provision Microsoft Entra ID Users');
  expect(remarksOf(document).map(({ severity, place }) => [severity, place])).toEqual([
    ['left-out', '/synchronizationRules/1/objectMappings/0'],
    ['left-out', '/synchronizationRules/0/objectMappings/0'],
  ]);
});

test('a mapping that is left out is named by its objects, as far as it names them', () => {
  const [rule] = base['synchronizationRules'] as readonly JsonObject[];
  const mappings = rule?.['objectMappings'] as readonly JsonObject[];
  const leftOut = (sourceObjectName: string, targetObjectName: string | null) => {
    const extra = { ...mappings[0], sourceObjectName, targetObjectName };
    const document = { ...base, synchronizationRules: [{ ...rule, objectMappings: [...mappings, extra] }] };
    return remarksOf(document).find(({ severity }) => severity === 'left-out')?.message;
  };
  expect([leftOut('Device', 'Printer'), leftOut('Device', null), leftOut('', 'Printer'), leftOut('', '')]).toEqual([
    'The mapping of Device to Printer is not rehearsed.',
    'The mapping of Device, which names no target object, is not rehearsed.',
    'A mapping that writes Printer and names no source object is not rehearsed.',
    'A mapping that names neither a source nor a target object is not rehearsed.',
  ]);
});

test('what is not in a document stays as it was', () => {
  const current = { ...fresh, scope: 'all' as const, objectsInFlightCount: 7, habitSettings: { 'member-add': 'replace' } };
  const result = importSchemaDocument(JSON.stringify(base), current);
  expect(result.ok && result.value.configuration).toEqual({ ...current, schemaDocument: base });
});

test('however a document is broken, it is read without a fault, and comes out as it was', () => {
  const random = seededRandom('mutations');
  for (let round = 0; round < 150; round += 1) {
    const document = [0, 1, 2].slice(random.next() % 3).reduce<Json>((current) => broken(current, random.next), base);
    const check = checkSchemaDocument(JSON.stringify(document));
    expect(check.configuration === null).toBe(check.remarks.some(({ severity }) => severity === 'refused'));
    if (!isJsonObject(document)) continue;
    // Also what is refused comes out whole: nothing is lost by reading.
    const whole = { ...fresh, ...mappingsOf(readSchema(document, names)), schemaDocument: document };
    expect(JSON.stringify(exportSchemaDocument(whole, ids))).toBe(JSON.stringify(document));
  }
});

test('of a hundred thousand things that are wrong, a thousand are named', () => {
  const rules = Array.from({ length: 100_000 }, () => 1);
  expect(remarksOf({ synchronizationRules: rules }).length).toBe(1000);
});

const strays: readonly Json[] = [
  null,
  true,
  3,
  -1.5,
  '',
  'Always',
  [],
  {},
  [null],
  ['a'],
  { type: 'Function' },
  { key: 'source' },
];

/** One place of a document, by chance, taken away, doubled or replaced. Rows and rules are hit more often than attribute lists. */
function broken(value: Json, next: () => number): Json {
  if (Array.isArray(value) && value.length > 0) {
    const elements = value as readonly Json[];
    const at = next() % elements.length;
    const element = elements[at] ?? null;
    switch (next() % 6) {
      case 0:
        return elements.filter((_, index) => index !== at);
      case 1:
        return [...elements, element];
      default:
        return elements.map((each, index) => (index === at ? broken(each, next) : each));
    }
  }
  if (isJsonObject(value) && Object.keys(value).length > 0) {
    const keys = Object.keys(value);
    const key = keys[next() % keys.length] ?? '';
    if (next() % 6 === 0) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
    return { ...value, [key]: broken(value[key] ?? null, next) };
  }
  return strays[next() % strays.length] ?? null;
}
