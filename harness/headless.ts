import type { Parsed } from '#shared/kernel/parsed.ts';
import { randomUuid, seededRandom } from '#shared/kernel/random.ts';
import type { ScenarioReport, StepReport, Timings } from '#shared/scenario/run-report.ts';
import type { ScenarioStep } from '#shared/scenario/scenario.ts';
import { sentenceForStep } from '#shared/scenario/step-sentence.ts';
import { traceLines } from './adapters/trace-file.ts';
import { createVirtualClock } from './adapters/virtual-clock.ts';
import { openWorkspaceDb } from './adapters/workspace-db.ts';
import type { StoredEvent } from './ports/workspace-ports.ts';
import type { Obstacle } from './session/scenario-changes.ts';
import type { LoadedScenario } from './session/scenario-files.ts';
import { ScenarioSession, type StepOutcome } from './session/scenario-run.ts';
import { eventsAfter, type Tally, tally } from './session/scenario-tally.ts';
import { type CheckedTarget, checkTarget, openTarget, type TargetChoice } from './session/scenario-target.ts';
import { Interrupted } from './session/scheduler.ts';

export { findScenarioFiles, type LoadedScenario, readScenario } from './session/scenario-files.ts';

/** When every scenario begins: a Monday morning. A run knows no other time, so that it can be repeated to the byte. */
const SCENARIO_START = Date.UTC(2026, 0, 5, 8);
const FAILURES_SHOWN_MAX = 50;

export interface RunOptions {
  /** Instead of the scenario's own seed. */
  readonly seed?: number;
  /** Whether to remove at the target, at the end, what the run created there. */
  readonly cleansUp: boolean;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  /** Told of each step as it ends. */
  readonly onStep?: (step: StepReport) => void;
}

export interface ScenarioRun {
  readonly report: ScenarioReport;
  /** Lines of the trace file, without line ends. The same for the same scenario, tenant and seed in process. */
  readonly traceLines: readonly string[];
  readonly exchanges: Timings['scenarios'][number]['exchanges'];
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
    const session = new ScenarioSession({ appId, seed, db, clock, target, signal: options.signal });
    const { steps, outcome } = await takeSteps(session, scenario.steps, options);
    const events = [...eventsAfter(db.trace, appId, 0)];
    const all = tally(events);
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
  for (const [index, { place, action }] of steps.entries()) {
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
    const isLast = index === steps.length - 1;
    const unjudged = isLast && action.kind !== 'expect' ? session.unjudgedProblems() : [];
    report(toReport(heading, taken, [...taken.problems, ...unjudged]));
    if (taken.isFinal) stopped = taken.tally.refusal ?? 'failed';
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
  return { steps: reports, outcome: stopped ?? (reports.some(({ status }) => status === 'failed') ? 'failed' : 'passed') };
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
  { tally: sent }: { readonly tally: Tally },
  problems: readonly Obstacle[],
): StepReport {
  return {
    ...heading,
    status: problems.length === 0 ? 'passed' : 'failed',
    requests: { ...sent.requests },
    changes: [...sent.changes],
    failures: sent.failures.slice(0, FAILURES_SHOWN_MAX),
    problems: [...problems],
  };
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
