import type { Parsed } from '#shared/kernel/parsed.ts';
import { randomUuid, seededRandom } from '#shared/kernel/random.ts';
import type { SettingOverrides } from '#shared/scenario/job-setup.ts';
import type { ScenarioReport, StepReport, Timings } from '#shared/scenario/run-report.ts';
import type { ScenarioAction, ScenarioStep } from '#shared/scenario/scenario.ts';
import { sentenceForStep } from '#shared/scenario/step-sentence.ts';
import { inTraceOrder, traceLines } from './adapters/trace-file.ts';
import { createVirtualClock } from './adapters/virtual-clock.ts';
import { openWorkspaceDb } from './adapters/workspace-db.ts';
import { auditedAs } from './logs/audit-recorder.ts';
import { type LogFile, logDocuments, openLogFiles } from './logs/export.ts';
import { loggedJob } from './logs/logged-job.ts';
import type { StoredEvent } from './ports/workspace-ports.ts';
import type { Obstacle } from './session/scenario-changes.ts';
import { createFaultyWay } from './session/scenario-faults.ts';
import type { LoadedScenario } from './session/scenario-files.ts';
import { refusalOfPlan, toPlanReport } from './session/scenario-plan.ts';
import { ScenarioSession, type StepOutcome } from './session/scenario-run.ts';
import { eventsAfter, tally } from './session/scenario-tally.ts';
import { type CheckedTarget, checkTarget, openTarget, type TargetChoice } from './session/scenario-target.ts';
import { Interrupted, type World } from './session/scheduler.ts';

export { findScenarioFiles, type LoadedScenario, readScenario } from './session/scenario-files.ts';

/** When every scenario begins: a Monday morning. A run knows no other time, so that it can be repeated to the byte. */
const SCENARIO_START = Date.UTC(2026, 0, 5, 8);
const FAILURES_SHOWN_MAX = 50;

export interface RunOptions {
  /** Instead of the scenario's own seed. */
  readonly seed?: number;
  /** Whether to remove at the target, at the end, what the run created there. */
  readonly cleansUp: boolean;
  /** Whether to end at the first cycle and only say what it would send. */
  readonly isPlanOnly?: boolean;
  readonly overrides?: SettingOverrides;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  /** Asked before each request; the request goes out once it resolves. */
  readonly beforeRequest?: World['onRequest'];
  /** Told of each step as it ends. */
  readonly onStep?: (step: StepReport) => void;
}

export interface ScenarioRun {
  readonly report: ScenarioReport;
  /** Lines of the trace file, without line ends. The same for the same scenario, tenant and seed in process. */
  readonly traceLines: readonly string[];
  readonly exchanges: Timings['scenarios'][number]['exchanges'];
  /** The number of the step that sent it, of each exchange in the order of the trace file. */
  readonly exchangeSteps: readonly number[];
  /**
   * The provisioning logs as Entra's *Download* writes them, the audit log, and the job as Graph
   * shows it. Made when asked for.
   */
  logFiles(): readonly LogFile[];
}

/** A scenario that may run: its target has been checked, nothing has been sent. */
export interface PreparedScenario extends LoadedScenario {
  readonly target: CheckedTarget;
}

export function prepareScenario(loaded: LoadedScenario, choice: TargetChoice): Parsed<PreparedScenario> {
  const target = checkTarget(loaded.scenario, choice);
  return target.ok ? { ok: true, value: { ...loaded, target: target.value } } : target;
}

/** Runs one scenario in memory, on a clock of its own. Only a target that fails is a value; anything thrown is a fault of ours. */
export async function runScenario(prepared: PreparedScenario, options: RunOptions): Promise<ScenarioRun> {
  const { scenario, tenant } = prepared;
  const seed = options.seed ?? scenario.seed;
  const clock = createVirtualClock(SCENARIO_START);
  const appId = randomUuid(seededRandom(seed, 'application'));
  const db = openWorkspaceDb(':memory:');
  const target = openTarget(prepared.target, { clock, seed, environment: options.environment });
  try {
    db.tenant.putAll(tenant.objects);
    const way = createFaultyWay(target.transport);
    const session = new ScenarioSession(
      { appId, seed, db, clock, target, way, signal: options.signal, beforeRequest: options.beforeRequest },
      { scenario, tenant, imported: prepared.imported, overrides: options.overrides ?? {} },
    );
    const stepEnds: number[] = [];
    const { steps, outcome } = await takeSteps(session, scenario.steps, {
      ...options,
      onStep: (step) => {
        stepEnds.push(db.jobStore(appId).lastSequence());
        options.onStep?.(step);
      },
    });
    const events = [...eventsAfter(db.trace, appId, 0)];
    const all = tally(events);
    const jobStatus = session.graphStatus();
    return {
      report: {
        id: scenario.id,
        name: scenario.name,
        file: scenario.file,
        outcome,
        target: target.description,
        seed,
        requests: all.requestCount,
        requestCounts: { ...all.requests },
        steps,
      },
      traceLines: [...traceLines(events, target.host === null ? {} : { targetHost: target.host })],
      exchanges: events.flatMap(toTiming),
      exchangeSteps: inTraceOrder(events)
        .filter(({ recorded }) => recorded.event.kind === 'exchange-recorded')
        .map(({ sequence }) => stepEnds.findIndex((end) => sequence <= end) + 1),
      logFiles: () => [
        ...toLogFiles(scenario.id, inTraceOrder(events), appId),
        { name: `${scenario.id}.job.json`, text: JSON.stringify(jobStatus) },
      ],
    };
  } finally {
    target.close();
    db.close();
  }
}

async function takeSteps(
  session: ScenarioSession,
  steps: readonly ScenarioStep[],
  options: RunOptions,
): Promise<{ readonly steps: StepReport[]; readonly outcome: ScenarioReport['outcome'] }> {
  const reports: StepReport[] = [];
  const report = (step: StepReport): void => {
    reports.push(step);
    options.onStep?.(step);
  };
  let stopped: ScenarioReport['outcome'] | null = null;
  for (const [index, step] of steps.entries()) {
    const endsHere = options.isPlanOnly === true && isFirstWrite(step.action);
    const action: ScenarioAction = endsHere ? { kind: 'plan' } : step.action;
    const { place } = step;
    const heading = { number: index + 1, place, kind: action.kind, sentence: sentenceForStep(action) };
    if (stopped !== null) {
      report({ ...heading, ...nothing, status: 'skipped' });
      continue;
    }
    const taken = await untilInterrupted(session.take(action));
    if (taken === 'interrupted') {
      stopped = 'interrupted';
      report({ ...heading, ...nothing, status: 'skipped' });
      continue;
    }
    const isLast = index === steps.length - 1 || endsHere;
    const unjudged = isLast && action.kind !== 'expect' ? session.unjudgedProblems() : [];
    report(toReport(heading, taken, [...taken.problems, ...unjudged]));
    if (taken.isFinal) stopped = taken.tally.refusal ?? refusalOfPlan(taken.plan) ?? 'failed';
    else if (endsHere) stopped = 'passed';
  }
  if (options.cleansUp) {
    const heading = {
      number: steps.length + 1,
      place: '--clean-up',
      kind: 'cleanUp',
      sentence: 'Remove at the target what this run created',
    };
    const cleaned = await session.cleanUp();
    report(toReport(heading, cleaned, cleaned.problems));
  }
  const isPassed = stopped === null || stopped === 'passed';
  const hasFailed = reports.some(({ status }) => status === 'failed');
  return { steps: reports, outcome: isPassed ? (hasFailed ? 'failed' : 'passed') : (stopped ?? 'failed') };
}

/** Where a run that only plans ends: at the first cycle, or at what else writes to the target. */
function isFirstWrite({ kind }: ScenarioAction): boolean {
  return kind === 'cycle' || kind === 'start' || kind === 'onDemand';
}

async function untilInterrupted(step: Promise<StepOutcome>): Promise<StepOutcome | 'interrupted'> {
  try {
    return await step;
  } catch (error) {
    if (error instanceof Interrupted) return 'interrupted';
    throw error;
  }
}

const nothing = { requests: {}, changes: [], failures: [], problems: [] };

function toReport(
  heading: Pick<StepReport, 'number' | 'place' | 'kind' | 'sentence'>,
  { tally: sent, plan, job, cards }: StepOutcome,
  problems: readonly Obstacle[],
): StepReport {
  return {
    ...heading,
    status: problems.length === 0 ? 'passed' : 'failed',
    requests: { ...sent.requests },
    changes: [...sent.changes],
    failures: sent.failures.slice(0, FAILURES_SHOWN_MAX),
    problems: [...problems],
    ...(plan === null ? {} : { planned: toPlanReport(plan) }),
    ...(job === null ? {} : { job }),
    ...(cards ? { cards } : {}),
  };
}

/** Given in the order of the trace, so that the files are the same whatever was in flight at once. */
function toLogFiles(id: string, events: readonly StoredEvent[], appId: string): readonly LogFile[] {
  const [json, csv] = [openLogFiles('json'), openLogFiles('csv')];
  for (const entry of logDocuments(events, loggedJob({ id: appId, name: 'Rehearsal' }))) {
    json.add(entry);
    csv.add(entry);
  }
  const audit = events.flatMap(({ recorded: { event } }) => auditedAs(event) ?? []);
  return [
    ...json.finish().map(({ text }) => ({ name: `${id}.logs.json`, text })),
    ...csv.finish().map(({ name, text }) => ({ name: `${id}.${name}`, text })),
    { name: `${id}.audit.json`, text: JSON.stringify(audit) },
  ];
}

function toTiming({ recorded }: StoredEvent): ScenarioRun['exchanges'] {
  const { event, durationMs = 0 } = recorded;
  if (event.kind !== 'exchange-recorded') return [];
  const { request, outcome } = event;
  return [
    {
      method: request.method,
      target: request.target,
      status: outcome.kind === 'response' ? outcome.response.status : null,
      durationMs,
    },
  ];
}
