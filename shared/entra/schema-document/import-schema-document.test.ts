import { describe, expect, test } from 'vitest';
import { assert } from '#shared/kernel/assert.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import { defaultJobConfiguration } from '../default-mappings.ts';
import { targetDefinition } from '../target-definition.ts';
import { exportSchemaDocument } from './export-schema-document.ts';
import { checkSchemaDocument, importSchemaDocument } from './import-schema-document.ts';
import { mappingsOf, readSchema } from './read-schema.ts';

const ids = { jobId: 'scim.test' };
const names = { ignoresFunctionCase: false, hasCloudSyncFunctions: false };
const fresh = defaultJobConfiguration();
const base = exportSchemaDocument(fresh, ids);
const USERS = '/synchronizationRules/0/objectMappings/1';
/** The first attribute of a user in Entra. */
const SOURCE = '/directories/0/objects/0/attributes/0';
const ACTIVE = `${USERS}/attributeMappings/1`;

/** A copy of the default document in which what stands at a pointer is another; undefined takes it away. */
function withChange(place: string, value: Json | undefined, document: JsonObject = base): JsonObject {
  const copy = structuredClone(document) as Record<string, Json>;
  const steps = place.split('/').slice(1);
  const last = steps.pop() ?? '';
  let at = copy as Record<string, never>;
  for (const step of steps) at = at[step] as never;
  if (value === undefined) delete at[last];
  else at[last] = value as never;
  return copy;
}

function remarksOf(document: Json) {
  return checkSchemaDocument(JSON.stringify(document)).remarks;
}

function configurationOf(document: JsonObject) {
  const result = importSchemaDocument(JSON.stringify(document), fresh);
  assert(result.ok, JSON.stringify(result));
  return result.value.configuration;
}

describe('refused, with the pointer, what belongs there and the nearest name', () => {
  test.each<[string, string, Json | undefined, string, RegExp, RegExp]>([
    ['no rules', '/synchronizationRules', undefined, '/synchronizationRules', /no synchronizationRules/, /Review your schema/],
    [
      'rules of another type',
      '/synchronizationRules',
      {},
      '/synchronizationRules',
      /an object where an array of objects/,
      /Graph/,
    ],
    ['no rule at all', '/synchronizationRules', [], '/synchronizationRules', /there is none/, /out of Microsoft Entra ID/],
    ['a rule that is none', '/synchronizationRules/0', 7, '/synchronizationRules/0', /the number 7 where an object/, /Graph/],
    [
      'a rule from elsewhere',
      '/synchronizationRules/0/sourceDirectoryName',
      'Workday',
      '/synchronizationRules',
      /begins at "Microsoft Entra ID"; they begin at "Workday"/,
      /out of Microsoft Entra ID/,
    ],
    [
      'no directory name',
      '/synchronizationRules/0/targetDirectoryName',
      undefined,
      '/synchronizationRules/0/targetDirectoryName',
      /nothing where a text/,
      /Graph/,
    ],
    [
      'rows of another type',
      `${USERS}/attributeMappings`,
      'none',
      `${USERS}/attributeMappings`,
      /the string "none" where an array/,
      /Graph/,
    ],
    [
      'a row without a target',
      `${ACTIVE}/targetAttributeName`,
      undefined,
      `${ACTIVE}/targetAttributeName`,
      /nothing where a text/,
      /Graph/,
    ],
    [
      'a target that is no path',
      `${ACTIVE}/targetAttributeName`,
      'is active?',
      ACTIVE,
      /"is active\?" is no target attribute/,
      /SCIM path/,
    ],
    ['a target that the list lacks', `${ACTIVE}/targetAttributeName`, 'actve', ACTIVE, /not in the attribute list/, /active/],
    [
      'a precedence that is a text',
      `${ACTIVE}/matchingPriority`,
      '1',
      `${ACTIVE}/matchingPriority`,
      /the string "1" where a whole number/,
      /Graph/,
    ],
    [
      'a default that is no text',
      `${ACTIVE}/defaultValue`,
      false,
      `${ACTIVE}/defaultValue`,
      /false where a text or null/,
      /Graph/,
    ],
    [
      'a source of another type',
      `${ACTIVE}/source`,
      '[mail]',
      `${ACTIVE}/source`,
      /the string "\[mail\]" where an object or null/,
      /Graph/,
    ],
    [
      'an unknown source type',
      `${ACTIVE}/source/type`,
      'Funktion',
      `${ACTIVE}/source/type`,
      /"Funktion" is no type/,
      /Function\?/,
    ],
    [
      'an unknown function',
      `${ACTIVE}/source/expression`,
      'Swich([a], , "b", "c")',
      `${ACTIVE}/source/expression`,
      /Swich/,
      /Switch/,
    ],
    [
      'wrong arity',
      `${ACTIVE}/source/expression`,
      'Mid([mail])',
      `${ACTIVE}/source/expression`,
      /active.*column.*Mid|active.*Mid.*column/s,
      /./,
    ],
    ['unbalanced quotes', `${ACTIVE}/source/expression`, 'Join(" , [mail])', `${ACTIVE}/source/expression`, /column/, /./],
    [
      'a source that is not there',
      `${USERS}/attributeMappings/2/source/name`,
      'displayname',
      `${USERS}/attributeMappings/2`,
      /"displayname"/,
      /displayName/,
    ],
    [
      'a source in an expression that is not there',
      `${ACTIVE}/source/expression`,
      'Not([IsSoftDelete])',
      `${ACTIVE}/source/expression`,
      /"IsSoftDelete"/,
      /IsSoftDeleted/,
    ],
    [
      'a list that is none',
      '/directories/1/objects/1/attributes',
      true,
      '/directories/1/objects/1/attributes',
      /true where an array/,
      /Graph/,
    ],
    ['directories that are none', '/directories', 'customappsso', '/directories', /where an array of objects/, /Graph/],
    [
      'an attribute of an unknown type',
      '/directories/1/objects/1/attributes/1/type',
      'Strng',
      '/directories/1/objects/1/attributes/1/type',
      /"Strng" is no type/,
      /String\?/,
    ],
    [
      'a clause with an unknown operator',
      `${USERS}/scope`,
      filter({ sourceOperandName: 'department', operatorName: 'EQUAL', targetOperand: { values: ['x'] } }),
      `${USERS}/scope/groups/0/clauses/0`,
      /EQUAL/,
      /EQUALS/,
    ],
    [
      'a clause on an attribute that cannot be filtered on',
      `${USERS}/scope`,
      filter({ sourceOperandName: 'manager', operatorName: 'IS NULL', targetOperand: { values: [] } }),
      `${USERS}/scope/groups/0/clauses/0`,
      /manager/,
      /./,
    ],
    [
      'a filter without a clause',
      `${USERS}/scope`,
      { groups: [{ name: 'a', clauses: [] }] },
      `${USERS}/scope/groups/0/clauses`,
      /no clause/,
      /./,
    ],
    ['no matching row', `${USERS}/attributeMappings/0/matchingPriority`, 0, `${USERS}/attributeMappings`, /matching/, /./],
  ])('%s', (_sentence, place, value, expected, message, remedy) => {
    const [first] = remarksOf(withChange(place, value)).filter(({ severity }) => severity === 'refused');
    expect(first).toMatchObject({
      place: expected,
      message: expect.stringMatching(message),
      remedy: expect.stringMatching(remedy),
    });
  });

  test('a target attribute that is mapped twice, at the second', () => {
    const document = withChange(`${USERS}/attributeMappings/2/targetAttributeName`, 'Active');
    expect(remarksOf(document)).toMatchObject([
      {
        severity: 'refused',
        place: `${USERS}/attributeMappings/2/targetAttributeName`,
        message: expect.stringContaining(ACTIVE),
      },
    ]);
  });

  test.each<[string, Json, RegExp]>([
    ['a job', { id: 'scim.a', schema: base }, /under "schema"/],
    ['a list of templates', { value: [{ schema: base }] }, /list of Graph/],
    ['one object mapping', { attributeMappings: [] }, /single object mapping/],
  ])('another document of Graph, and where the schema is: %s', (_sentence, document, remedy) => {
    expect(remarksOf(document)).toMatchObject([{ severity: 'refused', remedy: expect.stringMatching(remedy) }]);
  });

  test.each<[string, string, string]>([
    ['a list', '[]', '1:1'],
    ['null', 'null', '1:1'],
    ['half a document', JSON.stringify(base, null, 2).slice(0, 500), '20:3'],
  ])('no object: %s', (_sentence, text, place) => {
    expect(checkSchemaDocument(text)).toMatchObject({ configuration: null, document: null, remarks: [{ place }] });
  });
});

function filter(clause: JsonObject): JsonObject {
  return { groups: [{ name: 'Filter', clauses: [clause] }], inputFilterGroups: [], categoryFilterGroups: [] };
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
