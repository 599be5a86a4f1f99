import { readMatches, readResource } from '#shared/entra/wire-answer.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { TraceEvent } from '#shared/trace/event.ts';
import type { StoredEvent, TraceQueries } from '../ports/workspace-ports.ts';

/** What the trace has about one object and its resource in the target, newest first. */
export interface ObjectExchange {
  readonly sequence: number;
  readonly event: Exchange;
}

type Exchange = Extract<TraceEvent, { readonly kind: 'exchange-recorded' }>;

/** The target's last answer about one resource. */
export interface KnownResource {
  readonly resource: JsonObject;
  readonly exchange: ObjectExchange;
  /** Writes since then that were accepted without showing the result, so that the target holds more than is shown. */
  readonly silentCount: number;
}

const PAGE_SIZE = 100;
/** A group with many members has an exchange for each of them. */
const EXCHANGES_MAX = 2000;

export function* exchangesAbout(
  trace: TraceQueries,
  about: { readonly appId: string; readonly sourceId: string },
): Generator<ObjectExchange, void, undefined> {
  let before = Number.MAX_SAFE_INTEGER;
  for (let count = 0; count < EXCHANGES_MAX; count += PAGE_SIZE) {
    const page = trace.exchangesAbout({ ...about, before, limit: PAGE_SIZE });
    for (const stored of page) yield numbered(stored);
    before = page.at(-1)?.sequence ?? 0;
    if (page.length < PAGE_SIZE) return;
  }
}

/** Null where no answer of the resource is kept. `exchanges` are newest first. */
export function lastKnownResource(exchanges: Iterable<ObjectExchange>, targetId: string): KnownResource | null {
  let silentCount = 0;
  for (const exchange of exchanges) {
    const resource = resourceIn(exchange.event, targetId);
    if (resource !== null) return { resource, exchange, silentCount };
    if (isSilentWrite(exchange.event)) silentCount += 1;
  }
  return null;
}

function numbered({ sequence, recorded }: StoredEvent): ObjectExchange {
  if (recorded.event.kind !== 'exchange-recorded') throw new Error(`Broken promise: event ${sequence} is no exchange`);
  return { sequence, event: recorded.event };
}

function resourceIn({ purpose, outcome, byHand }: Exchange, targetId: string): JsonObject | null {
  // What a person answered in the target's place tells nothing of what it holds.
  if (byHand !== undefined && byHand.kind !== 'edited') return null;
  if (purpose === 'match') {
    const matches = readMatches(outcome);
    return matches.ok ? (matches.value.find(({ id }) => id === targetId)?.resource ?? null) : null;
  }
  const answer = readResource(outcome);
  return answer.ok && answer.value.id === targetId ? answer.value.resource : null;
}

function isSilentWrite({ request, outcome, byHand }: Exchange): boolean {
  if (byHand !== undefined && byHand.kind !== 'edited') return false;
  return request.method !== 'GET' && outcome.kind === 'response' && outcome.response.status < 300;
}
