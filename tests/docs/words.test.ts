import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layers } from '../architecture/layers.ts';
import { markdownDocuments, readPackage, readText, root } from './documents.ts';

const documents = markdownDocuments();
// Decision records are left out: they keep the words of their day.
const living = documents.filter(({ path }) => ['README.md', 'CONTRIBUTING.md', 'docs/ARCHITECTURE.md'].includes(path));

test('no document names a path of somebody’s machine', () => {
  const named = documents.flatMap(({ path, text }) =>
    found(path, text, /(?<![\w.:/-])\/(?:home|root|tmp|work|mnt)\/[\w.-]+|\b[A-Z]:\\\w+/g),
  );
  expect(named).toEqual([]);
});

test('every folder and file of this repository that a document names is there', () => {
  const named = living.flatMap(({ path, text }) =>
    found(path, text, /`((?:bin|cli|docs|electron|fixtures|harness|renderer|scripts|server|shared|tests)\/[\w./-]+)`/g),
  );
  expect(named.length).toBeGreaterThan(20);
  // A layer may stand in the import table before its folder is there.
  const isThere = (path: string) => path in layers || existsSync(join(root, path));
  expect(named.filter((entry) => !isThere(entry.split(' -> ')[1] ?? ''))).toEqual([]);
});

test('every npm script that a document calls exists', () => {
  const { scripts = {} } = readPackage();
  const called = living.flatMap(({ path, text }) => found(path, text, /npm run ([\w:]+)/g));
  expect(called.length).toBeGreaterThan(3);
  expect(called.filter((entry) => !((entry.split(' -> ')[1] ?? '') in scripts))).toEqual([]);
});

test('every option that the README gives to rehearse is one of the command line', () => {
  const program = readText('cli/program.ts');
  const given = [...readText('README.md').matchAll(/\brehearse\b[^\n`]*/g)].flatMap(([line]) =>
    found('README.md', line, /--[\w-]+/g),
  );
  expect(given.length).toBeGreaterThan(3);
  expect(given.filter((entry) => !program.includes(entry.split(' -> ')[1] ?? ''))).toEqual([]);
});

function found(path: string, text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([whole, part]) => `${path} -> ${part ?? whole}`);
}
