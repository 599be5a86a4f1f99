// Scenario files, shipped ones and the workspace's own, and running them off the live workspace.
import { type } from '@orpc/contract';
import { z } from 'zod';
import { base, none } from './inputs.ts';
import type {
  ScenarioCheckView,
  ScenarioFileView,
  ScenarioListView,
  ScenarioResultView,
  ScenarioRunView,
} from './scenario-views.ts';

const id = z.string().min(1).max(500);
const text = z.string().max(1_000_000);
const fileName = z.string().max(200);

export const scenarios = {
  list: base.input(none).output(type<ScenarioListView>()),
  read: base.input(z.object({ id })).output(type<ScenarioFileView>()),
  /** What is wrong with a text that would stand in this file, as the command line would say it. Nothing is written or sent. */
  check: base.input(z.object({ id, text })).output(type<ScenarioCheckView>()),
  /** Into the workspace's folder, with the files that it names. Answers the copy. */
  copy: base.input(z.object({ id })).output(type<ScenarioFileView>()),
  /** `basedOn` is the revision that was read: refused where the file has another text by now. Null writes over it. */
  save: base.input(z.object({ id, text, basedOn: z.string().max(100).nullable() })).output(type<ScenarioFileView>()),
  rename: base.input(z.object({ id, fileName })).output(type<ScenarioFileView>()),
  remove: base.input(z.object({ id })).output(type<null>()),
  /** Runs a text as this file, saved or not, on a virtual clock and against a server of its own. Answers at once; one at a time. */
  run: base
    .input(z.object({ id, text, seed: z.number().int().min(0).max(4_294_967_295).nullable().default(null) }))
    .output(type<{ readonly runId: string }>()),
  state: base.input(none).output(type<ScenarioRunView | null>()),
  /** Ends the run between two requests; what it had done is recorded. */
  cancel: base.input(none).output(type<null>()),
  /** Null where this scenario was never run, or none of its runs is kept. */
  result: base.input(z.object({ id })).output(type<ScenarioResultView | null>()),
};
