import type { ExpressionValue } from '#shared/entra/expressions/expression-value.ts';
import type { Role } from '#shared/entra/role-values.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';

/** What an expression looks at, as a person or a file gives it. */
export interface ExpressionSource {
  /** Null for an attribute without a value. Names are exact, `constructor` is one like any other. */
  readonly attribute: (name: string) => ExpressionValue;
  readonly roles: readonly Role[];
  /** The tenant's, of the member `$tenant.defaultDomain`; null: it has none. */
  readonly defaultDomain: string | null;
}

/** The member of a source that is the tenant's default domain, and no attribute. */
export const DEFAULT_DOMAIN = '$tenant.defaultDomain';
const ROLES = 'appRoleAssignments';

/**
 * Reads an object of attributes. Booleans become Entra's words and numbers their text, null is no value, a list is a multi-valued
 * attribute. `appRoleAssignments` are roles: objects `{ id, value, displayName }`, or their names.
 */
export function parseExpressionSource(source: Json | undefined): Parsed<ExpressionSource> {
  if (!isJsonObject(source)) {
    const message = source === undefined ? 'There is no source.' : 'The source is no object of attributes.';
    return refuse('source', message, 'Write { "givenName": "Ada" }, or {} where the expression needs none.');
  }
  const values = new Map<string, ExpressionValue>();
  let roles: readonly Role[] = [];
  let defaultDomain: string | null = null;
  for (const [name, given] of Object.entries(source)) {
    if (name === ROLES) {
      const parsed = parseRoles(given);
      if (!parsed.ok) return parsed;
      roles = parsed.value;
      continue;
    }
    const value = attributeValueOf(given);
    if (value === undefined) return refuse(`source.${name}`, NO_VALUE, 'Write nested objects as attributes of their own.');
    if (name !== DEFAULT_DOMAIN) values.set(name, value);
    else if (value === null || typeof value === 'string') defaultDomain = value === '' ? null : value;
    else return refuse(`source.${name}`, 'A tenant has one default domain.', 'Write it as text, such as "larkfield.test".');
  }
  // That a plain function sees their names is inferred: Entra documents the role functions only.
  if (roles.length > 0)
    values.set(
      ROLES,
      roles.map((role) => role.value),
    );
  return accepted({ attribute: (name) => values.get(name) ?? null, roles, defaultDomain });
}

const NO_VALUE = 'An attribute is a text, a number, a boolean, null, or a list of these.';

/** Undefined for what no attribute can hold. */
function attributeValueOf(given: Json): ExpressionValue | undefined {
  if (given === null) return null;
  if (!isList(given)) return textOf(given);
  const texts: string[] = [];
  for (const each of given) {
    if (each === null) continue;
    const text = textOf(each);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return texts;
}

function textOf(given: Json): string | undefined {
  if (typeof given === 'string') return given;
  if (typeof given === 'boolean') return given ? 'True' : 'False';
  return typeof given === 'number' ? String(given) : undefined;
}

function parseRoles(given: Json): Parsed<readonly Role[]> {
  const list = given === null ? [] : isList(given) ? given : [given];
  const roles: Role[] = [];
  for (const each of list) {
    const role = typeof each === 'string' ? { id: '', value: each, displayName: each } : isJsonObject(each) ? roleOf(each) : null;
    if (role === null) {
      const message = 'A role is an object { id, value, displayName }, or a name.';
      return refuse(`source.${ROLES}`, message, 'Write [{ "id": "1", "value": "Admin", "displayName": "Admin" }].');
    }
    roles.push(role);
  }
  return accepted(roles);
}

/** Null where it has neither a value nor a name. */
function roleOf(given: JsonObject): Role | null {
  const [id = '', value, displayName] = ['id', 'value', 'displayName'].map((key) =>
    Object.hasOwn(given, key) ? textOf(given[key] ?? null) : undefined,
  );
  const name = value ?? displayName;
  return name === undefined ? null : { id, value: name, displayName: displayName ?? name };
}

function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

function refuse(place: string, message: string, remedy: string): Parsed<never> {
  return refused({ place, message, remedy });
}
