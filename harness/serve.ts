import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createScimServer } from '#server/create-server.ts';
import { listenScim } from '#server/http/listen.ts';
import type { ScimServer } from '#server/scim-server.ts';
import { toleranceDefinitions } from '#server/tolerances.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { keyFolder } from './adapters/data-folder.ts';
import { acquireLock, type Lock } from './adapters/lock.ts';
import { choosePort } from './adapters/ports.ts';
import { systemClock } from './adapters/system-clock.ts';
import { createMemoryVault, openFileVault, type Vault } from './adapters/vault.ts';

export interface ServeOptions {
  /** As given; null: 8080, or the next free one. */
  readonly port: number | null;
  /** Null: in memory, gone at the end. */
  readonly dataFolder: string | null;
  readonly directoryName: string;
  /** The token to accept; null: one is made, and kept in the folder's vault. */
  readonly token: string | null;
  readonly environment: NodeJS.ProcessEnv;
}

export interface RunningServer {
  readonly url: string;
  readonly directory: string;
  readonly token: string;
  close(): Promise<void>;
}

/** One directory of the bundled server on loopback, with every tolerance Entra needs. */
export async function serveDirectory(options: ServeOptions): Promise<Parsed<RunningServer>> {
  const { directoryName } = options;
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(directoryName)) {
    return refused({
      place: '--directory',
      message: `"${directoryName}" cannot stand in an address.`,
      remedy: 'Use up to 64 letters, digits, "-" and "_".',
    });
  }
  const home = await openHome(options);
  if (!home.ok) return home;
  const { path, vault, lock } = home.value;
  let server: ScimServer | undefined;
  try {
    const tokens = { next: '' };
    server = createScimServer({ path, host: { clock: systemClock, random: systemRandom, newToken: () => tokens.next } });
    const token = options.token ?? (await vault.read(tokenName(directoryName))) ?? randomBytes(32).toString('base64url');
    tokens.next = token;
    admit(server, directoryName, token);
    if (options.token === null) await vault.write(tokenName(directoryName), token);
    const listening = await listen(server, options.port);
    if (!listening.ok) {
      await close(server, lock);
      return listening;
    }
    const { port, close: stopListening } = listening.value;
    const url = `http://127.0.0.1:${port}/scim/v2/${directoryName}`;
    await lock?.setAddress(url);
    const opened = server;
    return accepted({
      url,
      directory: directoryName,
      token,
      close: async () => {
        await stopListening();
        await close(opened, lock);
      },
    });
  } catch (error) {
    await close(server, lock);
    return refused({
      place: options.dataFolder ?? 'rehearse serve',
      message: error instanceof Error ? error.message : String(error),
      remedy: 'Name another folder with --data, or "--data memory".',
    });
  }
}

interface Home {
  readonly path: string;
  readonly vault: Vault;
  readonly lock: Lock | null;
}

/** Where resources and the token are kept. The server itself keeps only a hash: a token that is to be shown again needs the vault. */
async function openHome({ dataFolder, environment }: ServeOptions): Promise<Parsed<Home>> {
  if (dataFolder === null) return accepted({ path: ':memory:', vault: createMemoryVault(), lock: null });
  const folder = resolve(dataFolder);
  let lock: Lock | null = null;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const acquired = await acquireLock(folder);
    if (!acquired.ok) return acquired;
    lock = acquired.value;
    const keys = keyFolder({ environment, platform: process.platform });
    const vault = await openFileVault(join(folder, 'vault.json'), join(keys, 'vault.key'));
    return accepted({ path: join(folder, 'server.db'), vault, lock });
  } catch (error) {
    await lock?.release();
    const message = error instanceof Error ? error.message : String(error);
    return refused({ place: folder, message, remedy: 'Name another folder with --data, or "--data memory".' });
  }
}

/** Makes the directory where it is missing, and lets the token in. */
function admit(server: ScimServer, id: string, token: string): void {
  const known = server.directory(id);
  if (known === undefined) {
    const organization = server.organizations()[0] ?? server.createOrganization('Rehearsal');
    const tolerances = toleranceDefinitions.map((definition) => definition.id);
    server.createDirectory({ organizationId: organization.id, name: id, id, token, tolerances });
  } else if (known.tokenSuffixes.at(-1) !== token.slice(-4)) {
    // `newToken` of this host gives the very token. A suffix is no proof, but the newest token is ours or a rotation of ours.
    server.addToken(id);
  }
}

async function listen(server: ScimServer, port: number | null): Promise<Parsed<Awaited<ReturnType<typeof listenScim>>>> {
  if (port === null) return accepted((await choosePort(null, (free) => listenScim(server, free))).value);
  try {
    return accepted(await listenScim(server, port));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return refused({
      place: '--port',
      message: code === 'EADDRINUSE' ? `Port ${port} is taken by another program.` : `Port ${port} cannot be used (${code}).`,
      remedy: 'Name another port, or --port 0 for a free one.',
    });
  }
}

async function close(server: ScimServer | undefined, lock: Lock | null): Promise<void> {
  server?.close();
  await lock?.release();
}

const systemRandom = { next: () => randomBytes(4).readUInt32BE() };

function tokenName(directory: string): string {
  return `directory/${directory}/token`;
}
