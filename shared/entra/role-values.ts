import { isJsonObject, type Json, type JsonObject, parseJson } from '#shared/kernel/json.ts';
import type { Expression } from './expressions/expression.ts';
import { readExpression } from './expressions/parse-expression.ts';
import type { AttributeMapping } from './job-configuration.ts';
import { member } from './target-attribute.ts';

/** One app role of an assignment, as the complex role functions give it. */
export interface Role {
  readonly id: string;
  readonly value: string;
  readonly displayName: string;
}

/** What a row gives that a complex role function feeds. */
export interface RoleValues {
  /** `complex` only adds; `assertive` replaces the whole list. */
  readonly kind: 'complex' | 'assertive';
  readonly roles: readonly Role[];
}

/** Null for a row that no complex role function feeds. Each value is one role as JSON: `{"id":…,"value":…,"displayName":…}`. */
export function roleValuesOf({ source }: AttributeMapping, value: string | readonly string[] | null): RoleValues | null {
  if (source.type !== 'Function' || !/AppRoleAssignmentsComplex/i.test(source.expression)) return null;
  // However its names are spelled: what the job's options refuse has given no value.
  const reading = readExpression(source.expression, { ignoresFunctionCase: true, hasCloudSyncFunctions: true });
  const kind = reading.ok ? kindOf(reading.value) : null;
  if (kind === null) return null;
  const texts = value === null ? [] : typeof value === 'string' ? [value] : value;
  return { kind, roles: texts.map(toRole) };
}

const kinds: Readonly<Record<string, RoleValues['kind']>> = {
  AppRoleAssignmentsComplex: 'complex',
  AssertiveAppRoleAssignmentsComplex: 'assertive',
};

/** Functions that give an argument on as it is, and so its roles. */
const passing = new Set(['IgnoreFlowIfNullOrEmpty', 'Redact', 'Coalesce', 'IIF', 'Switch', 'RemoveDuplicates']);

function kindOf(expression: Expression): RoleValues['kind'] | null {
  if (expression.kind !== 'Function') return null;
  const own = kinds[expression.name];
  if (own !== undefined || !passing.has(expression.name)) return own ?? null;
  return expression.arguments.map(kindOf).find((kind) => kind !== null) ?? null;
}

function toRole(text: string): Role {
  const parsed = parseJson(text);
  if (!isJsonObject(parsed)) return { id: '', value: text, displayName: text };
  const { id, value, displayName } = parsed;
  return { id: String(id ?? ''), value: String(value ?? ''), displayName: String(displayName ?? value ?? '') };
}

/** A JSON document inside a string, without primary and type. Documented: customize-application-attributes; SCIM-SDK issue 516. */
export function toRoleText({ id, value, displayName }: Role): JsonObject {
  return { value: JSON.stringify({ id, value, displayName }) };
}

/** The object form: `displayName` from the complex function, `display` from the assertive one, as Microsoft's samples have it. */
export function toRoleObject({ value, displayName }: Role, kind: RoleValues['kind']): JsonObject {
  const head = { primary: false, type: 'WindowsAzureActiveDirectoryRole' };
  return kind === 'complex' ? { ...head, displayName, value } : { ...head, display: displayName, value };
}

/** The value of one element of a list that the target holds, whether it kept a role's JSON or understood it. */
export function heldValueOf(element: Json): string {
  const value = isJsonObject(element) ? member(element, 'value') : element;
  if (typeof value !== 'string') return String(value ?? '');
  const inner = value.startsWith('{') ? parseJson(value) : undefined;
  return isJsonObject(inner) && typeof inner['value'] === 'string' ? inner['value'] : value;
}
