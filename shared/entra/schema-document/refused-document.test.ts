import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { ACTIVE, base, remarksOf, USERS, withChange } from './changed-document.ts';
import { checkSchemaDocument } from './import-schema-document.ts';

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
