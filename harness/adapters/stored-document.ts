import { copyFile, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { isJsonObject } from '#shared/kernel/json.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';

/** One human-readable JSON file, held in memory. */
export interface StoredDocument<T> {
  readonly value: T;
  /** Replaces the value. Changes are made one after the other; resolved means on the disk, rejected means nothing changed. */
  update(change: (value: T) => T): Promise<void>;
}

export interface DocumentFormat<T extends { readonly version: number }> {
  readonly version: T['version'];
  readonly initial: T;
  readonly parse: (value: unknown) => Parsed<T>;
  /** By the version they start from: each turns a document into one of the next version. */
  readonly upgrades: Readonly<Record<number, (old: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>>>;
}

/** Opens a document, or begins one where there is no file. A file that cannot be understood is refused and never written over. */
export async function openStoredDocument<T extends { readonly version: number }>(
  path: string,
  format: DocumentFormat<T>,
): Promise<Parsed<StoredDocument<T>>> {
  await mkdir(dirname(path), { recursive: true });
  const stored = await readStored(path);
  if (!stored.ok) return stored;
  if (stored.value === null) return accepted(documentOf(path, format.initial));
  const current = upgraded(path, stored.value, format);
  if (!current.ok) return current;
  const parsed = format.parse(current.value);
  if (!parsed.ok) {
    return refused(...parsed.problems.map((problem) => ({ ...problem, place: `${path}: ${problem.place}` })));
  }
  const document = documentOf(path, parsed.value);
  if (current.value !== stored.value) {
    await copyFile(path, `${path}.version-${stored.value['version']}`);
    await document.update((value) => value);
  }
  return accepted(document);
}

function documentOf<T>(path: string, initial: T): StoredDocument<T> {
  const database = new Low<T>(new JSONFile<T>(path), initial);
  let lastUpdate: Promise<void> = Promise.resolve();
  return {
    get value() {
      return database.data;
    },
    update: (change) => {
      const update = lastUpdate.then(async () => {
        const before = database.data;
        database.data = change(before);
        try {
          await database.write();
        } catch (error) {
          database.data = before;
          throw error;
        }
      });
      lastUpdate = update.catch(() => undefined);
      return update;
    },
  };
}

type Stored = Readonly<Record<string, unknown>>;

/** Null: there is no file. Only that may ever be replaced by a fresh document. */
async function readStored(path: string): Promise<Parsed<Stored | null>> {
  const damaged = (message: string) =>
    refused<Stored>({
      place: path,
      message: `The file ${path} ${message}`,
      remedy: 'Mend it in a text editor, restore it from a copy, or move it away to begin anew. It was not changed.',
    });
  try {
    const value = await new JSONFile<unknown>(path).read();
    if (value === null && !(await exists(path))) return accepted(null);
    return isJsonObject(value) ? accepted(value) : damaged('holds no JSON object.');
  } catch (error) {
    if (error instanceof SyntaxError) return damaged(`is damaged: ${error.message}.`);
    return damaged(`cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function upgraded<T extends { readonly version: number }>(
  path: string,
  stored: Stored,
  format: DocumentFormat<T>,
): Parsed<Stored> {
  let document = stored;
  for (;;) {
    const { version } = document;
    if (version === format.version) return accepted(document);
    if (typeof version === 'number' && version > format.version) {
      return refused({
        place: path,
        message: `The file ${path} has version ${version}; this program knows versions up to ${format.version}.`,
        remedy: 'Use the newer program that wrote it, or choose another workspace. It was not changed.',
      });
    }
    const upgrade = typeof version === 'number' ? format.upgrades[version] : undefined;
    if (typeof version !== 'number' || upgrade === undefined) {
      return refused({
        place: `${path}: version`,
        message: `The file ${path} does not say a version that this program knows.`,
        remedy: `Check that it is the right file; "version" must be a number up to ${format.version}. It was not changed.`,
      });
    }
    document = { ...upgrade(document), version: version + 1 };
  }
}
