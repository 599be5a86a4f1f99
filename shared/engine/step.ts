import type { AssignmentPath, MovedUser, MovePlace, TenantChange, TenantObject } from '#shared/entra/tenant.ts';
import { assert } from '#shared/kernel/assert.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import type { ScimOutcome, ScimRequest } from '#shared/scim/message.ts';
import type { StagedDeletion } from '#shared/trace/event.ts';
import type { Effect, EffectResult, Escrow, Link, PlacedFact, RequestPlace, StateWrite, Task } from './effect.ts';

/** A part of a task that ends with a value. One function per effect, so that the steps read as plain calls: `yield* send(…)`. */
export type Step<T> = Generator<Effect, T, EffectResult>;

export function* send(request: ScimRequest, place: RequestPlace): Step<ScimOutcome> {
  return expect('outcome', yield { kind: 'send', request, place }).outcome;
}

export function* commit(writes: readonly StateWrite[], facts: readonly PlacedFact[]): Step<void> {
  if (writes.length > 0 || facts.length > 0) expect('done', yield { kind: 'commit', writes, facts });
}

export function* fork(tasks: Iterable<Task>, limit: number): Step<void> {
  expect('done', yield { kind: 'fork', tasks, limit });
}

export function* readChanges(after: number, limit: number): Step<readonly TenantChange[]> {
  return expect('changes', yield { kind: 'read-changes', after, limit }).changes;
}

export function* readMovedUsers(after: MovePlace, upTo: number, limit: number): Step<readonly MovedUser[]> {
  return expect('moved-users', yield { kind: 'read-moved-users', after, upTo, limit }).users;
}

export function* readObjects(ids: readonly string[]): Step<readonly TenantObject[]> {
  return ids.length === 0 ? [] : expect('objects', yield { kind: 'read-objects', ids }).objects;
}

export function* readObject(id: string): Step<TenantObject | undefined> {
  return (yield* readObjects([id]))[0];
}

export function* readState(
  sourceIds: readonly string[],
): Step<{ readonly links: readonly Link[]; readonly escrows: readonly Escrow[] }> {
  return sourceIds.length === 0 ? { links: [], escrows: [] } : expect('state', yield { kind: 'read-state', sourceIds });
}

export function* readLinks(after: string, limit: number): Step<readonly Link[]> {
  return expect('state', yield { kind: 'read-links', after, limit }).links;
}

export function* readDueEscrows(): Step<readonly Escrow[]> {
  return expect('state', yield { kind: 'read-due-escrows' }).escrows;
}

export function* readStaged(): Step<readonly StagedDeletion[]> {
  return expect('staged', yield { kind: 'read-staged' }).staged;
}

export function* readEscrowedIds(): Step<readonly string[]> {
  return expect('escrowed', yield { kind: 'read-escrowed' }).sourceIds;
}

export function* readAssignmentPaths(objectIds: readonly string[]): Step<readonly AssignmentPath[]> {
  return objectIds.length === 0 ? [] : expect('assignment-paths', yield { kind: 'read-assignment-paths', objectIds }).paths;
}

export function* readClock(): Step<Instant> {
  return expect('now', yield { kind: 'read-clock' }).now;
}

export function* reportProgress(doneCount: number, totalCount: number): Step<void> {
  expect('done', yield { kind: 'report-progress', doneCount, totalCount });
}

function expect<Kind extends EffectResult['kind']>(
  kind: Kind,
  result: EffectResult,
): Extract<EffectResult, { readonly kind: Kind }> {
  assert(result.kind === kind, `an effect that answers ${kind} was resumed with ${result.kind}`);
  return result as Extract<EffectResult, { readonly kind: Kind }>;
}
