import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';

export const USER_URN = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP_URN = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const ENTERPRISE_USER_URN = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/**
 * A target attribute as the mapping table names it. Entra has no nested target: `emails[type eq "work"].value` is one attribute,
 * `name.givenName` another (Microsoft: customize-application-attributes).
 */
export interface TargetAttribute {
  /** URN under which the attribute is nested, or null for the core schema. */
  readonly extensionUrn: string | null;
  readonly attribute: string;
  /** The one `eq` term of a filtered path. */
  readonly filter: { readonly attribute: string; readonly value: string } | null;
  readonly subAttribute: string | null;
}

const URN_PATH = /^(urn:.+):([^:]+)$/i;
const PATH = /^([A-Za-z$][\w$-]*)(?:\[\s*([\w$]+)\s+eq\s+"([^"]*)"\s*\])?(?:\.([\w$-]+))?$/;

// The rows of one mapping are asked for with every object. Bounded, for a person edits many.
const PARSED_COUNT_MAX = 500;
const parsedByName = new Map<string, TargetAttribute | null>();

/** Null for a text that is no path of the kind Entra's attribute list takes. */
export function parseTargetAttribute(name: string): TargetAttribute | null {
  const known = parsedByName.get(name);
  if (known !== undefined) return known;
  if (parsedByName.size >= PARSED_COUNT_MAX) parsedByName.clear();
  const parsed = parse(name);
  parsedByName.set(name, parsed);
  return parsed;
}

function parse(name: string): TargetAttribute | null {
  const urn = URN_PATH.exec(name);
  const [extensionUrn, rest] = urn ? [urn[1] ?? null, urn[2] ?? ''] : [null, name];
  const path = PATH.exec(rest);
  if (path === null) return null;
  const [, attribute = '', filterAttribute, filterValue = '', subAttribute = null] = path;
  return {
    extensionUrn,
    attribute,
    filter: filterAttribute === undefined ? null : { attribute: filterAttribute, value: filterValue },
    subAttribute,
  };
}

/** What a resource holds at a target attribute; undefined where it holds nothing. Names ignore case (RFC 7643 §2.1). */
export function readTargetAttribute(resource: JsonObject, target: TargetAttribute): Json | undefined {
  const home = target.extensionUrn === null ? resource : member(resource, target.extensionUrn);
  if (!isJsonObject(home)) return undefined;
  const value = member(home, target.attribute);
  const chosen = target.filter === null ? value : findElement(value, target.filter);
  if (target.subAttribute === null) return chosen;
  return isJsonObject(chosen) ? member(chosen, target.subAttribute) : undefined;
}

/** The target's spelling of a key, whatever its case. */
export function member(object: JsonObject, name: string): Json | undefined {
  if (Object.hasOwn(object, name)) return object[name];
  const wanted = name.toLowerCase();
  const found = Object.keys(object).find((key) => key.toLowerCase() === wanted);
  return found === undefined ? undefined : object[found];
}

function findElement(value: Json | undefined, filter: { readonly attribute: string; readonly value: string }): Json | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.find((element) => {
    if (!isJsonObject(element)) return false;
    const held = member(element, filter.attribute);
    // `roles[primary eq "True"]` names a boolean with a quoted word (Microsoft: customize-application-attributes, roles).
    return held !== undefined && String(held).toLowerCase() === filter.value.toLowerCase();
  });
}
