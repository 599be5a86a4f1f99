import { isEqualJson, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { applyPatch } from '#shared/scim/patch.ts';
import { type PatchOperation, readPatch } from '#shared/scim/patch-request.ts';
import { type Projection, readProjection } from '#shared/scim/projection.ts';
import { readResource, refuseMissing, replaceResource } from '#shared/scim/resource.ts';
import type { ResourceType } from '#shared/scim/schema.ts';
import type { Tolerances } from '#shared/scim/tolerance.ts';
import type { DirectoryEvents } from '../events/directory-events.ts';
import type { HttpResponse } from '../scim-server.ts';
import type { StoredResource } from '../store/resource-store.ts';
import { answer, answerText, type Call, readBody } from './call.ts';
import { resourceText } from './list-text.ts';
import { editMembers, type MembershipChange, splitMembers } from './member-edits.ts';
import { checkPreconditions, isKnownVersion } from './preconditions.ts';
import { locationOf, versionOf } from './render.ts';
import { claimUniqueValues, refuseTakenName } from './uniqueness.ts';

/** POST (RFC 7644 §3.3). */
export function createOne(call: Call, type: ResourceType): HttpResponse {
  const projection = projectionOf(call);
  const { body, members } = splitMembers(readResource(readBody(call), type, call.directory.tolerances), type);
  refuseTakenName(call, type, body, null);
  const created = call.resources.insert(call.directory, type.name, body);
  claimUniqueValues(call, type, created);
  eventsOf(call, type)?.created(call.directory, created);
  if (members !== undefined) announceMembers(call, created, editMembers(call, created, [settingMembers(type, 'add', members)]));
  return answerResource(call, 201, created, projection);
}

/** GET (RFC 7644 §3.4.1). */
export function readOne(call: Call, resource: StoredResource): HttpResponse {
  checkPreconditions(call, resource);
  if (isKnownVersion(call, resource)) return answer(304, null, { etag: versionOf(resource) });
  return answerResource(call, 200, resource, projectionOf(call));
}

/** PUT (RFC 7644 §3.5.1): what is not given goes, and so do members. */
export function replaceOne(call: Call, type: ResourceType, resource: StoredResource): HttpResponse {
  checkPreconditions(call, resource);
  const projection = projectionOf(call);
  const given = splitMembers(readResource(readBody(call), type, call.directory.tolerances), type);
  const body = replaceResource(resource.body, given.body, type);
  const isGroup = type.name === 'Group';
  const change = isGroup ? editMembers(call, resource, [settingMembers(type, 'replace', given.members ?? [])]) : null;
  return answerResource(call, 200, save(call, type, resource, body, change), projection);
}

/**
 * PATCH (RFC 7644 §3.5.2). Answered with the resource where a client asks for attributes; else as the directory is set: a user comes
 * back whole, a group does not, for its members may be many.
 */
export function patchOne(call: Call, type: ResourceType, resource: StoredResource): HttpResponse {
  checkPreconditions(call, resource);
  const projection = projectionOf(call);
  const { tolerances } = call.directory;
  const operations = readPatch(readBody(call), type, tolerances);
  const isAtMembers = ({ location }: PatchOperation): boolean => type.name === 'Group' && location.attribute.name === 'members';
  const body = applyPatch(
    resource.body,
    operations.filter((operation) => !isAtMembers(operation)),
    tolerances,
  );
  refuseMissing(body, type);
  const change = editMembers(
    call,
    resource,
    operations.filter(isAtMembers).map((operation) => asMeant(operation, tolerances)),
  );
  const saved = save(call, type, resource, body, change);
  const status = projection.attributes === null ? patchStatusOf(call, type) : 200;
  return status === 204 ? answer(204, null, { etag: versionOf(saved) }) : answerResource(call, 200, saved, projection);
}

function patchStatusOf({ directory }: Call, { name }: ResourceType): 200 | 204 {
  if (name === 'Group') return directory.settings.groupPatchStatus;
  return name === 'User' ? directory.settings.userPatchStatus : 200;
}

/** Some clients say replace where they add one member; taken at its word, everybody else would leave the group. */
function asMeant(operation: PatchOperation, tolerances: Tolerances): PatchOperation {
  const isAddition = operation.kind === 'replace' && tolerances.has('replace-adds-members');
  return isAddition ? { ...operation, kind: 'add' } : operation;
}

/** DELETE (RFC 7644 §3.6). */
export function deleteOne(call: Call, type: ResourceType, resource: StoredResource): HttpResponse {
  checkPreconditions(call, resource);
  eventsOf(call, type)?.deleted(call.directory, resource);
  call.resources.remove(resource);
  return answer(204, null);
}

/** Stores a new version if anything changed, and raises the events that tell of it. */
function save(
  call: Call,
  type: ResourceType,
  before: StoredResource,
  body: JsonObject,
  change: MembershipChange | null,
): StoredResource {
  const isChanged = !isEqualJson(before.body, body);
  const hasNewMembers = change !== null && change.added.size + change.removed.size > 0;
  if (!isChanged && !hasNewMembers) return before;
  if (isChanged) refuseTakenName(call, type, body, before);
  const after = call.resources.update(before, body);
  if (isChanged) {
    claimUniqueValues(call, type, after);
    eventsOf(call, type)?.updated(call.directory, before, after);
  }
  if (change !== null) announceMembers(call, after, change);
  return after;
}

/** Directory events tell of users and groups, and of nothing else. */
function eventsOf(call: Call, { name }: ResourceType): DirectoryEvents | undefined {
  return name === 'User' || name === 'Group' ? call.events : undefined;
}

function announceMembers(call: Call, group: StoredResource, { added, removed }: MembershipChange): void {
  for (const member of removed.values()) {
    if (member.type === 'User') call.events.membershipChanged(call.directory, 'user_removed', group, member);
  }
  for (const member of added.values()) {
    if (member.type === 'User') call.events.membershipChanged(call.directory, 'user_added', group, member);
  }
}

/** A whole list of members, as POST and PUT give it, in the form of the operation that would set it. */
function settingMembers(type: ResourceType, kind: 'add' | 'replace', value: Json): PatchOperation {
  const attribute = type.schema.attributes.find(({ name }) => name === 'members');
  if (attribute === undefined) throw new Error(`Broken promise: ${type.name} has members`);
  return {
    kind,
    location: { extensionUrn: null, attribute, subAttribute: null },
    filter: null,
    matches: null,
    value,
    place: 'members',
  };
}

function answerResource(call: Call, status: number, resource: StoredResource, projection: Projection): HttpResponse {
  return answerText(status, resourceText(resource, projection, call), {
    etag: versionOf(resource),
    ...(status === 201 ? { location: locationOf(resource, call) } : {}),
  });
}

function projectionOf(call: Call): Projection {
  return readProjection(call.query.get('attributes'), call.query.get('excludedAttributes'));
}
