import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

export const root = join(import.meta.dirname, '../..');

export interface MarkdownDocument {
  /** Below the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every Markdown file of the repository. */
export function markdownDocuments(): readonly MarkdownDocument[] {
  const ignored = new Set(['node_modules', 'out', 'release', '.git', '.rehearsal']);
  return globSync('**/*.md', { cwd: root, exclude: (name) => ignored.has(name) })
    .map((file) => file.split(sep).join('/'))
    .sort()
    .map((path) => ({ path, text: readText(path) }));
}

export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

export function readPackage(): Readonly<Record<string, Readonly<Record<string, string>> | undefined>> {
  return JSON.parse(readText('package.json'));
}

/** What stands in backticks in the first column of the tables below a heading, row by row. */
export function firstColumn(text: string, heading: string): readonly string[] {
  const [, section = ''] = text.split(`\n${heading}\n`);
  const [own = ''] = section.split(/\n#{1,3} /);
  return [...own.matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name);
}
