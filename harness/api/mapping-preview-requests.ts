import type { RequestPreviewView } from '#shared/api/mapping-views.ts';
import type { Link } from '#shared/engine/effect.ts';
import { attributeDifferences } from '#shared/entra/attribute-difference.ts';
import { createBody } from '#shared/entra/create-body.ts';
import { habitSetting } from '#shared/entra/habits.ts';
import { evaluateMappings, type MappedValue } from '#shared/entra/mapping.ts';
import { isInScope } from '#shared/entra/scope.ts';
import { createRequest, updateRequest } from '#shared/entra/wire-requests.ts';
import { type WireStyle, wireStyleOf } from '#shared/entra/wire-style.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import { exchangesAbout, type KnownResource, lastKnownResource } from '../session/known-resource.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import type { Previewed } from './mapping-preview.ts';
import { managerPreview } from './mapping-preview-manager.ts';

const dialects = ['legacy', 'compliant'] as const;

/**
 * What the unsaved mapping would send for the object, in each dialect: the update of a linked one, and the creation of it where it
 * is not linked, or if it were not. Members of a group, and the manager of somebody who is yet to be created, are not among them.
 */
export function previewRequests(parts: WorkspaceParts, previewed: Previewed): readonly RequestPreviewView[] {
  const { mapping, object, configuration, appId } = previewed;
  if (!mapping.enabled) return [];
  const [link] = parts.db.jobStore(appId).readLinks([object.objectId]);
  const held = link === undefined ? undefined : heldBy(parts, previewed, link.targetId);
  return dialects.flatMap((dialect) => {
    const style = wireStyleOf({ dialect, configuration });
    const updates = link === undefined || held === undefined ? [] : updatePreviews(parts, previewed, { link, held, style });
    const creation = creationPreview(previewed, link !== undefined, style);
    return [...updates, creation].flatMap((preview) => (preview === null ? [] : [{ dialect, ...preview }]));
  });
}

type Preview = Omit<RequestPreviewView, 'dialect'>;

interface Held {
  readonly resource: JsonObject;
  /** What it is, to end a sentence that begins with `Compared with`. */
  readonly what: string;
}

/** What the target is known to hold; as far as it never answered, what the saved mapping would have created. */
function heldBy(parts: WorkspaceParts, previewed: Previewed, targetId: string): Held {
  const { appId, savedMapping, object, configuration, context } = previewed;
  const known = lastKnownResource(exchangesAbout(parts.db.trace, { appId, sourceId: object.objectId }), targetId);
  if (known !== null) return { resource: known.resource, what: answerWords(known) };
  const values = evaluateMappings(savedMapping, object, { ...context, isSoftDeleted: false });
  const resource = createBody(object.type, values, wireStyleOf({ dialect: 'legacy', configuration }));
  return { resource, what: 'what the saved mapping creates, for no answer of the target about it is kept' };
}

/** Writes that were answered without a body since then are said, for the target holds more than is shown. */
function answerWords({ exchange, silentCount }: KnownResource): string {
  const { method, target } = exchange.event.request;
  const answer = `the target’s last answer about it, to ${method} ${target.split('?')[0]}`;
  if (silentCount === 0) return answer;
  const since = silentCount === 1 ? 'a later write was' : `${silentCount} later writes were`;
  return `${answer}; ${since} accepted without showing the result, so that less may be sent`;
}

function updatePreviews(
  parts: WorkspaceParts,
  previewed: Previewed,
  { link, held, style }: { readonly link: Link; readonly held: Held; readonly style: WireStyle },
): readonly (Preview | null)[] {
  const target = { targetId: link.targetId, ...held };
  // Of somebody out of scope nothing but the disable is sent.
  const manager = isInScope(previewed.status) ? managerPreview(parts, previewed, target, style) : null;
  return [
    updatePreview(previewed, target, style),
    manager === null ? null : previewOf(manager, `The manager goes out on its own. Compared with ${held.what}.`),
  ];
}

function updatePreview(
  { mapping, object, context, status, configuration }: Previewed,
  { targetId, resource, what }: Held & { readonly targetId: string },
  style: WireStyle,
): Preview | null {
  const values = evaluateMappings(mapping, object, context);
  const differences = attributeDifferences(values, resource, habitSetting(configuration, 'case-comparison'));
  if (differences.length === 0 || !mapping.flowTypes.update || leavesOut(values)) return null;
  const because = isInScope(status) ? 'It is linked, and differs.' : 'It is linked, and out of scope.';
  const request = updateRequest(object.type, { id: targetId, resource }, differences, style);
  return previewOf(request, `${because} Compared with ${what}.`);
}

function creationPreview({ mapping, object, context, status }: Previewed, isLinked: boolean, style: WireStyle): Preview | null {
  const values = evaluateMappings(mapping, object, { ...context, isSoftDeleted: false });
  if (!mapping.flowTypes.add || leavesOut(values) || values.some(isMissing)) return null;
  const when = isLinked
    ? 'It is linked already: this would create it in a target that does not have it.'
    : isInScope(status)
      ? 'Creates it where no matching attribute finds it in the target.'
      : 'It is out of scope, so that nothing is sent now: this would create it once it is in scope.';
  return previewOf(createRequest(object.type, values, style), when);
}

function leavesOut(values: readonly MappedValue[]): boolean {
  return values.some(({ ignored }) => ignored === 'object');
}

/** An object without a value for a required attribute is not created. */
function isMissing({ mapping, definition, value }: MappedValue): boolean {
  return definition?.isRequired === true && (value ?? (mapping.defaultValue || null)) === null;
}

function previewOf({ method, target, body }: ScimRequest, reason: string): Preview {
  return { method, target, body, reason };
}
