import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ScenarioReport, StepReport } from '#shared/scenario/run-report.ts';
import { type PreparedScenario, runScenario } from '../headless.ts';

export interface ScenarioWork {
  /** Its target is local: a thread is given no environment, and with it no token. */
  readonly prepared: PreparedScenario;
  /** Null: the scenario's own. */
  readonly seed: number | null;
}

export interface FinishedScenario {
  readonly report: ScenarioReport;
  /** A whole trace file. */
  readonly trace: string;
  /** The number of the step that sent it, of each exchange of the trace. */
  readonly exchangeSteps: readonly number[];
}

/** What the thread tells. */
export type ThreadMessage =
  | { readonly kind: 'begun' }
  | { readonly kind: 'step'; readonly step: StepReport }
  | { readonly kind: 'done'; readonly run: FinishedScenario };

export interface StartedScenario {
  /** Null where the run was stopped so hard that nothing of it is left. Rejects with a fault of this program. */
  readonly finished: Promise<FinishedScenario | null>;
  /** Ends the run between two requests; where it does not heed that, the thread is ended. */
  cancel(): void;
}

/** A request takes no time in a run against the bundled server, so that a run that heeds nothing for so long is caught in something. */
const HEED_MS = 3_000;

/**
 * Runs a scenario beside the window that asked for it. In a thread of its own: a cycle over a large tenant computes for minutes, and
 * the windows and live jobs of this process go on meanwhile. A thread, not a process: the packaged program cannot be started as plain
 * Node (its fuses forbid that), and nothing of a run outlives it or is shared with it. Where the thread's file was not built, the run
 * takes turns with the others of this one, as live jobs do.
 */
export function startScenario(work: ScenarioWork, onStep: (step: StepReport) => void): StartedScenario {
  const file = threadFile();
  return file === null ? startScenarioHere(work, onStep) : startThread(file, work, onStep);
}

/** Beside this file in the sources; built, in a folder beside that of the program it is a part of. */
function threadFile(): URL | null {
  const files = [new URL('./scenario-worker.ts', import.meta.url), new URL('../worker/scenario-worker.js', import.meta.url)];
  return files.find((file) => existsSync(fileURLToPath(file))) ?? null;
}

function startThread(file: URL, work: ScenarioWork, onStep: (step: StepReport) => void): StartedScenario {
  const thread = new Worker(file, { workerData: work });
  // A program that is told to end does not wait for a rehearsal.
  thread.unref();
  let hasBegun = false;
  let isCancelled = false;
  let patience: NodeJS.Timeout | undefined;
  // A thread that is still loading what it runs hears of it when it has.
  const loseThread = () => {
    if (hasBegun && isCancelled) patience ??= setTimeout(() => void thread.terminate(), HEED_MS).unref();
  };
  const finished = new Promise<FinishedScenario | null>((resolve, reject) => {
    let run: FinishedScenario | null = null;
    thread.on('message', (message: ThreadMessage) => {
      if (message.kind === 'step') onStep(message.step);
      else if (message.kind === 'done') run = message.run;
      else {
        hasBegun = true;
        loseThread();
      }
    });
    thread.on('error', reject);
    thread.on('exit', (code) => {
      clearTimeout(patience);
      if (run !== null || isCancelled) resolve(run);
      else reject(new Error(`The thread of the run ended with code ${code} and no result.`));
    });
  });
  return {
    finished,
    cancel: () => {
      if (isCancelled) return;
      isCancelled = true;
      thread.postMessage('stop');
      loseThread();
    },
  };
}

/** Runs a scenario in this thread, in turns with whatever else it does. */
export function startScenarioHere({ prepared, seed }: ScenarioWork, onStep: (step: StepReport) => void): StartedScenario {
  const stop = new AbortController();
  const run = runScenario(prepared, {
    cleansUp: false,
    environment: {},
    signal: stop.signal,
    onStep,
    ...(seed === null ? {} : { seed }),
  });
  return {
    finished: run.then(({ report, traceLines, exchangeSteps }) => ({
      report,
      trace: `${traceLines.join('\n')}\n`,
      exchangeSteps,
    })),
    cancel: () => stop.abort(),
  };
}
