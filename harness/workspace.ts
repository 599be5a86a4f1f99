import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createScimServer } from '#server/create-server.ts';
import { listenScim } from '#server/http/listen.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import type { Random } from '#shared/kernel/random.ts';
import { parseTenantFile } from '#shared/scenario/tenant-file.ts';
import { acquireLock } from './adapters/lock.ts';
import { choosePort } from './adapters/ports.ts';
import { withPublicDocuments } from './adapters/public-documents.ts';
import { openStoredDocument } from './adapters/stored-document.ts';
import { systemClock } from './adapters/system-clock.ts';
import type { Vault } from './adapters/vault.ts';
import { createOffsetClock } from './adapters/virtual-clock.ts';
import { openWorkspaceDb } from './adapters/workspace-db.ts';
import { createRouter } from './api/router.ts';
import { LiveHub } from './live.ts';
import { JobRunner } from './session/job-runner.ts';
import { openRehearsalIssuer, type RehearsalIssuer } from './session/rehearsal-issuer.ts';
import { WebhookSender } from './webhooks/webhook-sender.ts';
import { DOCUMENT_VERSION, documentUpgrades, emptyDocument, parseWorkspaceDocument } from './workspace-document.ts';
import type { WorkspaceParts } from './workspace-parts.ts';

export interface WorkspaceOptions {
  readonly folder: string;
  readonly host: 'desktop' | 'browser';
  /** Opened after the lock is held. */
  readonly openVault: () => Promise<Vault>;
  /** Folder of the sample tenants. */
  readonly samplesFolder: string;
  readonly version: string;
  readonly environment: NodeJS.ProcessEnv;
}

export interface Workspace {
  readonly router: ReturnType<typeof createRouter>;
  readonly parts: WorkspaceParts;
  readonly serverAddress: string;
  /** Told to a second host of this workspace. */
  announce(address: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * The composition root: one object per open workspace, the same for desktop, browser and command line.
 * Refused with a sentence where another host has it open, or where a stored file cannot be read; nothing stored is touched then.
 */
export async function openWorkspace(options: WorkspaceOptions): Promise<Parsed<Workspace>> {
  try {
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    return refused({
      place: options.folder,
      message: `The workspace folder ${options.folder} cannot be made: ${error instanceof Error ? error.message : String(error)}.`,
      remedy: 'Name a folder you may write to with --workspace, or in REHEARSE_HOME.',
    });
  }
  const lock = await acquireLock(options.folder);
  if (!lock.ok) return lock;
  try {
    const opened = await openLocked(options);
    if (!opened.ok) {
      await lock.value.release();
      return opened;
    }
    const { close, ...workspace } = opened.value;
    return accepted({
      ...workspace,
      announce: (address: string) => lock.value.setAddress(address),
      close: async () => {
        await close();
        await lock.value.release();
      },
    });
  } catch (error) {
    await lock.value.release();
    throw error;
  }
}

async function openLocked(options: WorkspaceOptions): Promise<Parsed<Omit<Workspace, 'announce'>>> {
  const document = await openStoredDocument(join(options.folder, 'workspace.json'), {
    version: DOCUMENT_VERSION,
    initial: emptyDocument(),
    parse: parseWorkspaceDocument,
    upgrades: documentUpgrades,
  });
  if (!document.ok) return document;
  const notices: string[] = [];
  const vault = await refusable('the vault', 'Move the vault away, and enter the tokens again.', options.openVault);
  if (!vault.ok) return vault;
  const db = await refusable(
    join(options.folder, 'workspace.db'),
    'Move the file away to begin anew, or open the workspace with the version that wrote it.',
    async () => openWorkspaceDb(join(options.folder, 'workspace.db')),
  );
  if (!db.ok) return db;
  const clock = createOffsetClock(document.value.value.clock.offsetMs);
  const server = createScimServer({
    path: join(options.folder, 'server.db'),
    host: { clock, random: systemRandom, newToken: () => randomBytes(32).toString('base64url') },
  });
  const stored = document.value.value.ports.server;
  let issuer: RehearsalIssuer | undefined;
  const face = withPublicDocuments(server, (path) => issuer?.document(path));
  const listening = await choosePort(stored, (port) => listenScim(face, port));
  if (listening.moved) {
    notices.push(
      `Port ${stored} was taken, so the bundled server is at port ${listening.port} now. Applications that point at the old address need the new one.`,
    );
  }
  if (stored !== listening.port) {
    await document.value.update((value) => ({ ...value, ports: { ...value.ports, server: listening.port } }));
  }
  const live = new LiveHub();
  const serverAddress = `http://127.0.0.1:${listening.port}`;
  issuer = await openRehearsalIssuer(vault.value, systemClock, serverAddress);
  const parts: WorkspaceParts = {
    document: document.value,
    db: db.value,
    server,
    serverAddress,
    vault: vault.value,
    clock,
    live,
    environment: options.environment,
    accessTokens: new Map(),
    issuer,
    newId: randomUUID,
  };
  server.onChanged(() => live.changed('receiver'));
  if (stored === null) loadFirstTenant(parts, options.samplesFolder);
  const runner = new JobRunner(parts);
  const { environment } = options;
  const onAttempt = (): void => live.changed('receiver');
  const sender = new WebhookSender({ server, vault: vault.value, clock, environment, onAttempt });
  const router = createRouter(parts, runner, { ...options, notices });
  runner.resume();
  return accepted({
    router,
    parts,
    serverAddress,
    close: async () => {
      await runner.close();
      await sender.close();
      await listening.value.close();
      server.close();
      db.value.close();
    },
  });
}

/** A new workspace begins with people in it: nobody should have to invent a tenant before a first rehearsal. */
function loadFirstTenant(parts: WorkspaceParts, samplesFolder: string): void {
  const sample = parseTenantFile(readFileSync(join(samplesFolder, FIRST_TENANT), 'utf8'), FIRST_TENANT);
  if (sample.ok) parts.db.tenant.putAll(sample.value.objects);
}

const FIRST_TENANT = 'larkfield.yaml';

/** A file that cannot be opened is an expected failure: said with its place, and left as it is. */
async function refusable<T>(place: string, remedy: string, open: () => Promise<T>): Promise<Parsed<T>> {
  try {
    return accepted(await open());
  } catch (error) {
    return refused({ place, message: error instanceof Error ? error.message : String(error), remedy });
  }
}

/** Ids of resources in a workspace need not repeat, so they come from the system. */
const systemRandom: Random = { next: () => randomBytes(4).readUInt32LE() };
