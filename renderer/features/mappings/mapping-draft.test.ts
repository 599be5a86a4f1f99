import { expect, test } from 'vitest';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import { languageOptionsOf } from '#shared/entra/expressions/language-options.ts';
import type { AttributeMapping } from '#shared/entra/job-configuration.ts';
import { sourceAttributesOf } from '#shared/entra/source-catalogue.ts';
import { changesBetween, emptyRow, flowTypeWord, problemsOfRow, withoutRow, withRow, withTypeWord } from './mapping-draft.ts';

const { user } = defaultJobConfiguration();
const surroundings = { sourceAttributes: sourceAttributesOf('User', null), options: languageOptionsOf({ habitSettings: {} }) };
const indexOf = (name: string) => user.attributeMappings.findIndex((row) => row.targetAttributeName === name);
const row = (change: Partial<AttributeMapping>): AttributeMapping => ({
  ...emptyRow,
  targetAttributeName: 'nickName',
  source: { type: 'Attribute', name: 'mailNickname' },
  ...change,
});

test.each([
  ['a new row to a free attribute has no problem', row({}), []],
  ['an attribute that is mapped already is refused', row({ targetAttributeName: 'UserName' }), ['target']],
  ['id is refused', row({ targetAttributeName: 'id' }), ['target']],
  ['a target that is no path is refused', row({ targetAttributeName: 'emails[type = work]' }), ['target']],
  ['an empty row misses source and target', emptyRow, ['target', 'source']],
  [
    'an expression that does not parse is refused',
    row({ source: { type: 'Function', expression: 'ToLower([mail' } }),
    ['source'],
  ],
  ['an expression that parses is taken', row({ source: { type: 'Function', expression: 'ToLower([mail])' } }), []],
  ['two rows cannot match with the same precedence', row({ matchingPriority: 1 }), ['precedence']],
  ['a constant cannot match', row({ matchingPriority: 2, source: { type: 'Constant', value: 'x' } }), ['precedence']],
  ['an attribute that the target’s list does not hold is refused', row({ targetAttributeName: 'shoeSize' }), ['target']],
  [
    'SelectUniqueValue is refused for a SCIM application',
    row({ source: { type: 'Function', expression: 'SelectUniqueValue([mail], [mailNickname])' } }),
    ['source'],
  ],
  ['None needs no source', row({ source: { type: 'None' } }), []],
] as const)('%s', (_sentence, edited, fields) => {
  const problems = problemsOfRow({ row: edited, mapping: user, index: null, surroundings });
  expect(problems.map(({ field }) => field)).toEqual(fields);
});

test('a row that keeps its own target is not its own double', () => {
  const index = indexOf('externalId');
  const edited = { ...user.attributeMappings[index], source: { type: 'Attribute', name: 'objectId' } } as AttributeMapping;
  expect(problemsOfRow({ row: edited, mapping: user, index, surroundings })).toEqual([]);
});

test('an edited, an added and a removed row and a switched action are counted as four changes', () => {
  const edited = withRow(
    user,
    indexOf('externalId'),
    row({ targetAttributeName: 'externalId', source: { type: 'Attribute', name: 'objectId' } }),
  );
  const draft = withoutRow(withRow(edited, null, row({})), indexOf('title'));
  const changes = changesBetween(user, { ...draft, flowTypes: { ...draft.flowTypes, delete: false } });
  expect(changes.count).toBe(4);
  expect([...changes.editedTargets]).toEqual(['externalId', 'nickName']);
  expect(changesBetween(user, user).count).toBe(0);
});

test('a changed scope and a changed attribute list are counted too', () => {
  const group = { name: 'Sales', clauses: [{ attribute: 'department', operator: 'EQUALS', values: ['Sales'] }] };
  const scope = { groups: [group], inputFilterGroups: [], categoryFilterGroups: [] };
  expect(changesBetween(user, { ...user, scope, targetAttributes: user.targetAttributes.slice(1) }).count).toBe(2);
});

test('flow types of schema documents are named as they name them', () => {
  expect(['Always', 'ObjectAddOnly', 'ValueAddOnly'].map((type) => flowTypeWord(type as AttributeMapping['flowType']))).toEqual([
    'Always',
    'Only during object creation',
    'ValueAddOnly',
  ]);
});

test('a direct attribute carries over into an expression', () => {
  expect(withTypeWord({ type: 'Attribute', name: 'mail' }, 'Expression')).toEqual({ type: 'Function', expression: '[mail]' });
  expect(withTypeWord({ type: 'Attribute', name: 'mail' }, 'Direct')).toEqual({ type: 'Attribute', name: 'mail' });
});
