import type { Link } from '#shared/engine/effect.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import {
  configurationOf,
  type SettingOverrides,
  withActions,
  withHabits,
  withScopingFilters,
} from '#shared/scenario/job-setup.ts';
import { withMappingRows } from '#shared/scenario/mapping-rows.ts';
import type { StepReport } from '#shared/scenario/run-report.ts';
import type { ScenarioAction, ScenarioStep } from '#shared/scenario/scenario.ts';
import type { TenantFile } from '#shared/scenario/tenant-file.ts';
import type { Plan } from './plan.ts';
import { type Audited, auditStep } from './scenario-audit.ts';
import { changeByHand } from './scenario-by-hand.ts';
import { changeTenant, type Obstacle } from './scenario-changes.ts';
import { type Actual, judge } from './scenario-expectation.ts';
import type { Fault } from './scenario-faults.ts';
import type { LoadedScenario } from './scenario-files.ts';
import { ScenarioJob, type ScenarioWorld } from './scenario-job.ts';
import { type JobNow, standingSentence } from './scenario-job-expectation.ts';
import { scenarioObstacles, toCards } from './scenario-on-demand.ts';
import { eventsAfter, logEntries, type Tally, tally } from './scenario-tally.ts';

export interface StepOutcome {
  /** What the step itself sent and changed. */
  readonly tally: Tally;
  readonly problems: readonly Obstacle[];
  /** What the next cycle would send; null where the step planned nothing. */
  readonly plan: Plan | null;
  /** How the job stands, in one sentence; null where it is in its ordinary rhythm, or the step is not about it. */
  readonly job: string | null;
  /** The cards of a run on demand; null where the step was none. */
  readonly cards: StepReport['cards'] | null;
  /** Whether going on makes no sense: the target cannot be used. */
  readonly isFinal: boolean;
}

/** One application whose provisioning job a scenario drives, step by step. Owns what was last expected, and what was last planned. */
export class ScenarioSession {
  readonly #world: ScenarioWorld;
  readonly #tenant: TenantFile;
  readonly #job: ScenarioJob;
  /** Sequence of the last trace event that an expectation has judged. */
  #judgedSequence = 0;
  #plan: Plan | null = null;
  readonly #steps: readonly ScenarioStep[];
  #takenCount = 0;

  constructor(world: ScenarioWorld, input: LoadedScenario & { readonly overrides: SettingOverrides }) {
    this.#world = world;
    this.#tenant = input.tenant;
    const { configuration, steps } = input.scenario;
    this.#steps = steps;
    const { deletionThreshold, notificationEmail } = configuration;
    this.#job = new ScenarioJob(world, configurationOf(configuration, input.overrides, input.imported), {
      isDeletionPrevented: deletionThreshold !== undefined,
      deletionThreshold: deletionThreshold ?? 0,
      isNotificationOn: notificationEmail !== undefined,
      notificationEmail: notificationEmail ?? '',
    });
  }

  /** Rejects with `Interrupted` when the signal is raised. */
  async take(action: ScenarioAction): Promise<StepOutcome> {
    const { db, appId } = this.#world;
    const before = db.jobStore(appId).lastSequence();
    const audited = this.#audited();
    const problems = await this.#perform(action);
    if (problems.length === 0) auditStep(action, audited, this.#audited(), this.#world);
    const sent = tally(eventsAfter(db.trace, appId, before));
    const plan = action.kind === 'plan' ? this.#plan : null;
    this.#takenCount += 1;
    const isExpected = expectsFailure(this.#steps.slice(this.#takenCount));
    const cycleError = (isExpected ? null : sent.cycleError) ?? plan?.error ?? null;
    const isStopped = cycleError !== null || (action.kind === 'testConnection' && problems.length > 0);
    return {
      tally: sent,
      problems: cycleError === null ? problems : [...problems, cycleObstacle(cycleError)],
      plan,
      job: movesJob(action) ? standingSentence(db.jobStore(appId)) : null,
      cards: action.kind === 'onDemand' && problems.length === 0 ? this.#cards(action.key, before) : null,
      isFinal: isStopped,
    };
  }

  /** Failures that no expectation has judged yet, and faults that never happened. */
  unjudgedProblems(): readonly Obstacle[] {
    const unused = this.#world.way.unused().map((fault) => ({
      message: `A fault has not happened ${fault.times} more ${fault.times === 1 ? 'time' : 'times'}: no request was like it.`,
      remedy: 'Correct its method, path or who, or let the requests happen that it is meant for.',
    }));
    const silent = this.#world.target.silentFaults().map((id) => ({
      message: `The fault "${id}" of the target has not happened: no request was like it.`,
      remedy: 'Correct its "when", or let the requests happen that it is meant for.',
    }));
    return [...judge({}, this.#actual()), ...unused, ...silent];
  }

  /** The job as Microsoft Graph's `synchronizationJob` shows it now. */
  graphStatus(): JsonObject {
    return this.#job.graphStatus();
  }

  /** Deletes at the target what this run created there. */
  async cleanUp(): Promise<StepOutcome> {
    const { db, appId } = this.#world;
    const store = db.jobStore(appId);
    const before = store.lastSequence();
    const countCreated = (): number => store.allLinks().filter(({ origin }) => origin === 'created').length;
    const createdCount = countCreated();
    await this.#job.removeCreated();
    const left = countCreated();
    const remedy = 'See the failures of this step, and remove them there by hand.';
    return {
      tally: tally(eventsAfter(db.trace, appId, before)),
      problems: left === 0 ? [] : [{ message: `${left} of ${createdCount} created resources are still at the target.`, remedy }],
      plan: null,
      job: null,
      cards: null,
      isFinal: false,
    };
  }

  async #perform(action: ScenarioAction): Promise<readonly Obstacle[]> {
    const job = this.#job;
    const { configuration } = job;
    switch (action.kind) {
      case 'testConnection':
        return job.testConnection();
      case 'setMapping':
        return job.configure(withMappingRows(configuration, action), 'attribute mapping changed');
      case 'setScope':
        return job.configure({ ...configuration, scope: action.scope }, 'scope changed');
      case 'setActions':
        return job.configure(withActions(configuration, action.actions), 'target object actions changed');
      case 'setScopingFilters':
        return job.configure(withScopingFilters(configuration, action.filters), 'scoping filters changed');
      case 'setHabit':
        job.adjust(withHabits(configuration, action.habits));
        return [];
      case 'cycle':
        return job.cycle(action.cycleKind);
      case 'start':
        return job.start();
      case 'pause':
        return job.pause();
      case 'restart':
        return job.restart(action.resetScope);
      case 'allowDeletions':
        return job.allowDeletions();
      case 'rejectDeletions':
        return job.rejectDeletions();
      case 'onDemand':
        return this.#provisionOnDemand(action);
      case 'plan':
        this.#plan = await job.plan();
        return [];
      case 'advance':
        return job.advance(action.to);
      case 'fault':
        this.#world.way.add(action.faults.map((fault) => this.#toFault(fault)));
        this.#world.target.switchFaults?.(action);
        return [];
      case 'atTarget':
        return changeByHand(action, { way: this.#world.target.byHand, provisioned: (key) => this.#linkOf(key) });
      case 'expect':
        return this.#expect(action.expectation);
      default: {
        const { db, appId, clock } = this.#world;
        return changeTenant(action, { tenant: db.tenant, appId, now: clock.now() });
      }
    }
  }

  async #provisionOnDemand({ key, members }: Extract<ScenarioAction, { kind: 'onDemand' }>): Promise<readonly Obstacle[]> {
    const { tenant } = this.#world.db;
    const named = (each: string) => ({ key: each, object: tenant.findByKey(each) });
    const obstacles = scenarioObstacles(named(key), members.map(named));
    if (obstacles.length > 0) return obstacles;
    await this.#job.onDemand(
      this.#idOf(key),
      members.map((member) => this.#idOf(member)),
    );
    return [];
  }

  #cards(key: string, before: number): StepReport['cards'] | null {
    const { db, appId } = this.#world;
    const object = db.tenant.findByKey(key);
    return object === undefined ? null : toCards([...eventsAfter(db.trace, appId, before)], object, this.#job.configuration);
  }

  #audited(): Audited {
    const { db, appId } = this.#world;
    return { configuration: this.#job.configuration, assignments: db.tenant.assignments(appId) };
  }

  #toFault({
    method,
    path,
    who,
    status,
    retryAfter,
    failure,
    times,
  }: Extract<ScenarioAction, { kind: 'fault' }>['faults'][number]): Fault {
    const sourceId = who === undefined ? undefined : this.#idOf(who);
    return { method, path, sourceId, fate: failure ?? { status: status ?? 500, retryAfterS: retryAfter }, times };
  }

  #expect(expectation: Parameters<typeof judge>[0]): readonly Obstacle[] {
    const { db, appId } = this.#world;
    const obstacles = judge(expectation, this.#actual());
    this.#judgedSequence = db.jobStore(appId).lastSequence();
    this.#plan = null;
    return obstacles;
  }

  #actual(): Actual {
    const { db, appId, target } = this.#world;
    const store = db.jobStore(appId);
    const unjudged = () => eventsAfter(db.trace, appId, this.#judgedSequence);
    return {
      tally: tally(unjudged()),
      escrows: store.escrowCount(),
      target: () => target.count(store, eventsAfter(db.trace, appId, 0)),
      log: () => logEntries(unjudged()),
      idOf: (key) => this.#idOf(key),
      linkOf: (key) => this.#linkOf(key),
      resourceOf: (key) => {
        const link = this.#linkOf(key);
        return link === undefined ? undefined : target.resource?.(link.type, link.targetId);
      },
      planned: this.#plan,
      job: () => this.#jobNow(tally(unjudged())),
    };
  }

  #jobNow({ failedCycleCount, emailCount }: Tally): JobNow {
    const { db, appId, clock } = this.#world;
    const store = db.jobStore(appId);
    const [last] = db.trace.cycles(appId, 1).map(({ recorded }) => recorded.event);
    const { code, escrowsPruned } = this.graphStatus()['status'] as { readonly code: string; readonly escrowsPruned: boolean };
    return {
      status: code,
      standing: store.progress().standing ?? {},
      now: clock.now(),
      errorCode: last?.kind === 'cycle-failed' ? last.error.code : null,
      failedCycleCount,
      stagedCount: store.stagedCount(),
      isPruned: escrowsPruned,
      emailCount,
    };
  }

  #linkOf(key: string): Link | undefined {
    const { db, appId } = this.#world;
    return db.jobStore(appId).readLinks([this.#idOf(key)])[0];
  }

  /** From the file: what was deleted for good is still spoken of. */
  #idOf(key: string): string {
    return this.#tenant.objects.find((object) => object.key === key)?.objectId ?? key;
  }
}

/** Whether a step may leave the job in another standing. */
function movesJob({ kind }: ScenarioAction): boolean {
  return ['cycle', 'start', 'restart', 'advance', 'allowDeletions', 'rejectDeletions'].includes(kind);
}

/** Whether the next expectation names an error of the job: what fails until then is judged there. */
function expectsFailure(ahead: readonly ScenarioStep[]): boolean {
  for (const { action } of ahead) {
    if (action.kind === 'expect')
      return typeof action.expectation.job?.error === 'string' || (action.expectation.job?.failedCycles ?? 0) > 0;
  }
  return false;
}

function cycleObstacle(error: NonNullable<Tally['cycleError']>): Obstacle {
  return { message: `The cycle could not run (${error.code}): ${error.reason}`, remedy: error.recommendedAction ?? '' };
}
