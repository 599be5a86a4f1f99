import type { AttributeDifference } from '#shared/entra/attribute-difference.ts';
import type { ExpressionValue } from '#shared/entra/expressions/expression-value.ts';
import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import type { MappedValue, MappingContext } from '#shared/entra/mapping.ts';
import { isRedactedSource, REDACTED, redactedAttributesOf } from '#shared/entra/redaction.ts';
import { member, parseTargetAttribute, readTargetAttribute } from '#shared/entra/target-attribute.ts';
import type { TenantObject } from '#shared/entra/tenant.ts';
import type { TargetResource } from '#shared/entra/wire-answer.ts';
import { excerptOf } from '#shared/entra/wire-error.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import { isJsonObject, type Json } from '#shared/kernel/json.ts';
import type { ModifiedProperty } from '#shared/trace/event.ts';
import type { Escrow } from './effect.ts';

type Details = Readonly<Record<string, Json>>;

/**
 * What an import step shows of an object: its attributes as words, and what the service computes; `[Redact]` in place of what a row
 * with `Redact` is made from.
 */
function importedDetails(object: TenantObject, { roles, isSoftDeleted, mapping }: Imported): Details {
  const redacted = redactedAttributesOf(mapping);
  const roleNames = roles.map(({ displayName }) => displayName).join(', ');
  const shown = (name: string, words: string): [string, Json] => [name, redacted.has(name) ? REDACTED : words];
  const entries: [string, Json][] = [['objectId', object.objectId]];
  for (const [name, value] of Object.entries(object.attributes)) if (value !== '') entries.push(shown(name, wordsOf(value)));
  if (object.type === 'User') entries.push(['IsSoftDeleted', wordsOf(isSoftDeleted)]);
  if (roleNames !== '') entries.push(shown('appRoleAssignments', roleNames));
  return Object.fromEntries(entries);
}

interface Imported extends Pick<MappingContext, 'roles' | 'isSoftDeleted'> {
  readonly mapping: ObjectMapping;
}

/**
 * What the import of a change shows: what changed, where that is known, with an empty text for what is gone. Evidence: captured,
 * a group whose members changed and that shows its id alone.
 */
export function changedDetails(object: TenantObject, imported: Imported, names: readonly string[] | null): Details {
  const all = importedDetails(object, imported);
  if (names === null) return all;
  const manager = object.type === 'User' ? object.managerId : null;
  const shown = names.filter((name) => object.type === 'User' || name !== 'IsSoftDeleted');
  return {
    objectId: object.objectId,
    ...Object.fromEntries(shown.map((name) => [name, (name === 'manager' ? manager : all[name]) ?? ''])),
  };
}

/** What waited for a retry, under the names and in the formats of a captured record. */
export function retriedDetails(escrow: Escrow, modificationType: 'Add' | 'Update' | 'Delete'): Details {
  return {
    CountProcessed: escrow.attempts - 1,
    CreationTime: instantText(escrow.firstFailedAt),
    Identifier: escrow.sourceId,
    ModificationType: modificationType,
    NextAttempt: invariantText(escrow.nextAttemptAt),
    Origin: 'Source',
    TypeName: 'EscrowedEntryDefault',
  };
}

/**
 * What matching shows of a resource: its id, and what it holds at the mapped attributes (captured: `active`, `displayName`, …).
 * Members are not asked for, and left out where a target answers them all the same.
 */
export function retrievedDetails({ id, resource }: TargetResource, mapping: ObjectMapping): Details {
  const held = mapping.attributeMappings.flatMap(({ targetAttributeName, source }): readonly [string, Json][] => {
    if (source.type === 'Attribute' && source.name === 'members') return [];
    const path = parseTargetAttribute(targetAttributeName);
    const value = path === null ? undefined : readTargetAttribute(resource, path);
    if (value === undefined || value === null || value === '') return [];
    return [[flattened(targetAttributeName), isRedactedSource(source) ? REDACTED : heldText(value)]];
  });
  return { ...Object.fromEntries(held), id };
}

/** The target's own name of a resource; `otherwise` where it holds none. */
export function retrievedNameOf({ resource }: TargetResource, otherwise: string): string {
  const name = [member(resource, 'userName'), member(resource, 'displayName')].find(
    (value) => typeof value === 'string' && value !== '',
  );
  return typeof name === 'string' ? excerptOf(name) : otherwise;
}

/** Values sent, under the flattened names of the log. */
export function exportedDetails(properties: readonly ModifiedProperty[], reportableIdentifier: string): Details {
  const entries = properties.map(({ name, newValue }): [string, Json] => [flattened(name), newValue]);
  entries.push(['ReportableIdentifier', reportableIdentifier]);
  return Object.fromEntries(entries);
}

/** The log drops dots and the punctuation of URNs: `name.givenName` reads `namegivenName` there (captured). */
function flattened(name: string): string {
  return name.replace(/[.:]/g, '');
}

export function createdProperties(values: readonly MappedValue[]): readonly ModifiedProperty[] {
  return values.flatMap(({ mapping, value }) => {
    const sent = value ?? mapping.defaultValue;
    if (sent === null || sent === '') return [];
    const newValue = isRedactedSource(mapping.source) ? REDACTED : textOf(sent);
    return [{ name: mapping.targetAttributeName, oldValue: null, newValue }];
  });
}

/** The old value is what the target answered: more than Entra's log shows, where it is always empty. */
export function changedProperties(differences: readonly AttributeDifference[]): readonly ModifiedProperty[] {
  return differences.map(({ targetAttributeName: name, value, oldValue, isRedacted }) => {
    const held = oldValue === null || typeof oldValue === 'string' ? oldValue : JSON.stringify(oldValue);
    if (isRedacted) return { name, oldValue: held === null ? null : REDACTED, newValue: REDACTED };
    return { name, oldValue: held, newValue: textOf(value) };
  });
}

/** Seven decimals, as the service writes them. */
export function instantText(at: Instant): string {
  return new Date(at).toISOString().replace('Z', '0000Z');
}

/** `3/24/2026 7:17:42 AM`, UTC: the one time that the captured record spells so. */
function invariantText(at: Instant): string {
  const date = new Date(at);
  const hours = date.getUTCHours();
  const [minutes, seconds] = [date.getUTCMinutes(), date.getUTCSeconds()].map((part) => String(part).padStart(2, '0'));
  const day = `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`;
  return `${day} ${hours % 12 || 12}:${minutes}:${seconds} ${hours < 12 ? 'AM' : 'PM'}`;
}

/** A reference reads as what it refers to. What a target sends may be of any size. */
function heldText(value: Json): Json {
  if (typeof value === 'boolean') return wordsOf(value);
  const reference = isJsonObject(value) ? value['value'] : undefined;
  if (typeof reference === 'string') return excerptOf(reference);
  return excerptOf(typeof value === 'string' ? value : JSON.stringify(value));
}

function textOf(value: string | readonly string[]): string {
  return typeof value === 'string' ? value : value.join(', ');
}

function wordsOf(value: boolean | NonNullable<ExpressionValue>): string {
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : textOf(value);
}
