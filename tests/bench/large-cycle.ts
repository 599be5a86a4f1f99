import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { everyTolerance, openTestDirectory } from '#server/testing/test-directory.ts';
import { runCycle } from '#shared/engine/job.ts';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import { MINUTE_MS } from '#shared/kernel/duration.ts';
import { parseTenantFile } from '#shared/scenario/tenant-file.ts';
import { createInProcessTransport } from '../../harness/adapters/in-process-transport.ts';
import { createVirtualClock } from '../../harness/adapters/virtual-clock.ts';
import { openWorkspaceDb } from '../../harness/adapters/workspace-db.ts';
import { perform } from '../../harness/session/scheduler.ts';
import type { BareErrand, BareMeasure } from './bare-client.ts';
import type { CycleErrand, CycleMeasure } from './cycle-process.ts';

const FEW = 10_000;
const MANY = 100_000;
const IN_FLIGHT_COUNT = 16;
const ROUNDS = 3;
const CYCLES_OF_A_MONTH = (30 * 24 * 60) / 40;

/** One figure with what it is to be. */
export interface Figure {
  readonly id: string;
  readonly sentence: string;
  readonly value: number;
  readonly goal?: string;
  readonly isReached?: boolean;
}

/** What cycles over many users take: against a client that only sends, in memory, and where little has changed. */
export async function measureLargeCycles(): Promise<readonly Figure[]> {
  return [...(await againstBareClient()), ...(await inProcess()), ...(await afterTenChanges()), await aMonth()];
}

async function againstBareClient(): Promise<readonly Figure[]> {
  const [ofCycle, ofClient]: [CycleMeasure[], BareMeasure[]] = [[], []];
  let requestCount = 0;
  // In turns and the best of each: whatever else the machine does only adds to one.
  for (let round = 0; round < ROUNDS; round += 1) {
    const measure = await withBareServer((port) =>
      errand<CycleErrand, CycleMeasure>('cycle-process.ts', {
        kind: 'initial',
        userCount: FEW,
        inFlightCount: IN_FLIGHT_COUNT,
        port,
      }),
    );
    const counts = measure.requestCounts;
    requestCount = Object.values(counts).reduce((sum, count) => sum + count, 0);
    ofCycle.push(measure);
    ofClient.push(
      await withBareServer((port) =>
        errand<BareErrand, BareMeasure>('bare-client.ts', { port, inFlightCount: IN_FLIGHT_COUNT, counts }),
      ),
    );
  }
  const best = (measures: readonly BareMeasure[], what: keyof BareMeasure) => Math.min(...measures.map((one) => one[what]));
  const [cycleMs, clientMs] = [best(ofCycle, 'ms'), best(ofClient, 'ms')];
  const perRequest = (ms: number) => (ms * 1000) / requestCount;
  return [
    figure(
      'cycle-rate-to-bare-client',
      `rate of an initial cycle of ${FEW} users and 100 groups over loopback, ${IN_FLIGHT_COUNT} in flight, divided by that of a bare client (node:http, kept-alive connections) that sends as many requests`,
      clientMs / cycleMs,
      ['at least', 0.7],
    ),
    figure(
      'cycle-requests-per-second',
      `requests of that cycle a second (${requestCount} in all)`,
      requestCount / (cycleMs / 1000),
    ),
    figure('bare-client-requests-per-second', 'requests of the bare client a second', requestCount / (clientMs / 1000)),
    figure(
      'cycle-cpu-us-per-request',
      'microseconds that the thread of that cycle computes for each of its requests, whatever else the machine does',
      perRequest(best(ofCycle, 'cpuMs')),
    ),
    figure('bare-client-cpu-us-per-request', 'the same of the bare client', perRequest(best(ofClient, 'cpuMs'))),
  ];
}

async function inProcess(): Promise<readonly Figure[]> {
  const initial = (userCount: number) =>
    errand<CycleErrand, CycleMeasure>('cycle-process.ts', {
      kind: 'initial',
      userCount,
      inFlightCount: IN_FLIGHT_COUNT,
      port: null,
    });
  const [few, many] = [await initial(FEW), await initial(MANY)];
  return [
    figure(
      'in-process-objects-per-second',
      `objects a second of an initial cycle of ${FEW} users whose requests are answered in process, links and trace written`,
      few.objectCount / (few.ms / 1000),
    ),
    figure('rss-megabytes', `most memory resident (MB) in an initial cycle of ${MANY} users`, many.rssMegabytes, [
      'at most',
      400,
    ]),
    figure(
      'rss-many-to-few',
      `that, divided by the same for ${FEW} users (${few.rssMegabytes} MB)`,
      many.rssMegabytes / few.rssMegabytes,
      ['at most', 1.5],
    ),
  ];
}

async function afterTenChanges(): Promise<readonly Figure[]> {
  const ways = [
    ['incremental-all-ms', 'ten users changed, everybody in scope', { scope: 'all' }],
    ['incremental-assigned-ms', 'ten users changed, everybody assigned', { scope: 'assigned' }],
    [
      'incremental-group-ms',
      'nine users and the members of an assigned group changed, everybody assigned',
      { scope: 'assigned', changesGroup: true },
    ],
  ] as const;
  const figures: Figure[] = [];
  for (const [id, what, rest] of ways) {
    const { ms } = await errand<CycleErrand, CycleMeasure>('cycle-process.ts', {
      kind: 'incremental',
      userCount: MANY,
      inFlightCount: 1,
      port: null,
      ...rest,
    });
    figures.push(
      figure(id, `ms of an incremental cycle among ${MANY} users, answered in process: ${what}`, ms, ['at most', 100]),
    );
  }
  return figures;
}

/** Against the bundled server, everything in memory, as a scenario runs. */
async function aMonth(): Promise<Figure> {
  const text = readFileSync(join(import.meta.dirname, '../../fixtures/tenants/larkfield.yaml'), 'utf8');
  const tenantFile = parseTenantFile(text, 'larkfield.yaml');
  if (!tenantFile.ok) throw new Error(tenantFile.problems[0]?.message);
  const db = openWorkspaceDb(':memory:');
  const { server, id, token } = openTestDirectory(everyTolerance);
  const clock = createVirtualClock(Date.UTC(2026, 0, 5));
  const job = db.jobStore('month');
  const world = { appId: 'month', tenant: db.tenant, job, transport: createInProcessTransport(server, id, token), clock };
  const configuration = { ...defaultJobConfiguration(), scope: 'all' } as const;
  const names = { sourceSystem: 'Microsoft Entra ID', targetSystem: 'customappsso' };
  db.tenant.putAll(tenantFile.value.objects);
  const from = performance.now();
  for (let number = 1; number <= CYCLES_OF_A_MONTH; number += 1) {
    const { watermark } = job.progress();
    const kind = number === 1 ? 'initial' : 'incremental';
    const request = { kind, reason: 'measured', number, cycleId: `cycle ${number}`, watermark } as const;
    await perform(runCycle({ jobId: 'scim.bench', configuration, dialect: 'legacy', seed: 'seed', ...names }, request), world);
    clock.advanceTo(clock.now() + 40 * MINUTE_MS);
  }
  const ms = performance.now() - from;
  db.close();
  server.close();
  return figure(
    'month-ms',
    `ms of a month of cycles (${CYCLES_OF_A_MONTH}) for ${tenantFile.value.objects.length} objects, target included`,
    ms,
    ['at most', 1000],
  );
}

function figure(id: string, sentence: string, value: number, goal?: readonly ['at least' | 'at most', number]): Figure {
  const rounded = Number(value.toPrecision(3));
  if (goal === undefined) return { id, sentence, value: rounded };
  const [sense, bound] = goal;
  return {
    id,
    sentence,
    value: rounded,
    goal: `${sense} ${bound}`,
    isReached: sense === 'at least' ? value >= bound : value <= bound,
  };
}

async function withBareServer<T>(work: (port: number) => Promise<T>): Promise<T> {
  const server = start('bare-server.ts');
  const [port] = (await once(server, 'message')) as [number];
  try {
    return await work(port);
  } finally {
    server.kill();
    await once(server, 'exit');
  }
}

async function errand<E extends object, T>(program: string, message: E): Promise<T> {
  const child = start(program);
  child.send(message);
  const [answer] = (await once(child, 'message')) as [T];
  if (child.exitCode === null) await once(child, 'exit');
  return answer;
}

function start(program: string): ChildProcess {
  return fork(join(import.meta.dirname, program), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}
