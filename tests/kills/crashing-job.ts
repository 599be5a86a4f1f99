// Runs the next cycle of a job in a process of its own, over HTTP, and dies by SIGKILL where it is told to.
import { runCycle } from '#shared/engine/job.ts';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import { parseTenantUrl } from '#shared/entra/tenant-url.ts';
import { assert } from '#shared/kernel/assert.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import { createHttpTransport } from '../../harness/adapters/http-transport.ts';
import { openWorkspaceDb } from '../../harness/adapters/workspace-db.ts';
import { perform } from '../../harness/session/scheduler.ts';

/**
 * Where a process dies around one of its writes: before it is sent; after it arrived and before its answer, which is the target's
 * part; after the answer and before anything of it is durable; after the exchange, or what became of it, is durable.
 */
export type CrashPoint = 'unsent' | 'unanswered' | 'uncommitted' | 'committed';

export interface Crash {
  readonly point: CrashPoint;
  /** Counts the writes that this process sends. */
  readonly writeNumber: number;
  /** Of `committed`: after the exchange alone, or (2) after the state that follows from it. */
  readonly commitNumber: number;
}

export interface CrashingRun {
  readonly databasePath: string;
  readonly tenantUrl: string;
  readonly token: string;
  readonly objectsInFlightCount: number;
  readonly crash: Crash | null;
}

export const APP_ID = 'crashing';

if (import.meta.main) await run(JSON.parse(process.argv[2] ?? '') as CrashingRun);

async function run({ databasePath, tenantUrl, token, objectsInFlightCount, crash }: CrashingRun): Promise<void> {
  const db = openWorkspaceDb(databasePath);
  const job = db.jobStore(APP_ID);
  const url = parseTenantUrl(tenantUrl);
  assert(url.ok, 'the tenant URL is one');
  const options = { allowsPlainHttp: true, certificateAuthority: null, certificateFingerprint: null, extraHeader: null };
  const transport = createHttpTransport({ url: url.value, token, options, environment: {} });
  const configuration = { ...defaultJobConfiguration(), scope: 'all', objectsInFlightCount } as const;
  const { watermark, cycleCount, pendingCycle } = job.progress();
  const number = cycleCount + 1;
  let writeCount = 0;
  let commitsLeft = Number.POSITIVE_INFINITY;
  const isDue = (): boolean => crash !== null && writeCount === crash.writeNumber;
  await perform(
    runCycle(
      {
        jobId: 'scim.crashing',
        configuration,
        dialect: 'legacy',
        seed: 'seed',
        sourceSystem: 'Microsoft Entra ID',
        targetSystem: 'customappsso',
      },
      {
        kind: pendingCycle?.kind ?? (watermark === null ? 'initial' : 'incremental'),
        reason: 'test',
        number,
        cycleId: pendingCycle?.cycleId ?? `cycle ${number}`,
        watermark,
      },
    ),
    {
      ...{ appId: APP_ID, tenant: db.tenant, job, clock: { now: () => 0 } },
      transport: {
        send: async (request: ScimRequest) => {
          const isWrite = request.method !== 'GET';
          if (isWrite) writeCount += 1;
          const isHere = isWrite && isDue();
          if (isHere && crash?.point === 'unsent') die();
          const sent = await transport.send(request);
          if (isHere && crash?.point === 'uncommitted') die();
          if (isHere && crash?.point === 'committed') commitsLeft = crash.commitNumber;
          return sent;
        },
      },
      onCommitted: () => {
        commitsLeft -= 1;
        if (commitsLeft > 0) return;
        job.flush();
        die();
      },
    },
  );
  transport.close();
  db.close();
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}
