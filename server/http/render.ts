import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';
import { includesAttribute, type Projection, project } from '#shared/scim/projection.ts';
import { schemasOf } from '#shared/scim/resource.ts';
import { groupType, userType } from '#shared/scim/resource-types.ts';
import type { ResourceType } from '#shared/scim/schema.ts';
import { enterpriseUserSchema } from '#shared/scim/user-schema.ts';
import type { MemberStore, Membership } from '../store/member-store.ts';
import type { StoredResource } from '../store/resource-store.ts';

/** A resource as an answer shows it: with what only the server knows, and no more than was asked for. */
export function render(resource: StoredResource, projection: Projection, members: MemberStore, baseAddress: string): JsonObject {
  const type = resourceTypeOf(resource);
  const loads = type.name === 'Group' ? 'members' : 'groups';
  const links = includesAttribute(projection, type, loads) ? loadLinks(resource, members, baseAddress) : [];
  const whole = { ...toDocument(resource, baseAddress), ...(links.length === 0 ? {} : { [loads]: links }) };
  return project(whole, type, projection);
}

/** A resource with its common attributes, but without members or groups: what most filters look at. */
export function toDocument(resource: StoredResource, baseAddress: string): JsonObject {
  const { id, body, createdAt, updatedAt } = resource;
  const type = resourceTypeOf(resource);
  const { externalId, ...rest } = withManagerAddress(body, baseAddress);
  return {
    schemas: schemasOf(body, type),
    id,
    ...(externalId === undefined ? {} : { externalId }),
    meta: {
      resourceType: type.name,
      created: new Date(createdAt).toISOString(),
      lastModified: new Date(updatedAt).toISOString(),
      location: locationOf(resource, baseAddress),
      version: versionOf(resource),
    },
    ...rest,
  };
}

/** `members` of a group, `groups` of a user. */
export function loadLinks(resource: StoredResource, members: MemberStore, baseAddress: string): readonly JsonObject[] {
  if (resource.type === 'Group') return members.membersOf(resource.key).map((member) => toLink(member, member.type, baseAddress));
  return members.groupsOf(resource.key).map((group) => toLink(group, 'direct', baseAddress));
}

export function locationOf(resource: Pick<StoredResource, 'type' | 'id'>, baseAddress: string): string {
  return `${baseAddress}/${resource.type}s/${resource.id}`;
}

/** A weak entity tag: the number of the version (RFC 7644 §3.14). */
export function versionOf(resource: StoredResource): string {
  return `W/"${resource.version}"`;
}

function resourceTypeOf(resource: Pick<StoredResource, 'type'>): ResourceType {
  return resource.type === 'User' ? userType : groupType;
}

function toLink(end: Membership, type: string, baseAddress: string): JsonObject {
  return { value: end.id, $ref: locationOf(end, baseAddress), type, display: end.display };
}

function withManagerAddress(body: JsonObject, baseAddress: string): JsonObject {
  const enterprise = body[enterpriseUserSchema.id];
  const manager = isJsonObject(enterprise) ? enterprise['manager'] : undefined;
  if (!isJsonObject(enterprise) || !isJsonObject(manager) || typeof manager['value'] !== 'string') return body;
  const $ref = locationOf({ type: 'User', id: manager['value'] }, baseAddress);
  return { ...body, [enterpriseUserSchema.id]: { ...enterprise, manager: { ...manager, $ref } } };
}
