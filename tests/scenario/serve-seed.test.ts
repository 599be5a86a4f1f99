import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { run } from '../../cli/program.ts';

const root = join(import.meta.dirname, '../..');

test.each([
  [
    'two sources',
    ['--seed-from', 'three', '--seed-json', 'users.json'],
    '--seed-json: A directory is filled from one source',
    'Leave one',
  ],
  ['an unknown tenant', ['--seed-from', 'nowhere'], '--seed-from: There is no file nowhere.', 'harbour, larkfield, three'],
  ['a JSON file that is not there', ['--seed-json', 'none.json'], '--seed-json: There is no file none.json.', 'a ListResponse'],
])('serve refuses %s before it serves anything', async (_sentence, words, message, remedy) => {
  const [result, notes]: [string[], string[]] = [[], []];
  const output = { result: (line: string) => result.push(line), note: (line: string) => notes.push(line), isColored: false };
  const exitCode = await run(['serve', '--port', '0', ...words], pathToFileURL(`${root}/`), output);
  expect([exitCode, result]).toEqual([2, []]);
  expect(notes.join('\n')).toContain(message);
  expect(notes.join('\n')).toContain(remedy);
});
