import { type CycleRequest, type ProvisioningJob, removeCreated, runCycle } from '#shared/engine/job.ts';
import { MINUTE_MS } from '#shared/kernel/duration.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { randomUuid, seededRandom } from '#shared/kernel/random.ts';
import type { CycleKind } from '#shared/trace/event.ts';
import type { ApplicationRecord } from '../workspace-document.ts';
import { applicationOf, updateApplication, type WorkspaceParts } from '../workspace-parts.ts';
import { Interrupted, perform } from './scheduler.ts';
import { openTransport, readTarget, type Target } from './target.ts';

/** Fixed for SCIM applications (Microsoft: known-issues; Graph shows PT40M). */
const CYCLE_INTERVAL_MS = 40 * MINUTE_MS;
/** The system's clock is looked at again at least this often, so that a sleep of the machine is noticed. */
const LOOK_INTERVAL_MAX_MS = 60_000;

export interface RunningCycle {
  readonly kind: CycleKind;
  readonly number: number;
  readonly startedAt: number;
  doneCount: number;
  totalCount: number;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** Runs the provisioning jobs of one workspace when they are due, on its clock. Owns which cycles run and which jobs are held. */
export class JobRunner {
  readonly #parts: WorkspaceParts;
  readonly #running = new Map<string, RunningCycle>();
  readonly #held = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  #isMoving = false;
  #isClosed = false;

  constructor(parts: WorkspaceParts) {
    this.#parts = parts;
  }

  /** Takes jobs up where the last host left them. A job against a remote target waits for a person. */
  async resume(): Promise<void> {
    for (const record of this.#parts.document.value.applications) {
      if (!record.job.isOn) continue;
      const target = await readTarget(this.#parts, record.id);
      if (target.ok && target.value.kind === 'remote') {
        this.#held.set(
          record.id,
          `The last host of this workspace ended while provisioning was on. Nothing is sent to ${target.value.url.origin} until you press Continue.`,
        );
      }
    }
    this.#schedule();
  }

  isMoving(): boolean {
    return this.#isMoving;
  }

  runningCycle(appId: string): RunningCycle | undefined {
    return this.#running.get(appId);
  }

  heldReason(appId: string): string | null {
    return this.#held.get(appId) ?? null;
  }

  /** Provisioning Status On: the first cycle is due at once. */
  async start(appId: string): Promise<Parsed<null>> {
    const target = await readTarget(this.#parts, appId);
    if (!target.ok) return target;
    const record = applicationOf(this.#parts, appId);
    if (target.value.kind === 'remote' && record?.job.consentedHost !== target.value.url.origin) {
      return refused({
        place: 'Provisioning status',
        message: `${target.value.url.origin} is a remote target and has not been allowed to be written.`,
        remedy: 'Press Allow writes on the overview first.',
      });
    }
    await this.#update(appId, (job) => ({ ...job, isOn: true, nextCycleAt: this.#parts.clock.now() }));
    this.#held.delete(appId);
    this.#schedule();
    return accepted(null);
  }

  /** Off: the running cycle finishes, no new one begins (Microsoft: how-provisioning-works). */
  async stop(appId: string): Promise<void> {
    this.#held.delete(appId);
    await this.#update(appId, (job) => ({ ...job, isOn: false, nextCycleAt: null }));
    this.#schedule();
  }

  /** Clears watermark, escrows and failure, keeps links; the next cycle is an initial one. */
  async restart(appId: string, reason: string): Promise<void> {
    await this.#finishRunning(appId);
    const job = this.#parts.db.jobStore(appId);
    job.commit(
      [
        ...job.allEscrows().map(({ sourceId }) => ({ kind: 'remove-escrow', sourceId }) as const),
        { kind: 'put-progress', progress: { ...job.progress(), watermark: null, pendingCycle: null } },
      ],
      [],
    );
    await this.#update(appId, (state) => ({
      ...state,
      restartReason: reason,
      failure: null,
      nextCycleAt: state.isOn ? this.#parts.clock.now() : null,
    }));
    this.#schedule();
  }

  /** Goes on with a job that came back held. */
  async release(appId: string): Promise<void> {
    this.#held.delete(appId);
    this.#parts.live.changed('job');
    this.#schedule();
  }

  /** Forgets links; with `removesCreated`, first deletes at the target what the link table says this job created there. */
  async startOver(appId: string, removesCreated: boolean): Promise<Parsed<null>> {
    await this.stop(appId);
    await this.#finishRunning(appId);
    const job = this.#parts.db.jobStore(appId);
    if (removesCreated) {
      const target = await readTarget(this.#parts, appId);
      if (!target.ok) return target;
      await this.#perform(appId, target.value, (provisioning) =>
        removeCreated(
          provisioning,
          job.allLinks().filter(({ origin }) => origin === 'created'),
        ),
      );
      const left = job.allLinks().filter(({ origin }) => origin === 'created').length;
      if (left > 0) {
        return refused({
          place: 'Start over',
          message: `${left} resources could not be removed at the target; their links are kept.`,
          remedy: 'See the provisioning logs for the reason, mend it, and start over again.',
        });
      }
    }
    job.reset();
    await this.#update(appId, (state) => ({ ...state, restartReason: null, failure: null, steadyStateAchievedAt: null }));
    return accepted(null);
  }

  /** Moves the virtual clock; what falls due on the way runs before this answers. Missed cycles collapse into one. */
  async advance(ms: number): Promise<void> {
    this.#isMoving = true;
    this.#parts.live.changed('clock');
    try {
      await this.#idle();
      this.#parts.clock.advance(ms);
      const { offsetMs } = this.#parts.clock;
      await this.#parts.document.update((document) => ({ ...document, clock: { ...document.clock, offsetMs } }));
      this.#schedule();
      await this.#idle();
    } finally {
      this.#isMoving = false;
      this.#parts.live.changed('clock', 'job');
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    for (const { stop } of this.#running.values()) stop.abort();
    await this.#idle();
  }

  async #idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  async #finishRunning(appId: string): Promise<void> {
    const cycle = this.#running.get(appId);
    cycle?.stop.abort();
    await cycle?.ended;
  }

  /** Starts what is due and sets the timer for what is not. */
  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#isClosed) return;
    let wait = LOOK_INTERVAL_MAX_MS;
    for (const record of this.#parts.document.value.applications) {
      const { isOn, nextCycleAt } = record.job;
      if (!isOn || nextCycleAt === null || this.#running.has(record.id) || this.#held.has(record.id)) continue;
      const dueInMs = nextCycleAt - this.#parts.clock.now();
      if (dueInMs <= 0) this.#begin(record);
      else wait = Math.min(wait, dueInMs);
    }
    this.#timer = setTimeout(() => this.#schedule(), wait);
    this.#timer.unref();
  }

  #begin(record: ApplicationRecord): void {
    const progress = this.#parts.db.jobStore(record.id).progress();
    const kind = progress.pendingCycle?.kind ?? (progress.watermark === null ? 'initial' : 'incremental');
    const number = progress.cycleCount + 1;
    const stop = new AbortController();
    const cycle: RunningCycle = {
      kind,
      number,
      startedAt: this.#parts.clock.now(),
      doneCount: 0,
      totalCount: 0,
      stop,
      ended: Promise.resolve().then(() => this.#run(record, cycle)),
    };
    this.#running.set(record.id, cycle);
    this.#parts.live.changed('job');
  }

  async #run(record: ApplicationRecord, cycle: RunningCycle): Promise<void> {
    const appId = record.id;
    try {
      const target = await readTarget(this.#parts, appId);
      if (!target.ok) {
        const [problem] = target.problems;
        await this.#update(appId, (job) => ({
          ...job,
          failure: { code: 'SystemForCrossDomainIdentityManagementInvalidCredentials', message: problem?.message ?? '' },
        }));
        return;
      }
      await this.#perform(appId, target.value, (job) => runCycle(job, this.#request(record, cycle)), cycle);
      await this.#noteOutcome(appId, cycle);
    } catch (error) {
      // Stopped between two requests: the pending cycle stays written down, and the next host goes on with it.
      if (!(error instanceof Interrupted)) await this.#noteFault(appId, error);
    } finally {
      this.#running.delete(appId);
      if (!this.#isClosed) {
        const next = Math.max(this.#parts.clock.now(), cycle.startedAt + CYCLE_INTERVAL_MS);
        const isStopped = cycle.stop.signal.aborted;
        await this.#update(appId, (job) => (job.isOn && !isStopped ? { ...job, nextCycleAt: next } : job));
        this.#parts.live.changed('clock', 'tenant');
        this.#schedule();
      }
    }
  }

  #request(record: ApplicationRecord, cycle: RunningCycle): CycleRequest {
    const job = this.#parts.db.jobStore(record.id);
    const { watermark, pendingCycle } = job.progress();
    return {
      kind: cycle.kind,
      reason:
        pendingCycle !== null
          ? 'taken up again after an interruption'
          : (record.job.restartReason ?? (cycle.kind === 'initial' ? 'first cycle' : 'interval elapsed')),
      number: cycle.number,
      // From the trace, not from the cycle's number: after *Start over* numbers begin again, and ids must not.
      cycleId: pendingCycle?.cycleId ?? randomUuid(seededRandom(record.id, 'cycle', String(job.lastSequence()))),
      watermark: cycle.kind === 'initial' ? null : watermark,
    };
  }

  /** A fault of our own, or a disk that refuses a write, ends this cycle and not the host: other jobs and windows go on. */
  async #noteFault(appId: string, error: unknown): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    await this.#update(appId, (job) => ({
      ...job,
      failure: {
        code: 'InternalError',
        message: `The cycle stopped on a fault of this program: ${message}. The next cycle tries again.`,
      },
    }));
  }

  async #noteOutcome(appId: string, cycle: RunningCycle): Promise<void> {
    const fact = this.#parts.db.trace.cycles(appId, 1)[0]?.recorded.event;
    if (fact?.kind === 'cycle-failed') {
      const { code, reason } = fact.error;
      await this.#update(appId, (job) => ({ ...job, failure: { code, message: reason } }));
      return;
    }
    await this.#update(appId, (job) => ({
      ...job,
      failure: null,
      restartReason: null,
      steadyStateAchievedAt: job.steadyStateAchievedAt ?? (cycle.kind === 'initial' ? this.#parts.clock.now() : null),
    }));
  }

  async #perform(
    appId: string,
    target: Target,
    task: (job: ProvisioningJob) => ReturnType<typeof runCycle>,
    cycle?: RunningCycle,
  ): Promise<void> {
    const record = applicationOf(this.#parts, appId);
    if (record === undefined) return;
    const transport = openTransport(this.#parts, target);
    const job: ProvisioningJob = {
      jobId: jobIdOf(appId),
      configuration: record.configuration,
      dialect: target.url.dialect,
      seed: appId,
      sourceSystem: 'Microsoft Entra ID',
      targetSystem: 'customappsso',
    };
    try {
      await perform(task(job), {
        appId,
        tenant: this.#parts.db.tenant,
        job: this.#parts.db.jobStore(appId),
        transport,
        clock: this.#parts.clock,
        onCommitted: () => this.#parts.live.changed('logs', 'exchanges'),
        onProgress: (doneCount, totalCount) => {
          if (cycle) Object.assign(cycle, { doneCount, totalCount });
          this.#parts.live.changed('job');
        },
        ...(cycle ? { signal: cycle.stop.signal } : {}),
      });
    } finally {
      transport.close();
    }
  }

  #update(appId: string, change: (job: ApplicationRecord['job']) => ApplicationRecord['job']): Promise<void> {
    return updateApplication(this.#parts, appId, (record) => ({ ...record, job: change(record.job) }));
  }
}

/** Shaped like Entra's: template, tenant, application. */
export function jobIdOf(appId: string): string {
  return `scim.${appId.replaceAll('-', '')}`;
}
