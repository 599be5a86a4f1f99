import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { ScimError } from '#shared/scim/error.ts';
import type { PatchOperation } from '#shared/scim/patch-request.ts';
import type { ResourceType } from '#shared/scim/schema.ts';
import { tolerate } from '#shared/scim/tolerance.ts';
import type { Membership } from '../store/member-store.ts';
import type { StoredResource } from '../store/resource-store.ts';
import type { Call } from './call.ts';
import { loadLinks } from './render.ts';

/** Who joined and who left, as ids; joined and left again in one request is in neither. */
export interface MembershipChange {
  readonly added: ReadonlyMap<string, StoredResource>;
  readonly removed: ReadonlyMap<string, StoredResource>;
}

/** The members of a group are kept apart from the rest of it. */
export function splitMembers(
  resource: JsonObject,
  { name }: ResourceType,
): { readonly body: JsonObject; readonly members: Json | undefined } {
  if (name !== 'Group') return { body: resource, members: undefined };
  const { members, ...body } = resource;
  return { body, members };
}

/**
 * Changes the members of a group, one row for each, so that a PATCH for one member costs the same in a group of any size. Operations
 * are those at `members`. Throws ScimError.
 */
export function editMembers(call: Call, group: StoredResource, operations: readonly PatchOperation[]): MembershipChange {
  const added = new Map<string, StoredResource>();
  const removed = new Map<string, StoredResource>();
  const join = (member: StoredResource): void => {
    if (call.members.add(group.key, member.key) && !removed.delete(member.id)) added.set(member.id, member);
  };
  const leave = (member: StoredResource): boolean => {
    const wasMember = call.members.remove(group.key, member.key);
    if (wasMember && !added.delete(member.id)) removed.set(member.id, member);
    return wasMember;
  };
  for (const operation of operations) {
    if (operation.location.subAttribute !== null || (operation.filter !== null && operation.kind !== 'remove')) {
      throw new ScimError(400, 'mutability', `${operation.place}: a member is added or removed, never changed (RFC 7643 §4.2).`);
    }
    if (operation.kind === 'remove') {
      for (const member of leaving(call, group, operation)) leave(member);
      continue;
    }
    const joining = readMembers(call, group, operation);
    if (operation.kind === 'replace') {
      const staying = new Set(joining.map(({ key }) => key));
      for (const member of currentMembers(call, group, ({ key }) => !staying.has(key))) leave(member);
    }
    for (const member of joining) join(member);
  }
  return { added, removed };
}

function readMembers(call: Call, group: StoredResource, { value, place }: PatchOperation): readonly StoredResource[] {
  return idsOf(value).map((id) => {
    const member = call.resources.find(call.directory.id, id);
    if (member === undefined || (member.type !== 'User' && member.type !== 'Group')) {
      throw new ScimError(400, 'invalidValue', `${place}: there is no user or group ${JSON.stringify(id)} to be a member.`);
    }
    if (member.id === group.id) throw new ScimError(400, 'invalidValue', `${place}: a group cannot be a member of itself.`);
    return member;
  });
}

function leaving(call: Call, group: StoredResource, operation: PatchOperation): readonly StoredResource[] {
  const { filter, matches, value, place } = operation;
  if (matches === null && value === undefined) return currentMembers(call, group);
  const ids = matches === null ? idsOf(value) : undefined;
  const isById = filter?.kind === 'comparison' && filter.operator === 'eq' && filter.path.attribute.toLowerCase() === 'value';
  const named = ids ?? (isById ? [String(filter.value)] : undefined);
  const members =
    named?.flatMap((id) => memberWithId(call, group, id)) ??
    // Any other filter has to look at every member.
    loadLinks(group, call).flatMap((link) => (matches?.(link) === true ? memberWithId(call, group, String(link['value'])) : []));
  if (members.length === 0 && ids?.length !== 0) {
    const detail = `${place}: no member of the group is meant (RFC 7644 §3.5.2.2).`;
    tolerate(call.directory.tolerances, 'remove-of-absent-value', 'noTarget', detail);
  }
  return members;
}

function memberWithId(call: Call, group: StoredResource, id: string): readonly StoredResource[] {
  const resource = call.resources.find(call.directory.id, id);
  return resource !== undefined && call.members.has(group.key, resource.key) ? [resource] : [];
}

function currentMembers(
  call: Call,
  group: StoredResource,
  isMeant: (member: Membership) => boolean = () => true,
): readonly StoredResource[] {
  const meant = call.members.membersOf(group.key).filter(isMeant);
  return meant.flatMap(({ id }) => call.resources.find(call.directory.id, id) ?? []);
}

/** The ids that a list of members names. */
export function idsOf(value: Json | undefined): readonly string[] {
  const elements: readonly Json[] = Array.isArray(value) ? value : [];
  return elements.flatMap((element) => (isJsonObject(element) && typeof element['value'] === 'string' ? [element['value']] : []));
}
