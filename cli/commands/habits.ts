import { type Habit, habits } from '#shared/entra/habits.ts';
import type { HabitsReport } from '#shared/scenario/run-report.ts';
import { ExitCode } from '../exit-codes.ts';
import type { Output } from '../output.ts';

export interface HabitsOptions {
  readonly json?: boolean;
}

const AREAS = [
  ['wire', 'On the wire'],
  ['engine', 'In the engine'],
  ['mapping', 'In mappings'],
  ['expression', 'In expressions'],
  ['scoping', 'In scoping filters'],
] as const satisfies readonly (readonly [Habit['area'], string])[];

/** Lists what is simulated of Entra's ways: how each is known, and what it can be set to. */
export function listHabits(options: HabitsOptions, output: Output): ExitCode {
  if (options.json) {
    const report: HabitsReport = {
      version: 1,
      habits: habits.map((habit) => ({ ...habit, settings: habit.settings.map((setting) => ({ ...setting })) })),
    };
    output.result(JSON.stringify(report));
    return ExitCode.passed;
  }
  for (const [area, title] of AREAS) {
    output.result(`${title}\n`);
    for (const habit of habits.filter((candidate) => candidate.area === area)) {
      for (const line of linesOf(habit)) output.result(line);
    }
  }
  output.result('Set one with "rehearse run --habit id=setting", or under configuration.habits of a scenario.');
  return ExitCode.passed;
}

function linesOf({ id, evidence, source, sentence, settings, defaultSetting, decidedBy }: Habit): readonly string[] {
  const widest = Math.max(...settings.map(({ value }) => value.length), 0);
  return [
    `  ${id}  (${evidence}: ${source})`,
    `    ${sentence}`,
    ...settings.map(
      ({ value, sentence: meaning }) =>
        `      ${value.padEnd(widest)}  ${meaning}${value === defaultSetting ? ' (default)' : ''}`,
    ),
    ...(settings.length === 0 && decidedBy !== '' ? [`      decided by ${decidedBy}`] : []),
    '',
  ];
}
