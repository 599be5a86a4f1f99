import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, extname, isAbsolute, join, relative } from 'node:path';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { parseScenario } from '#shared/scenario/parse-scenario.ts';
import type { TenantFile } from '#shared/scenario/tenant-file.ts';
import { writeFileAtomically } from '../adapters/write-file-atomically.ts';
import { besideFile, type LoadedScenario, readScenarioText, readTenantFile } from './scenario-files.ts';

export interface ScenarioFile {
  /** `own/leaver.scenario.yaml`, `shipped/stories/joiner.scenario.yaml`. */
  readonly id: string;
  readonly source: 'shipped' | 'own';
  /** Below its folder, with slashes. */
  readonly file: string;
  readonly path: string;
}

export interface OpenScenarioFile extends ScenarioFile {
  readonly text: string;
  readonly revision: string;
}

const ENDING = /\.scenario\.ya?ml$/i;
const TENANTS_KEPT_MAX = 8;

/** Scenario files of two folders: the ones that come with the program are only read, the workspace's own are written. */
export class ScenarioLibrary {
  readonly ownFolder: string;
  readonly #shippedFolder: string;
  /** Tenant files may hold thousands of people, and are asked for at each key that is typed. */
  readonly #tenants = new Map<string, { readonly stamp: string; readonly tenant: Parsed<TenantFile> }>();

  constructor(folders: { readonly shipped: string; readonly own: string }) {
    this.#shippedFolder = folders.shipped;
    this.ownFolder = folders.own;
  }

  /** The workspace's own first, each folder by name. */
  files(): readonly ScenarioFile[] {
    return [...filesBelow(this.ownFolder, 'own'), ...filesBelow(this.#shippedFolder, 'shipped')];
  }

  /** By what the folders hold, so that no id leads out of them. */
  read(id: string): Parsed<OpenScenarioFile> {
    const file = this.files().find((known) => known.id === id);
    if (file === undefined) {
      return refused({
        place: id,
        message: `There is no scenario ${id}.`,
        remedy: 'It was renamed or deleted: go back to the list.',
      });
    }
    return this.open(file);
  }

  /** One of `files`. */
  open(file: ScenarioFile): Parsed<OpenScenarioFile> {
    try {
      const text = readFileSync(file.path, 'utf8');
      return accepted({ ...file, text, revision: revisionOf(text) });
    } catch (error) {
      return refused({
        place: file.path,
        message: `The scenario cannot be read: ${reasonOf(error)}`,
        remedy: 'Check who may read the file.',
      });
    }
  }

  /** Reads a text as if it stood in a file. Problems name the file's path, or that of one it names. */
  load(file: ScenarioFile, text: string): Parsed<LoadedScenario> {
    return readScenarioText(text, file.path, { readTenant: (path, place) => this.#tenant(path, place) });
  }

  /** Refused where the file has another text than the one that was read (`basedOn`); null writes over whatever is there. */
  async save(id: string, text: string, basedOn: string | null): Promise<Parsed<OpenScenarioFile>> {
    const file = this.#own(id);
    if (!file.ok) return file;
    if (basedOn !== null && file.value.revision !== basedOn) {
      return refused({
        place: file.value.file,
        message: `${file.value.file} was changed by another program or window since it was opened here.`,
        remedy: 'Save over it, or copy your text, leave, and open the file again.',
      });
    }
    const written = await tryToWrite(() => writeFileAtomically(file.value.path, text, 0o600), file.value.path);
    return written.ok ? this.read(id) : written;
  }

  /** One of the workspace beside the original; a shipped one with the files that it names, so that the workspace's folder also works on its own. */
  async copy(id: string): Promise<Parsed<OpenScenarioFile>> {
    const original = this.read(id);
    if (!original.ok) return original;
    const isOwn = original.value.source === 'own';
    // What a text names it names by the way from its own folder.
    const folder = isOwn ? dirname(original.value.path) : this.ownFolder;
    const name = freeName(folder, basename(original.value.file).replace(ENDING, ''), '.scenario.yaml');
    const text = isOwn ? accepted(original.value.text) : await this.#withFiles(original.value);
    if (!text.ok) return text;
    const path = join(folder, name);
    const written = await tryToWrite(() => writeFileAtomically(path, text.value, 0o600), path);
    return written.ok ? this.read(this.#ownId(path)) : written;
  }

  /** Within its folder. */
  rename(id: string, fileName: string): Parsed<OpenScenarioFile> {
    const file = this.#own(id);
    if (!file.ok) return file;
    const stem = fileName.trim().replace(ENDING, '');
    const name = `${stem}.scenario.yaml`;
    if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u.test(stem)) {
      return refused({
        place: 'File name',
        message: stem === '' ? 'The scenario needs a file name.' : `"${stem}" cannot be a file name everywhere.`,
        remedy: 'Use letters, digits, blanks, dots, dashes and underscores, beginning with a letter or digit.',
      });
    }
    const path = join(dirname(file.value.path), name);
    const nextId = this.#ownId(path);
    const isTaken = this.files().some((other) => other.id !== id && other.id.toLowerCase() === nextId.toLowerCase());
    if (isTaken) {
      return refused({ place: 'File name', message: `There is a scenario ${name} already.`, remedy: 'Choose another name.' });
    }
    try {
      renameSync(file.value.path, path);
    } catch (error) {
      return refused(unwritable(file.value.path, error));
    }
    return this.read(nextId);
  }

  remove(id: string): Parsed<null> {
    const file = this.#own(id);
    if (!file.ok) return file;
    try {
      rmSync(file.value.path);
      return accepted(null);
    } catch (error) {
      return refused(unwritable(file.value.path, error));
    }
  }

  #own(id: string): Parsed<OpenScenarioFile> {
    const file = this.read(id);
    if (!file.ok || file.value.source === 'own') return file;
    return refused({
      place: file.value.file,
      message: 'This scenario comes with the program and is not changed.',
      remedy: 'Copy it into the workspace, and change the copy.',
    });
  }

  #ownId(path: string): string {
    return idOf('own', fileBelow(this.ownFolder, path));
  }

  #tenant(path: string, place: string): Parsed<TenantFile> {
    const stats = statSync(path, { throwIfNoEntry: false });
    const stamp = `${stats?.mtimeMs} ${stats?.size}`;
    const known = this.#tenants.get(path);
    if (known?.stamp === stamp && known.tenant.ok) return known.tenant;
    const tenant = readTenantFile(path, place);
    this.#tenants.delete(path);
    this.#tenants.set(path, { stamp, tenant });
    for (const oldest of [...this.#tenants.keys()].slice(0, -TENANTS_KEPT_MAX)) this.#tenants.delete(oldest);
    return tenant;
  }

  /** The text with the paths of the copies in it. */
  async #withFiles({ text, path }: OpenScenarioFile): Promise<Parsed<string>> {
    const draft = parseScenario(text, path);
    if (!draft.ok) return draft;
    const { tenantPath, tenantPlace, schema } = draft.value;
    const named = [
      { path: tenantPath, place: tenantPlace, folder: 'tenants' },
      ...(schema === null ? [] : [{ ...schema, folder: 'schemas' }]),
    ];
    let copied = text;
    for (const { path: beside, place, folder } of named) {
      if (isAbsolute(beside)) continue;
      const copy = await this.#copyFile(besideFile(path, beside), folder);
      if (!copy.ok) return copy;
      copied = withPath(copied, lineOf(place), beside, copy.value);
    }
    return accepted(copied);
  }

  /** Answers its path below the folder. A file of the same name and content serves for both. */
  async #copyFile(from: string, folder: string): Promise<Parsed<string>> {
    const extension = extname(from);
    const stem = basename(from, extension);
    try {
      const content = readFileSync(from, 'utf8');
      const inFolder = join(this.ownFolder, folder);
      mkdirSync(inFolder, { recursive: true });
      const same = readdirSync(inFolder).find(
        (name) => name.startsWith(stem) && name.endsWith(extension) && readFileSync(join(inFolder, name), 'utf8') === content,
      );
      if (same !== undefined) return accepted(`${folder}/${same}`);
      const name = freeName(inFolder, stem, extension);
      await writeFileAtomically(join(inFolder, name), content, 0o600);
      return accepted(`${folder}/${name}`);
    } catch (error) {
      return refused(unwritable(from, error));
    }
  }
}

export function revisionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function filesBelow(folder: string, source: ScenarioFile['source']): readonly ScenarioFile[] {
  return scenarioPaths(folder).map((path) => {
    const file = fileBelow(folder, path);
    return { id: idOf(source, file), source, file, path };
  });
}

function fileBelow(folder: string, path: string): string {
  return relative(folder, path).replaceAll('\\', '/');
}

function idOf(source: ScenarioFile['source'], file: string): string {
  return `${source}/${file}`;
}

/** By folder and name; those of a folder before those below it. */
function scenarioPaths(folder: string): readonly string[] {
  const entries = readEntries(folder).sort((a, b) => (a.name < b.name ? -1 : 1));
  return [
    ...entries.filter((entry) => entry.isFile() && ENDING.test(entry.name)).map(({ name }) => join(folder, name)),
    ...entries.filter((entry) => entry.isDirectory()).flatMap(({ name }) => scenarioPaths(join(folder, name))),
  ];
}

function readEntries(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // Not made yet: there is none in it.
    return [];
  }
}

function freeName(folder: string, stem: string, ending: string): string {
  const taken = new Set(readEntries(folder).map(({ name }) => name.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const name = `${stem}${number === 1 ? '' : `-${number}`}${ending}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

/** From `file:line:column`. */
function lineOf(place: string): number {
  return Number(/:(\d+):\d+$/.exec(place)?.[1] ?? 1);
}

/** A text in which a path, from a line on, is another one. */
function withPath(text: string, line: number, path: string, next: string): string {
  const lines = text.split('\n');
  const at = lines.findIndex((content, index) => index >= line - 1 && content.includes(path));
  return lines.map((content, index) => (index === at ? content.replace(path, () => next) : content)).join('\n');
}

async function tryToWrite(write: () => Promise<void>, path: string): Promise<Parsed<null>> {
  try {
    await write();
    return accepted(null);
  } catch (error) {
    return refused(unwritable(path, error));
  }
}

function unwritable(path: string, error: unknown) {
  return {
    place: path,
    message: `${basename(path)} cannot be written: ${reasonOf(error)}`,
    remedy: `Check the disk, and who may write to ${dirname(path)}.`,
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
