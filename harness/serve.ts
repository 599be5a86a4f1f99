import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createScimServer } from '#server/create-server.ts';
import type { WholeProgress } from '#server/directories/turns.ts';
import { applyProfile } from '#server/faults/apply-profile.ts';
import type { Profile } from '#server/faults/read-profile.ts';
import { listenScim } from '#server/http/listen.ts';
import type { ScimServer } from '#server/scim-server.ts';
import { entraReadyTolerances } from '#server/tolerances.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { keyFolder } from './adapters/data-folder.ts';
import { acquireLock, type Lock } from './adapters/lock.ts';
import { choosePort } from './adapters/ports.ts';
import { findProfile } from './adapters/profile-files.ts';
import { systemClock } from './adapters/system-clock.ts';
import { createMemoryVault, openFileVault, type Vault } from './adapters/vault.ts';
import { type SeedCounts, type SeedSource, seedFrom } from './api/directory-seed.ts';
import { openServedWebhook, type ServedWebhook, type ServedWebhookOptions } from './webhooks/served-webhook.ts';

export { readJsonSource, readTenantSource } from './api/directory-seed.ts';

export interface ServeOptions {
  /** As given; null: 8080, or the next free one. */
  readonly port: number | null;
  /** Null: in memory, gone at the end. */
  readonly dataFolder: string | null;
  readonly directoryName: string;
  /** The token to accept; null: one is made, and kept in the folder's vault. */
  readonly token: string | null;
  readonly environment: NodeJS.ProcessEnv;
  /** How the directory misbehaves; null: it does not, with all that Entra needs. */
  readonly misbehaviour?: ServedMisbehaviour | null;
  /** What is put into the directory where it is empty; null: nothing. */
  readonly seed?: SeedSource | null;
  /** Where directory events are sent; null: nowhere. */
  readonly webhook?: ServedWebhookOptions | null;
  /** Told of how many resources of `seed` were read, at each thousand of them. */
  readonly onSeedProgress?: (count: number) => void;
}

interface ServedMisbehaviour {
  /** The id of a shipped profile, or the path of one. */
  readonly profile: string;
  readonly profilesFolder: string;
  /** What faults that are left to chance follow from. */
  readonly seed: string;
}

export interface RunningServer {
  readonly url: string;
  readonly directory: string;
  readonly token: string;
  readonly profile: Profile | null;
  /** What `seed` put into the directory; null: nothing, for it held something already. */
  readonly seeded: SeedCounts | null;
  readonly webhook: Omit<ServedWebhook, 'close'> | null;
  close(): Promise<void>;
}

/**
 * One directory of the bundled server on loopback, with every tolerance Entra needs. With a profile it behaves as that says, whatever
 * it did before; without one a directory of before behaves as it did.
 */
export async function serveDirectory(options: ServeOptions): Promise<Parsed<RunningServer>> {
  const { directoryName } = options;
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(directoryName)) {
    return refused({
      place: '--directory',
      message: `"${directoryName}" cannot stand in an address.`,
      remedy: 'Use up to 64 letters, digits, "-" and "_".',
    });
  }
  const profile = profileOf(options);
  if (!profile.ok) return profile;
  const home = await openHome(options);
  if (!home.ok) return home;
  const { path, vault, lock } = home.value;
  let server: ScimServer | undefined;
  let webhook: ServedWebhook | null = null;
  const closeAll = async (): Promise<void> => {
    await webhook?.close();
    server?.close();
    await lock?.release();
  };
  try {
    const tokens = { next: '' };
    server = createScimServer({ path, host: { clock: systemClock, random: systemRandom, newToken: () => tokens.next } });
    const token = options.token ?? (await vault.read(tokenName(directoryName))) ?? randomBytes(32).toString('base64url');
    tokens.next = token;
    // Before the directory, so that the first event tells of that.
    const sending = await openServedWebhook(
      { server, vault, organizationId: organizationOf(server), environment: options.environment },
      options.webhook ?? null,
    );
    if (!sending.ok) {
      await closeAll();
      return sending;
    }
    webhook = sending.value;
    admit(server, directoryName, token);
    if (profile.value !== null) applyProfile(server, directoryName, profile.value, { seed: options.misbehaviour?.seed ?? '1' });
    if (options.token === null) await vault.write(tokenName(directoryName), token);
    const seeded = await seedEmpty(server, options);
    if (!seeded.ok) {
      await closeAll();
      return seeded;
    }
    const listening = await listen(server, options.port);
    if (!listening.ok) {
      await closeAll();
      return listening;
    }
    const { port, close: stopListening } = listening.value;
    const url = `http://127.0.0.1:${port}/scim/v2/${directoryName}`;
    await lock?.setAddress(url);
    return accepted({
      url,
      directory: directoryName,
      token,
      profile: profile.value,
      seeded: seeded.value,
      webhook: webhook && { url: webhook.url, secret: webhook.secret },
      close: async () => {
        await stopListening();
        await closeAll();
      },
    });
  } catch (error) {
    await closeAll();
    return refused({
      place: options.dataFolder ?? 'rehearse serve',
      message: error instanceof Error ? error.message : String(error),
      remedy: 'Name another folder with --data, or "--data memory".',
    });
  }
}

/** A directory that holds something goes on as it was: the same command starts it again and again. */
async function seedEmpty(
  server: ScimServer,
  { directoryName, seed = null, onSeedProgress }: ServeOptions,
): Promise<Parsed<SeedCounts | null>> {
  const { userCount = 0, groupCount = 0 } = server.directory(directoryName) ?? {};
  if (seed === null || userCount + groupCount > 0) return accepted(null);
  const onProgress = ({ step, doneCount }: WholeProgress): void => {
    if (step === 'putting' && doneCount > 0) onSeedProgress?.(doneCount);
  };
  const seeded = await seedFrom(seed, { server, directoryId: directoryName, now: systemClock.now(), onProgress });
  if (seeded === null) throw new Error('Broken promise: nobody but its caller stops a seed');
  return seeded;
}

function profileOf({ misbehaviour = null }: ServeOptions): Parsed<Profile | null> {
  if (misbehaviour === null) return accepted(null);
  const { profile, profilesFolder } = misbehaviour;
  return findProfile(profile, { shippedFolder: profilesFolder, namedIn: null, place: '--profile' });
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

/** The one that everything served belongs to. */
function organizationOf(server: ScimServer): string {
  return (server.organizations()[0] ?? server.createOrganization('Rehearsal')).id;
}

/** Makes the directory where it is missing, and lets the token in. */
function admit(server: ScimServer, id: string, token: string): void {
  const known = server.directory(id);
  if (known === undefined) {
    server.createDirectory({ organizationId: organizationOf(server), name: id, id, token, tolerances: entraReadyTolerances });
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

const systemRandom = { next: () => randomBytes(4).readUInt32BE() };

function tokenName(directory: string): string {
  return `directory/${directory}/token`;
}
