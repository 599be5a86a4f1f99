import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { isJsonObject, type JsonObject, parseJson } from '#shared/kernel/json.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

/** Keeps secrets under names. Names are not secret. A write is on the disk when its promise resolves. */
export interface Vault {
  read(name: string): Promise<string | null>;
  write(name: string, secret: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** How secrets are kept here, in one sentence for the screen. */
  readonly note: string;
}

export function createMemoryVault(): Vault {
  const secrets = new Map<string, string>();
  return {
    read: async (name) => secrets.get(name) ?? null,
    write: async (name, secret) => void secrets.set(name, secret),
    remove: async (name) => void secrets.delete(name),
    note: 'Secrets are kept in memory only and are gone when the program ends.',
  };
}

const FORMAT = 'scim-rehearsal-vault';
const VERSION = 1;
const KEY_BYTES = 32;

/** AES-256-GCM per secret; the name is authenticated with it, so that no entry can be passed off as another. */
type Sealed = string;

/**
 * A vault in an encrypted file, its key in a file of its own outside the workspace. Rejects with a sentence where either
 * is unreadable, foreign or lost; both files are then left as they are.
 */
export async function openFileVault(vaultPath: string, keyPath: string): Promise<Vault> {
  if (isInside(keyPath, dirname(vaultPath))) {
    throw new Error(`The key ${keyPath} would lie beside the vault it opens. Choose another folder for the workspace.`);
  }
  const stored = await readVaultFile(vaultPath);
  const key = await readKey(keyPath, vaultPath, stored === null);
  if (stored !== null && stored.keyId !== keyIdOf(key)) {
    throw new Error(
      `The vault ${vaultPath} was locked with another key than ${keyPath}. Put the right key file back; or move the vault away ` +
        'and enter tokens again. Nothing was changed.',
    );
  }
  const secrets = new Map<string, Sealed>(Object.entries(stored?.secrets ?? {}));
  let lastWrite: Promise<void> = Promise.resolve();
  /** One write after the other; a failed one leaves what was there before. */
  const change = (name: string, sealed: Sealed | null): Promise<void> => {
    const write = lastWrite.then(async () => {
      const next = new Map(secrets);
      if (sealed === null) next.delete(name);
      else next.set(name, sealed);
      await writeFileAtomically(vaultPath, vaultText(key, next), 0o600);
      if (sealed === null) secrets.delete(name);
      else secrets.set(name, sealed);
    });
    lastWrite = write.catch(() => undefined);
    return write;
  };
  return {
    read: async (name) => {
      await lastWrite;
      const sealed = secrets.get(name);
      return sealed === undefined ? null : unseal(key, name, sealed, vaultPath);
    },
    write: (name, secret) => change(name, seal(key, name, secret)),
    remove: async (name) => {
      await lastWrite;
      if (secrets.has(name)) await change(name, null);
    },
    note: `Secrets are encrypted in ${vaultPath} with the key ${keyPath}. This protects a copied workspace, not your account.`,
  };
}

function isInside(path: string, folder: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return way !== '' && !way.startsWith('..') && resolve(way) !== way;
}

async function readVaultFile(path: string): Promise<{ keyId: string; secrets: Record<string, Sealed> } | null> {
  const text = await readIfThere(path);
  if (text === null) return null;
  const value = parseJson(text);
  const remedy = 'Restore it from a copy, or move it away and enter tokens again. Nothing was changed.';
  if (!isJsonObject(value) || value['format'] !== FORMAT)
    throw new Error(`The file ${path} is no vault, or it is damaged. ${remedy}`);
  if (value['version'] !== VERSION) {
    throw new Error(`The vault ${path} was written by a newer version of this program. Use that version. Nothing was changed.`);
  }
  const { keyId, secrets } = value;
  if (typeof keyId !== 'string' || !isJsonObject(secrets) || !areTexts(secrets)) {
    throw new Error(`The vault ${path} is damaged. ${remedy}`);
  }
  return { keyId, secrets };
}

function areTexts(value: JsonObject): value is Record<string, string> {
  return Object.values(value).every((member) => typeof member === 'string');
}

async function readKey(path: string, vaultPath: string, mayCreate: boolean): Promise<Buffer> {
  let text = await readIfThere(path);
  if (text === null && !mayCreate) {
    throw new Error(
      `The key ${path} of the vault ${vaultPath} is missing. Put it back; or move the vault away and enter tokens again. Nothing was changed.`,
    );
  }
  text ??= await createKey(path);
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== KEY_BYTES) throw new Error(`The key ${path} is damaged. Restore it from a copy. Nothing was changed.`);
  // A key that others on this machine may read is closed again; where the file system knows no modes this changes nothing.
  await chmod(path, 0o600).catch(() => undefined);
  return key;
}

/** Appears complete or not at all; where two programs start at once, both use the one that came first. */
async function createKey(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  await writeFile(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(draft, path);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(path, 'utf8');
}

function keyIdOf(key: Buffer): string {
  return createHash('sha256').update('scim-rehearsal key id').update(key).digest('hex').slice(0, 16);
}

function vaultText(key: Buffer, secrets: ReadonlyMap<string, Sealed>): string {
  const entries = [...secrets].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, keyId: keyIdOf(key), secrets: Object.fromEntries(entries) }, null, 2)}\n`;
}

function seal(key: Buffer, name: string, secret: string): Sealed {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
  return [nonce, Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]), cipher.getAuthTag()]
    .map((part) => part.toString('base64'))
    .join('.');
}

function unseal(key: Buffer, name: string, sealed: Sealed, vaultPath: string): string {
  try {
    const [nonce, encrypted, tag] = sealed.split('.').map((part) => Buffer.from(part, 'base64'));
    if (!nonce || !encrypted || !tag) throw new Error('Not three parts.');
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 }).setAAD(Buffer.from(name)).setAuthTag(tag);
    return Buffer.concat([decipher.update(encrypted), decipher.final()]).toString('utf8');
  } catch (error) {
    throw new Error(`The entry "${name}" of the vault ${vaultPath} is damaged. Enter this secret again; the others are intact.`, {
      cause: error,
    });
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
