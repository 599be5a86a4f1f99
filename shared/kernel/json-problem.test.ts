import { expect, test } from 'vitest';
import { jsonProblemIn } from './json-problem.ts';

test.each([
  ['a comma is missing', '{\n  "a": 1\n  "b": 2\n}', 3, 3, 'Expected a comma or }, found “"”.'],
  ['a comma too many', '{"a": 1,}', 1, 9, 'Expected a name in double quotes, found “}”.'],
  ['a name without quotes', '{a: 1}', 1, 2, 'Expected a name in double quotes, found “a”.'],
  ['single quotes', "{'a': 1}", 1, 2, "Expected a name in double quotes, found “'”."],
  ['no colon', '{"a" 1}', 1, 6, 'Expected a colon, found “1”.'],
  ['a word that is no value', '[True]', 1, 2, 'Expected a value, found “T”.'],
  ['a number with a leading zero', '[01]', 1, 2, 'Expected a value, found “0”.'],
  ['a value is missing', '{"a":\r\n}', 2, 1, 'Expected a value, found “}”.'],
  ['a text that is not closed', '{"a": "b\n}', 1, 7, 'This text is not closed: its second double quote is missing.'],
  ['an unknown escape', '["a\\x"]', 1, 4, 'This escape is none that JSON knows.'],
  ['a tab inside a text', '["a\tb"]', 1, 4, 'This character must be escaped in a text.'],
  ['something behind the end', '{} x', 1, 4, 'Nothing may follow here: the value has ended before.'],
  ['the text ends early', '{"a": [1, 2', 1, 12, 'Expected a comma or ], but the text ends here.'],
  ['nothing at all', '', 1, 1, 'Expected a value, but the text ends here.'],
] as const)('%s', (_sentence, text, line, column, message) => {
  expect(jsonProblemIn(text)).toMatchObject({ line, column, message });
});

test.each(['{}', ' [1, -0.5e3, "\\u00e9", null, true] ', '"text"'])('%s is JSON', (text) => {
  expect(jsonProblemIn(text)).toBeNull();
});

test('a fault below ten thousand brackets ends the walk, and not the page', () => {
  expect(jsonProblemIn('['.repeat(10_000))?.message).toBe('It is nested deeper than 200 levels.');
});
