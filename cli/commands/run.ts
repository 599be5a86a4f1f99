import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  findScenarioFiles,
  type PreparedScenario,
  prepareScenario,
  readScenario,
  runScenario,
  type ScenarioRun,
} from '#harness/headless.ts';
import { accepted, type Parsed, type Problem, refused } from '#shared/kernel/parsed.ts';
import type { SettingOverrides } from '#shared/scenario/job-setup.ts';
import { RUN_REPORT_VERSION, type RunReport, type ScenarioReport, type Timings } from '#shared/scenario/run-report.ts';
import { ExitCode } from '../exit-codes.ts';
import { watchForInterruption } from '../interruption.ts';
import { noteProblems, type Output } from '../output.ts';
import { jsonReporter } from '../reporters/json.ts';
import { listReporter } from '../reporters/list.ts';
import type { Reporter } from '../reporters/reporter.ts';
import { openStepMode } from '../step-mode.ts';
import { makeFolders, parseOverrides, parseTargetOverride, type RunOptions } from './run-options.ts';

/** Reads and checks everything before the first request is sent, then runs one scenario after the other. */
export async function runScenarios(
  paths: readonly string[],
  options: RunOptions,
  root: URL,
  { input, output }: { readonly input: () => NodeJS.ReadableStream; readonly output: Output },
): Promise<ExitCode> {
  const reporters = parseReporters(options, output);
  const overrides = parseOverrides(options);
  const prepared = prepare(paths, options, root, overrides.ok ? overrides.value : {});
  const folders = makeFolders(options);
  const problems = [reporters, overrides, prepared, folders].flatMap((part) => (part.ok ? [] : part.problems));
  if (!reporters.ok || !overrides.ok || !prepared.ok || problems.length > 0) {
    noteProblems(output, problems);
    return ExitCode.badInput;
  }
  const runs = await runAll(prepared.value, { reporters: reporters.value, overrides: overrides.value, options, input, output });
  const report = toReport(runs);
  for (const reporter of reporters.value) reporter.runEnded?.(report);
  if (options.json) output.result(JSON.stringify(report));
  if (options.timings !== undefined) writeFileSync(options.timings, `${JSON.stringify(toTimings(runs))}\n`);
  return exitCodeOf(report.scenarios);
}

async function runAll(
  scenarios: readonly PreparedScenario[],
  {
    reporters,
    overrides,
    options,
    input,
    output,
  }: {
    readonly reporters: readonly Reporter[];
    readonly overrides: SettingOverrides;
    readonly options: RunOptions;
    readonly input: () => NodeJS.ReadableStream;
    readonly output: Output;
  },
): Promise<readonly ScenarioRun[]> {
  const interruption = watchForInterruption(output);
  const stepMode = options.step === true ? openStepMode(input(), output, interruption.interrupt) : null;
  const runs: ScenarioRun[] = [];
  for (const scenario of scenarios) {
    if (interruption.signal.aborted) break;
    const target = targetWords(scenario);
    for (const reporter of reporters) reporter.scenarioStarted?.({ name: scenario.scenario.name, target });
    const run = await runScenario(scenario, {
      cleansUp: options.cleanUp === true,
      isPlanOnly: options.plan === true,
      overrides,
      environment: process.env,
      signal: interruption.signal,
      onStep: (step) => {
        stepMode?.hold.reset();
        for (const reporter of reporters) reporter.stepEnded?.(step);
      },
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      ...(stepMode === null ? {} : { beforeRequest: (request, place) => stepMode.hold.before(request, place) }),
    });
    for (const reporter of reporters) reporter.scenarioEnded?.(run.report);
    if (options.trace !== undefined) {
      writeFileSync(join(options.trace, `${run.report.id}.trace.jsonl`), `${run.traceLines.join('\n')}\n`);
    }
    if (options.logs !== undefined) {
      for (const { name, text } of run.logFiles()) writeFileSync(join(options.logs, name), text);
    }
    runs.push(run);
  }
  stepMode?.close();
  interruption.stop();
  return runs;
}

function targetWords({ target }: PreparedScenario): string {
  if (target.kind === 'remote') return target.url.masked;
  return target.profile === null ? 'the bundled server, in memory' : `the bundled server, in memory, as ${target.profile.id}`;
}

function prepare(
  paths: readonly string[],
  options: RunOptions,
  root: URL,
  overrides: SettingOverrides,
): Parsed<readonly PreparedScenario[]> {
  const override = parseTargetOverride(options);
  if (!override.ok) return override;
  const files = findScenarioFiles(paths);
  if (!files.ok) return files;
  const choice = {
    override: override.value,
    allowsWrites: options.allowWrites === true,
    isPlanOnly: options.plan === true,
    allowsPlainHttp: options.allowPlainHttp === true,
    environment: process.env,
    profilesFolder: fileURLToPath(new URL('fixtures/profiles', root)),
  };
  const prepared = files.value.map((file) => {
    const loaded = readScenario(file, overrides);
    return loaded.ok ? prepareScenario(loaded.value, choice) : loaded;
  });
  const problems = prepared.flatMap((part) => (part.ok ? [] : part.problems));
  const values = prepared.flatMap((part) => (part.ok ? [part.value] : []));
  const all = [...distinct(problems), ...sameIds(values)];
  return all.length > 0 ? refused(...all) : accepted(values);
}

/** A --target without consent is one problem, however many scenarios it was given for. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function sameIds(scenarios: readonly PreparedScenario[]): readonly Problem[] {
  const fileById = new Map<string, string>();
  return scenarios.flatMap(({ scenario: { id, file } }) => {
    const other = fileById.get(id);
    fileById.set(id, file);
    if (other === undefined) return [];
    return [
      {
        place: file,
        message: `${other} has the same id "${id}": traces and reports would mix them up.`,
        remedy: 'Rename one of the two.',
      },
    ];
  });
}

function parseReporters(options: RunOptions, output: Output): Parsed<readonly Reporter[]> {
  const names = options.reporter ?? (options.json ? [] : ['list']);
  const reporters: Reporter[] = [];
  for (const name of names) {
    const file = /^json=(.+)$/.exec(name)?.[1];
    if (file !== undefined) reporters.push(jsonReporter(file));
    else if (name === 'list' && !options.json) reporters.push(listReporter(output));
    else if (name === 'list') {
      return refused({
        place: '--reporter',
        message: 'With --json standard output holds one JSON document and no list.',
        remedy: 'Leave one of the two away.',
      });
    } else {
      return refused({ place: '--reporter', message: `"${name}" is no reporter.`, remedy: 'Write list, or json=FILE.' });
    }
  }
  return accepted(reporters);
}

function toReport(runs: readonly ScenarioRun[]): RunReport {
  const scenarios = runs.map(({ report }) => report);
  const passed = scenarios.filter(({ outcome }) => outcome === 'passed').length;
  return {
    version: RUN_REPORT_VERSION,
    totals: {
      scenarios: scenarios.length,
      passed,
      failed: scenarios.length - passed,
      requests: scenarios.reduce((sum, { requests }) => sum + requests, 0),
    },
    scenarios,
  };
}

function toTimings(runs: readonly ScenarioRun[]): Timings {
  return { version: 1, scenarios: runs.map(({ report: { id }, exchanges }) => ({ id, exchanges })) };
}

function exitCodeOf(reports: readonly ScenarioReport[]): ExitCode {
  const outcomes = new Set(reports.map(({ outcome }) => outcome));
  if (outcomes.has('interrupted')) return ExitCode.interrupted;
  if (outcomes.has('unreachable') || outcomes.has('credentials-refused')) return ExitCode.unreachable;
  return outcomes.has('failed') ? ExitCode.failed : ExitCode.passed;
}
