import { isJsonObject, type Json } from '#shared/kernel/json.ts';
import type { OutcomeRole } from '../../components/outcome.tsx';

const roles: readonly (readonly [RegExp, OutcomeRole])[] = [
  [/\.(created|activated|user_added)$/, 'created'],
  [/\.updated$/, 'updated'],
  [/\.(deleted|user_removed|revoked)$/, 'deleted'],
];

/** The colour of a directory event: `dsync.user.created` → created. */
export function eventRole(event: string): OutcomeRole {
  return roles.find(([pattern]) => pattern.test(event))?.[1] ?? 'neutral';
}

/** Who or what an event is about, in words: `Ada Park`, `Ada Park → Sales`. */
export function eventSubject(data: Json): string {
  if (!isJsonObject(data)) return '';
  const { user, group } = data;
  if (user !== undefined && group !== undefined) return `${nameOf(user)} → ${nameOf(group)}`;
  return nameOf(data);
}

function nameOf(value: Json): string {
  if (!isJsonObject(value)) return '';
  const person = [value['first_name'], value['last_name']].filter((part) => typeof part === 'string' && part !== '').join(' ');
  const [named] = [value['name'], person, value['username'], value['email'], value['id']].filter(
    (candidate) => typeof candidate === 'string' && candidate !== '',
  );
  return typeof named === 'string' ? named : '';
}
