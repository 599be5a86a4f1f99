import { expect, test } from 'vitest';
import { indentAfter, offsetAt, yamlParts } from './yaml-lines.ts';

const kinds = (line: string) => yamlParts(line).map(({ kind, text }) => `${kind}:${text}`);

test.each([
  ['name: A leaver comes back', ['key:name:', 'plain: A leaver comes back']],
  ['  - cycle: initial # the first', ['plain:  - ', 'key:cycle:', 'plain: initial ', 'comment:# the first']],
  [
    '  - expect: { requests: { "POST /Users": 12 } }',
    [
      'plain:  - ',
      'key:expect:',
      'plain: { ',
      'key:requests:',
      'plain: { ',
      'key:"POST /Users":',
      'plain: ',
      'literal:12',
      'plain: } }',
    ],
  ],
  ['url: http://host#part', ['key:url:', 'plain: http://host#part']],
  ['text: "a: b # c"', ['key:text:', 'plain: ', 'text:"a: b # c"']],
  ['', []],
])('%j', (line, expected) => {
  expect(kinds(line)).toEqual(expected);
});

test('whatever is typed, the parts together are the line', () => {
  for (const line of ["it's 5 o'clock: 'really", '"open', '- - - x:', '::: {[ "a":1', '\tkey: value\u2028x', 'aren’t: #']) {
    expect(
      yamlParts(line)
        .map(({ text }) => text)
        .join(''),
    ).toBe(line);
  }
});

test('a place in a text is found, and one beyond a line is its end', () => {
  expect(offsetAt('ab\ncd\n', 2, 2)).toBe(4);
  expect(offsetAt('ab\ncd', 1, 99)).toBe(2);
  expect(offsetAt('ab', 9, 1)).toBe(2);
});

test.each([
  ['steps:', '  '],
  ['  - expect:', '      '],
  ['    requests: { a: 1 }', '    '],
  ['version: 1\nname: x', ''],
])('after %j a line begins with %j', (before, indent) => {
  expect(indentAfter(before)).toBe(indent);
});
