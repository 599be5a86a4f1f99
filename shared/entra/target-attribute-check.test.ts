import { expect, test } from 'vitest';
import type { Json } from '#shared/kernel/json.ts';
import { defaultJobConfiguration, toMappingSource } from './default-mappings.ts';
import { ENTERPRISE_USER_URN, USER_URN } from './target-attribute.ts';
import { schemasIn, unknownTargetAttributes } from './target-attribute-check.ts';

const { user } = defaultJobConfiguration();

function attribute(name: string, subAttributes: readonly string[] = [], mutability = 'readWrite') {
  return { name, mutability, subAttributes: subAttributes.map((part) => ({ name: part, mutability: 'readWrite' })) };
}

const schemas = [
  { id: USER_URN, attributes: [attribute('USERNAME'), attribute('name', ['givenName']), attribute('active', [], 'readOnly')] },
];

function mappingOf(...targets: readonly string[]) {
  const [row] = user.attributeMappings;
  if (row === undefined) throw new Error('The default mapping has rows.');
  const source = toMappingSource('[mail]');
  return { ...user, attributeMappings: targets.map((targetAttributeName) => ({ ...row, targetAttributeName, source })) };
}

test('what the schemas name is not warned of, in any case, nor what every resource has', () => {
  expect(unknownTargetAttributes(mappingOf('userName', 'name.givenName', 'externalId'), schemas)).toEqual([]);
});

test.each([
  ['nickName', `The schema ${USER_URN} of the target has no attribute nickName.`],
  ['name.familyName', 'The attribute name of the target has no sub-attribute familyName.'],
  ['emails[type eq "work"].value', `The schema ${USER_URN} of the target has no attribute emails.`],
  ['active', 'The target declares active as read-only.'],
  [`${ENTERPRISE_USER_URN}:department`, `The target has no schema ${ENTERPRISE_USER_URN}.`],
])('%s is warned of', (target, message) => {
  expect(unknownTargetAttributes(mappingOf(target), schemas)).toMatchObject([{ place: target, message }]);
});

test.each<[string, Json | undefined, number | null]>([
  ['a list response', { Resources: schemas, totalResults: 1 }, 1],
  ['a bare array', [...schemas], 1],
  ['one schema alone', schemas[0] ?? null, 1],
  ['an error', { schemas: [], status: '404' }, null],
  ['a list of something else', { Resources: [{ id: 7 }, 'x', null] }, null],
  ['a text', 'Not found', null],
  ['no JSON', undefined, null],
])('the schemas of %s are read', (_what, body, count) => {
  expect(schemasIn(body)?.length ?? null).toBe(count);
});
