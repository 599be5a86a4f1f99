import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createScimServer } from '#server/create-server.ts';
import { entraReadyTolerances } from '#server/tolerances.ts';
import { canonicalJson, isJsonObject, type JsonObject, parseJson } from '#shared/kernel/json.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import { openWorkspaceDb } from '../../harness/adapters/workspace-db.ts';
import type { WorkspaceDb } from '../../harness/ports/workspace-ports.ts';
import { temporaryFolder } from '../e2e/hosts.ts';
import { changeTenant, groups, users } from './crash-tenant.ts';
import { APP_ID, type Crash, type CrashingRun } from './crashing-job.ts';

/** A request as the target saw it, ids in it replaced by names, and the number of the process that sent it. */
export interface Seen {
  readonly method: string;
  readonly line: string;
  readonly process: number;
}

export interface CrashRehearsal {
  readonly seen: readonly Seen[];
  /** Resources at the target as text, by name, without what differs from run to run. */
  readonly target: ReadonlyMap<string, string>;
  readonly links: readonly RememberedLink[];
  readonly escrowCount: number;
  readonly failedCount: number;
  readonly watermark: number | null;
}

interface RememberedLink {
  readonly sourceId: string;
  readonly target: string;
  readonly origin: 'created' | 'matched';
  readonly isManaged: boolean;
  readonly members: readonly string[];
  /** Whether the trace holds a finished change that tells of it. */
  readonly isTold: boolean;
}

/** An initial cycle, and one after changes. Each is begun, and taken up again after each of its crashes, until it comes through. */
export async function rehearseCrashes({
  objectsInFlightCount,
  initial,
  incremental,
}: {
  readonly objectsInFlightCount: number;
  readonly initial: readonly Crash[];
  readonly incremental: readonly Crash[];
}): Promise<CrashRehearsal> {
  const folder = temporaryFolder();
  const databasePath = join(folder.path, 'workspace.db');
  const target = await openTarget();
  const runCycle = async (planned: readonly Crash[]): Promise<void> => {
    for (const crash of [...planned, null]) {
      const child = start({ databasePath, tenantUrl: target.tenantUrl, token: target.token, objectsInFlightCount, crash });
      target.watch(child, crash);
      const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
      if (crash === null ? code !== 0 : signal !== 'SIGKILL') {
        throw new Error(`A job that was to end by ${crash?.point ?? 'itself'} ended with code ${code}, signal ${signal}.`);
      }
    }
  };
  try {
    inDatabase(databasePath, ({ tenant }) => tenant.putAll([...users, ...groups]));
    await runCycle(initial);
    inDatabase(databasePath, changeTenant);
    await runCycle(incremental);
    return inDatabase(databasePath, (db) => ({ ...target.read(), ...stateOf(db, target.nameOf) }));
  } finally {
    await target.close();
    folder.remove();
  }
}

const program = join(import.meta.dirname, 'crashing-job.ts');

// A process that is killed compiles in vain: what one that ended well has compiled serves all others.
const compiled = temporaryFolder();

export function removeCompiled(): void {
  compiled.remove();
}

function start(setup: CrashingRun): ChildProcess {
  return spawn(process.execPath, [program, JSON.stringify(setup)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled.path },
  });
}

function inDatabase<T>(path: string, work: (db: WorkspaceDb) => T): T {
  const db = openWorkspaceDb(path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

function stateOf({ jobStore, trace }: WorkspaceDb, nameOf: (id: string) => string) {
  const job = jobStore(APP_ID);
  const events = trace.events(APP_ID, 0, EVENT_COUNT_MAX).map(({ recorded }) => recorded.event);
  const finished = events.filter((event) => event.kind === 'change-finished');
  return {
    links: job.allLinks().map(({ sourceId, targetId, origin, isManaged, exportedMemberIds }): RememberedLink => {
      const isTold = finished.some((event) => event.identity.id === sourceId && event.targetId === targetId);
      return { sourceId, target: nameOf(targetId), origin, isManaged, members: exportedMemberIds.toSorted(), isTold };
    }),
    escrowCount: job.escrowCount(),
    failedCount: finished.filter(({ status }) => status === 'failure').length,
    watermark: job.progress().watermark,
  };
}

const EVENT_COUNT_MAX = 100_000;

/** The bundled server behind a face that takes down what arrives, and may kill who asks instead of answering. */
async function openTarget() {
  const server = createScimServer({
    path: ':memory:',
    host: { clock: { now: () => 0 }, random: seededRandom('server'), newToken: () => 'test-token'.padEnd(43, 'x') },
  });
  const { directory, token } = server.createDirectory({
    organizationId: server.createOrganization('Larkfield').id,
    name: 'Crashing',
    id: 'crashing',
    tolerances: entraReadyTolerances,
  });
  const seen: Seen[] = [];
  const names = new Map<string, string>();
  const named = (line: string): string => line.replace(UUID, (id) => names.get(id) ?? id);
  let [process, writeCount] = [0, 0];
  let watched: { readonly child: ChildProcess; readonly crash: Crash | null } | undefined;

  const face = createServer(async (request, response) => {
    const { method = '', url = '', socket } = request;
    const body = await text(request);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json', host: 'localhost' };
    const answer = server.handle({ method, target: url, headers, body });
    const resource = parseJson(answer.body);
    if (method === 'POST' && isJsonObject(resource)) {
      names.set(String(resource['id']), String(resource['userName'] ?? resource['displayName']));
    }
    seen.push({ method, line: named(`${method} ${url.replace(BASE_PATH, '')} ${body}`), process });
    if (method !== 'GET') writeCount += 1;
    if (method !== 'GET' && watched?.crash?.point === 'unanswered' && watched.crash.writeNumber === writeCount) {
      watched.child.kill('SIGKILL');
      socket.destroy();
      return;
    }
    response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) }).end(answer.body);
  });
  face.listen(0, '127.0.0.1');
  await once(face, 'listening');

  return {
    tenantUrl: `http://127.0.0.1:${(face.address() as AddressInfo).port}${BASE_PATH}`,
    token,
    watch: (child: ChildProcess, crash: Crash | null): void => {
      process += 1;
      writeCount = 0;
      watched = { child, crash };
    },
    nameOf: (id: string): string => names.get(id) ?? id,
    read: () => {
      const resources = (['User', 'Group'] as const).flatMap(
        (type) => server.resources(directory.id, { type, offset: 0, limit: 1000 }).items,
      );
      const target = resources.filter(isJsonObject).map((resource): [string, string] => {
        const { id, meta: _meta, ...rest } = JSON.parse(named(JSON.stringify(resource))) as JsonObject;
        return [String(id), canonicalJson(withSortedLists(rest))];
      });
      return { seen, target: new Map(target.sort(([a], [b]) => (a < b ? -1 : 1))) };
    },
    close: async (): Promise<void> => {
      face.closeAllConnections();
      face.close();
      await once(face, 'close');
      server.close();
    },
  };
}

const BASE_PATH = '/scim/v2/crashing';
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Members stand in the order in which they came, which is not of interest here. */
function withSortedLists(resource: JsonObject): JsonObject {
  const sorted = Object.entries(resource).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(canonicalJson).sort() : value,
  ]);
  return Object.fromEntries(sorted);
}
