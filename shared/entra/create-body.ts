import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { type MappedValue, toTypedValue } from './mapping.ts';
import { ENTERPRISE_USER_URN, GROUP_URN, parseTargetAttribute, type TargetAttribute, USER_URN } from './target-attribute.ts';

type Draft = { [key: string]: Json | Draft | Draft[] };

/**
 * The body of a creation, in the order of keys of Microsoft's sample: schemas, externalId, userName, then by name, extensions
 * last. Both core and enterprise schema are listed whatever is sent; extensions of one's own are nested but not listed.
 * Evidence: documented (use-scim-to-provision-users-and-groups, Create User, Create Group), group captured (learn 637791).
 */
export function createBody(type: 'User' | 'Group', values: readonly MappedValue[]): JsonObject {
  const core: Draft = { meta: { resourceType: type }, ...(type === 'User' ? { roles: [] } : { members: [] }) };
  const extensions: Draft = {};
  for (const mapped of values) {
    const target = parseTargetAttribute(mapped.mapping.targetAttributeName);
    // A default value stands in for null, at creation only (customize-application-attributes).
    const value = mapped.value ?? mapped.mapping.defaultValue;
    if (target === null || value === null || value === '') continue;
    const home = target.extensionUrn === null ? core : memberDraft(extensions, target.extensionUrn);
    place(home, target, toTypedValue(mapped.mapping.targetAttributeName, value));
  }
  const schemas = type === 'User' ? [USER_URN, ENTERPRISE_USER_URN] : [GROUP_URN];
  return { schemas, ...inSampleOrder(core), ...(extensions as JsonObject) };
}

function place(home: Draft, target: TargetAttribute, value: Json): void {
  if (target.filter !== null) {
    elementDraft(home, target.attribute, target.filter)[target.subAttribute ?? 'value'] = value;
  } else if (target.subAttribute !== null) {
    memberDraft(home, target.attribute)[target.subAttribute] = value;
  } else {
    home[target.attribute] = value;
  }
}

function memberDraft(home: Draft, name: string): Draft {
  const known = home[name];
  if (isJsonObject(known)) return known as Draft;
  const made: Draft = {};
  home[name] = made;
  return made;
}

/** One element per filter value: two of the same type cannot be fed. */
function elementDraft(home: Draft, attribute: string, filter: { readonly attribute: string; readonly value: string }): Draft {
  const known = home[attribute];
  const elements: Draft[] = Array.isArray(known) ? (known as Draft[]) : [];
  home[attribute] = elements;
  const mark: Json = filter.attribute === 'primary' ? filter.value.toLowerCase() === 'true' : filter.value;
  const found = elements.find((element) => element[filter.attribute] === mark);
  if (found !== undefined) return found;
  const made: Draft = { ...openingOf(attribute, filter.value), [filter.attribute]: mark };
  elements.push(made);
  return made;
}

/** What an element starts with before its filter: `primary` on the work e-mail and address, but on no telephone number. */
function openingOf(attribute: string, filterValue: string): Draft {
  if ((attribute === 'emails' || attribute === 'addresses') && filterValue === 'work') return { primary: true };
  if (attribute === 'roles') return { primary: true, type: 'WindowsAzureActiveDirectoryRole' };
  return {};
}

const LEADING = ['externalId', 'userName'];
const NAME_PARTS = ['formatted', 'familyName', 'givenName'];

function inSampleOrder(core: Draft): JsonObject {
  const { name } = core;
  const ordered = isJsonObject(name) ? { ...core, name: inOrder(name, NAME_PARTS) } : (core as JsonObject);
  return inOrder(ordered, LEADING);
}

/** The leading keys in their order, the others by name. */
function inOrder(object: JsonObject, leading: readonly string[]): JsonObject {
  const rankOf = (key: string) => (leading.includes(key) ? leading.indexOf(key) : leading.length);
  const keys = Object.keys(object).sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
  return Object.fromEntries(keys.flatMap((key) => (object[key] === undefined ? [] : [[key, object[key]]])));
}
