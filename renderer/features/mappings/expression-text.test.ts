import { expect, test } from 'vitest';
import { attributesIn, cutAt, givenValue, snippetOf, withSnippet } from './expression-text.ts';

const parameter = (name: string, isRequired: boolean, isRepeated = false) => ({
  name,
  type: 'String' as const,
  isRequired,
  isRepeated,
});
const join = { name: 'Join', parameters: [parameter('separator', true), parameter('source', true, true)] };

test('a function takes the place of the selection, with the cursor at its first argument', () => {
  expect(withSnippet('ToLower(x)', { start: 8, end: 9 }, snippetOf(join))).toEqual({ text: 'ToLower(Join(, ))', cursor: 13 });
});

test('attributes are found once each, and not inside texts', () => {
  expect(attributesIn('Join("[no]", [givenName], ToLower([mail]), [givenName], "a\\"[no]"')).toEqual(['givenName', 'mail']);
});

test.each([
  ['a word is marked whole', 'Lower([mail])', 1, { before: '', at: 'Lower', after: '([mail])' }],
  ['a sign is marked alone', 'ToLower([mail]', 8, { before: 'ToLower', at: '(', after: '[mail]' }],
  ['the end has nothing to mark', 'ToLower([mail]', 15, { before: 'ToLower([mail]', at: '', after: '' }],
  ['beyond the end is the end', 'Now(', 99, { before: 'Now(', at: '', after: '' }],
])('%s', (_sentence, text, column, expected) => {
  expect(cutAt(text, column)).toEqual(expected);
});

test.each([
  ['one line is one value', 'Ada', 'Ada'],
  ['nothing is no value', '', ''],
  ['each line is a value', 'a@x.test\nb@x.test\n', ['a@x.test', 'b@x.test']],
])('by hand: %s', (_sentence, text, expected) => {
  expect(givenValue(text)).toEqual(expected);
});
