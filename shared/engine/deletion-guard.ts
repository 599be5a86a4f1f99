import { habitSetting } from '#shared/entra/habits.ts';
import type { SourceIdentity, StagedDeletion, TraceFact } from '#shared/trace/event.ts';
import type { Cycle, Look } from './cycle-state.ts';
import type { Effect, RequestPlace, StateWrite, Task } from './effect.ts';
import type { CycleRequest, ProvisioningJob } from './job.ts';
import { commitRemembered } from './remembered.ts';
import { fork, readClock, readStaged, readState, type Step } from './step.ts';

/** Accidental-deletion prevention in one cycle: disables and deletions wait until it is known how many there are. */
export interface DeletionGuard {
  /** Number of them from which on none is sent; null: none is held back. */
  readonly limit: number | null;
  /** Who is held back, by source id, since whenever. */
  readonly staged: Map<string, StagedDeletion>;
  readonly held: Held[];
  /** Of those held, who is not staged yet; and who was let through in this cycle. */
  newCount: number;
  sentCount: number;
}

/** A disable or a deletion, just before its request. */
interface Held {
  readonly turn: number;
  readonly place: Placed;
  /** How it goes on; null where it is known already that it may not. */
  readonly rest: { readonly request: Effect; readonly task: Task } | null;
}

type Placed = RequestPlace & { readonly identity: SourceIdentity };

/** Null where nothing is guarded and nothing is held back, which costs a cycle no more than the question. */
export function* openGuard(
  { deletionThreshold, configuration }: ProvisioningJob,
  { standing }: CycleRequest,
): Step<DeletionGuard | null> {
  const staged = yield* readStaged();
  const isOff = deletionThreshold === undefined || standing?.allowsDeletes === true;
  if (isOff && staged.length === 0) return null;
  // "When the threshold is met" and "499 of 500 pass" on one side, "does not exceed" on the other.
  const first = habitSetting(configuration, 'deletion-threshold') === 'above' ? 1 : 0;
  return {
    limit: isOff ? null : deletionThreshold + first,
    staged: new Map(staged.map((each) => [each.sourceId, each])),
    held: [],
    newCount: 0,
    sentCount: 0,
  };
}

/** Who is looked at although nothing about them changed: those who were held back, once nothing is any more. */
export function releasedBy(guard: DeletionGuard | null): readonly StagedDeletion[] {
  return guard === null || guard.limit !== null ? [] : [...guard.staged.values()];
}

/** The work on one object, which ends before a disable or a deletion that may have to be held back. */
export function* guarded(
  { request: { cycleId } }: Cycle,
  guard: DeletionGuard,
  { look, task }: { readonly look: Look; readonly task: Task },
): Task {
  let step = task.next();
  while (!step.done) {
    const effect = step.value;
    const place = guard.limit === null ? null : deprovisioningPlace(effect);
    if (place !== null) {
      hold(guard, { turn: look.turn, place, rest: { request: effect, task } });
      return;
    }
    step = task.next(yield effect);
  }
  // It needs no disable and no deletion any more, or has had it, or waits for its retry.
  const known = guard.staged.get(look.objectId);
  if (known === undefined) return;
  guard.staged.delete(look.objectId);
  const { sourceId, type, displayName } = known;
  const about = { cycleId, changeId: null, identity: { id: sourceId, type, displayName } };
  yield* commitRemembered([{ kind: 'remove-staged', sourceId }], [], about);
}

/** Where a disable or a deletion belongs; null for every other effect. */
function deprovisioningPlace(effect: Effect): Placed | null {
  if (effect.kind !== 'send') return null;
  const { place } = effect;
  const { purpose, identity } = place;
  return identity !== null && (purpose === 'disable' || purpose === 'delete') ? { ...place, identity } : null;
}

/** Beyond the limit nothing goes on, so that only who it is about is kept: there may be as many as there are people. */
function hold(guard: DeletionGuard, held: Held): void {
  if (!guard.staged.has(held.place.identity.id)) guard.newCount += 1;
  const isOver = isTripped(guard);
  if (isOver) held.rest?.task.return();
  guard.held.push(isOver ? { ...held, rest: null } : held);
}

/** Who is held back since an earlier cycle counts, too. */
function isTripped(guard: DeletionGuard): boolean {
  return guard.limit !== null && countOf(guard) >= guard.limit;
}

function countOf({ staged, newCount, sentCount }: DeletionGuard): number {
  return staged.size + newCount + sentCount;
}

/** Lets go what was held, or, where there is too much of it, writes down that it is held back. In the order of the turns. */
export function* settleHeld(cycle: Cycle): Step<void> {
  const { guard, job } = cycle;
  if (guard === null || guard.held.length === 0) return;
  const held = guard.held.splice(0).sort((a, b) => a.turn - b.turn);
  const [isOver, count] = [isTripped(guard), countOf(guard)];
  const tasks: Task[] = [];
  for (const { place, rest } of held) {
    if (isOver || guard.staged.has(place.identity.id)) yield* stage(cycle, guard, { place, count });
    else if (rest !== null) tasks.push(goOn(rest));
  }
  guard.sentCount += tasks.length;
  guard.newCount = 0;
  if (tasks.length > 0) yield* fork(tasks, job.configuration.objectsInFlightCount);
}

function* goOn({ request, task }: NonNullable<Held['rest']>): Task {
  let step = task.next(yield request);
  while (!step.done) step = task.next(yield step.value);
}

/** The end of a change whose request is held back. A retry that waited is over: from now on a person decides. */
function* stage(
  { job }: Cycle,
  guard: DeletionGuard,
  { place, count }: { readonly place: Placed; readonly count: number },
): Step<void> {
  const { identity, cycleId, changeId, purpose } = place;
  const { links, escrows } = yield* readState([identity.id]);
  const targetId = links[0]?.targetId ?? null;
  const action = purpose === 'delete' ? 'delete' : 'disable';
  const { id: sourceId, type, displayName } = identity;
  const staged: StagedDeletion = { sourceId, type, displayName, targetId, action, stagedAt: yield* readClock(), changeId };
  guard.staged.set(sourceId, staged);
  const facts: readonly TraceFact[] = [
    {
      kind: 'step-taken',
      identity,
      name: 'EntryExportStagedDelete',
      stepType: 'export',
      status: 'warning',
      description: `${type} '${displayName}' was not ${action}d in ${job.targetSystem}: ${count} disables and deletions reach the accidental deletion threshold of ${job.deletionThreshold ?? 0}. It is held back until they are allowed or rejected.`,
      details: { ReportableIdentifier: displayName },
    },
    {
      kind: 'change-finished',
      identity,
      action: 'stageddelete',
      status: 'warning',
      targetId,
      modifiedProperties: [],
      error: null,
      skipReason: null,
    },
  ];
  const writes: readonly StateWrite[] = [
    { kind: 'put-staged', staged },
    ...(escrows.length === 0 ? [] : [{ kind: 'remove-escrow', sourceId } as const]),
  ];
  const placed = facts.map((fact) => ({ cycleId, changeId, fact }));
  yield* commitRemembered(writes, placed, { cycleId, changeId, identity });
}
