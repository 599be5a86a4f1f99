import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { schemaFiles } from './schema-files.ts';

const folder = join(import.meta.dirname, '../docs/schemas');

test('docs/schemas holds a file for each format and no other', () => {
  expect(readdirSync(folder).sort()).toEqual([...schemaFiles().keys()].sort());
});

test.each([...schemaFiles()])('%s is what "node scripts/schemas.ts" writes', (name, text) => {
  expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
});
