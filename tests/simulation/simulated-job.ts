import { setImmediate } from 'node:timers/promises';
import type { VirtualClock } from '#harness/adapters/virtual-clock.ts';
import type { JobStore, Transport } from '#harness/ports/session-ports.ts';
import { perform } from '#harness/session/scheduler.ts';
import { type ProvisioningJob, runCycle } from '#shared/engine/job.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import type { CycleKind } from '#shared/trace/event.ts';
import { jobConfiguration } from './job-configuration.ts';
import { Killed, type MortalWorkspace } from './mortal-workspace.ts';
import type { Kill, Move, Plan, Round } from './plan.ts';

/** The provisioning job, whose process can die in the middle of a cycle. */
export interface SimulatedJob {
  readonly store: JobStore;
  /** Of the next cycle; one that was killed is taken up again. */
  nextKind(): CycleKind;
  /** Whether the next cycle sends what deletion prevention holds back. */
  isDeletingAllowed(): boolean;
  runCycle(round: Pick<Round, 'kill' | 'during'>, makeMoves: (moves: readonly Move[]) => void): Promise<CycleRun>;
}

interface CycleRun {
  readonly requestCount: number;
  readonly isKilled: boolean;
  /** The tenant changed while it ran. */
  readonly isMoved: boolean;
}

export function openJob(
  plan: Plan,
  { workspace, clock, transport }: { workspace: MortalWorkspace; clock: VirtualClock; transport: Transport },
): SimulatedJob {
  const { tenant, job: store } = workspace;
  const job: ProvisioningJob = {
    jobId: 'scim.simulation',
    configuration: jobConfiguration(plan.job),
    dialect: plan.job.dialect,
    seed: String(plan.seed),
    sourceSystem: 'Microsoft Entra ID',
    targetSystem: 'customappsso',
    ...(plan.job.deletionThreshold === null ? {} : { deletionThreshold: plan.job.deletionThreshold }),
  };
  const nextKind = (): CycleKind => {
    const { watermark, pendingCycle } = store.progress();
    return pendingCycle?.kind ?? (watermark === null ? 'initial' : 'incremental');
  };
  return {
    store,
    nextKind,
    isDeletingAllowed: () => store.progress().standing?.allowsDeletes === true,
    runCycle: async ({ kill, during }, makeMoves) => {
      const run = { requestCount: 0, isKilled: false, isMoved: false };
      let commitCount = 0;
      const dieIf = (moment: Kill['moment'], number: number): void => {
        if (!run.isKilled && (kill?.moment !== moment || kill.number !== number)) return;
        run.isKilled = true;
        workspace.die();
      };
      const send: Transport['send'] = async (request) => {
        run.requestCount += 1;
        const number = run.requestCount;
        dieIf('before the request', number);
        const exchange = await transport.send(request);
        dieIf('after the request', number);
        if (during?.afterRequest === number) {
          run.isMoved = true;
          makeMoves(during.moves);
        }
        return exchange;
      };
      const onCommitted = (): void => {
        commitCount += 1;
        dieIf('after the commit', commitCount);
      };
      const { watermark, cycleCount, pendingCycle, standing = {} } = store.progress();
      const number = cycleCount + 1;
      const cycleId = pendingCycle?.cycleId ?? `cycle ${number}`;
      const takenUp = pendingCycle === null ? {} : { isTakenUp: true as const };
      const task = runCycle(job, { kind: nextKind(), reason: 'simulated', number, cycleId, watermark, standing, ...takenUp });
      try {
        await perform(task, {
          appId: workspace.appId,
          tenant,
          job: store,
          clock,
          transport: unsteady(plan, { send }),
          onCommitted,
        });
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        workspace.reopen();
      }
      return run;
    },
  };
}

/** Lets answers overtake each other where several requests are in flight, the same way each time. */
function unsteady({ seed, job }: Plan, transport: Transport): Transport {
  if (job.objectsInFlightCount === 1) return transport;
  return {
    send: async (request) => {
      for (let turns = seededRandom(seed, 'turns', request.target).next() % 3; turns > 0; turns -= 1) await setImmediate();
      return transport.send(request);
    },
  };
}
