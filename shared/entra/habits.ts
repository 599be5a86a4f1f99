import { closest } from '#shared/kernel/closest.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { credentialHabits } from './credential-habits.ts';
import { engineHabits } from './engine-habits.ts';
import { expressionHabits } from './expression-habits.ts';
import { failureHabits } from './failure-habits.ts';
import type { JobConfiguration } from './job-configuration.ts';
import { mappingHabits } from './mapping-habits.ts';
import { quarantineHabits } from './quarantine-habits.ts';
import { scopingHabits } from './scoping-habits.ts';
import { patchHabits } from './wire-habits-patch.ts';
import { requestHabits } from './wire-habits-requests.ts';

/** How we know a habit. Inferred ones are our best reading, never presented as Microsoft's word. */
type Evidence = 'documented' | 'captured' | 'inferred';

/** A known way of the provisioning client that a plain reading of the RFC, or of the portal, does not tell. */
export interface Habit {
  readonly id: string;
  readonly area: 'wire' | 'engine' | 'mapping' | 'expression' | 'scoping';
  /** What Entra does. */
  readonly sentence: string;
  readonly evidence: Evidence;
  readonly source: string;
  /** How it is set here. */
  readonly defaultSetting: string;
  /** What it can be set to for one job, the default included; empty where there is no switch. */
  readonly settings: readonly HabitChoice[];
  /** What else decides it, such as the mapping; empty where nothing does. */
  readonly decidedBy: string;
}

interface HabitChoice {
  readonly value: string;
  readonly sentence: string;
}

/** A row of the tables: `on`, and without a switch, unless it says otherwise. */
export type HabitRow = Pick<Habit, 'id' | 'sentence' | 'evidence' | 'source'> &
  Partial<Pick<Habit, 'defaultSetting' | 'settings' | 'decidedBy'>>;

const rows: readonly (readonly [Habit['area'], readonly HabitRow[]])[] = [
  ['wire', requestHabits],
  ['wire', patchHabits],
  ['engine', engineHabits],
  ['engine', credentialHabits],
  ['engine', failureHabits],
  ['engine', quarantineHabits],
  ['mapping', mappingHabits],
  ['expression', expressionHabits],
  ['scoping', scopingHabits],
];

/** Every habit that the composer and the engine really have, in the order of docs/FIDELITY.md. */
export const habits: readonly Habit[] = rows.flatMap(([area, ofArea]) =>
  ofArea.map((row): Habit => ({ defaultSetting: 'on', settings: [], decidedBy: '', ...row, area })),
);

type Row =
  | (typeof requestHabits)[number]
  | (typeof patchHabits)[number]
  | (typeof engineHabits)[number]
  | (typeof failureHabits)[number]
  | (typeof quarantineHabits)[number]
  | (typeof mappingHabits)[number]
  | (typeof expressionHabits)[number]
  | (typeof scopingHabits)[number];
type SwitchedRow = Extract<Row, { readonly settings: readonly HabitChoice[] }>;

/** A habit that can be set. */
export type HabitId = SwitchedRow['id'];
export type HabitSetting<Id extends HabitId> = Extract<SwitchedRow, { readonly id: Id }>['settings'][number]['value'];

export type HabitSettings = Pick<JobConfiguration, 'habitSettings'>;

const habitById = new Map(habits.map((habit) => [habit.id, habit]));

/** How a job has a habit set. A stored setting that this build does not know counts as the default. */
export function habitSetting<Id extends HabitId>({ habitSettings }: HabitSettings, id: Id): HabitSetting<Id> {
  const habit = habitById.get(id);
  const chosen = habit?.settings.find(({ value }) => value === habitSettings[id]);
  return (chosen?.value ?? habit?.defaultSetting) as HabitSetting<Id>;
}

/** The settings with one more, as a person or a file asks for it; a setting that is the default is left out. */
export function withHabitSetting(
  settings: JobConfiguration['habitSettings'],
  id: string,
  setting: string,
): Parsed<JobConfiguration['habitSettings']> {
  const habit = habitById.get(id);
  if (habit === undefined) return refuse(id, `There is no habit "${id}".`, id, switchedIds);
  const values = habit.settings.map(({ value }) => value);
  if (values.length === 0) {
    const why = habit.decidedBy === '' ? 'has no switch' : `has no switch of its own: ${habit.decidedBy} decides it`;
    return refuse(id, `The habit "${id}" ${why}.`, id, switchedIds);
  }
  if (!values.includes(setting)) return refuse(id, `The habit "${id}" cannot be set to "${setting}".`, setting, values);
  const { [id]: _replaced, ...others } = settings;
  return accepted(setting === habit.defaultSetting ? others : { ...others, [id]: setting });
}

/** Habit settings of a file or a command line, all of them checked. */
export function parseHabitSettings(given: Readonly<Record<string, string>>): Parsed<JobConfiguration['habitSettings']> {
  let settings: JobConfiguration['habitSettings'] = {};
  const problems = Object.entries(given).flatMap(([id, setting]) => {
    const parsed = withHabitSetting(settings, id, setting);
    if (!parsed.ok) return parsed.problems;
    settings = parsed.value;
    return [];
  });
  return problems.length === 0 ? accepted(settings) : refused(...problems);
}

const switchedIds = habits.filter(({ settings }) => settings.length > 0).map(({ id }) => id);

function refuse(place: string, message: string, given: string, known: readonly string[]): Parsed<never> {
  const near = closest(given, known);
  const all = `Known: ${known.join(', ')}.`;
  return refused({ place, message, remedy: near === undefined || near === given ? all : `Did you mean "${near}"? ${all}` });
}
