import type { RunReport, ScenarioReport, StepReport } from '#shared/scenario/run-report.ts';

/** Gives an account of a run, as it goes or at its end. */
export interface Reporter {
  scenarioStarted?(scenario: { readonly name: string; readonly target: string }): void;
  stepEnded?(step: StepReport): void;
  scenarioEnded?(report: ScenarioReport): void;
  runEnded?(report: RunReport): void;
}
