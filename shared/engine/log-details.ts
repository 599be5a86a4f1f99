import type { AttributeDifference } from '#shared/entra/attribute-difference.ts';
import type { ExpressionValue } from '#shared/entra/expression-functions.ts';
import type { MappedValue, MappingContext } from '#shared/entra/mapping.ts';
import type { TenantObject } from '#shared/entra/tenant.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { ModifiedProperty } from '#shared/trace/event.ts';

type Details = Readonly<Record<string, Json>>;

/** What an import step shows of an object: its attributes as words, and what the service computes. */
export function importedDetails(object: TenantObject, context: MappingContext): Details {
  const attributes = Object.entries(object.attributes).filter(([, value]) => value !== '');
  const roleNames = context.roles.map(({ displayName }) => displayName).join(', ');
  return {
    objectId: object.objectId,
    ...Object.fromEntries(attributes.map(([name, value]) => [name, wordsOf(value)])),
    ...(object.type === 'User' ? { IsSoftDeleted: wordsOf(context.isSoftDeleted) } : {}),
    ...(roleNames === '' ? {} : { appRoleAssignments: roleNames }),
  };
}

/** Values sent, under the flattened names of the log: `name.givenName` reads `namegivenName` there (captured). */
export function exportedDetails(properties: readonly ModifiedProperty[], reportableIdentifier: string): Details {
  const entries = properties.map(({ name, newValue }): [string, Json] => [name.replace(/[.:]/g, ''), newValue]);
  return { ...Object.fromEntries(entries), ReportableIdentifier: reportableIdentifier };
}

export function createdProperties(values: readonly MappedValue[]): readonly ModifiedProperty[] {
  return values.flatMap(({ mapping, value }) => {
    const sent = value ?? mapping.defaultValue;
    return sent === null || sent === '' ? [] : [{ name: mapping.targetAttributeName, oldValue: null, newValue: textOf(sent) }];
  });
}

/** The old value is what the target answered: more than Entra's log shows, where it is always empty. */
export function changedProperties(differences: readonly AttributeDifference[]): readonly ModifiedProperty[] {
  return differences.map(({ targetAttributeName, value, oldValue }) => ({
    name: targetAttributeName,
    oldValue: oldValue === null ? null : typeof oldValue === 'string' ? oldValue : JSON.stringify(oldValue),
    newValue: textOf(value),
  }));
}

function textOf(value: string | readonly string[]): string {
  return typeof value === 'string' ? value : value.join(', ');
}

function wordsOf(value: boolean | NonNullable<ExpressionValue>): string {
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : textOf(value);
}
