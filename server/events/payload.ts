import { isEqualJson, isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { enterpriseUserSchema } from '#shared/scim/user-schema.ts';
import type { DirectoryRecord } from '../store/directory-store.ts';
import type { StoredResource } from '../store/resource-store.ts';

/** A directory. `state` in the words of whoever asks: an event has others than the REST object. */
export function toDirectory(directory: DirectoryRecord, state: string): JsonObject {
  return {
    object: 'directory',
    id: directory.id,
    organization_id: directory.organizationId,
    external_key: directory.externalKey,
    type: 'azure scim v2.0',
    state,
    name: directory.name,
    created_at: toIso(directory.createdAt),
    updated_at: toIso(directory.createdAt),
  };
}

/** A user or group in the shape a receiver of Directory Sync gets. Source: WorkOS's published OpenAPI document (spec of 2026-08). */
export function toDirectoryObject(directory: DirectoryRecord, resource: StoredResource): JsonObject {
  return resource.type === 'User' ? toDirectoryUser(directory, resource) : toDirectoryGroup(directory, resource);
}

/** Since April 2026 `raw_attributes` is empty and details live in `custom_attributes` (workos.com/docs/deprecations/raw-attributes.md). */
export function toDirectoryUser(directory: DirectoryRecord, resource: StoredResource): JsonObject {
  const { directoryObjectId, body, createdAt, updatedAt } = resource;
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
    ...(directory.settings.eventPayload === 'current' ? emptiedAttributes : filledAttributes(body)),
    created_at: toIso(createdAt),
    updated_at: toIso(updatedAt),
  };
}

export function toDirectoryGroup(directory: DirectoryRecord, resource: StoredResource): JsonObject {
  const { directoryObjectId, body, createdAt, updatedAt } = resource;
  return {
    object: 'directory_group',
    id: directoryObjectId,
    idp_id: body['externalId'] ?? body['displayName'] ?? null,
    directory_id: directory.id,
    organization_id: directory.organizationId,
    name: body['displayName'] ?? null,
    raw_attributes: directory.settings.eventPayload === 'current' ? {} : body,
    created_at: toIso(createdAt),
    updated_at: toIso(updatedAt),
  };
}

/** The address a receiver knows a user by: the primary one, or the first. */
export function primaryEmail(body: JsonObject): Json {
  const emails = emailsOf(body);
  const chosen = emails.find((email) => email['primary'] === true) ?? emails[0];
  return chosen?.['value'] ?? null;
}

/** Only what changed, with its old value; inside `custom_attributes` too. */
export function previousAttributes(before: JsonObject, after: JsonObject): JsonObject {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => key !== 'updated_at');
  const changed = keys.filter((key) => !isEqualJson(before[key], after[key]));
  return Object.fromEntries(
    changed.map((key) => {
      const [old = null, current = null] = [before[key], after[key]];
      return [key, isJsonObject(old) && isJsonObject(current) ? previousAttributes(old, current) : old];
    }),
  );
}

export function toIso(instant: number): string {
  return new Date(instant).toISOString();
}

const emptiedAttributes: JsonObject = { raw_attributes: {}, emails: [], job_title: null, username: null };

function filledAttributes(body: JsonObject): JsonObject {
  return {
    raw_attributes: body,
    emails: emailsOf(body).map((email) => ({
      primary: email['primary'] === true,
      type: email['type'] ?? null,
      value: email['value'] ?? null,
    })),
    job_title: body['title'] ?? null,
    username: body['userName'] ?? null,
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

function emailsOf(body: JsonObject): readonly JsonObject[] {
  const emails: readonly Json[] = Array.isArray(body['emails']) ? body['emails'] : [];
  return emails.filter(isJsonObject);
}
