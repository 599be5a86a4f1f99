import { referenceAttributeOf } from '#shared/engine/references.ts';
import { parseTargetAttribute, readTargetAttribute } from '#shared/entra/target-attribute.ts';
import { managerRequest } from '#shared/entra/wire-requests.ts';
import type { WireStyle } from '#shared/entra/wire-style.ts';
import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import type { Previewed } from './mapping-preview.ts';

/** The request that would set the manager of a linked user; null where none is due, or where the manager is not in the target. */
export function managerPreview(
  parts: WorkspaceParts,
  { mapping, object, appId }: Previewed,
  { targetId, resource }: { readonly targetId: string; readonly resource: JsonObject },
  style: WireStyle,
): ScimRequest | null {
  const attribute = referenceAttributeOf(mapping, 'manager');
  if (object.type !== 'User' || object.managerId === null || attribute === undefined || !mapping.flowTypes.update) return null;
  const [link] = parts.db.jobStore(appId).readLinks([object.managerId]);
  if (link === undefined || link.targetId === heldManagerId(resource, attribute)) return null;
  return managerRequest(targetId, { attribute, managerTargetId: link.targetId }, style);
}

function heldManagerId(resource: JsonObject, attribute: string): unknown {
  const path = parseTargetAttribute(attribute);
  const held = path === null ? undefined : readTargetAttribute(resource, path);
  return isJsonObject(held) ? held['value'] : undefined;
}
