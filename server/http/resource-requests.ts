import { isEqualJson, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { ScimError } from '#shared/scim/error.ts';
import { LIST_RESPONSE_URN } from '#shared/scim/message.ts';
import { applyPatch } from '#shared/scim/patch.ts';
import { type PatchOperation, readPatch } from '#shared/scim/patch-request.ts';
import { type Projection, readProjection } from '#shared/scim/projection.ts';
import { readResource } from '#shared/scim/resource.ts';
import type { ResourceType } from '#shared/scim/schema.ts';
import type { Tolerances } from '#shared/scim/tolerance.ts';
import type { HttpResponse } from '../scim-server.ts';
import type { StoredResource } from '../store/resource-store.ts';
import { answer, type Call, readBody } from './call.ts';
import { findResources } from './find-resources.ts';
import { editMembers, type MembershipChange } from './member-edits.ts';
import { locationOf, render, versionOf } from './render.ts';

const COUNT_DEFAULT = 100;
export const COUNT_MAX = 1000;

export function listResources(call: Call, type: ResourceType): HttpResponse {
  const startIndex = Math.max(1, readCount(call, 'startIndex') ?? 1);
  const limit = Math.min(COUNT_MAX, Math.max(0, readCount(call, 'count') ?? COUNT_DEFAULT));
  const projection = projectionOf(call);
  const { found, totalCount } = findResources(call, type, call.query.get('filter'), { offset: startIndex - 1, limit });
  return answer(200, {
    schemas: [LIST_RESPONSE_URN],
    totalResults: totalCount,
    startIndex,
    itemsPerPage: found.length,
    Resources: found.map((resource) => render(resource, projection, call.members, call.baseAddress)),
  });
}

export function createResource(call: Call, type: ResourceType): HttpResponse {
  const { members, ...body } = readResource(readBody(call), type, call.directory.tolerances);
  refuseTakenName(call, type, body, null);
  const created = call.resources.insert(call.directory, type.name, body);
  call.events.created(call.directory, created);
  if (members !== undefined) announceMembers(call, created, editMembers(call, created, [settingMembers(type, 'add', members)]));
  return answerResource(call, 201, created);
}

export function readOne(call: Call, resource: StoredResource): HttpResponse {
  const known = call.headers['if-none-match'];
  if (known !== undefined && includesVersion(known, resource)) return answer(304, null, { etag: versionOf(resource) });
  return answerResource(call, 200, resource);
}

export function replaceResource(call: Call, type: ResourceType, resource: StoredResource): HttpResponse {
  refuseStaleVersion(call, resource);
  const { members = [], ...body } = readResource(readBody(call), type, call.directory.tolerances);
  const change = type.name === 'Group' ? editMembers(call, resource, [settingMembers(type, 'replace', members)]) : null;
  return answerResource(call, 200, save(call, type, resource, body, change));
}

/** A user comes back whole; a group does not, for its members may be many (RFC 7644 §3.5.2 allows both). */
export function patchResource(call: Call, type: ResourceType, resource: StoredResource): HttpResponse {
  refuseStaleVersion(call, resource);
  const { tolerances } = call.directory;
  const operations = readPatch(readBody(call), type, tolerances);
  const isAtMembers = ({ location }: PatchOperation): boolean => type.name === 'Group' && location.attribute.name === 'members';
  const body = applyPatch(
    resource.body,
    operations.filter((operation) => !isAtMembers(operation)),
    tolerances,
  );
  const change = editMembers(
    call,
    resource,
    operations.filter(isAtMembers).map((operation) => asMeant(operation, tolerances)),
  );
  const saved = save(call, type, resource, body, change);
  return type.name === 'Group' ? answer(204, null, { etag: versionOf(saved) }) : answerResource(call, 200, saved);
}

/** Some clients say replace where they add one member; taken at its word, everybody else would leave the group. */
function asMeant(operation: PatchOperation, tolerances: Tolerances): PatchOperation {
  const isAddition = operation.kind === 'replace' && tolerances.has('replace-adds-members');
  return isAddition ? { ...operation, kind: 'add' } : operation;
}

export function deleteResource(call: Call, resource: StoredResource): HttpResponse {
  refuseStaleVersion(call, resource);
  call.resources.remove(resource);
  call.events.deleted(call.directory, resource);
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
  if (isChanged) call.events.updated(call.directory, before, after);
  if (change !== null) announceMembers(call, after, change);
  return after;
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

function refuseTakenName(call: Call, type: ResourceType, body: JsonObject, own: StoredResource | null): void {
  const [name, column] = type.name === 'User' ? (['userName', 'user_name'] as const) : (['displayName', 'display_name'] as const);
  const value = String(body[name]);
  const holder = call.resources.lookup(call.directory.id, type.name, column, value).find(({ key }) => key !== own?.key);
  if (holder === undefined) return;
  const detail = `${name} ${JSON.stringify(value)} is taken by ${type.name} ${holder.id}; it must be unique, whatever its case.`;
  throw new ScimError(409, 'uniqueness', detail);
}

/** A client may ask that only the version it knows is changed (RFC 7644 §3.14). */
function refuseStaleVersion(call: Call, resource: StoredResource): void {
  const wanted = call.headers['if-match'];
  if (wanted === undefined || includesVersion(wanted, resource)) return;
  throw new ScimError(
    412,
    null,
    `If-Match names ${wanted}, but ${resource.type} ${resource.id} is at version ${versionOf(resource)}.`,
  );
}

function includesVersion(header: string, resource: StoredResource): boolean {
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim() === versionOf(resource));
}

function answerResource(call: Call, status: number, resource: StoredResource): HttpResponse {
  const location = locationOf(resource, call.baseAddress);
  return answer(status, render(resource, projectionOf(call), call.members, call.baseAddress), {
    etag: versionOf(resource),
    ...(status === 201 ? { location } : {}),
  });
}

function projectionOf(call: Call): Projection {
  return readProjection(call.query.get('attributes'), call.query.get('excludedAttributes'));
}

function readCount(call: Call, name: 'startIndex' | 'count'): number | undefined {
  const text = call.query.get(name);
  if (text === null || text === '') return undefined;
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new ScimError(400, 'invalidValue', `${name} must be a whole number, found ${JSON.stringify(text)} (RFC 7644 §3.4.2.4).`);
}
