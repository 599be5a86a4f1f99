import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isJsonObject } from '#shared/kernel/json.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { openStoredDocument } from './stored-document.ts';

interface Notes {
  readonly version: 2;
  readonly names: readonly string[];
}

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rehearse-document-'));
  path = join(folder, 'notes.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

function parse(value: unknown): Parsed<Notes> {
  return isJsonObject(value) && Array.isArray(value['names'])
    ? accepted({ version: 2, names: value['names'] })
    : refused({ place: 'names', message: 'names is no list.', remedy: 'Make it one.' });
}

const openNotes = () =>
  openStoredDocument<Notes>(path, {
    version: 2,
    initial: { version: 2, names: [] },
    parse,
    upgrades: { 1: ({ name }) => ({ names: [name] }) },
  });

async function opened() {
  const document = await openNotes();
  if (!document.ok) throw new Error(document.problems[0]?.message);
  return document.value;
}

const withName = (name: string) => (notes: Notes) => ({ ...notes, names: [...notes.names, name] });

test('a document begins empty and leaves no file before its first change', async () => {
  expect((await opened()).value).toEqual({ version: 2, names: [] });
  expect(existsSync(path)).toBe(false);
});

test('a change that was acknowledged is in the file, readable by people', async () => {
  await (await opened()).update(withName('Ada'));
  expect(readFileSync(path, 'utf8')).toBe('{\n  "version": 2,\n  "names": [\n    "Ada"\n  ]\n}');
  expect((await opened()).value.names).toEqual(['Ada']);
  expect(readdirSync(folder)).toEqual(['notes.json']);
});

test('changes made at once happen one after the other', async () => {
  const document = await opened();
  const names = Array.from({ length: 20 }, (_, index) => `name ${index}`);
  await Promise.all(names.map((name) => document.update(withName(name))));
  expect((await opened()).value.names).toEqual(names);
});

test('a change that cannot be written did not happen, and the next one can', async () => {
  const document = await opened();
  await document.update(withName('Ada'));
  await expect(
    document.update(() => {
      throw new Error('A bug in the change.');
    }),
  ).rejects.toThrow('A bug in the change.');
  const blocked = join(folder, '.notes.json.tmp');
  mkdirSync(blocked);
  await expect(document.update(withName('Grace'))).rejects.toThrow(/EISDIR/);
  expect(document.value.names).toEqual(['Ada']);
  rmSync(blocked, { recursive: true });
  await document.update(withName('Mary'));
  expect((await opened()).value.names).toEqual(['Ada', 'Mary']);
});

test('an older version is brought up to date, and kept beside', async () => {
  const old = '{"version":1,"name":"Ada"}';
  writeFileSync(path, old);
  expect((await opened()).value).toEqual({ version: 2, names: ['Ada'] });
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ version: 2, names: ['Ada'] });
  expect(readFileSync(`${path}.version-1`, 'utf8')).toBe(old);
});

describe('a file that cannot be understood is refused with place and remedy, and not touched', () => {
  test.each<[string, string, RegExp]>([
    ['cut off in the middle', '{"version":2,"na', /is damaged: /],
    ['empty', '', /is damaged: /],
    ['null, which lowdb takes for nothing', 'null', /no JSON object/],
    ['a list', '[]', /no JSON object/],
    ['of the future', '{"version":3,"names":[]}', /version 3.*up to 2/],
    ['of no version', '{"names":[]}', /does not say a version/],
    ['of a version before the first', '{"version":0,"names":[]}', /does not say a version/],
    ['with a wrong value', '{"version":2,"names":"Ada"}', /names is no list/],
  ])('%s', async (_sentence, text, message) => {
    writeFileSync(path, text);
    const refusal = await openNotes();
    expect(refusal).toMatchObject({
      ok: false,
      problems: [
        { place: expect.stringContaining(path), message: expect.stringMatching(message), remedy: expect.stringMatching(/./) },
      ],
    });
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(readdirSync(folder)).toEqual(['notes.json']);
  });

  test('a folder in its place', async () => {
    mkdirSync(path);
    expect(await openNotes()).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining('cannot be read') }] });
  });
});
