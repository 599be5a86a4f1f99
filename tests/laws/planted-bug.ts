import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ServerUnderLaw } from './patch-laws.ts';

const root = resolve(import.meta.dirname, '../..');
const LAYERS = ['shared/kernel', 'shared/scim', 'server'];

/** The bundled server with the bug that a patch under mutants/ plants; `remove` takes the copy away. */
export function loadWithBug(patchName: string): ServerUnderLaw & { readonly remove: () => void } {
  const { load, remove } = copyWithBug(join(import.meta.dirname, 'mutants', patchName), LAYERS);
  const { openTestDirectory, patchBody } = load('server/testing/test-directory.ts') as Omit<ServerUnderLaw, 'tolerances'>;
  const { entraReadyTolerances } = load('server/tolerances.ts') as { entraReadyTolerances: readonly string[] };
  return { openTestDirectory, patchBody, tolerances: entraReadyTolerances, remove };
}

export interface CopyWithBug {
  /** A module of the copy, by its path in the repository. */
  readonly load: (path: string) => unknown;
  readonly remove: () => void;
}

/**
 * Folders of the repository with the bug that a patch plants: `git apply` would plant it here. It is a copy in a folder of its own,
 * which `remove` takes away. Throws where the patch does not fit the sources any more.
 */
export function copyWithBug(patchPath: string, folders: readonly string[]): CopyWithBug {
  const folder = mkdtempSync(join(tmpdir(), 'planted-bug-'));
  for (const name of folders) {
    cpSync(join(root, name), join(folder, name), { recursive: true, filter: (path) => !/\.test\.ts$|tsconfig/u.test(path) });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const imports = { '#shared/*': './shared/*', '#server/*': './server/*', '#harness/*': './harness/*' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', imports }));
  for (const change of readPatch(readFileSync(patchPath, 'utf8'))) {
    const path = join(folder, change.file);
    writeFileSync(path, apply(readFileSync(path, 'utf8'), change));
  }
  // The test runner would transform every file once more for each bug; Node reads them as they are.
  const load = createRequire(join(folder, 'package.json'));
  return { load: (path) => load(`./${path}`), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

interface Change {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** The hunks of a unified diff. Line numbers are passed over: the lines around a change say where it is. */
function readPatch(text: string): readonly Change[] {
  return text.split(/^(?=--- )/mu).flatMap((part) => {
    const file = /^\+\+\+ b\/(.+)$/mu.exec(part)?.[1];
    if (file === undefined) return [];
    return part
      .split(/^@@.*@@.*\n/mu)
      .slice(1)
      .map((hunk) => {
        const lines = hunk.split('\n').filter((line) => /^[ +-]/u.test(line));
        const side = (mark: '+' | '-'): string =>
          lines
            .filter((line) => line.startsWith(' ') || line.startsWith(mark))
            .map((line) => line.slice(1))
            .join('\n');
        return { file, before: side('-'), after: side('+') };
      });
  });
}

function apply(source: string, { file, before, after }: Change): string {
  const count = source.split(before).length - 1;
  if (count === 1) return source.replace(before, () => after);
  throw new Error(`The patch fits ${file} ${count} times, not once; write it anew for what the file says now:\n${before}`);
}
