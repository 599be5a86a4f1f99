import type { JsonObject } from '#shared/kernel/json.ts';
import { type Random, randomUuid } from '#shared/kernel/random.ts';
import { PATCH_OP_URN, type ScimMethod, type ScimRequest } from '#shared/scim/message.ts';
import type { AttributeDifference } from './attribute-difference.ts';
import { createBody } from './create-body.ts';
import type { JobConfiguration, ObjectMapping, WireDialect } from './job-configuration.ts';
import { type MappedValue, matchingRowsOf } from './mapping.ts';
import {
  managerClearingOperation,
  managerOperation,
  memberOperation,
  type PatchOperationMessage,
  patchOperations,
} from './patch-operations.ts';
import { replaceBody } from './replace-body.ts';
import type { TargetResource } from './wire-answer.ts';
import { type WireStyle, wireStyleOf } from './wire-style.ts';

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
export function probeRequests(
  job: { readonly configuration: JobConfiguration; readonly dialect: WireDialect },
  random: Random,
): readonly Probe[] {
  const { user, group } = job.configuration;
  const style = wireStyleOf(job);
  return [
    {
      purpose: 'probe-users',
      label: 'A user that cannot exist',
      request: matchRequest('User', { attribute: firstMatchingAttribute(user) ?? 'userName', value: randomUuid(random) }, style),
    },
    {
      purpose: 'probe-groups',
      label: 'A group that cannot exist',
      request: matchRequest(
        'Group',
        { attribute: firstMatchingAttribute(group) ?? 'displayName', value: randomUuid(random) },
        style,
      ),
    },
  ];
}

function firstMatchingAttribute(mapping: ObjectMapping): string | undefined {
  return matchingRowsOf(mapping)[0]?.targetAttributeName;
}

/** Groups are never read with their members. Documented: use-scim-to-provision-users-and-groups, group queries. */
export function matchRequest(
  type: ObjectType,
  query: { readonly attribute: string; readonly value: string },
  style: WireStyle,
): ScimRequest {
  // The client library escapes neither a quote nor a backslash inside the value: such an object fails to match (known-issues).
  const filter = `filter=${formEncode(`${query.attribute} eq "${query.value}"`)}`;
  return bodiless('GET', { path: pathOf(type), query: [...excludedOf(type), filter] }, style);
}

export function readRequest(type: ObjectType, targetId: string, style: WireStyle): ScimRequest {
  return bodiless('GET', { path: pathOf(type, targetId), query: excludedOf(type) }, style);
}

function excludedOf(type: ObjectType): readonly string[] {
  return type === 'Group' ? ['excludedAttributes=members'] : [];
}

export function createRequest(type: ObjectType, values: readonly MappedValue[], style: WireStyle): ScimRequest {
  return withBody('POST', pathOf(type), createBody(type, values, style), style);
}

/** `target.resource` is what the target answered last: a client that puts the whole resource back needs it. */
export function updateRequest(
  type: ObjectType,
  target: TargetResource,
  differences: readonly AttributeDifference[],
  style: WireStyle,
): ScimRequest {
  const path = pathOf(type, target.id);
  return style.dialect === 'okta' && type === 'User'
    ? withBody('PUT', path, replaceBody(target.resource, differences, style), style)
    : patch(path, patchOperations(type, differences, style), style);
}

/** The manager always has a request of its own, after both users exist. Documented: how-provisioning-works, step 6. */
export function managerRequest(
  targetId: string,
  change: { readonly attribute: string; readonly managerTargetId: string },
  style: WireStyle,
): ScimRequest {
  return patch(pathOf('User', targetId), [managerOperation(change.attribute, change.managerTargetId, style)], style);
}

/** Null where a manager who was cleared is not sent, which is the default. */
export function managerClearingRequest(
  targetId: string,
  change: { readonly attribute: string; readonly heldManagerId: string },
  style: WireStyle,
): ScimRequest | null {
  const operation = managerClearingOperation(change.attribute, change.heldManagerId, style);
  return operation === null ? null : patch(pathOf('User', targetId), [operation], style);
}

/** One member per request, in every capture known. */
export function memberRequest(
  groupTargetId: string,
  change: { readonly kind: 'add' | 'remove'; readonly attribute: string; readonly memberTargetId: string },
  style: WireStyle,
): ScimRequest {
  return patch(pathOf('Group', groupTargetId), [memberOperation(change, style)], style);
}

export function deleteRequest(type: ObjectType, targetId: string, style: WireStyle): ScimRequest {
  return bodiless('DELETE', { path: pathOf(type, targetId), query: [] }, style);
}

function bodiless(
  method: ScimMethod,
  place: { readonly path: string; readonly query: readonly string[] },
  style: WireStyle,
): ScimRequest {
  return { method, target: targetOf(place.path, place.query, style), headers: style.headers, body: null };
}

function withBody(method: ScimMethod, path: string, body: JsonObject, style: WireStyle): ScimRequest {
  return { method, target: targetOf(path, [], style), headers: style.bodyHeaders, body };
}

function patch(path: string, operations: readonly PatchOperationMessage[], style: WireStyle): ScimRequest {
  const schemas = [PATCH_OP_URN];
  const body =
    style.patchKeyOrder === 'schemas-first' ? { schemas, Operations: operations } : { Operations: operations, schemas };
  return withBody('PATCH', path, body, style);
}

function targetOf(path: string, query: readonly string[], { pathPrefix, forwardedFlag }: WireStyle): string {
  const parts = forwardedFlag === null ? query : [...query, forwardedFlag];
  return `${pathPrefix}${path}${parts.length === 0 ? '' : `?${parts.join('&')}`}`;
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
