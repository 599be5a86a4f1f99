import { type Random, randomUuid } from '#shared/kernel/random.ts';
import { PATCH_OP_URN, SCIM_MEDIA_TYPE, type ScimMethod, type ScimRequest } from '#shared/scim/message.ts';
import type { AttributeDifference } from './attribute-difference.ts';
import { createBody } from './create-body.ts';
import type { JobConfiguration, ObjectMapping, WireDialect } from './job-configuration.ts';
import { type MappedValue, matchingRowsOf } from './mapping.ts';
import { managerOperation, memberOperation, type PatchOperationMessage, patchOperations } from './patch-operations.ts';

/** Every request of the provisioning client, as it goes on the wire. Sources and doubts: docs/FIDELITY.md. */
export type ObjectType = 'User' | 'Group';

export interface Probe {
  readonly purpose: 'probe-users' | 'probe-groups';
  readonly label: string;
  readonly request: ScimRequest;
}

/**
 * Test Connection, and the check at the start of every cycle: look for a user and a group that cannot exist, by the matching
 * attribute with a fresh GUID. Both are sent even where the group mapping is off (captured: 404 on /Groups fails the test).
 */
export function probeRequests({ user, group }: JobConfiguration, random: Random): readonly Probe[] {
  return [
    {
      purpose: 'probe-users',
      label: 'A user that cannot exist',
      request: matchRequest('User', firstMatchingAttribute(user) ?? 'userName', randomUuid(random)),
    },
    {
      purpose: 'probe-groups',
      label: 'A group that cannot exist',
      request: matchRequest('Group', firstMatchingAttribute(group) ?? 'displayName', randomUuid(random)),
    },
  ];
}

function firstMatchingAttribute(mapping: ObjectMapping): string | undefined {
  return matchingRowsOf(mapping)[0]?.targetAttributeName;
}

/** Groups are never read with their members. Documented: use-scim-to-provision-users-and-groups, group queries. */
export function matchRequest(type: ObjectType, attribute: string, value: string): ScimRequest {
  const excluded = type === 'Group' ? 'excludedAttributes=members&' : '';
  // The client library escapes neither a quote nor a backslash inside the value: such an object fails to match (known-issues).
  return bodiless('GET', `${pathOf(type)}?${excluded}filter=${formEncode(`${attribute} eq "${value}"`)}`);
}

export function readRequest(type: ObjectType, targetId: string): ScimRequest {
  return bodiless('GET', `${pathOf(type, targetId)}${type === 'Group' ? '?excludedAttributes=members' : ''}`);
}

export function createRequest(type: ObjectType, values: readonly MappedValue[]): ScimRequest {
  return { method: 'POST', target: pathOf(type), headers: BODY_HEADERS, body: createBody(type, values) };
}

export function updateRequest(
  type: ObjectType,
  targetId: string,
  differences: readonly AttributeDifference[],
  dialect: WireDialect,
): ScimRequest {
  return patch(pathOf(type, targetId), patchOperations(differences, dialect));
}

/** The manager always has a request of its own, after both users exist. Documented: how-provisioning-works, step 6. */
export function managerRequest(
  targetId: string,
  change: { readonly attribute: string; readonly managerTargetId: string },
  dialect: WireDialect,
): ScimRequest {
  return patch(pathOf('User', targetId), [managerOperation(change.attribute, change.managerTargetId, dialect)]);
}

/** One member per request, in every capture known. */
export function memberRequest(
  groupTargetId: string,
  change: { readonly kind: 'add' | 'remove'; readonly attribute: string; readonly memberTargetId: string },
  dialect: WireDialect,
): ScimRequest {
  return patch(pathOf('Group', groupTargetId), [memberOperation(change, dialect)]);
}

export function deleteRequest(type: ObjectType, targetId: string): ScimRequest {
  return bodiless('DELETE', pathOf(type, targetId));
}

// Captured in 2019 (azure-docs issue 21660); today it carries a date and an activity id, of which no full line is public.
const CLIENT_HEADERS = { ADSCIMVersion: '5.0' } as const;
const BODY_HEADERS = { ...CLIENT_HEADERS, 'Content-Type': `${SCIM_MEDIA_TYPE}; charset=utf-8` } as const;

function bodiless(method: ScimMethod, target: string): ScimRequest {
  return { method, target, headers: CLIENT_HEADERS, body: null };
}

function patch(target: string, operations: readonly PatchOperationMessage[]): ScimRequest {
  return { method: 'PATCH', target, headers: BODY_HEADERS, body: { schemas: [PATCH_OP_URN], Operations: operations } };
}

function pathOf(type: ObjectType, targetId?: string): string {
  const collection = type === 'User' ? '/Users' : '/Groups';
  // An `@` in an id is seen unescaped on the wire (jelhub/scimgateway issue 47).
  return targetId === undefined ? collection : `${collection}/${encodeURIComponent(targetId).replaceAll('%40', '@')}`;
}

/** Form encoding: a blank is `+`, a quote `%22` (captured: azure-docs issue 94189). */
function formEncode(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
