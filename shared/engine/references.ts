import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import { isInScope } from '#shared/entra/scope.ts';
import { parseTargetAttribute, readTargetAttribute } from '#shared/entra/target-attribute.ts';
import { targetTypeOf } from '#shared/entra/target-catalogue.ts';
import { displayNameOf, type TenantObject } from '#shared/entra/tenant.ts';
import type { TargetResource } from '#shared/entra/wire-answer.ts';
import { isJsonObject } from '#shared/kernel/json.ts';
import { type Change, note } from './change.ts';
import { type Cycle, mappingOf } from './cycle-state.ts';
import type { Link } from './effect.ts';
import type { Work } from './processing.ts';
import { readObject, readState, type Step } from './step.ts';

/** Which references of an object are due, found before its own request goes out; they are sent after all objects are there. */
export type ManagerLookup =
  /** No mapping, or no manager in the tenant. */
  | { readonly kind: 'none' }
  /** Not in the target, and not going to be: the reference is skipped and not made up for later. */
  | { readonly kind: 'out-of-scope'; readonly name: string }
  /** In the target under this id, or (null) expected there before the references are sent. */
  | { readonly kind: 'expected'; readonly managerId: string; readonly targetId: string | null };

/** The target attribute that a source reference (`manager`, `members`) is mapped to; undefined where it is not. */
export function referenceAttributeOf(mapping: ObjectMapping, sourceName: 'manager' | 'members'): string | undefined {
  return mapping.attributeMappings.find(
    ({ source, targetAttributeName }) =>
      source.type === 'Attribute' && source.name === sourceName && targetTypeOf(targetAttributeName) === 'Reference',
  )?.targetAttributeName;
}

export function* lookUpManager(cycle: Cycle, object: TenantObject): Step<ManagerLookup> {
  if (object.type !== 'User' || object.managerId === null) return { kind: 'none' };
  if (referenceAttributeOf(mappingOf(cycle.job, 'User'), 'manager') === undefined) return { kind: 'none' };
  const { managerId } = object;
  const [link] = (yield* readState([managerId])).links;
  if (link !== undefined) return { kind: 'expected', managerId, targetId: link.targetId };
  const manager = yield* readObject(managerId);
  if (manager !== undefined && isInScope(cycle.scope(manager))) return { kind: 'expected', managerId, targetId: null };
  return { kind: 'out-of-scope', name: manager === undefined ? managerId : displayNameOf(manager) };
}

/** Puts an object's references on the cycle's list where something may be due; `change` as in PendingReference. */
export function pendReferences(
  work: Work,
  { link, target, change }: { readonly link: Link; readonly target: TargetResource | null; readonly change: Change | null },
): boolean {
  const { cycle, object, turn } = work;
  const heldManagerId = target === null ? null : heldManagerIdOf(cycle, target);
  const isDue = object.type === 'User' ? isManagerDue(work, heldManagerId) : areMembersDue(cycle, object.memberIds, link);
  if (isDue) cycle.references.push({ turn, sourceId: object.objectId, type: object.type, change, heldManagerId });
  return isDue;
}

function isManagerDue({ cycle, change, manager }: Work, heldManagerId: string | null): boolean {
  switch (manager.kind) {
    case 'expected':
      return manager.targetId === null || manager.targetId !== heldManagerId;
    case 'out-of-scope':
      noteReferenceSkipped(
        change,
        `The manager ${manager.name} is not in scope, so that the reference is skipped. It is not made up for when the manager comes into scope later; restarting provisioning does.`,
      );
      return false;
    case 'none':
      if (heldManagerId !== null && referenceAttributeOf(mappingOf(cycle.job, 'User'), 'manager') !== undefined) {
        noteReferenceSkipped(
          change,
          'The user has no manager any more. A cleared manager is not sent, so that the target keeps the old one.',
        );
      }
      return false;
  }
}

function areMembersDue({ job }: Cycle, memberIds: readonly string[], link: Link): boolean {
  if (referenceAttributeOf(mappingOf(job, 'Group'), 'members') === undefined) return false;
  const exported = new Set(link.exportedMemberIds);
  return exported.size !== memberIds.length || memberIds.some((id) => !exported.has(id));
}

export function noteReferenceSkipped(change: Change, description: string): void {
  note(change, { name: 'EntryReferenceResolution', stepType: 'referenceResolution', status: 'skipped', description });
}

function heldManagerIdOf({ job }: Cycle, { resource }: TargetResource): string | null {
  const attribute = referenceAttributeOf(mappingOf(job, 'User'), 'manager');
  const path = attribute === undefined ? null : parseTargetAttribute(attribute);
  const held = path === null ? undefined : readTargetAttribute(resource, path);
  const value = isJsonObject(held) ? held['value'] : undefined;
  return typeof value === 'string' && value !== '' ? value : null;
}
