import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';
import { includesAttribute, type Projection, project } from '#shared/scim/projection.ts';
import { schemasOf } from '#shared/scim/resource.ts';
import type { ResourceType } from '#shared/scim/schema.ts';
import { enterpriseUserSchema } from '#shared/scim/user-schema.ts';
import { toIso } from '../events/payload.ts';
import type { DirectoryRecord } from '../store/directory-store.ts';
import type { MemberStore, Membership } from '../store/member-store.ts';
import type { StoredResource } from '../store/resource-store.ts';
import { linksOf } from './list-plan.ts';

/** What showing a resource needs to know of where it is kept; a Call is one. */
interface Surroundings {
  readonly directory: Pick<DirectoryRecord, 'types'>;
  readonly members: MemberStore;
  readonly baseAddress: string;
}

/** A resource as an answer shows it: with what only the server knows, and no more than was asked for. */
export function render(resource: StoredResource, projection: Projection, around: Surroundings): JsonObject {
  const type = resourceTypeOf(resource, around);
  const loads = linksOf(type.name);
  const links = loads !== null && includesAttribute(projection, type, loads) ? loadLinks(resource, around) : [];
  const whole = { ...toDocument(resource, around), ...(loads === null || links.length === 0 ? {} : { [loads]: links }) };
  return project(whole, type, projection);
}

/** A resource with its common attributes, but without members or groups: what most filters look at. */
export function toDocument(resource: StoredResource, around: Surroundings): JsonObject {
  const { id, body, createdAt, updatedAt } = resource;
  const type = resourceTypeOf(resource, around);
  const { externalId, ...rest } = withManagerAddress(body, around);
  return {
    schemas: schemasOf(body, type),
    id,
    ...(externalId === undefined ? {} : { externalId }),
    meta: {
      resourceType: type.name,
      created: toIso(createdAt),
      lastModified: toIso(updatedAt),
      location: locationOf(resource, around),
      version: versionOf(resource),
    },
    ...rest,
  };
}

/** `members` of a group, `groups` of a user. */
export function loadLinks(resource: StoredResource, around: Surroundings): readonly JsonObject[] {
  const { members } = around;
  if (resource.type === 'Group') return members.membersOf(resource.key).map((member) => toLink(member, member.type, around));
  return members.groupsOf(resource.key).map((group) => toLink(group, 'direct', around));
}

export function locationOf(resource: Pick<StoredResource, 'type' | 'id'>, around: Omit<Surroundings, 'members'>): string {
  return `${around.baseAddress}${resourceTypeOf(resource, around).endpoint}/${encodeURIComponent(resource.id)}`;
}

/** A weak entity tag: the number of the version (RFC 7644 §3.14). */
export function versionOf(resource: StoredResource): string {
  return `W/"${resource.version}"`;
}

function resourceTypeOf({ type }: Pick<StoredResource, 'type'>, { directory }: Pick<Surroundings, 'directory'>): ResourceType {
  const found = directory.types.find(({ name }) => name === type);
  if (found === undefined) throw new Error(`Broken promise: a directory knows the type of what it holds, found ${type}`);
  return found;
}

/** One of `members` or `groups`. */
export function toLink(end: Membership, type: string, around: Surroundings): JsonObject {
  return { value: end.id, $ref: locationOf(end, around), type, display: end.display };
}

function withManagerAddress(body: JsonObject, around: Surroundings): JsonObject {
  const enterprise = body[enterpriseUserSchema.id];
  const manager = isJsonObject(enterprise) ? enterprise['manager'] : undefined;
  if (!isJsonObject(enterprise) || !isJsonObject(manager) || typeof manager['value'] !== 'string') return body;
  const $ref = locationOf({ type: 'User', id: manager['value'] }, around);
  return { ...body, [enterpriseUserSchema.id]: { ...enterprise, manager: { ...manager, $ref } } };
}
