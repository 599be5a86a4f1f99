import { assert } from '#shared/kernel/assert.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import type { ByHand, TraceEvent } from './event.ts';

/** One entry of the provisioning log: what one change of one object did, up to its end. */
export interface ChangeRecord {
  readonly startedAt: Instant;
  readonly steps: readonly RecordedStep[];
  /** Sequence numbers of all its exchanges. */
  readonly exchangeSequences: readonly number[];
  /** What a person did with requests of it, each kind as often as it was done. */
  readonly byHand: readonly ByHand['kind'][];
  readonly finished: EventOf<'change-finished'>;
}

interface RecordedStep {
  readonly step: EventOf<'step-taken'>;
  /** Sequence numbers of the exchanges the step is made of. */
  readonly exchangeSequences: readonly number[];
}

type EventOf<Kind extends TraceEvent['kind']> = Extract<TraceEvent, { readonly kind: Kind }>;

/**
 * Folds a trace into log entries, in the order in which the changes ended. Changes may be interleaved; one that has not ended
 * gives nothing. A cycle that was killed and taken up again may end a change a second time, which then is an entry of its own.
 */
export function* changeRecords(
  events: Iterable<{ readonly sequence: number; readonly event: TraceEvent }>,
): Generator<ChangeRecord, void, undefined> {
  const open = new Map<string, OpenChange>();
  for (const { sequence, event } of events) {
    const { changeId } = event;
    if (changeId === null) continue;
    const change = open.get(changeId) ?? { startedAt: event.at, steps: [], exchangeSequences: [], withoutStep: [], byHand: [] };
    switch (event.kind) {
      case 'exchange-recorded':
        change.exchangeSequences.push(sequence);
        change.withoutStep.push(sequence);
        if (event.byHand !== undefined) change.byHand.push(event.byHand.kind);
        break;
      case 'step-taken':
        // An exchange belongs to the step that follows it: a step is written down once its answer is known.
        change.steps.push({ step: event, exchangeSequences: change.withoutStep.splice(0) });
        break;
      case 'change-finished':
        open.delete(changeId);
        yield { ...recordOf(change), finished: event };
        continue;
      default:
        // An escrow follows the end of its change and must not open it again.
        continue;
    }
    open.set(changeId, change);
  }
}

interface OpenChange {
  readonly startedAt: Instant;
  readonly steps: RecordedStep[];
  readonly exchangeSequences: number[];
  /** Exchanges that no step has followed yet. */
  readonly withoutStep: number[];
  readonly byHand: ByHand['kind'][];
}

/** What no step has followed belongs to the last one. */
function recordOf({ startedAt, steps, exchangeSequences, withoutStep, byHand }: OpenChange): Omit<ChangeRecord, 'finished'> {
  const last = steps.at(-1);
  if (last === undefined || withoutStep.length === 0) return { startedAt, steps, exchangeSequences, byHand };
  const completed = { ...last, exchangeSequences: [...last.exchangeSequences, ...withoutStep] };
  return { startedAt, steps: [...steps.slice(0, -1), completed], exchangeSequences, byHand };
}

/** The change's id, which a finished change always has. */
export function changeIdOf({ finished }: ChangeRecord): string {
  assert(finished.changeId !== null, 'what finishes a change names it');
  return finished.changeId;
}
