import { displayNameOf, type TenantObject } from '#shared/entra/tenant.ts';
import type { Json } from '#shared/kernel/json.ts';
import { randomUuid, seededRandom } from '#shared/kernel/random.ts';
import type { ScimOutcome, ScimRequest } from '#shared/scim/message.ts';
import type {
  ModifiedProperty,
  ProvisioningAction,
  ProvisioningError,
  ProvisioningStatus,
  RequestPurpose,
  SourceIdentity,
  StepType,
  TraceFact,
} from '#shared/trace/event.ts';
import type { Cycle } from './cycle-state.ts';
import type { Escrow, PlacedFact, StateWrite } from './effect.ts';
import { commitRemembered } from './remembered.ts';
import { type Step, send } from './step.ts';

/** The work on one object in one cycle: what becomes one entry of the provisioning log. */
export interface Change {
  /** Unique per object, part and cycle; the same again when a killed cycle is taken up. */
  readonly id: string;
  readonly cycleId: string | null;
  readonly identity: SourceIdentity;
  /** How the sentences of the log name the object (`ReportableIdentifier`). */
  readonly name: string;
  /** What waits for a retry of this object, from an earlier cycle. */
  readonly escrow: Escrow | null;
  /** Facts not committed yet; written together with the next request or the end. */
  readonly pendingFacts: PlacedFact[];
}

export interface ChangeResult {
  readonly action: ProvisioningAction;
  readonly status: ProvisioningStatus;
  readonly targetId: string | null;
  readonly modifiedProperties: readonly ModifiedProperty[];
  readonly error: ProvisioningError | null;
  readonly skipReason: string | null;
}

interface NotedStep {
  readonly name: string;
  readonly stepType: StepType;
  readonly status: ProvisioningStatus;
  readonly description: string;
  readonly details?: Readonly<Record<string, Json>>;
}

export function openChange(input: {
  readonly seed: string;
  readonly cycleId: string | null;
  /** `object`: the object itself; `references`: the update that follows for manager or members; `clean-up`. */
  readonly part: 'object' | 'references' | 'clean-up';
  readonly subject: Subject;
  readonly escrow: Escrow | null;
}): Change {
  const { seed, cycleId, part, subject, escrow } = input;
  return {
    id: randomUuid(seededRandom(seed, cycleId ?? '', subject.identity.id, part)),
    cycleId,
    identity: subject.identity,
    name: subject.name,
    escrow,
    pendingFacts: [],
  };
}

/** Who a change is about. */
export interface Subject {
  readonly identity: SourceIdentity;
  readonly name: string;
}

/** A hard-deleted object has no name any more; its id stands in (the log of Entra shows an empty name). */
export function subjectOf(type: 'User' | 'Group', id: string, object: TenantObject | undefined): Subject {
  if (object === undefined) return { identity: { id, type, displayName: id }, name: id };
  const upn = object.attributes['userPrincipalName'];
  const displayName = displayNameOf(object);
  return { identity: { id, type, displayName }, name: typeof upn === 'string' && upn !== '' ? upn : displayName };
}

export function note(change: Change, { details = {}, ...step }: NotedStep): void {
  place(change, { kind: 'step-taken', identity: change.identity, ...step, details });
}

export function place(change: Change, fact: TraceFact): void {
  change.pendingFacts.push({ cycleId: change.cycleId, changeId: change.id, fact });
}

/** Sends a request of a change, after what happened before it is durable. */
export function* exchange(change: Change, purpose: RequestPurpose, request: ScimRequest): Step<ScimOutcome> {
  yield* commitNotes(change, []);
  return yield* send(request, { cycleId: change.cycleId, changeId: change.id, purpose, identity: change.identity });
}

export function* commitNotes(change: Change, writes: readonly StateWrite[]): Step<void> {
  const { cycleId, id: changeId, identity } = change;
  yield* commitRemembered(writes, change.pendingFacts.splice(0), { cycleId, changeId, identity });
}

/** The end of a change that did not fail: a retry that was waiting is over, unless its references are still to come. */
export function* finish(
  cycle: Cycle,
  change: Change,
  result: Omit<ChangeResult, 'error'>,
  input: { readonly writes: readonly StateWrite[]; readonly hasReferences?: boolean } = { writes: [] },
): Step<void> {
  if (result.status === 'skipped') cycle.tally.skippedCount += 1;
  else {
    cycle.tally.exportedCount += 1;
    cycle.reach.unansweredCount = 0;
  }
  place(change, { kind: 'change-finished', identity: change.identity, error: null, ...result });
  const isSettled = change.escrow !== null && input.hasReferences !== true;
  const settled: readonly StateWrite[] = isSettled ? [{ kind: 'remove-escrow', sourceId: change.identity.id }] : [];
  yield* commitNotes(change, [...input.writes, ...settled]);
}

/** The sentence of a skip that has reasons, numbered as the service numbers them (captured). */
export function skippedBecause({ identity, name }: Pick<Change, 'identity' | 'name'>, reasons: readonly string[]): string {
  const numbered = reasons.map((reason, index) => ` ${index + 1}) ${reason}`).join('');
  return `The ${identity.type} '${name}' ${SKIPPED_BECAUSE}${numbered}`;
}

const SKIPPED_BECAUSE = 'will be skipped due to the following reasons:';

/** Such a sentence taken apart again: what stands in front of the reasons, then each of them. */
export function skipReasonsIn(description: string): readonly string[] {
  const end = description.lastIndexOf(SKIPPED_BECAUSE) + SKIPPED_BECAUSE.length;
  const [heading, reasons] = [description.slice(0, end), description.slice(end)];
  const starts: number[] = [];
  for (let at = reasons.indexOf(' 1) '); at !== -1; at = reasons.indexOf(` ${starts.length + 1}) `, at)) starts.push(at);
  return [heading, ...starts.map((at, index) => reasons.slice(at + ` ${index + 1}) `.length, starts[index + 1]))];
}

/** Nothing was sent for the object, or nothing more. */
export function* skip(
  cycle: Cycle,
  change: Change,
  input: {
    readonly action?: ProvisioningAction;
    readonly skipReason: string | null;
    readonly description: string;
    readonly targetId: string | null;
    /** Default: export (captured in 2026, for RedundantExport). */
    readonly stepType?: StepType;
    readonly details?: Readonly<Record<string, Json>>;
    readonly writes?: readonly StateWrite[];
  },
): Step<void> {
  const { action = 'other', skipReason, description, targetId, stepType = 'export', details = {}, writes = [] } = input;
  note(change, {
    name: 'EntrySynchronizationSkip',
    stepType,
    status: 'skipped',
    description,
    details: { ...details, ...(skipReason === null ? {} : { SkipReason: skipReason }), ReportableIdentifier: change.name },
  });
  yield* finish(cycle, change, { action, status: 'skipped', targetId, modifiedProperties: [], skipReason }, { writes });
}
