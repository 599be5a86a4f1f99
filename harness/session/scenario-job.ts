import type { Task } from '#shared/engine/effect.ts';
import { type CycleRequest, type ProvisioningJob, removeCreated, runCycle } from '#shared/engine/job.ts';
import { provisionOnDemand } from '#shared/engine/on-demand.ts';
import { restartJob } from '#shared/engine/restart.ts';
import type { JobConfiguration } from '#shared/entra/job-configuration.ts';
import type { ResetScope } from '#shared/entra/reset-scope.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { randomUuid, seededRandom } from '#shared/kernel/random.ts';
import type { Advance } from '#shared/scenario/scenario.ts';
import type { CycleKind } from '#shared/trace/event.ts';
import type { VirtualClock } from '../adapters/virtual-clock.ts';
import type { JobStore } from '../ports/session-ports.ts';
import type { WorkspaceDb } from '../ports/workspace-ports.ts';
import type { ApplicationRecord } from '../workspace-document.ts';
import { cycleDueAt } from './cycle-due.ts';
import { expressionWorld } from './expression-world.ts';
import { jobIdOf } from './job-id.ts';
import { jobProtection } from './job-protection.ts';
import { reasonOf } from './job-runner-cycle.ts';
import { graphJob } from './job-status-graph.ts';
import { type Plan, planCycle } from './plan.ts';
import { purgeDue, purgesAhead } from './purge.ts';
import type { Obstacle } from './scenario-changes.ts';
import type { FaultyWay } from './scenario-faults.ts';
import { probeTarget } from './scenario-probes.ts';
import type { OpenTarget } from './scenario-target.ts';
import { perform, type World } from './scheduler.ts';
import { commitLift, commitRejection, commitReset } from './state-reset.ts';

/** What a person sets about the job beside its configuration. */
type Notifications = ApplicationRecord['notifications'];

export interface ScenarioWorld {
  readonly appId: string;
  readonly seed: number;
  readonly db: WorkspaceDb;
  readonly clock: VirtualClock;
  readonly target: OpenTarget;
  /** Between the job and the target; faults happen on it. */
  readonly way: FaultyWay;
  /** Asked before each request of the job; the request goes out once it resolves. */
  readonly beforeRequest: World['onRequest'];
  readonly signal: AbortSignal | undefined;
}

/** The provisioning job of a scenario's application. Owns its configuration, whether it is on, and when it is due. */
export class ScenarioJob {
  readonly #world: ScenarioWorld;
  readonly #store: JobStore;
  #configuration: JobConfiguration;
  readonly #notifications: Notifications;
  /** Off until the first cycle, or the first start. */
  #power: 'off' | 'on' | 'paused' = 'off';
  /** When the last cycle began; null before the first. */
  #lastCycleAt: Instant | null = null;
  /** Why the next cycle must be an initial one; null where it need not. */
  #restartReason: string | null = null;
  /** Due at once, whenever the last cycle was: somebody took the job out of quarantine. */
  #isDueNow = false;
  /** When the first cycle ended that reached everybody; null before. */
  #steadyStateAchievedAt: Instant | null = null;
  #probeCount = 0;
  #onDemandCount = 0;

  constructor(world: ScenarioWorld, configuration: JobConfiguration, notifications: Notifications) {
    this.#world = world;
    this.#notifications = notifications;
    this.#store = world.db.jobStore(world.appId);
    this.#configuration = configuration;
  }

  get configuration(): JobConfiguration {
    return this.#configuration;
  }

  /** Sets what takes effect with the next request and restarts nothing. */
  adjust(configuration: JobConfiguration): void {
    this.#configuration = configuration;
  }

  /** Saves what makes the next cycle an initial one. That Entra would save it was seen when the scenario was read. */
  configure(configuration: JobConfiguration, reason: string): readonly Obstacle[] {
    this.#configuration = configuration;
    if (this.#lastCycleAt !== null) this.#restartReason = reason;
    return [];
  }

  async testConnection(): Promise<readonly Obstacle[]> {
    const obstacles: Obstacle[] = [];
    this.#probeCount += 1;
    const random = seededRandom(this.#world.seed, 'test connection', String(this.#probeCount));
    await this.#perform(
      probeTarget(this.#job(), random, ({ label, reason, recommendedAction }) => {
        obstacles.push({ message: `${label}: ${reason}`, remedy: recommendedAction ?? '' });
      }),
    );
    return obstacles;
  }

  /** A cycle runs at once, from where the last one stopped. */
  async start(): Promise<readonly Obstacle[]> {
    if (this.#power === 'on' && !this.#isHalted)
      return [{ message: 'Provisioning has been started already.', remedy: 'Put "pause: {}" before it.' }];
    this.#power = 'on';
    commitLift({ job: this.#store, clock: this.#world.clock });
    return this.#runDueCycle();
  }

  pause(): readonly Obstacle[] {
    if (this.#power !== 'on')
      return [{ message: 'Provisioning is not running.', remedy: 'Put a cycle or "start: {}" before it.' }];
    this.#power = 'paused';
    return [];
  }

  restart(resetScopes: readonly ResetScope[]): readonly Obstacle[] {
    const state = {
      progress: this.#store.progress(),
      linkedIds: this.#store.allLinks().map(({ sourceId }) => sourceId),
      escrowedIds: this.#store.allEscrows().map(({ sourceId }) => sourceId),
      stagedCount: this.#store.stagedCount(),
    };
    const wasHalted = this.#isHalted;
    const restart = restartJob(state, resetScopes);
    const { isInitialNext, startsJob, liftsQuarantine } = restart;
    commitReset({ job: this.#store, clock: this.#world.clock }, restart);
    if (isInitialNext) this.#restartReason = 'provisioning restarted';
    if (startsJob) commitLift({ job: this.#store, clock: this.#world.clock });
    if (startsJob || (wasHalted && liftsQuarantine)) this.#power = 'on';
    if (state.progress.standing !== undefined && (liftsQuarantine || startsJob)) this.#isDueNow = true;
    return [];
  }

  /** Allow deletes: Microsoft Graph's restart with `ForceDeletes`. */
  allowDeletions(): readonly Obstacle[] {
    return this.#store.stagedCount() === 0 ? [nothingStaged] : this.restart(['ForceDeletes']);
  }

  rejectDeletions(): readonly Obstacle[] {
    if (this.#store.stagedCount() === 0) return [nothingStaged];
    commitRejection({ job: this.#store, clock: this.#world.clock });
    this.#isDueNow = true;
    return [];
  }

  async cycle(kind: CycleKind): Promise<readonly Obstacle[]> {
    if (this.#isHalted) return [haltedObstacle];
    if (this.#power === 'paused') return [{ message: 'Provisioning is stopped.', remedy: 'Put "start: {}" before it.' }];
    if (kind === 'incremental' && this.#kindDue() === 'initial') {
      return [
        {
          message: `Entra would run an initial cycle now: ${this.#restartReason ?? 'there has been none yet'}.`,
          remedy: 'Write "cycle: initial".',
        },
      ];
    }
    this.#power = 'on';
    await this.#runCycle(this.#request(kind, 'asked for by the scenario'));
    return [];
  }

  /**
   * Moves the clock; what falls due on the way happens in order. Missed cycles collapse into one, but for those that take up a
   * retry or stand before a purge.
   */
  async advance(to: Advance): Promise<readonly Obstacle[]> {
    const { clock } = this.#world;
    const end = this.#endOf(to);
    if (end === null) {
      const none = to.kind === 'next-retry' ? 'No object waits for a retry.' : 'No cycle is due.';
      return [{ message: none, remedy: 'Provisioning must be on, and for a retry something must have failed.' }];
    }
    for (let at = this.#nextStopAt(end); ; at = this.#nextStopAt(end)) {
      clock.advanceTo(at);
      await this.#runIfDue();
      if (at === end) break;
    }
    return [];
  }

  async onDemand(objectId: string, memberIds: readonly string[]): Promise<void> {
    this.#onDemandCount += 1;
    const runId = randomUuid(seededRandom(this.#world.seed, 'on demand', String(this.#onDemandCount)));
    await this.#perform(provisionOnDemand(this.#job(), { objectId, memberIds, runId }));
  }

  /** What the next cycle would send; its reads are really asked of the target. */
  plan(): Promise<Plan> {
    const { appId, db, target, clock, signal } = this.#world;
    const kind = this.#kindDue();
    return planCycle(this.#job(), this.#request(kind, this.#restartReason ?? 'planned'), {
      appId,
      tenant: db.tenant,
      job: this.#store,
      transport: target.transport,
      clock,
      ...(signal === undefined ? {} : { signal }),
    });
  }

  /** The job as Microsoft Graph's `synchronizationJob` shows it. */
  graphStatus(): JsonObject {
    const { appId, db, clock } = this.#world;
    const last = db.trace.cycles(appId, 1)[0]?.recorded.event;
    const failure = last?.kind === 'cycle-failed' ? { code: last.error.code, message: last.error.reason } : null;
    const job = {
      isOn: this.#power === 'on' && !this.#isHalted,
      nextCycleAt: this.#cycleDueAt(),
      restartReason: this.#restartReason,
      consentedHost: null,
      consentedAt: null,
      failure,
      steadyStateAchievedAt: this.#steadyStateAchievedAt,
      linkedAddresses: [],
    };
    const notifications = this.#notifications;
    return graphJob({ db, clock }, { runningCycle: () => undefined }, { id: appId, connection: {}, job, notifications });
  }

  /** Deletes at the target what this job created there, whatever else was interrupted. */
  async removeCreated(): Promise<void> {
    await this.#perform(removeCreated(this.#job(), this.#store.allLinks()), 'byItself');
  }

  #endOf(to: Advance): Instant | null {
    const now = this.#world.clock.now();
    if (to.kind === 'duration') return now + to.ms;
    const at = to.kind === 'next-cycle' ? this.#cycleDueAt() : this.#retryDueAt();
    return at === null ? null : Math.max(at, now);
  }

  #kindDue(): CycleKind {
    return this.#restartReason !== null || this.#store.progress().watermark === null ? 'initial' : 'incremental';
  }

  /** When the next cycle falls due, be it past; null while provisioning is off. */
  #cycleDueAt(): Instant | null {
    if (this.#power !== 'on' || this.#lastCycleAt === null) return null;
    return this.#isDueNow ? this.#world.clock.now() : cycleDueAt(this.#lastCycleAt, this.#store.progress().standing);
  }

  /** When the first cycle that retries something falls due. */
  #retryDueAt(): Instant | null {
    const cycleAt = this.#cycleDueAt();
    const retries = this.#store.allEscrows().map(({ nextAttemptAt }) => nextAttemptAt);
    return cycleAt === null || retries.length === 0 ? null : Math.max(cycleAt, Math.min(...retries));
  }

  /** Where a clock on its way to `end` has to stop: a job in quarantine is tried at hours of its own. */
  #nextStopAt(end: Instant): Instant {
    const { db, clock } = this.#world;
    const cycleAt = this.#cycleDueAt();
    if (cycleAt === null) return end;
    const attempts = this.#store.progress().standing?.quarantine === undefined ? [] : [cycleAt];
    const retryAt = this.#retryDueAt() ?? end;
    const purges = purgesAhead(db.tenant).map(({ at }) => at);
    const stops = [retryAt, ...attempts, ...purges.filter((at) => at >= cycleAt)].filter((at) => at > clock.now());
    return Math.min(end, ...stops);
  }

  /** Who was deleted 30 days ago goes once the cycle that is due has seen the deletion. */
  async #runIfDue(): Promise<void> {
    const { db, clock } = this.#world;
    const cycleAt = this.#cycleDueAt() ?? Number.POSITIVE_INFINITY;
    purgeDue(db.tenant, Math.min(clock.now(), cycleAt - 1));
    if (cycleAt > clock.now()) return;
    await this.#runDueCycle();
    purgeDue(db.tenant, clock.now());
  }

  async #runDueCycle(): Promise<readonly Obstacle[]> {
    const kind = this.#kindDue();
    const reason =
      this.#restartReason ?? reasonOf(this.#lastCycleAt === null ? kind : 'incremental', this.#store.progress().standing);
    await this.#runCycle(this.#request(kind, reason));
    return [];
  }

  #request(kind: CycleKind, reason: string): CycleRequest {
    const { watermark, cycleCount, standing } = this.#store.progress();
    const number = cycleCount + 1;
    const cycleId = randomUuid(seededRandom(this.#world.seed, 'cycle', String(number)));
    const stood = standing === undefined ? {} : { standing };
    return { kind, reason, number, cycleId, watermark: kind === 'initial' ? null : watermark, ...stood };
  }

  async #runCycle(request: CycleRequest): Promise<void> {
    this.#lastCycleAt = this.#world.clock.now();
    this.#restartReason = null;
    this.#isDueNow = false;
    await this.#perform(runCycle(this.#job(), request));
    if (this.#store.progress().watermark !== null) this.#steadyStateAchievedAt ??= this.#world.clock.now();
  }

  /** Disabled after four weeks in quarantine, or paused for its failures. */
  get #isHalted(): boolean {
    return this.#store.progress().standing?.halt !== undefined;
  }

  #job(): ProvisioningJob {
    const { appId, seed, target, db } = this.#world;
    return {
      jobId: jobIdOf(appId),
      configuration: this.#configuration,
      dialect: target.dialect,
      seed: String(seed),
      sourceSystem: 'Microsoft Entra ID',
      targetSystem: 'customappsso',
      world: expressionWorld(db.tenant),
      ...jobProtection(this.#notifications),
    };
  }

  /** `byItself`: nothing interrupts it, and nobody is asked. */
  async #perform(task: Task, manner: 'watched' | 'byItself' = 'watched'): Promise<void> {
    const { appId, db, way, clock, beforeRequest, signal } = this.#world;
    const isWatched = manner === 'watched';
    await perform(task, {
      appId,
      tenant: db.tenant,
      job: this.#store,
      transport: way.transport,
      clock,
      onRequest: async (request, place) => {
        way.noteRequest(request, place);
        return isWatched ? beforeRequest?.(request, place) : undefined;
      },
      ...(isWatched && signal !== undefined ? { signal } : {}),
    });
  }
}

const nothingStaged: Obstacle = {
  message: 'No disable and no deletion is held back.',
  remedy: 'Set configuration.deletionThreshold, and let a cycle reach it first.',
};
const haltedObstacle: Obstacle = {
  message: 'The job is disabled, after four weeks in quarantine or because too much failed in an initial cycle.',
  remedy: 'Put "start: {}" or "restart: {}" before it.',
};
