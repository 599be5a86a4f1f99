import type { Json, JsonObject } from '#shared/kernel/json.ts';
import type { AttributeDifference } from './attribute-difference.ts';
import { type Draft, memberDraft, place } from './create-body.ts';
import { wireValueOf } from './patch-operations.ts';
import { parseTargetAttribute } from './target-attribute.ts';
import type { WireStyle } from './wire-style.ts';

/**
 * The body of a PUT: the resource as the target answered it, with the differences in it. Our rendering of a client that reads
 * the user and puts it back as a whole (developer.okta.com, SCIM 2.0 reference, Update a User).
 */
export function replaceBody(held: JsonObject, differences: readonly AttributeDifference[], style: WireStyle): JsonObject {
  const { meta: _meta, ...kept } = held;
  const draft = structured(kept) as Draft;
  for (const difference of differences) {
    const target = parseTargetAttribute(difference.targetAttributeName);
    if (target === null) continue;
    const home = target.extensionUrn === null ? draft : memberDraft(draft, target.extensionUrn);
    const value = wireValueOf(difference, style);
    const before = home[target.attribute];
    const grown =
      difference.kind === 'add' && Array.isArray(value) && Array.isArray(before) ? [...(before as Json[]), ...value] : value;
    place(home, target, grown);
  }
  return { ...(draft as JsonObject), meta: { resourceType: 'User' } };
}

/** A copy that may be written to. */
function structured(json: Json): Json {
  return JSON.parse(JSON.stringify(json)) as Json;
}
