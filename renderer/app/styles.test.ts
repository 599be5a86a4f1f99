import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '..');
const sheets = globSync('**/*.css', { cwd: folder });

test('every style sheet lies where styles.ts finds it', () => {
  expect(sheets.length).toBeGreaterThan(25);
  expect(sheets.filter((sheet) => !/^(app|components|features\/[\w-]+)\/[\w-]+\.css$/.test(sheet))).toEqual([]);
});

test('no other file loads one: the order of the cascade would depend on which screen was opened first', () => {
  const sources = globSync('**/*.{ts,tsx}', { cwd: folder }).filter((file) => !file.endsWith('styles.test.ts'));
  expect(sources.filter((file) => /^import '.*\.css';$/m.test(readFileSync(join(folder, file), 'utf8')))).toEqual([]);
});

test('none has more than 400 lines', () => {
  expect(sheets.filter((sheet) => readFileSync(join(folder, sheet), 'utf8').split('\n').length > 401)).toEqual([]);
});
