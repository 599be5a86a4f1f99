import { randomUUID } from 'node:crypto';
import type { ScenarioResultView, ScenarioRunView } from '#shared/api/scenario-views.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import type { StepReport } from '#shared/scenario/run-report.ts';
import { sentenceForStep } from '#shared/scenario/step-sentence.ts';
import { systemClock } from '../adapters/system-clock.ts';
import type { PreparedScenario } from '../headless.ts';
import type { FinishedScenario, StartedScenario, startScenario } from './scenario-thread.ts';

export interface RunOrder {
  readonly scenarioId: string;
  /** Of the text that is run. */
  readonly revision: string;
  readonly prepared: PreparedScenario;
  readonly seed: number | null;
}

interface RunsOptions {
  readonly start: typeof startScenario;
  /** Something that `state` or `last` tells has changed. */
  onChange(): void;
  /** Keeps what a run left; answers its id, and null where it could not be kept. */
  keep(run: FinishedScenario, order: RunOrder): Promise<string | null>;
}

/** A run that has ended, for as long as the program is up and no other took its place. */
export interface LastRun {
  readonly run: FinishedScenario;
  readonly result: ScenarioResultView;
  readonly scenarioId: string;
}

interface Current {
  readonly runId: string;
  readonly order: RunOrder;
  readonly startedAt: number;
  readonly steps: StepReport[];
  readonly started: StartedScenario;
  isRunning: boolean;
  isStopping: boolean;
  fault: string | null;
}

/** Runs scenarios beside the live workspace, one at a time. Owns the one that is under way, and what the last one left. */
export class ScenarioRuns {
  readonly #options: RunsOptions;
  #current: Current | null = null;
  #last: LastRun | null = null;

  constructor(options: RunsOptions) {
    this.#options = options;
  }

  get last(): LastRun | null {
    return this.#last;
  }

  start(order: RunOrder): Parsed<{ readonly runId: string }> {
    if (this.#current?.isRunning === true) {
      return refused({
        place: this.#current.order.prepared.scenario.name,
        message: 'Another scenario is being run: one is run at a time.',
        remedy: 'Wait for it, or stop it.',
      });
    }
    const runId = randomUUID();
    const steps: StepReport[] = [];
    const started = this.#options.start({ prepared: order.prepared, seed: order.seed }, (step) => {
      steps.push(step);
      this.#options.onChange();
    });
    const current: Current = {
      runId,
      order,
      startedAt: systemClock.now(),
      steps,
      started,
      isRunning: true,
      isStopping: false,
      fault: null,
    };
    this.#current = current;
    this.#options.onChange();
    void this.#finish(current);
    return accepted({ runId });
  }

  cancel(): void {
    if (this.#current === null || !this.#current.isRunning) return;
    this.#current.isStopping = true;
    this.#current.started.cancel();
    this.#options.onChange();
  }

  state(): ScenarioRunView | null {
    if (this.#current === null) return null;
    const { runId, order, startedAt, steps, isRunning, isStopping, fault } = this.#current;
    const { scenario } = order.prepared;
    const next = scenario.steps[steps.length];
    return {
      runId,
      scenarioId: order.scenarioId,
      name: scenario.name,
      isRunning,
      isStopping,
      startedAt,
      steps,
      stepCount: scenario.steps.length,
      current: isRunning && next !== undefined ? sentenceForStep(next.action) : null,
      fault,
    };
  }

  async #finish(current: Current): Promise<void> {
    const { order, startedAt, runId } = current;
    try {
      const run = await current.started.finished;
      if (run !== null) {
        const recordingId = await this.#options.keep(run, order);
        this.#last = {
          run,
          scenarioId: order.scenarioId,
          result: {
            recordingId: recordingId ?? runId,
            isKept: recordingId !== null,
            at: startedAt,
            revision: order.revision,
            report: run.report,
          },
        };
      }
    } catch (error) {
      current.fault = error instanceof Error ? error.message : String(error);
    }
    current.isRunning = false;
    this.#options.onChange();
  }
}
