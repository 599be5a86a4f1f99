import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { type MarkdownDocument, markdownDocuments, readText, root } from './documents.ts';

const documents = markdownDocuments();

test('every link between documents leads to a file, and to a heading of it', () => {
  expect(documents.flatMap(brokenLinks)).toEqual([]);
});

test('the walk sees the documents, so that an empty walk cannot pass', () => {
  const paths = documents.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(['README.md', 'docs/ARCHITECTURE.md', 'docs/adr/0001-layers-and-an-import-table.md']),
  );
});

test.each([
  ['a file that is not there', '[a](docs/NOWHERE.md)', ['docs/README.md -> docs/NOWHERE.md']],
  ['a picture that is not there', '![a](./none.png)', ['docs/README.md -> ./none.png']],
  [
    'a heading that is not there',
    '[a](adr/0001-layers-and-an-import-table.md#nothing)',
    ['docs/README.md -> adr/0001-layers-and-an-import-table.md#nothing'],
  ],
  ['an address on the web', '[a](https://example.test/x)', []],
  ['a heading of its own', '# One `b-c`, two!\n[a](#one-b-c-two)', []],
  ['an example in a block of code', '```\n[a](none.md)\n```', []],
])('%s', (_sentence, text, broken) => {
  expect(brokenLinks({ path: 'docs/README.md', text })).toEqual(broken);
});

test('every decision record is listed in the architecture', () => {
  const architecture = readText('docs/ARCHITECTURE.md');
  const records = documents.map(({ path }) => path).filter((path) => path.startsWith('docs/adr/'));
  expect(records.filter((path) => !architecture.includes(`](${path.slice('docs/'.length)})`))).toEqual([]);
});

function brokenLinks({ path, text }: MarkdownDocument): string[] {
  const prose = withoutCode(text);
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link) && !isSound(path, text, link))
    .map((link) => `${path} -> ${link}`);
}

function isSound(from: string, text: string, link: string): boolean {
  const [file = '', heading] = link.split('#');
  const to = posix.join(posix.dirname(from), file);
  if (file !== '' && !existsSync(join(root, to))) return false;
  if (heading === undefined || (file !== '' && !to.endsWith('.md'))) return true;
  return anchors(file === '' ? text : readText(to)).includes(heading);
}

/** The names GitHub gives to headings (lower case, blanks as hyphens, other punctuation gone), and those written out. */
function anchors(text: string): string[] {
  const prose = withoutCode(text);
  const headings = [...prose.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return [...headings, ...[...prose.matchAll(/<a id="([^"]+)"/g)].map(([, id = '']) => id)];
}

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '');
}
