import { expect, test } from 'vitest';
import { withLayerTable } from '../../scripts/layer-table.ts';
import { firstColumn, readPackage, readText } from './documents.ts';

const manifest = readPackage();

test('the import table of the architecture is the one that is enforced (else: node scripts/layer-table.ts)', () => {
  const architecture = readText('docs/ARCHITECTURE.md');
  expect(architecture).toBe(withLayerTable(architecture));
});

test('a document without the markers is refused', () => {
  expect(() => withLayerTable('# Architecture\n')).toThrow('the document lacks them');
});

test('every package has a line of reason in decision 10, and nothing else has one', () => {
  const listed = firstColumn(readText('docs/adr/0010-a-bar-for-dependencies.md'), '## The packages');
  const { dependencies, devDependencies, optionalDependencies } = manifest;
  expect(listed.toSorted()).toEqual(Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }).sort());
});

test('every npm script is explained in CONTRIBUTING, and nothing else is', () => {
  const listed = firstColumn(readText('CONTRIBUTING.md'), '## The scripts');
  expect(listed.toSorted()).toEqual(Object.keys(manifest['scripts'] ?? {}).sort());
});
