import type { Task } from '#shared/engine/effect.ts';
import { type ProvisioningJob, removeCreated, runCycle } from '#shared/engine/job.ts';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import type { JobConfiguration } from '#shared/entra/job-configuration.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import { MINUTE_MS } from '#shared/kernel/duration.ts';
import { randomUuid, seededRandom } from '#shared/kernel/random.ts';
import type { ScenarioAction } from '#shared/scenario/scenario.ts';
import type { CycleKind } from '#shared/trace/event.ts';
import type { VirtualClock } from '../adapters/virtual-clock.ts';
import type { WorkspaceDb } from '../ports/workspace-ports.ts';
import { withRows } from './mapping-change.ts';
import { changeTenant, type Obstacle } from './scenario-changes.ts';
import { judge } from './scenario-expectation.ts';
import { probeTarget } from './scenario-probes.ts';
import { eventsAfter, type Tally, tally } from './scenario-tally.ts';
import type { OpenTarget } from './scenario-target.ts';
import { perform } from './scheduler.ts';

/** Fixed for SCIM applications (Microsoft: known-issues; Graph shows PT40M). */
const CYCLE_INTERVAL_MS = 40 * MINUTE_MS;

export interface ScenarioWorld {
  readonly appId: string;
  readonly seed: number;
  readonly db: WorkspaceDb;
  readonly clock: VirtualClock;
  readonly target: OpenTarget;
  readonly signal: AbortSignal | undefined;
}

export interface StepOutcome {
  /** What the step itself sent and changed. */
  readonly tally: Tally;
  readonly problems: readonly Obstacle[];
  /** Whether going on makes no sense: the target cannot be used. */
  readonly isFinal: boolean;
}

/** One application whose provisioning job a scenario drives, step by step. Owns configuration, due time and what was last expected. */
export class ScenarioSession {
  readonly #world: ScenarioWorld;
  #configuration: JobConfiguration = defaultJobConfiguration();
  /** When the last cycle began; null before the first, as long as provisioning is off. */
  #lastCycleAt: Instant | null = null;
  /** Why the next cycle must be an initial one; null where it need not. */
  #restartReason: string | null = null;
  #probeCount = 0;
  /** Sequence of the last trace event that an expectation has judged. */
  #judgedSequence = 0;

  constructor(world: ScenarioWorld) {
    this.#world = world;
  }

  /** Rejects with `Interrupted` when the signal is raised. */
  async take(action: ScenarioAction): Promise<StepOutcome> {
    const { db, appId } = this.#world;
    const before = db.jobStore(appId).lastSequence();
    const problems = await this.#perform(action);
    const sent = tally(eventsAfter(db.trace, appId, before));
    const isStopped = sent.cycleError !== null || (action.kind === 'testConnection' && problems.length > 0);
    return {
      tally: sent,
      problems: sent.cycleError === null ? problems : [...problems, cycleObstacle(sent.cycleError)],
      isFinal: isStopped,
    };
  }

  /** Failures that no expectation has judged yet. */
  unjudgedProblems(): readonly Obstacle[] {
    return judge({}, { tally: this.#unjudged(), escrows: 0, target: () => ({ users: 0, activeUsers: 0, groups: 0 }) });
  }

  /** Deletes at the target what this run created there, whatever else was interrupted. */
  async cleanUp(): Promise<StepOutcome> {
    const { db, appId } = this.#world;
    const job = db.jobStore(appId);
    const before = job.lastSequence();
    const created = job.allLinks().filter(({ origin }) => origin === 'created');
    await this.#run(removeCreated(this.#job(), created), undefined);
    const left = job.allLinks().filter(({ origin }) => origin === 'created').length;
    const remedy = 'See the failures of this step, and remove them there by hand.';
    return {
      tally: tally(eventsAfter(db.trace, appId, before)),
      problems:
        left === 0 ? [] : [{ message: `${left} of ${created.length} created resources are still at the target.`, remedy }],
      isFinal: false,
    };
  }

  async #perform(action: ScenarioAction): Promise<readonly Obstacle[]> {
    switch (action.kind) {
      case 'testConnection':
        return this.#testConnection();
      case 'setMapping':
        return this.#configure(
          {
            ...this.#configuration,
            user: withRows(this.#configuration.user, action.user),
            group: withRows(this.#configuration.group, action.group),
          },
          'attribute mapping changed',
        );
      case 'setScope':
        return this.#configure({ ...this.#configuration, scope: action.scope }, 'scope changed');
      case 'cycle':
        return this.#runCycle(action.cycleKind, 'asked for by the scenario');
      case 'advance':
        return this.#advance(action.ms);
      case 'expect':
        return this.#expect(action.expectation);
      default: {
        const { db, appId, clock } = this.#world;
        return changeTenant(action, { tenant: db.tenant, appId, now: clock.now() });
      }
    }
  }

  async #testConnection(): Promise<readonly Obstacle[]> {
    const obstacles: Obstacle[] = [];
    this.#probeCount += 1;
    const random = seededRandom(this.#world.seed, 'test connection', String(this.#probeCount));
    await this.#run(
      probeTarget(this.#configuration, random, ({ label, reason, recommendedAction }) => {
        obstacles.push({ message: `${label}: ${reason}`, remedy: recommendedAction ?? '' });
      }),
      this.#world.signal,
    );
    return obstacles;
  }

  #configure(configuration: JobConfiguration, reason: string): readonly Obstacle[] {
    for (const mapping of [configuration.user, configuration.group]) {
      if (mapping.attributeMappings.some(({ matchingPriority }) => matchingPriority > 0)) continue;
      return [
        {
          message: `"${mapping.name}" would be left without a matching attribute; Entra does not save that.`,
          remedy: 'Keep the row of userName for users and of displayName for groups; its source may change.',
        },
      ];
    }
    this.#configuration = configuration;
    if (this.#lastCycleAt !== null) this.#restartReason = reason;
    return [];
  }

  async #advance(ms: number): Promise<readonly Obstacle[]> {
    const { clock } = this.#world;
    clock.advanceTo(clock.now() + ms);
    // Cycles that were missed on a long way collapse into one, as after a sleep of the service.
    if (this.#lastCycleAt === null || clock.now() < this.#lastCycleAt + CYCLE_INTERVAL_MS) return [];
    return this.#runCycle(this.#restartReason === null ? 'incremental' : 'initial', this.#restartReason ?? 'interval elapsed');
  }

  async #runCycle(kind: CycleKind, reason: string): Promise<readonly Obstacle[]> {
    const { db, appId, seed, clock, signal } = this.#world;
    const { watermark, cycleCount } = db.jobStore(appId).progress();
    if (kind === 'incremental' && (watermark === null || this.#restartReason !== null)) {
      return [
        {
          message: `Entra would run an initial cycle now: ${this.#restartReason ?? 'there has been none yet'}.`,
          remedy: 'Write "cycle: initial".',
        },
      ];
    }
    const number = cycleCount + 1;
    this.#lastCycleAt = clock.now();
    this.#restartReason = null;
    const cycleId = randomUuid(seededRandom(seed, 'cycle', String(number)));
    await this.#run(
      runCycle(this.#job(), { kind, reason, number, cycleId, watermark: kind === 'initial' ? null : watermark }),
      signal,
    );
    return [];
  }

  #expect(expectation: Parameters<typeof judge>[0]): readonly Obstacle[] {
    const { db, appId, target } = this.#world;
    const job = db.jobStore(appId);
    const obstacles = judge(expectation, {
      tally: this.#unjudged(),
      escrows: job.escrowCount(),
      target: () => target.count(job, eventsAfter(db.trace, appId, 0)),
    });
    this.#judgedSequence = job.lastSequence();
    return obstacles;
  }

  #unjudged(): Tally {
    const { db, appId } = this.#world;
    return tally(eventsAfter(db.trace, appId, this.#judgedSequence));
  }

  #job(): ProvisioningJob {
    const { appId, seed, target } = this.#world;
    return {
      jobId: `scim.${appId.replaceAll('-', '')}`,
      configuration: this.#configuration,
      dialect: target.dialect,
      seed: String(seed),
      sourceSystem: 'Microsoft Entra ID',
      targetSystem: 'customappsso',
    };
  }

  async #run(task: Task, signal: AbortSignal | undefined): Promise<void> {
    const { appId, db, target, clock } = this.#world;
    await perform(task, {
      appId,
      tenant: db.tenant,
      job: db.jobStore(appId),
      transport: target.transport,
      clock,
      ...(signal === undefined ? {} : { signal }),
    });
  }
}

function cycleObstacle(error: NonNullable<Tally['cycleError']>): Obstacle {
  return { message: `The cycle could not run (${error.code}): ${error.reason}`, remedy: error.recommendedAction ?? '' };
}
