import { readFile } from 'node:fs/promises';
import { safeStorage } from 'electron';
import type { Vault } from '#harness/adapters/vault.ts';
import { writeFileAtomically } from '#harness/adapters/write-file-atomically.ts';

/**
 * Secrets under the key that the operating system keeps for this user (Electron's safeStorage, asynchronous calls only: the
 * synchronous ones go with Electron 46).
 */
export async function openSafeVault(path: string): Promise<Vault> {
  const sealed = await readSealed(path);
  const save = () => writeFileAtomically(path, `${JSON.stringify({ version: 1, secrets: sealed }, null, 2)}\n`, 0o600);
  return {
    note: await noteOf(),
    read: async (name) => {
      const text = sealed[name];
      if (text === undefined) return null;
      const { result } = await safeStorage.decryptStringAsync(Buffer.from(text, 'base64'));
      return result;
    },
    write: async (name, secret) => {
      sealed[name] = (await safeStorage.encryptStringAsync(secret)).toString('base64');
      await save();
    },
    remove: async (name) => {
      if (!Object.hasOwn(sealed, name)) return;
      delete sealed[name];
      await save();
    },
  };
}

async function noteOf(): Promise<string> {
  if (!(await safeStorage.isAsyncEncryptionAvailable()))
    return 'This system offers no safe storage: secrets cannot be kept here.';
  return process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'
    ? 'Secrets are only obscured here: this desktop has no keyring, so anybody who can read your files can read them.'
    : 'Secrets are encrypted with the key that your operating system keeps for your account.';
}

async function readSealed(path: string): Promise<Record<string, string>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return {};
  }
  const value: unknown = JSON.parse(text);
  const secrets = typeof value === 'object' && value !== null && 'secrets' in value ? value.secrets : undefined;
  return typeof secrets === 'object' && secrets !== null ? (secrets as Record<string, string>) : {};
}
