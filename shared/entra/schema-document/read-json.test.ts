import { expect, test } from 'vitest';
import { readJson } from './read-json.ts';

test.each([
  ['an object', '{"a": [1, -2.5e3, true, false, null, "x"]}'],
  ['an empty one', ' {\n } '],
  ['escapes', '{"a": "\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00"}'],
  ['a member that is named as every object has one', '{"__proto__": {"a": 1}, "constructor": 2}'],
  ['a text alone', '"a"'],
])('as JSON.parse reads it: %s', (_sentence, text) => {
  const read = readJson(text);
  expect(read.ok && JSON.stringify(read.value.value)).toBe(JSON.stringify(JSON.parse(text)));
  expect(read.ok && read.value.remarks).toEqual([]);
});

test('a byte order mark before it is passed over', () => {
  expect(readJson('\ufeff{"a":1}')).toEqual({ ok: true, value: { value: { a: 1 }, remarks: [] } });
});

test.each([
  ['cut off in a list', '{"a": [1, 2', '1:12', 'The document ends here, but a comma or ] belongs there: it is cut off.'],
  [
    'cut off in a text',
    '{\n  "name": "Provi',
    '2:17',
    'The document ends here, but a string that began is not closed: it is cut off.',
  ],
  ['cut off in an escape', '"a\\', '1:3', 'The document ends here, but a string that began is not closed: it is cut off.'],
  ['nothing', '', '1:1', 'The document ends here, but a JSON object belongs there: it is cut off.'],
  ['a comma too many', '{"a": 1,\n}', '2:1', 'Here stands "}" where the name of a member, in double quotes, belongs.'],
  ['a comma too few', '[1 2]', '1:4', 'Here stands "2" where a comma or ] belongs.'],
  ['single quotes', "{'a': 1}", '1:2', 'Here stands "\'" where the name of a member, in double quotes, belongs.'],
  ['a word', '{"a": undefined}', '1:7', 'Here stands "u" where a value belongs.'],
  ['a page instead of a document', '<!DOCTYPE html>', '1:1', 'Here stands "<" where a JSON object belongs.'],
  ['more behind it', '{} {}', '1:4', 'Here stands "{" where the end of the document belongs.'],
  ['a line end in a text', '{"a": "b\nc"}', '1:9', 'A string goes over a line end or another control character.'],
  ['an unknown escape', '{"a": "C:\\new\\x"}', '1:14', 'JSON knows no such escape in a string.'],
])('refused with its place: %s', (_sentence, text, place, message) => {
  const read = readJson(text);
  expect(read.ok ? read : read.problems[0]).toMatchObject({ place, message });
});

test.each([
  ['lists', '['],
  ['objects', '{"a":'],
])('a document of a million nested %s is refused, not a fault', (_what, sign) => {
  const read = readJson(sign.repeat(1_000_000));
  expect(read.ok ? read : read.problems[0]?.message).toBe('The document is nested more than 600 levels deep.');
});

test('more than 10 MB are not read', () => {
  const read = readJson(`"${'a'.repeat(10_000_000)}"`);
  expect(read.ok ? read : read.problems[0]).toMatchObject({ place: '1:1', message: expect.stringContaining('10 MB') });
});

test('what JSON cannot keep is said: a member that stands twice, a number with too many digits', () => {
  const read = readJson('{"a": {"b": 1, "b": 2}, "n": 12345678901234567890}');
  expect(read.ok && read.value.remarks.map(({ severity, place, message }) => [severity, place, message])).toEqual([
    ['note', '/a/b', 'The member "b" stands here twice; the last one counts.'],
    ['note', '/n', 'The number 12345678901234567890 is kept as 12345678901234567000.'],
  ]);
});
