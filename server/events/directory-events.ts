import { isEqualJson, isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import { enterpriseUserSchema } from '#shared/scim/user-schema.ts';
import type { DirectoryEvent, ServerHost } from '../scim-server.ts';
import type { DirectoryRecord } from '../store/directory-store.ts';
import type { Journal } from '../store/journal.ts';
import type { StoredResource } from '../store/resource-store.ts';
import { newUlid } from './ulid.ts';

/**
 * Raises the directory events a receiver of Directory Sync gets, in the shapes of WorkOS's published OpenAPI document (spec of
 * 2026-08): since April 2026 `raw_attributes` is empty and details live in `custom_attributes`.
 *
 * A user who becomes inactive raises `dsync.user.updated` with the new state, as environments with custom state management get it,
 * because a rehearsal shows inactive users. The provider's default instead drops the user and raises `dsync.user.deleted`.
 */
export interface DirectoryEvents {
  activated(directory: DirectoryRecord): void;
  created(directory: DirectoryRecord, resource: StoredResource): void;
  updated(directory: DirectoryRecord, before: StoredResource, after: StoredResource): void;
  /** A deleted group or user takes its memberships along; no further event follows. */
  deleted(directory: DirectoryRecord, resource: StoredResource): void;
  /** Only users: a group inside a group raises no event. */
  membershipChanged(
    directory: DirectoryRecord,
    change: 'user_added' | 'user_removed',
    group: StoredResource,
    user: StoredResource,
  ): void;
}

export function openDirectoryEvents(journal: Journal, host: ServerHost): DirectoryEvents {
  // The id follows from what happened, not from a stream for all: see newIds of the resource store.
  const append = (directory: DirectoryRecord, event: string, data: JsonObject, ...subject: readonly string[]): void => {
    const createdAt = host.clock.now();
    const id = `event_${newUlid(createdAt, seededRandom(directory.externalKey, event, ...subject))}`;
    const entry: Omit<DirectoryEvent, 'sequence'> = { id, event, createdAt, data };
    journal.appendEvent(directory.id, entry);
  };
  const kindOf = (resource: StoredResource): string => `dsync.${resource.type.toLowerCase()}`;

  return {
    activated: (directory) => append(directory, 'dsync.activated', toDirectory(directory)),
    created: (directory, resource) =>
      append(directory, `${kindOf(resource)}.created`, toObject(directory, resource), resource.id),
    updated: (directory, before, after) => {
      const data = toObject(directory, after);
      const previous = previousAttributes(toObject(directory, before), data);
      const event = `${kindOf(after)}.updated`;
      append(directory, event, { ...data, previous_attributes: previous }, after.id, String(after.version));
    },
    deleted: (directory, resource) =>
      append(directory, `${kindOf(resource)}.deleted`, toObject(directory, resource), resource.id, String(resource.version)),
    membershipChanged: (directory, change, group, user) => {
      const data = { directory_id: directory.id, user: toUser(directory, user), group: toGroup(directory, group) };
      append(directory, `dsync.group.${change}`, data, group.id, String(group.version), user.id);
    },
  };
}

function toDirectory(directory: DirectoryRecord): JsonObject {
  return {
    object: 'directory',
    id: directory.id,
    organization_id: directory.organizationId,
    external_key: directory.externalKey,
    type: 'azure scim v2.0',
    state: 'active',
    name: directory.name,
    domains: [],
    created_at: toIso(directory.createdAt),
    updated_at: toIso(directory.createdAt),
  };
}

function toObject(directory: DirectoryRecord, resource: StoredResource): JsonObject {
  return resource.type === 'User' ? toUser(directory, resource) : toGroup(directory, resource);
}

function toUser(directory: DirectoryRecord, { directoryObjectId, body, createdAt, updatedAt }: StoredResource): JsonObject {
  const name = isJsonObject(body['name']) ? body['name'] : {};
  const [firstName, lastName] = [name['givenName'] ?? null, name['familyName'] ?? null];
  return {
    object: 'directory_user',
    id: directoryObjectId,
    directory_id: directory.id,
    organization_id: directory.organizationId,
    idp_id: body['externalId'] ?? body['userName'] ?? null,
    email: primaryEmail(body),
    first_name: firstName,
    last_name: lastName,
    name: name['formatted'] ?? body['displayName'] ?? null,
    state: body['active'] === false ? 'inactive' : 'active',
    custom_attributes: customAttributes(body),
    raw_attributes: {},
    emails: [],
    job_title: null,
    username: null,
    created_at: toIso(createdAt),
    updated_at: toIso(updatedAt),
  };
}

function toGroup(directory: DirectoryRecord, { directoryObjectId, body, createdAt, updatedAt }: StoredResource): JsonObject {
  return {
    object: 'directory_group',
    id: directoryObjectId,
    idp_id: body['externalId'] ?? body['displayName'] ?? null,
    directory_id: directory.id,
    organization_id: directory.organizationId,
    name: body['displayName'] ?? null,
    raw_attributes: {},
    created_at: toIso(createdAt),
    updated_at: toIso(updatedAt),
  };
}

/** The predefined set, as far as SCIM carries it; absent where the user has no value. */
function customAttributes(body: JsonObject): JsonObject {
  const enterprise = isJsonObject(body[enterpriseUserSchema.id]) ? (body[enterpriseUserSchema.id] as JsonObject) : {};
  const manager = enterprise['manager'];
  const values: readonly (readonly [string, Json | undefined])[] = [
    ['username', body['userName']],
    ['display_name', body['displayName']],
    ['emails', body['emails']],
    ['phone_numbers', body['phoneNumbers']],
    ['addresses', body['addresses']],
    ['job_title', body['title']],
    ['employee_number', enterprise['employeeNumber']],
    ['employee_type', body['userType']],
    ['organization', enterprise['organization']],
    ['division_name', enterprise['division']],
    ['department_name', enterprise['department']],
    ['cost_center_name', enterprise['costCenter']],
    ['manager_id', isJsonObject(manager) ? manager['value'] : undefined],
    ['preferred_language', body['preferredLanguage']],
    ['roles', body['roles']],
  ];
  return Object.fromEntries(values.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

function primaryEmail(body: JsonObject): Json {
  const emails: readonly Json[] = Array.isArray(body['emails']) ? body['emails'] : [];
  const objects = emails.filter(isJsonObject);
  const chosen = objects.find((email) => email['primary'] === true) ?? objects[0];
  return chosen?.['value'] ?? null;
}

/** Only what changed, with its old value; inside `custom_attributes` too. */
function previousAttributes(before: JsonObject, after: JsonObject): JsonObject {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => key !== 'updated_at');
  const changed = keys.filter((key) => !isEqualJson(before[key], after[key]));
  return Object.fromEntries(
    changed.map((key) => {
      const [old = null, current = null] = [before[key], after[key]];
      return [key, isJsonObject(old) && isJsonObject(current) ? previousAttributes(old, current) : old];
    }),
  );
}

function toIso(instant: number): string {
  return new Date(instant).toISOString();
}
