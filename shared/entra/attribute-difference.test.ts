import { expect, test } from 'vitest';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { attributeDifferences } from './attribute-difference.ts';
import { defaultJobConfiguration, toMappingSource } from './default-mappings.ts';
import type { AttributeMapping } from './job-configuration.ts';
import type { MappedValue } from './mapping.ts';
import { type TargetDefinition, targetDefinition } from './target-definition.ts';

const [row] = defaultJobConfiguration().user.attributeMappings;

function mapped(name: string, value: MappedValue['value'], change: Partial<AttributeMapping> = {}): MappedValue {
  if (row === undefined) throw new Error('The default mapping has rows.');
  return { mapping: { ...row, targetAttributeName: name, ...change }, value, problem: null };
}

test.each([
  ['adds what the target does not hold', 'title', 'Countess', {}, 'add'],
  ['adds where the target holds an empty text', 'title', 'Countess', { title: '' }, 'add'],
  [
    'adds an element that is missing',
    'emails[type eq "work"].value',
    'ada@larkfield.test',
    { emails: [{ type: 'home', value: 'x' }] },
    'add',
  ],
  ['replaces another value', 'title', 'Countess', { title: 'Lady' }, 'replace'],
  ['sends nothing for an equal value', 'title', 'Countess', { title: 'Countess' }, null],
  ['compares names without case', 'title', 'Countess', { Title: 'Countess' }, null],
  ['compares values without case', 'title', 'Countess', { title: 'countess' }, null],
  ['takes a boolean and its word as equal', 'active', 'True', { active: true }, null],
  ['takes a text that says true as equal too', 'active', 'True', { active: 'true' }, null],
  ['replaces a boolean', 'active', 'False', { active: true }, 'replace'],
  ['takes a number and its digits as equal', 'title', '7', { title: 7 }, null],
  ['never sends a missing value', 'title', null, { title: 'Lady' }, null],
])('%s', (_sentence, targetAttributeName, value, resource, kind) => {
  const kindsOf = (change: Partial<AttributeMapping>) =>
    attributeDifferences([mapped(targetAttributeName, value, change)], resource).map((difference) => difference.kind);
  expect(kindsOf({})).toEqual(kind === null ? [] : [kind]);
  expect(kindsOf({ flowType: 'ObjectAddOnly' })).toEqual([]);
});

const number = targetDefinition('title', 'Integer');
const date = targetDefinition('title', 'DateTime');
const exact = targetDefinition('title', 'String', { isCaseExact: true });
const list = targetDefinition('title', 'String', { isMultivalued: true });

test.each<[string, TargetDefinition, string, Json, string | readonly string[] | null]>([
  ['a number and a number with the same value are equal', number, '07', 7, null],
  ['another number is sent', number, '8', 7, '8'],
  ['a text where a number should be is compared as text', number, 'seven', 7, 'seven'],
  ['two spellings of an instant are equal', date, '1/5/2026 9:00:00 PM', '2026-01-05T21:00:00.000Z', null],
  ['also with an offset', date, '1/5/2026 12:00:00 AM', '2026-01-05T02:00:00+02:00', null],
  ['another instant is sent', date, '1/5/2026 9:00:01 PM', '2026-01-05T21:00:00Z', '1/5/2026 9:00:01 PM'],
  ['with exact case another case is sent', exact, 'Countess', 'countess', 'Countess'],
  ['a list of one is a list', list, 'a', ['b'], ['a']],
  ['a list that holds the value in another case is not sent', list, 'a', ['A', 'b'], null],
])('by its definition, %s', (_sentence, definition, value, held, sent) => {
  const differences = attributeDifferences([{ ...mapped('title', value), definition }], { title: held });
  expect(differences.map((difference) => difference.value)).toEqual(sent === null ? [] : [sent]);
});

test('with the exact comparison another case is sent, whatever the list says', () => {
  const values = [mapped('title', 'Countess')];
  expect(attributeDifferences(values, { title: 'countess' }, 'exact')).toMatchObject([{ kind: 'replace', value: 'Countess' }]);
});

const none = { source: { type: 'None' }, defaultValue: 'Employee' } as const;
const fromRoles = { source: toMappingSource('AssertiveAppRoleAssignmentsComplex([appRoleAssignments])') };
const editor = JSON.stringify({ id: '1', value: 'Editor', displayName: 'Editor' });

test.each<[string, MappedValue, JsonObject, Json]>([
  ['a row that only fills sends to an empty attribute', mapped('title', 'Lady', { flowType: 'AttributeAddOnly' }), {}, 'Lady'],
  ['and nothing to a filled one', mapped('title', 'Lady', { flowType: 'AttributeAddOnly' }), { title: 'Countess' }, null],
  ['and nothing where the value is the same', mapped('title', 'Lady', { flowType: 'AttributeAddOnly' }), { title: 'Lady' }, null],
  ['an empty list is empty', mapped('title', ['a'], { flowType: 'AttributeAddOnly' }), { title: [] }, ['a']],
  ['a value that is only added may change', mapped('title', 'Lady', { flowType: 'ValueAddOnly' }), { title: 'Countess' }, 'Lady'],
  ['None fills an empty attribute with its default value', mapped('userType', null, none), { userType: '' }, 'Employee'],
  ['None leaves a filled attribute alone', mapped('userType', null, none), { userType: 'Guest' }, null],
  ['None without a default value sends nothing', mapped('userType', null, { ...none, defaultValue: '' }), {}, null],
  ['a default value of any other row is for creation', mapped('userType', null, { defaultValue: 'Employee' }), {}, null],
  ['assertive roles replace', mapped('roles', [editor], fromRoles), { roles: [{ value: 'Reader' }] }, ['Editor']],
  [
    'assertive roles that are only added leave the others',
    mapped('roles', [editor], { ...fromRoles, flowType: 'MultiValueAddOnly' }),
    { roles: [{ value: 'Reader' }, { value: 'Editor' }] },
    null,
  ],
  [
    'roles whose expression failed stay',
    { ...mapped('roles', null, fromRoles), problem: 'It failed.' },
    { roles: [{ value: 'Reader' }] },
    null,
  ],
  ['what is left out of the flow stays', { ...mapped('roles', null, fromRoles), ignored: 'attribute' }, { roles: ['x'] }, null],
])('%s', (_sentence, value, resource, sent) => {
  expect(attributeDifferences([value], resource).map((difference) => difference.value)).toEqual(sent === null ? [] : [sent]);
});
