// What is shown of scenario files and of their runs.
import type { ScenarioReport, StepReport } from '#shared/scenario/run-report.ts';

export type ScenarioOutcome = ScenarioReport['outcome'];

/** `shipped`: comes with the program and is not changed; `own`: lies in the workspace's folder. */
type ScenarioSource = 'shipped' | 'own';

export interface ScenarioRowView {
  /** `own/leaver.scenario.yaml`, `shipped/stories/joiner.scenario.yaml`. */
  readonly id: string;
  readonly source: ScenarioSource;
  /** Below its folder: `stories/joiner.scenario.yaml`. */
  readonly file: string;
  /** The sentence it is called by; null where the file cannot be read. */
  readonly name: string | null;
  /** What keeps it from being run, in all; 0 where nothing does. */
  readonly problemCount: number;
  readonly stepCount: number;
  /** The newest that was recorded; null where none is kept. */
  readonly lastRun: { readonly recordingId: string; readonly at: number; readonly outcome: ScenarioOutcome } | null;
}

export interface ScenarioListView {
  readonly items: readonly ScenarioRowView[];
  /** Where the workspace's own ones lie, whether or not the folder is there yet. */
  readonly folder: string;
}

export interface ScenarioFileView {
  readonly id: string;
  readonly source: ScenarioSource;
  readonly file: string;
  readonly text: string;
  /** Of the text: another text has another one. */
  readonly revision: string;
}

export interface ScenarioProblemView {
  /** From 1, in the text that was checked; null where the problem is in a file that it names. */
  readonly line: number | null;
  readonly column: number | null;
  /** The other file, with line and column; empty where the problem is in the text itself. */
  readonly elsewhere: string;
  readonly message: string;
  readonly remedy: string;
}

export interface ScenarioCheckView {
  /** In the order of the text; empty: it may be run. */
  readonly problems: readonly ScenarioProblemView[];
  /** Of the text that was checked. */
  readonly revision: string;
  /** What can be said of it only where it can be read. */
  readonly scenario: {
    readonly name: string;
    readonly seed: number;
    readonly stepCount: number;
    readonly target: {
      readonly kind: 'local' | 'remote';
      readonly dialect: 'legacy' | 'compliant';
      /** Whom the bundled server imitates; null: nobody. */
      readonly profile: string | null;
      readonly url: string | null;
    };
  } | null;
}

/** The run that is under way, or the one that ended last since this program was started. */
export interface ScenarioRunView {
  readonly runId: string;
  readonly scenarioId: string;
  readonly name: string;
  readonly isRunning: boolean;
  readonly isStopping: boolean;
  /** By the clock of the machine. */
  readonly startedAt: number;
  readonly steps: readonly StepReport[];
  readonly stepCount: number;
  /** What is done now; null once it has ended. */
  readonly current: string | null;
  /** A fault of this program that ended the run; null where there was none. */
  readonly fault: string | null;
}

/** How a scenario went when it was last run. */
export interface ScenarioResultView {
  /** Under which its exchanges are read, also where they could not be kept on disk. */
  readonly recordingId: string;
  readonly isKept: boolean;
  readonly at: number;
  /** Of the text that was run. */
  readonly revision: string;
  readonly report: ScenarioReport;
}
