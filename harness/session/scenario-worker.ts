import { parentPort, workerData } from 'node:worker_threads';
import { runScenario } from '../headless.ts';
import type { ScenarioWork, ThreadMessage } from './scenario-thread.ts';

// What a thread of its own runs. It is sent a prepared scenario and reads no file: whoever started it has.
const stop = new AbortController();
parentPort?.on('message', () => stop.abort());
const { prepared, seed } = workerData as ScenarioWork;
tell({ kind: 'begun' });
const run = await runScenario(prepared, {
  cleansUp: false,
  environment: {},
  signal: stop.signal,
  onStep: (step) => tell({ kind: 'step', step }),
  ...(seed === null ? {} : { seed }),
});
tell({
  kind: 'done',
  run: { report: run.report, trace: `${run.traceLines.join('\n')}\n`, exchangeSteps: run.exchangeSteps },
});
parentPort?.close();

function tell(message: ThreadMessage): void {
  parentPort?.postMessage(message);
}
