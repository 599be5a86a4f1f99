import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { randomUuid, seededRandom } from '#shared/kernel/random.ts';
import type { MappedValue } from './mapping.ts';
import { roleValuesOf, toRoleObject } from './role-values.ts';
import { ENTERPRISE_USER_URN, GROUP_URN, parseTargetAttribute, type TargetAttribute, USER_URN } from './target-attribute.ts';
import { toTypedValue } from './target-attribute-value.ts';
import { unlistedDefinition } from './target-catalogue.ts';
import type { WireStyle } from './wire-style.ts';

export type Draft = { [key: string]: Json | Draft | Draft[] };

/** The pre-2018-12-18 schema of groups, which the tutorial still shows (use-scim-to-provision-users-and-groups, Create Group). */
const ADSCIM_GROUP_URN = 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group';

/**
 * The body of a creation, in the order of keys of Microsoft's sample: schemas, externalId, userName, then by name, extensions
 * last. Both core and enterprise schema are listed whatever is sent; extensions of one's own are nested but not listed.
 * Evidence: documented (use-scim-to-provision-users-and-groups, Create User, Create Group), group captured (learn 637791).
 */
export function createBody(
  type: 'User' | 'Group',
  values: readonly MappedValue[],
  style: Pick<WireStyle, 'userSchemas' | 'groupCreation'>,
): JsonObject {
  const core: Draft = { meta: { resourceType: type } };
  if (type === 'User') core['roles'] = [];
  else if (style.groupCreation !== 'adscim') core['members'] = [];
  const extensions: Draft = {};
  for (const mapped of values) {
    const target = parseTargetAttribute(mapped.mapping.targetAttributeName);
    const value = createdValueOf(mapped);
    if (target === null || value === null || value === '') continue;
    place(target.extensionUrn === null ? core : memberDraft(extensions, target.extensionUrn), target, value);
  }
  if (type === 'Group' && style.groupCreation === 'with-id-2018') core['id'] = chosenId(core);
  const body: Draft = { schemas: [...schemasOf(type, style)] };
  const { name } = core;
  if (isJsonObject(name)) core['name'] = copyInOrder(name as Draft, orderOfName, {});
  copyInOrder(core, orderOfBody, body);
  for (const urn in extensions) if (extensions[urn] !== undefined) body[urn] = extensions[urn];
  return body as JsonObject;
}

function schemasOf(type: 'User' | 'Group', style: Pick<WireStyle, 'userSchemas' | 'groupCreation'>): readonly string[] {
  if (type === 'User') return style.userSchemas === 'both' ? [USER_URN, ENTERPRISE_USER_URN] : [USER_URN];
  return style.groupCreation === 'members-empty' ? [GROUP_URN] : [GROUP_URN, ADSCIM_GROUP_URN];
}

function createdValueOf({ mapping, definition, value: mapped }: MappedValue): Json {
  const roles = roleValuesOf(mapping, mapped);
  if (roles !== null) return roles.roles.length === 0 ? null : roles.roles.map((role) => toRoleObject(role, roles.kind));
  // A default value stands in for null, at creation only (customize-application-attributes).
  const value = mapped ?? mapping.defaultValue;
  if (value === null || value === '') return null;
  const { type, isMultivalued } = definition ?? unlistedDefinition(mapping.targetAttributeName);
  if (typeof value === 'string' && !isMultivalued) return toTypedValue(type, value);
  const values = typeof value === 'string' ? [value] : value;
  return values.length === 0 ? null : values.map((text) => ({ value: toTypedValue(type, text) }));
}

/** An id that the client chose, as in the guidelines of 2018; how it was chosen is not known. Equal groups get an equal one. */
function chosenId(core: Draft): string {
  return randomUuid(seededRandom('group id', JSON.stringify(core)));
}

/** Puts a value where a target attribute says, beside what is there. */
export function place(home: Draft, target: TargetAttribute, value: Json): void {
  if (target.filter !== null) {
    elementDraft(home, target.attribute, target.filter)[target.subAttribute ?? 'value'] = value;
  } else if (target.subAttribute !== null) {
    memberDraft(home, target.attribute)[target.subAttribute] = value;
  } else {
    home[target.attribute] = value;
  }
}

export function memberDraft(home: Draft, name: string): Draft {
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
  if (elements !== known) home[attribute] = elements;
  const mark: Json = filter.attribute === 'primary' ? filter.value.toLowerCase() === 'true' : filter.value;
  for (const element of elements) if (element[filter.attribute] === mark) return element;
  const made = openingOf(attribute, filter.value);
  made[filter.attribute] = mark;
  elements.push(made);
  return made;
}

/** What an element starts with before its filter: `primary` on the work e-mail and address, but on no telephone number. */
function openingOf(attribute: string, filterValue: string): Draft {
  if ((attribute === 'emails' || attribute === 'addresses') && filterValue === 'work') return { primary: true };
  if (attribute === 'roles') return { primary: true, type: 'WindowsAzureActiveDirectoryRole' };
  return {};
}

/** Keys of a resource in the order of the sample: some lead, the others come by name. */
const orderOfBody = keyOrder(['externalId', 'id', 'userName']);
const orderOfName = keyOrder(['formatted', 'familyName', 'givenName']);

function copyInOrder(from: Draft, order: (keys: readonly string[]) => readonly string[], to: Draft): Draft {
  for (const key of order(Object.keys(from))) {
    const value = from[key];
    if (value !== undefined) to[key] = value;
  }
  return to;
}

// Bodies of one job have few sets of keys between them: each set is sorted once. Bounded, for attributes are what people map.
const KEY_SET_COUNT_MAX = 500;

function keyOrder(leading: readonly string[]): (keys: readonly string[]) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  const rankOf = (key: string) => (leading.includes(key) ? leading.indexOf(key) : leading.length);
  return (keys) => {
    const set = keys.join(' ');
    const before = known.get(set);
    if (before !== undefined) return before;
    if (known.size >= KEY_SET_COUNT_MAX) known.clear();
    const sorted = keys.toSorted((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
    known.set(set, sorted);
    return sorted;
  };
}
