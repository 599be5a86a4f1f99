import { displayNameOf, type TenantObject } from '#shared/entra/tenant.ts';
import { speakingOnDemand } from '#shared/entra/wire-style.ts';
import { assert } from '#shared/kernel/assert.ts';
import { openCycle, probe } from './cycle.ts';
import { type Cycle, mappingOf, type PendingReference } from './cycle-state.ts';
import type { Effect, PlacedFact, Task } from './effect.ts';
import { skipRedundant } from './export.ts';
import type { ProvisioningJob } from './job.ts';
import { processObject } from './processing.ts';
import { resolveReferences } from './reference-resolution.ts';
import { noteReferenceSkipped } from './references.ts';
import { readObject, readState, type Step } from './step.ts';

export interface OnDemandRequest {
  readonly objectId: string;
  /** Members of a group whose membership is brought along, at most five; each is provisioned before the group. */
  readonly memberIds: readonly string[];
  /** Stands where a cycle's id stands in the trace. */
  readonly runId: string;
}

/** Documented: provision-on-demand, limitations. */
const ON_DEMAND_MEMBERS_MAX = 5;

/**
 * Provision on demand: Test Connection, then one user, or one group with the members picked, by the steps of a cycle. The
 * watermark stays where it is, retries that are due stay due, and no role is sent. Nothing follows a test that failed.
 * Evidence: documented (provision-on-demand; config-problem-scim-compatibility: the compliance flag is not honoured).
 */
export function* provisionOnDemand(job: ProvisioningJob, request: OnDemandRequest): Task {
  const { objectId, memberIds, runId } = request;
  assert(memberIds.length <= ON_DEMAND_MEMBERS_MAX, `a run on demand takes ${ON_DEMAND_MEMBERS_MAX} members at most`);
  const onDemand = speakingOnDemand(job);
  const run = { kind: 'incremental', reason: 'provision on demand', number: 0, cycleId: runId, watermark: null } as const;
  if ((yield* probe(onDemand, run)) !== null) return;
  const cycle: Cycle = { ...openCycle(onDemand, run), ignoresRoles: true };
  const picked = yield* readPicked(objectId, memberIds);
  for (const [turn, id] of [...memberIds, objectId].entries()) {
    const object = yield* readObject(id);
    if (object === undefined || !mappingOf(job, object.type).enabled) continue;
    yield* asOnDemand(processObject(cycle, { turn, objectId: id, type: object.type, isRetry: false }), job, picked);
  }
  const pending = cycle.references.splice(0).sort((a, b) => (a.type === b.type ? a.turn - b.turn : a.type === 'User' ? -1 : 1));
  for (const reference of pending) yield* asOnDemand(resolveIfReady(cycle, reference), job, picked);
}

/** Members that a run looks at: those exported already, who stay, and those picked. */
interface Picked {
  readonly groupId: string;
  readonly exportedIds: readonly string[];
  readonly pickedIds: readonly string[];
}

function* readPicked(groupId: string, pickedIds: readonly string[]): Step<Picked> {
  const [link] = (yield* readState([groupId])).links;
  return { groupId, exportedIds: link?.exportedMemberIds ?? [], pickedIds };
}

/**
 * Whether references go out on demand is not documented. A manager who is in the target is sent; one who is not is left to a
 * cycle, where it would be a failure that waits for its retry.
 */
function* resolveIfReady(cycle: Cycle, pending: PendingReference): Step<void> {
  const object = pending.type === 'User' ? yield* readObject(pending.sourceId) : undefined;
  const managerId = object?.type === 'User' ? object.managerId : null;
  if (managerId === null || (yield* readState([managerId])).links.length > 0) return yield* resolveReferences(cycle, pending);
  const { change, sourceId } = pending;
  if (change === null) return;
  const manager = yield* readObject(managerId);
  const name = manager === undefined ? managerId : displayNameOf(manager);
  noteReferenceSkipped(
    change,
    `The manager ${name} is not in the target yet. A cycle that looks at the user sends the reference.`,
  );
  const [link] = (yield* readState([sourceId])).links;
  yield* skipRedundant(cycle, change, link?.targetId ?? null);
}

/** Runs a step of the engine with what is special on demand: members not picked are not seen, and the import has its own words. */
function* asOnDemand<T>(step: Step<T>, job: ProvisioningJob, picked: Picked): Step<T> {
  let turn = step.next();
  while (!turn.done) {
    const result = yield withOwnWords(turn.value, job);
    turn = step.next(
      result.kind === 'objects' ? { ...result, objects: result.objects.map((object) => withPicked(object, picked)) } : result,
    );
  }
  return turn.value;
}

/** Whoever was exported and left the group stays at the target until a cycle: only picked members are updated. */
function withPicked(object: TenantObject, { groupId, exportedIds, pickedIds }: Picked): TenantObject {
  if (object.type !== 'Group' || object.objectId !== groupId) return object;
  const joined = pickedIds.filter((id) => object.memberIds.includes(id) && !exportedIds.includes(id));
  return { ...object, memberIds: [...exportedIds, ...joined] };
}

function withOwnWords(effect: Effect, job: ProvisioningJob): Effect {
  return effect.kind === 'commit' ? { ...effect, facts: effect.facts.map((placed) => withImportWords(placed, job)) } : effect;
}

/** Captured (Graph, provisionOnDemand response): the object is retrieved, not received as a change. */
function withImportWords(placed: PlacedFact, { sourceSystem }: ProvisioningJob): PlacedFact {
  const { fact } = placed;
  if (fact.kind !== 'step-taken' || !/^EntryImport(Add|Update)$/.test(fact.name)) return placed;
  const description = fact.description.replace(
    /^Received (\w+) '(.*)' change of type .*$/s,
    (_all, type: string, name: string) => `Retrieved ${type} '${name}' from ${sourceSystem}`,
  );
  return { ...placed, fact: { ...fact, name: 'EntryImport', description } };
}
