import type { JobSettings } from '#shared/api/job-views.ts';
import { type HabitSettings, habits } from '#shared/entra/habits.ts';
import type { AttributeMapping, ObjectMapping } from '#shared/entra/job-configuration.ts';
import { isEqualJson } from '#shared/kernel/json.ts';

const ROWS_NAMED_MAX = 5;

/** What saving a mapping changed: `Mapping of users: title added; mail changed; Delete switched off.` */
export function mappingChangeSentence(before: ObjectMapping, after: ObjectMapping): string {
  const [old, now] = [rowsOf(before), rowsOf(after)];
  const clauses = [
    clause(
      [...now.keys()].filter((name) => !old.has(name)),
      'added',
    ),
    clause(
      [...old.keys()].filter((name) => !now.has(name)),
      'removed',
    ),
    clause(
      [...now].filter(([name, row]) => old.has(name) && !isEqualJson(old.get(name), row)).map(([name]) => name),
      'changed',
    ),
    ...filterClauses(before, after),
    ...switchClauses(before, after),
  ].filter((text) => text !== '');
  const subject = `Mapping of ${after.sourceObjectName === 'User' ? 'users' : 'groups'}`;
  return clauses.length === 0 ? `${subject}: saved without a change.` : `${subject}: ${clauses.join('; ')}.`;
}

/** What saving the settings changed, setting by setting. */
export function settingsChangeSentence(before: JobSettings, after: JobSettings): string {
  const changed = settingNames.filter(([key]) => before[key] !== after[key]);
  if (changed.length === 0) return 'Settings saved without a change.';
  return `Settings: ${changed.map(([key, name]) => `${name} is ${wordOf(after[key])}, was ${wordOf(before[key])}`).join('; ')}.`;
}

/** What setting habits changed, by id; null where every one is as before. */
export function habitChangeSentence(before: HabitSettings, after: HabitSettings): string | null {
  const clauses = habits.flatMap(({ id, defaultSetting }) => {
    const [was, is] = [before, after].map(({ habitSettings }) => habitSettings[id] ?? defaultSetting);
    return was === is ? [] : [`${id} is ${is}, was ${was}`];
  });
  return clauses.length === 0 ? null : `Wire habits of this rehearsal, not of Entra: ${clauses.join('; ')}.`;
}

const settingNames: readonly (readonly [keyof JobSettings, string])[] = [
  ['scope', 'Scope'],
  ['objectsInFlightCount', 'Objects in flight'],
  ['skipsOutOfScopeDeletions', 'Skip out of scope deletions'],
  ['isNotificationOn', 'Send an email when a failure occurs'],
  ['notificationEmail', 'Notification email'],
  ['isDeletionPrevented', 'Prevent accidental deletion'],
  ['deletionThreshold', 'Accidental deletion threshold'],
];

function rowsOf({ attributeMappings }: ObjectMapping): ReadonlyMap<string, AttributeMapping> {
  return new Map(attributeMappings.map((row) => [row.targetAttributeName, row]));
}

/** Scoping filters by their titles, whichever set they are in. */
function filterClauses(before: ObjectMapping, after: ObjectMapping): readonly string[] {
  const [old, now] = [filtersOf(before), filtersOf(after)];
  return [
    ...[...now.keys()].filter((title) => !old.has(title)).map((title) => `scoping filter "${title}" added`),
    ...[...old.keys()].filter((title) => !now.has(title)).map((title) => `scoping filter "${title}" removed`),
    ...[...now]
      .filter(([title, clauses]) => old.has(title) && !isEqualJson(old.get(title), clauses))
      .map(([title]) => `scoping filter "${title}" changed`),
  ];
}

/** Filters of one title are told as one. */
function filtersOf({ scope }: ObjectMapping): ReadonlyMap<string, readonly unknown[]> {
  const filters = new Map<string, readonly unknown[]>();
  for (const [set, groups] of Object.entries(scope ?? {})) {
    for (const { name, clauses } of groups) filters.set(name, [...(filters.get(name) ?? []), { set, clauses }]);
  }
  return filters;
}

function switchClauses(before: ObjectMapping, after: ObjectMapping): readonly string[] {
  const switches = [
    ['Enabled', before.enabled, after.enabled],
    ['Create', before.flowTypes.add, after.flowTypes.add],
    ['Update', before.flowTypes.update, after.flowTypes.update],
    ['Delete', before.flowTypes.delete, after.flowTypes.delete],
  ] as const;
  return switches.flatMap(([name, was, is]) => (was === is ? [] : [`${name} switched ${is ? 'on' : 'off'}`]));
}

function clause(names: readonly string[], verb: string): string {
  if (names.length === 0) return '';
  const others = names.length - ROWS_NAMED_MAX;
  return `${names.slice(0, ROWS_NAMED_MAX).join(', ')}${others > 0 ? ` and ${others} more` : ''} ${verb}`;
}

function wordOf(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return value === '' ? 'empty' : String(value);
}
