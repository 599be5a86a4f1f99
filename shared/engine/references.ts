import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import { isInScope } from '#shared/entra/scope.ts';
import { parseTargetAttribute, readTargetAttribute } from '#shared/entra/target-attribute.ts';
import { definitionIn } from '#shared/entra/target-catalogue.ts';
import { displayNameOf, type TenantObject } from '#shared/entra/tenant.ts';
import type { TargetResource } from '#shared/entra/wire-answer.ts';
import { wireStyleOf } from '#shared/entra/wire-style.ts';
import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';
import { type Change, note } from './change.ts';
import { type Cycle, mappingOf } from './cycle-state.ts';
import type { Work } from './processing.ts';
import { readScopeStatus } from './scoping.ts';
import { readObject, readState, type Step } from './step.ts';

/** Which references of an object are due, found before its own request goes out; they are sent after all objects are there. */
export type ManagerLookup =
  /** No mapping, or no manager in the tenant. */
  | { readonly kind: 'none' }
  /** Not in the target, and not going to be: the reference is skipped and not made up for later. */
  | { readonly kind: 'out-of-scope'; readonly name: string }
  /** In the target, or expected there before the references are sent. */
  | { readonly kind: 'expected' };

/** The target attribute that a source reference (`manager`, `members`) is mapped to; undefined where it is not. */
export function referenceAttributeOf(mapping: ObjectMapping, sourceName: 'manager' | 'members'): string | undefined {
  return mapping.attributeMappings.find(
    ({ source, targetAttributeName }) =>
      source.type === 'Attribute' &&
      source.name === sourceName &&
      definitionIn(mapping.targetAttributes, targetAttributeName).type === 'Reference',
  )?.targetAttributeName;
}

export function* lookUpManager(cycle: Cycle, object: TenantObject): Step<ManagerLookup> {
  if (object.type !== 'User' || object.managerId === null) return { kind: 'none' };
  if (referenceAttributeOf(mappingOf(cycle.job, 'User'), 'manager') === undefined) return { kind: 'none' };
  const { managerId } = object;
  const manager = yield* readObject(managerId);
  // Links of whoever is in scope, or gone for good, come and go while the cycle runs, and this must not depend on who was first.
  if (manager !== undefined) {
    if (isInScope(yield* readScopeStatus(cycle, manager))) return { kind: 'expected' };
    if ((yield* readState([managerId])).links.length > 0) return { kind: 'expected' };
  }
  return { kind: 'out-of-scope', name: manager === undefined ? managerId : displayNameOf(manager) };
}

/**
 * Puts an object's references on the cycle's list where there may be some; `change` as in PendingReference. Whether one is due is
 * seen once every object is there.
 */
export function pendReferences(
  work: Work,
  { target, change }: { readonly target: TargetResource | null; readonly change: Change | null },
): boolean {
  const { cycle, object, turn } = work;
  const heldManagerId = target === null ? null : heldManagerIdOf(cycle, target.resource);
  const mayBeDue = object.type === 'User' ? mayManagerBeDue(work, heldManagerId) : areMembersMapped(cycle);
  // By the id of the look: the object's own is another copy of the text, and references of 100,000 users may be waiting.
  const { id: sourceId, type } = work.change.identity;
  if (mayBeDue) cycle.references.push({ turn, sourceId, type, change, heldManagerId });
  return mayBeDue;
}

function areMembersMapped({ job }: Cycle): boolean {
  return referenceAttributeOf(mappingOf(job, 'Group'), 'members') !== undefined;
}

function mayManagerBeDue({ cycle, change, manager }: Work, heldManagerId: string | null): boolean {
  switch (manager.kind) {
    case 'expected':
      return true;
    case 'out-of-scope':
      noteReferenceSkipped(
        change,
        `The manager ${manager.name} is not in scope, so that the reference is skipped. It is not made up for when the manager comes into scope later; restarting provisioning does.`,
      );
      return false;
    case 'none':
      if (heldManagerId !== null && referenceAttributeOf(mappingOf(cycle.job, 'User'), 'manager') !== undefined) {
        if (wireStyleOf(cycle.job).managerClearing !== 'nothing') return true;
        noteReferenceSkipped(
          change,
          'The user has no manager any more. A cleared manager is not sent, so that the target keeps the old one.',
        );
      }
      return false;
  }
}

export function noteReferenceSkipped(change: Change, description: string): void {
  note(change, { name: 'EntryReferenceResolution', stepType: 'referenceResolution', status: 'skipped', description });
}

export function heldManagerIdOf({ job }: Cycle, resource: JsonObject): string | null {
  const attribute = referenceAttributeOf(mappingOf(job, 'User'), 'manager');
  const path = attribute === undefined ? null : parseTargetAttribute(attribute);
  const held = path === null ? undefined : readTargetAttribute(resource, path);
  const value = isJsonObject(held) ? held['value'] : undefined;
  return typeof value === 'string' && value !== '' ? value : null;
}
