import type { JsonObject } from '#shared/kernel/json.ts';
import { ScimError } from '#shared/scim/error.ts';
import type { ResourceType } from '#shared/scim/schema.ts';
import type { StoredResource } from '../store/resource-store.ts';
import type { Call } from './call.ts';

const NAMES = { User: ['userName', 'user_name'], Group: ['displayName', 'display_name'] } as const;

/** Throws ScimError uniqueness where another user or group has the name; `own` is who may have it. */
export function refuseTakenName(
  { directory, resources }: Pick<Call, 'directory' | 'resources'>,
  { name: type }: ResourceType,
  body: JsonObject,
  own: StoredResource | null,
): void {
  if (type !== 'User' && type !== 'Group') return;
  const [name, column] = NAMES[type];
  const value = String(body[name]);
  // What is its own already is nobody else's: the table has a unique index.
  if (own !== null && value.toLowerCase() === String(own.body[name]).toLowerCase()) return;
  const holder = resources.lookup(directory.id, type, column, value).find(({ key }) => key !== own?.key);
  if (holder === undefined) return;
  const detail = `${name} ${JSON.stringify(value)} is taken by ${type} ${holder.id}; it must be unique, whatever its case.`;
  throw new ScimError(409, 'uniqueness', detail);
}

/** Throws ScimError uniqueness where another resource has a value that the directory's own schemas say is unique. */
export function claimUniqueValues(
  { uniqueValues }: Pick<Call, 'uniqueValues'>,
  type: ResourceType,
  resource: StoredResource,
): void {
  const taken = uniqueValues.claim(resource, type);
  if (taken === undefined) return;
  const detail = `${taken.attribute} ${JSON.stringify(taken.value)} is taken by ${type.name} ${taken.holderId}; its schema says it is unique (RFC 7643 §7).`;
  throw new ScimError(409, 'uniqueness', detail);
}
