import { isJsonObject, type Json, type JsonObject, parseJson } from '#shared/kernel/json.ts';
import type { ScimOutcome, ScimResponse } from '#shared/scim/message.ts';
import { type RequestKind, SEVERAL_ENTRIES } from './provisioning-error-status.ts';
import { ENTERPRISE_USER_URN, member } from './target-attribute.ts';
import { errorWithAdvice, unreadableError, type WireError, wireErrorOf } from './wire-error.ts';

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: WireError };

/** A resource of the target, with the id that Entra remembers. */
export interface TargetResource {
  readonly id: string;
  readonly resource: JsonObject;
}

/** What a filter query found. A filter without a hit is 200 with an empty list; 404 is an error. */
export function readMatches(outcome: ScimOutcome): Answer<readonly TargetResource[]> {
  return read(outcome, 'look-up', (response) => {
    const list = parseJson(response.text);
    if (!isJsonObject(list)) return null;
    const resources = member(list, 'Resources');
    if (resources === undefined || resources === null) return member(list, 'totalResults') === 0 ? [] : null;
    if (!Array.isArray(resources)) return null;
    const found = resources.map(toTargetResource);
    return found.every((resource) => resource !== null) ? found : null;
  });
}

/** The answer to a read by id. */
export function readResource(outcome: ScimOutcome): Answer<TargetResource> {
  const several = severalIn(outcome);
  if (several !== null) {
    return {
      ok: false,
      error: errorWithAdvice(SEVERAL_ENTRIES, `The answer to a read by id held a list of ${several} resources.`),
    };
  }
  return read(outcome, 'read', (response) => toTargetResource(parseJson(response.text)));
}

/** The answer to a creation must name the new resource's id. */
export function readCreated(outcome: ScimOutcome): Answer<TargetResource> {
  return read(outcome, 'create', (response) => toTargetResource(parseJson(response.text)));
}

/**
 * A group that lists members although they were excluded: Microsoft's table takes it for several entries (habit
 * `members-despite-exclusion`). Null for any other answer; an empty list is none.
 */
export function shownMembersError({ resource }: TargetResource): WireError | null {
  const members = member(resource, 'members');
  if (!Array.isArray(members) || members.length === 0) return null;
  const words = members.length === 1 ? 'one member' : `${members.length} members`;
  return errorWithAdvice(SEVERAL_ENTRIES, `The answer to a read of a group held ${words} although members were excluded.`);
}

function read<T>(outcome: ScimOutcome, kind: RequestKind, parse: (response: ScimResponse) => T | null): Answer<T> {
  const error = wireErrorOf(outcome, kind);
  if (error !== null) return { ok: false, error };
  if (outcome.kind === 'failure') return { ok: false, error: errorWithAdvice('InternalError', outcome.failure.detail) };
  const value = parse(outcome.response);
  return value === null ? { ok: false, error: unreadableError(outcome.response) } : { ok: true, value };
}

function severalIn(outcome: ScimOutcome): number | null {
  if (outcome.kind === 'failure' || outcome.response.status !== 200) return null;
  const body = parseJson(outcome.response.text);
  const resources = isJsonObject(body) ? member(body, 'Resources') : undefined;
  return Array.isArray(resources) ? resources.length : null;
}

/** Null for what Entra cannot read. A manager is written as a text but must come back as an object (captured: scimple issue 1242). */
function toTargetResource(value: Json | undefined): TargetResource | null {
  if (!isJsonObject(value)) return null;
  const id = member(value, 'id');
  if (typeof id !== 'string' || id === '') return null;
  const enterprise = member(value, ENTERPRISE_USER_URN);
  const manager = isJsonObject(enterprise) ? member(enterprise, 'manager') : undefined;
  return typeof manager === 'string' ? null : { id, resource: value };
}
