import { expect, test } from 'vitest';
import type { Json } from '#shared/kernel/json.ts';
import { isMarked, jsonLines } from './json-lines.ts';

test.each<[Json]>([[{ a: 1, 'b/c~': [true, null, { d: 'x' }], e: [], f: {}, g: '"\n' }], [[]], ['text'], [[[1], [[2]]]]])(
  'the lines of %j are those of JSON.stringify',
  (value) => {
    expect(
      jsonLines(value)
        .map(({ text }) => text)
        .join('\n'),
    ).toBe(JSON.stringify(value, null, 2));
  },
);

test('a mark takes in all lines of its value, and none of a neighbour that begins like it', () => {
  const lines = jsonLines({ op: [{ path: 'x', value: { y: 1 } }, { path: 'z' }], op2: 1, 'a/b': 2 });
  const marked = (...marks: readonly string[]) => lines.filter((line) => isMarked(line, marks)).map(({ text }) => text.trim());
  expect(marked('/op/0')).toEqual(['{', '"path": "x",', '"value": {', '"y": 1', '}', '},']);
  expect(marked('/op/1/path', '/a~1b')).toEqual(['"path": "z"', '"a/b": 2']);
  expect(marked('')).toEqual([]);
});
