import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type MessageKey, messages, say } from './messages.ts';

const folder = join(import.meta.dirname, '..');
const files = globSync('**/*.{ts,tsx}', { cwd: folder }).filter((file) => !/\.test\.tsx?$|-?messages\.ts$/.test(file));
const sources = new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
const keys = Object.keys(messages) as MessageKey[];

test('values go into their places, numbers with separators', () => {
  expect(say('clock.move.many', { done: 3, known: 1204 })).toBe('3 of 1,204 cycles');
  expect(say('person.receiver', { directory: '{directory} $& <b>' })).toBe('Receiver › {directory} $& <b>');
  expect(say('nav.home')).toBe('Home');
});

test('each message is said somewhere, and no text is empty', () => {
  const all = [...sources.values()].join('\n');
  // By its name, or as one of a family that the compiler checks: `data.step.${step}`.
  const isSaid = (key: string) => all.includes(`'${key}'`) || all.includes(`\`${key.slice(0, key.lastIndexOf('.'))}.$\{`);
  expect(keys.filter((key) => !isSaid(key) || messages[key].trim() === '')).toEqual([]);
});

test('no key stands in two tables: the later one would speak in place of the other', () => {
  const tables = globSync('app/*-messages.ts', { cwd: folder });
  const named = tables.flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/^ {2}'([^']+)':/gm)].map(([, key]) => key),
  );
  expect(named.length).toBeGreaterThan(500);
  expect(named.filter((key, index) => named.indexOf(key) !== index)).toEqual([]);
});

test('the walk sees the folders it is about', () => {
  expect(owned().length).toBeGreaterThan(20);
});

test('what these folders show is in the catalogue: no words of their own stand in the markup', () => {
  expect(owned().flatMap(wordsInMarkup)).toEqual([]);
});

test.each([
  ['<h1>Home again</h1>', ['Home again']],
  ['<Page title="Home again">', ['title="Home again"']],
  ['<p>\n  Some words here\n</p>', ['Some words here']],
  ["<h1>{say('nav.home')}</h1>", []],
  ['const isBusy = action.isBusy;', []],
])('%j has the words %j', (source, words) => {
  expect(wordsIn(source)).toEqual(words);
});

/** The frame, Home, Receiver and Settings; the wire has a section of its own. */
function owned(): readonly string[] {
  return files.filter(
    (file) => /^(app|features\/(home|receiver|settings))\/.*\.tsx$/.test(file) && !file.startsWith('app/wire-'),
  );
}

function wordsInMarkup(file: string): readonly string[] {
  return wordsIn(sources.get(file) ?? '').map((words) => `${file}: ${words}`);
}

function wordsIn(source: string): readonly string[] {
  const markup = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const inline = [...markup.matchAll(/>([A-Z][^<>{}=;]*)<\//g)].map(([, text]) => text ?? '');
  const attributes = [...markup.matchAll(/\b(?:title|label|placeholder|hint|aria-label)="[^"]*[a-z]{2}[^"]*"/g)].map(
    ([text]) => text,
  );
  const lines = [...markup.matchAll(/^\s+([A-Za-z][^{}<>;=()[\]'"`:]* [^{}<>;=()[\]'"`:]*[^,{}<>;=()[\]'"`:])$/gm)].map(
    ([, text]) => text ?? '',
  );
  return [...inline, ...attributes, ...lines];
}
