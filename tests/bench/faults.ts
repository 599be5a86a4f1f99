import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createVirtualClock } from '#harness/adapters/virtual-clock.ts';
import { openWorkspaceDb } from '#harness/adapters/workspace-db.ts';
import type { Transport } from '#harness/ports/session-ports.ts';
import { perform } from '#harness/session/scheduler.ts';
import { runCycle } from '#shared/engine/job.ts';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import { MINUTE_MS } from '#shared/kernel/duration.ts';
import { ERROR_URN } from '#shared/scim/message.ts';
import { bareAnswer } from './bare-answer.ts';
import type { Figure } from './large-cycle.ts';
import { fillTenant } from './large-tenant.ts';

const USER_COUNT = 10_000;
const IN_FLIGHT_COUNT = 16;
const FAILED_PERCENT = 20;
const ROUNDS = 3;
const RATIO_MAX = 1.5;
const APP_ID = 'bench';

/** What failures cost: a cycle in which one request of five is refused against one in which none is, for each request sent. */
export async function measureFaults(): Promise<readonly Figure[]> {
  const [ofSound, ofFaulty, ofRetries]: [number[], number[], number[]] = [[], [], []];
  let [requestCount, escrowCount] = [0, 0];
  // In turns and the best of each: whatever else the machine does only adds to one.
  for (let round = 0; round < ROUNDS; round += 1) {
    const [sound] = await runCycles(0);
    const faulty = await runCycles(FAILED_PERCENT);
    ofSound.push(msPerRequest(sound));
    ofFaulty.push(msPerRequest(faulty[0]));
    ofRetries.push(msPerRequest(faulty[1]));
    ({ requestCount, escrowCount } = faulty[0]);
  }
  const [sound, faulty, retries] = [Math.min(...ofSound), Math.min(...ofFaulty), Math.min(...ofRetries)];
  const of = `an initial cycle of ${USER_COUNT} users, ${IN_FLIGHT_COUNT} in flight, answered in process`;
  return [
    ratio(
      'faults-to-none',
      `processor time a request of ${of}, with ${FAILED_PERCENT} % of its ${requestCount} requests refused (${escrowCount} objects wait afterwards), divided by the same without a refusal`,
      faulty / sound,
    ),
    ratio(
      'retries-to-none',
      `processor time a request of the cycle after it, which tries again what had failed, divided by the same without a refusal`,
      retries / sound,
    ),
    { id: 'request-us', sentence: `µs of the processor a request of ${of}, without a refusal`, value: rounded(sound * 1000) },
  ];
}

interface Measure {
  readonly ms: number;
  readonly requestCount: number;
  /** Objects that wait for a retry afterwards. */
  readonly escrowCount: number;
}

/** Two cycles over the same users, the second one 40 minutes later. */
async function runCycles(failedPercent: number): Promise<readonly [Measure, Measure]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-faults-'));
  const db = openWorkspaceDb(join(folder, 'workspace.db'));
  const clock = createVirtualClock(Date.UTC(2026, 0, 5));
  const job = db.jobStore(APP_ID);
  fillTenant(db.tenant, USER_COUNT);
  let requestCount = 0;
  const transport: Transport = {
    send: async ({ method, body }) => {
      requestCount += 1;
      const isRefused = requestCount % 100 < failedPercent && method !== 'DELETE' && requestCount > 100;
      return exchangeOf(isRefused ? refusal : bareAnswer(method, body === null ? '' : JSON.stringify(body)));
    },
  };
  const configuration = { ...defaultJobConfiguration(), scope: 'all', objectsInFlightCount: IN_FLIGHT_COUNT } as const;
  const names = { sourceSystem: 'Microsoft Entra ID', targetSystem: 'customappsso' };
  const cycle = async (): Promise<Measure> => {
    const { watermark, cycleCount } = job.progress();
    const number = cycleCount + 1;
    const kind = watermark === null ? 'initial' : 'incremental';
    const request = { kind, reason: 'measured', number, cycleId: `cycle ${number}`, watermark } as const;
    // What filling the tenant left behind is not the cycle's.
    await setImmediate();
    requestCount = 0;
    const from = process.cpuUsage();
    await perform(runCycle({ jobId: 'scim.bench', configuration, dialect: 'legacy', seed: 'seed', ...names }, request), {
      ...{ appId: APP_ID, tenant: db.tenant, job, transport, clock },
    });
    // Of the processor: what other programs take meanwhile is not the cycle's.
    const { user, system } = process.cpuUsage(from);
    const ms = (user + system) / 1000;
    clock.advanceTo(clock.now() + 40 * MINUTE_MS);
    return { ms, requestCount, escrowCount: job.escrowCount() };
  };
  try {
    return [await cycle(), await cycle()];
  } finally {
    db.close();
    rmSync(folder, { recursive: true });
  }
}

const refusal = {
  status: 500,
  text: JSON.stringify({ schemas: [ERROR_URN], status: '500', detail: 'The directory is busy with something else.' }),
};

function exchangeOf({
  status,
  text,
}: {
  readonly status: number;
  readonly text: string;
}): Awaited<ReturnType<Transport['send']>> {
  const response = { status, headers: { 'content-type': 'application/scim+json' }, text };
  return { outcome: { kind: 'response', response }, durationMs: 0, rawRequestHeaders: [], rawResponseHeaders: [] };
}

function msPerRequest({ ms, requestCount }: Measure): number {
  return ms / requestCount;
}

function ratio(id: string, sentence: string, value: number): Figure {
  return { id, sentence, value: rounded(value), goal: `at most ${RATIO_MAX}`, isReached: value <= RATIO_MAX };
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
