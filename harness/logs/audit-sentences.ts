import type { JobSettings } from '#shared/api/views.ts';
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
