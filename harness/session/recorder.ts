import type { PlacedFact, RequestPlace, StateWrite } from '#shared/engine/effect.ts';
import type { Clock, Instant } from '#shared/kernel/clock.ts';
import type { ScimOutcome, ScimRequest } from '#shared/scim/message.ts';
import type { ByHand, TraceEvent } from '#shared/trace/event.ts';
import type { Durability, JobStore, RecordedEvent, SentExchange } from '../ports/session-ports.ts';
import { NumberSet } from './number-set.ts';
import { type TaskPlace, takePosition } from './task-place.ts';

/** Makes facts into trace events (numbered within their change, stamped, placed) and writes them, what one call holds as a whole. */
export interface Recorder {
  commit(writes: readonly StateWrite[], facts: readonly PlacedFact[], place: TaskPlace): void;
  recordExchange(sent: Sent, place: TaskPlace): void;
}

interface Sent {
  /** When the request went out. */
  readonly at: Instant;
  readonly request: ScimRequest;
  readonly requestPlace: RequestPlace;
  readonly exchange: SentExchange;
  /** Absent where it was sent and answered as it came. */
  readonly byHand?: ByHand;
}

export function createRecorder(
  { job, clock }: { readonly job: JobStore; readonly clock: Clock },
  durability: Durability = 'at-once',
): Recorder {
  const steps = new Map<string, number>();
  /** The cycle whose first fact was recorded here: nothing of its changes was there before. */
  let begunCycleId: string | null = null;
  /** Changes that have ended: should one go on after all, its step is looked up. */
  const ended = new NumberSet();
  const lastStep = (cycleId: string | null, changeId: string | null): number => {
    const isNew = changeId !== null && cycleId !== null && cycleId === begunCycleId && !ended.has(beginningOf(changeId));
    // A cycle that is taken up again goes on counting where the killed one stopped.
    return isNew ? 0 : job.lastStep(cycleId, changeId);
  };
  const nextStep = (cycleId: string | null, changeId: string | null): number => {
    // A change belongs to one cycle, and has an id of its own.
    const key = changeId ?? `cycle ${cycleId}`;
    const step = (steps.get(key) ?? lastStep(cycleId, changeId)) + 1;
    if (changeId === null && step === 1) begunCycleId = cycleId;
    steps.set(key, step);
    return step;
  };
  const toEvent = ({ cycleId, changeId, fact }: PlacedFact, at: Instant, place: TaskPlace): RecordedEvent => {
    const event: TraceEvent = { at, cycleId, changeId, step: nextStep(cycleId, changeId), ...fact };
    return { event, position: takePosition(place) };
  };

  return {
    commit: (writes, facts, place) => {
      const now = clock.now();
      const events = facts.map((fact) => toEvent(fact, now, place));
      job.commit(writes, events, durability);
      // Hardly anything more comes of a change that has ended, and there are as many of them as objects.
      for (const { changeId, fact } of facts) {
        if (changeId === null || fact.kind !== 'change-finished') continue;
        steps.delete(changeId);
        ended.add(beginningOf(changeId));
      }
    },
    recordExchange: ({ at, request, requestPlace, exchange, byHand }, place) => {
      const { cycleId, changeId, purpose, identity } = requestPlace;
      const outcome = withMaskedHeaders(exchange.outcome);
      const placed = toEvent(
        {
          cycleId,
          changeId,
          fact: { kind: 'exchange-recorded', purpose, request, outcome, identity, ...(byHand === undefined ? {} : { byHand }) },
        },
        at,
        place,
      );
      job.commit(
        [],
        [
          {
            ...placed,
            // What nobody sent took no time, and must not count among the targets' answers.
            ...(byHand === undefined || byHand.kind === 'edited' ? { durationMs: exchange.durationMs } : {}),
            rawRequestHeaders: withMasked(exchange.rawRequestHeaders),
            rawResponseHeaders: withMasked(exchange.rawResponseHeaders),
          },
        ],
        durability,
      );
    },
  };
}

/** A number takes less memory than an id. Two ids of one cycle hardly share its 48 bits; if they do, it costs a look-up. */
function beginningOf(changeId: string): number {
  return Number.parseInt(changeId.slice(0, 8) + changeId.slice(9, 13), 16);
}

/** Headers whose values are secrets, by name. A transport masks what it adds; this catches what a target sends, or what it forgot. */
const secretHeaders = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie']);

/** Most headers have another length than any of them, and every header of every exchange is looked at. */
const secretLengths = new Set([...secretHeaders].map(({ length }) => length));

type Pairs = SentExchange['rawRequestHeaders'];

function withMasked(headers: Pairs): Pairs {
  return headers.some(([name]) => isSecret(name)) ? headers.map(masked) : headers;
}

function masked([name, value]: readonly [string, string]): readonly [string, string] {
  return [name, isSecret(name) ? '***' : value];
}

function isSecret(name: string): boolean {
  return secretLengths.has(name.length) && secretHeaders.has(name.toLowerCase());
}

function withMaskedHeaders(outcome: ScimOutcome): ScimOutcome {
  if (outcome.kind === 'failure') return outcome;
  let hasSecret = false;
  for (const name in outcome.response.headers) hasSecret ||= isSecret(name);
  if (!hasSecret) return outcome;
  const headers = Object.fromEntries(Object.entries(outcome.response.headers).map(masked));
  return { kind: 'response', response: { ...outcome.response, headers } };
}
