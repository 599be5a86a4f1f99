import { expect, test } from 'vitest';
import { attributeDifferences } from './attribute-difference.ts';
import { defaultJobConfiguration } from './default-mappings.ts';
import type { MappedValue } from './mapping.ts';

const [row] = defaultJobConfiguration().user.attributeMappings;

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
  ['compares values with case', 'title', 'Countess', { title: 'countess' }, 'replace'],
  ['takes a boolean and its word as equal', 'active', 'True', { active: true }, null],
  ['takes a text that says true as equal too', 'active', 'True', { active: 'true' }, null],
  ['replaces a boolean', 'active', 'False', { active: true }, 'replace'],
  ['takes a number and its digits as equal', 'title', '7', { title: 7 }, null],
  ['never sends a missing value', 'title', null, { title: 'Lady' }, null],
])('%s', (_sentence, targetAttributeName, value, resource, kind) => {
  if (row === undefined) throw new Error('The default mapping has rows.');
  const mapped: MappedValue = { mapping: { ...row, targetAttributeName }, value, problem: null };
  expect(attributeDifferences([mapped], resource).map((difference) => difference.kind)).toEqual(kind === null ? [] : [kind]);
  const atCreationOnly: MappedValue = { ...mapped, mapping: { ...mapped.mapping, flowType: 'ObjectAddOnly' } };
  expect(attributeDifferences([atCreationOnly], resource)).toEqual([]);
});
