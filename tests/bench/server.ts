import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from './large-cycle.ts';
import { figure } from './server-figure.ts';
import type { LoadErrand, LoadMeasure } from './server-load.ts';
import type { ServerErrand, ServerReady } from './server-process.ts';
import type { FillErrand, Filled } from './stored-directory.ts';

const SIZES = [100, 10_000, 100_000] as const;
const MANY = 100_000;
const GROUP_SIZES = [10, 50_000] as const;
const WINDOWS = 5;
// Before a window counts, what it measures has been compiled.
const WARM_UP_MS = 4000;
const WINDOW_MS = 1000;
const CONNECTIONS = 16;
const PAGE = 100;

/** How fast the bundled server answers from a file, against a bare node:http server with one fixed ListResponse, in turns. */
export async function measureServer(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-server-'));
  const client = start('server-load.ts', 'client');
  try {
    const stores = await fillStores(folder);
    const bare = start('server-bare.ts', 'server');
    const barePort = await answerOf<number>(bare);
    const load = (errand: Omit<LoadErrand, 'window' | 'connectionCount'> & Partial<LoadErrand>) =>
      ask<LoadMeasure>(client, { connectionCount: CONNECTIONS, window: nextWindow(), ...errand });
    const figures = await measureAll(stores, barePort, load);
    await stop(bare);
    return figures;
  } finally {
    client.send('close');
    rmSync(folder, { recursive: true });
  }
}

type Load = (errand: Omit<LoadErrand, 'window' | 'connectionCount'> & Partial<LoadErrand>) => Promise<LoadMeasure>;
interface Store extends Filled {
  readonly path: string;
  readonly userCount: number;
}

async function measureAll(stores: readonly Store[], barePort: number, load: Load): Promise<readonly Figure[]> {
  const largest = stores.at(-1);
  if (largest === undefined) throw new Error('Broken promise: there are stores');
  const quiet = await Promise.all(stores.map((store) => serve(store, { recordsRequests: false })));
  const rates = await filterRates(quiet, barePort, load);
  const large = quiet.at(-1) ?? quiet[0];
  if (large === undefined) throw new Error('Broken promise: there are servers');
  const writes = await writeRates(large, barePort, load);
  const pages = await pageTimes(large, load);
  const members = await memberTimes(large, load);
  const memory = await ask<number>(large.process, 'memory');
  await Promise.all(quiet.map((server) => stop(server.process)));
  const recording = await serve(largest, { recordsRequests: true });
  const recorded = await filterRates([recording], barePort, load);
  await stop(recording.process);
  return [...rates, ...recordedFigures(recorded), ...writes, ...pages, ...members, ...sizes(memory, large)];
}

function recordedFigures(figures: readonly Figure[]): readonly Figure[] {
  return figures
    .filter(({ id }) => id.startsWith('filter-rate-to-bare'))
    .map(({ id, sentence, value }) =>
      figure(`${id}-recording`, `${sentence}, every request recorded`, value, ['at least', 0.35]),
    );
}

async function filterRates(servers: readonly Server[], barePort: number, load: Load): Promise<readonly Figure[]> {
  const ofBare: number[] = [];
  const ofServers = servers.map((): number[] => []);
  for (let window = 0; window <= WINDOWS; window += 1) {
    const bare = await load({ kind: 'filter', port: barePort, userCount: MANY, durationMs: durationOf(window) });
    if (window > 0) ofBare.push(bare.requestsPerSecond);
    for (const [index, { port, store }] of servers.entries()) {
      const { requestsPerSecond, statuses } = await load({
        kind: 'filter',
        port,
        userCount: store.userCount,
        durationMs: durationOf(window),
      });
      expectOnly(statuses, '200');
      // The first window warms up.
      if (window > 0) ofServers[index]?.push(requestsPerSecond);
    }
  }
  const ratio = (index: number): number => median(ofServers[index]?.map((rate, window) => rate / (ofBare[window] ?? 1)) ?? []);
  const figures = servers.map(({ store }, index) =>
    figure(
      `filter-rate-to-bare-${store.userCount}`,
      `rate of a filter userName eq among ${store.userCount} users, divided by that of a bare server`,
      ratio(index),
      ['at least', 0.5],
    ),
  );
  const last = servers.length - 1;
  if (last === 0) return figures;
  return [
    figure('bare-requests-per-second', 'answers of the bare server a second', median(ofBare)),
    ...figures,
    figure(
      'filter-rate-many-to-few',
      `rate among ${servers[last]?.store.userCount} users, divided by that among ${servers[0]?.store.userCount}`,
      median(ofServers[last]?.map((rate, window) => rate / (ofServers[0]?.[window] ?? 1)) ?? []),
      ['at least', 0.75],
    ),
  ];
}

async function writeRates(server: Server, barePort: number, load: Load): Promise<readonly Figure[]> {
  const { store, port } = server;
  const figures: Figure[] = [];
  for (const [kind, word, status] of [
    ['create', 'POST of a user', '201'],
    ['rename', 'PATCH of a user', '200'],
  ] as const) {
    const ratios: number[] = [];
    const errand = { kind, userCount: store.userCount, ids: [store.outsiderId] };
    for (let window = 0; window <= WINDOWS; window += 1) {
      const durationMs = durationOf(window);
      const bare = await load({ ...errand, port: barePort, durationMs });
      const own = await load({ ...errand, port, durationMs });
      expectOnly(own.statuses, status);
      if (window > 0) ratios.push(own.requestsPerSecond / bare.requestsPerSecond);
    }
    const sentence = `rate of a ${word} among ${store.userCount}, committed before the answer, divided by that of a bare server`;
    figures.push(figure(`${kind}-rate-to-bare`, sentence, median(ratios), ['at least', 0.2]));
  }
  return figures;
}

async function pageTimes({ port, store }: Server, load: Load): Promise<readonly Figure[]> {
  const ratios: number[] = [];
  for (let window = 0; window <= WINDOWS; window += 1) {
    const timeOf = async (startIndex: number): Promise<number> => {
      const query = `startIndex=${startIndex}&count=${PAGE}`;
      const { medianMs, statuses } = await load({
        kind: 'page',
        port,
        query,
        userCount: store.userCount,
        connectionCount: 1,
        durationMs: durationOf(window),
      });
      expectOnly(statuses, '200');
      return medianMs;
    };
    const first = await timeOf(1);
    const last = await timeOf(store.userCount - PAGE + 1);
    if (window > 0) ratios.push(last / first);
  }
  const sentence = `time of the last page of ${store.userCount} users, divided by that of the first`;
  return [figure('page-last-to-first', sentence, median(ratios), ['at most', 3])];
}

async function memberTimes({ port, store }: Server, load: Load): Promise<readonly Figure[]> {
  const ratios: number[] = [];
  for (let window = 0; window <= WINDOWS; window += 1) {
    const timeOf = async (groupId: string | undefined): Promise<number> => {
      const ids = [groupId ?? '', store.outsiderId];
      const { medianMs, statuses } = await load({
        kind: 'add-member',
        port,
        ids,
        userCount: store.userCount,
        connectionCount: 1,
        durationMs: durationOf(window),
      });
      expectOnly(statuses, '204');
      return medianMs;
    };
    const [small, large] = [await timeOf(store.groupIds[0]), await timeOf(store.groupIds[1])];
    if (window > 0) ratios.push(large / small);
  }
  const [few, many] = GROUP_SIZES;
  const sentence = `time of a PATCH that adds one member to a group of ${many}, divided by that for a group of ${few}`;
  return [figure('member-large-to-small-group', sentence, median(ratios), ['at most', 5])];
}

function sizes(memory: number, { store, openMs }: Server): readonly Figure[] {
  return [
    figure('rss-megabytes', `most memory resident (MB) while all that was measured with ${store.userCount} users`, memory, [
      'at most',
      250,
    ]),
    figure('open-ms', `ms to open that store`, openMs, ['at most', 50]),
  ];
}

async function fillStores(folder: string): Promise<readonly Store[]> {
  const stores: Store[] = [];
  for (const userCount of SIZES) {
    const path = join(folder, `server-${userCount}.db`);
    const child = start('stored-directory.ts', 'server');
    const groupSizes = userCount === MANY ? GROUP_SIZES : [];
    const errand: FillErrand = { path, userCount, groupSizes };
    stores.push({ path, userCount, ...(await ask<Filled>(child, errand)) });
    if (child.exitCode === null) await once(child, 'exit');
  }
  return stores;
}

interface Server extends ServerReady {
  readonly process: ChildProcess;
  readonly store: Store;
}

async function serve(store: Store, { recordsRequests }: Pick<ServerErrand, 'recordsRequests'>): Promise<Server> {
  const child = start('server-process.ts', 'server');
  const errand: ServerErrand = { path: store.path, recordsRequests };
  return { process: child, store, ...(await ask<ServerReady>(child, errand)) };
}

/** Client and servers each have a core of their own where the system can say so. */
function start(program: string, role: 'client' | 'server'): ChildProcess {
  const command = [process.execPath, join(import.meta.dirname, program)];
  const pinned =
    process.platform === 'linux' && availableParallelism() > 1 ? ['taskset', '-c', role === 'client' ? '0' : '1'] : [];
  const [file = process.execPath, ...rest] = [...pinned, ...command];
  return spawn(file, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

async function ask<T>(child: ChildProcess, question: object | string): Promise<T> {
  child.send(question);
  return answerOf<T>(child);
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const ended = new AbortController();
  const failed = once(child, 'exit', { signal: ended.signal }).then(([code]) => {
    throw new Error(`A process of the measurement ended with code ${code} before it answered.`);
  });
  try {
    const [answer] = (await Promise.race([once(child, 'message', { signal: ended.signal }), failed])) as [T];
    return answer;
  } finally {
    failed.catch(() => undefined);
    ended.abort();
  }
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}

function expectOnly(statuses: Readonly<Record<string, number>>, wanted: string): void {
  const others = Object.keys(statuses).filter((status) => status !== wanted);
  if (others.length > 0) throw new Error(`Expected only ${wanted}, found ${JSON.stringify(statuses)}.`);
}

function durationOf(window: number): number {
  return window === 0 ? WARM_UP_MS : WINDOW_MS;
}

let windowCount = 0;
function nextWindow(): number {
  windowCount += 1;
  return windowCount;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
