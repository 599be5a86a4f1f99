import { isJsonObject, type Json, type JsonObject, parseJson } from '#shared/kernel/json.ts';
import type { ScimOutcome, ScimRequest } from '#shared/scim/message.ts';
import { flatResource } from './flat-resource.ts';
import { intendedResource } from './intended-resource.ts';

/** What one request was to do to a resource, and what it did. */
export interface ExchangeDifference {
  /** False: no answer in the trace tells, so that `before` is null throughout. */
  readonly isBeforeKnown: boolean;
  readonly isAfterKnown: boolean;
  /** Where *before* and *after* were answered; null where they are not known, or follow from other requests. */
  readonly beforeSequence: number | null;
  readonly afterSequence: number | null;
  readonly rows: readonly DifferenceRow[];
  /** What must be known to read the rows; sentences. */
  readonly notes: readonly string[];
}

/** Values as texts; null: there is none. */
export interface DifferenceRow {
  /** `name.givenName`, `emails[work]`, `urn:…:User:department`. */
  readonly attribute: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Of a read, which intends nothing, what was known before. */
  readonly intended: string | null;
  readonly verdict: 'as-intended' | 'not-intended' | 'unknown' | 'read';
}

export interface NumberedExchange {
  readonly sequence: number;
  readonly request: ScimRequest;
  readonly outcome: ScimOutcome;
}

/** Rows beyond this are left out: a group may have 100,000 members. */
const ROW_COUNT_MAX = 500;

/**
 * Compares the resource before, after and as intended. `earlier` and `later` are the exchanges about the same object on either
 * side, in the order in which they were sent.
 */
export function exchangeDifference(
  exchange: NumberedExchange,
  earlier: readonly NumberedExchange[],
  later: readonly NumberedExchange[],
): ExchangeDifference {
  const id = resourceIdOf(exchange);
  if (id === null) return nothingKnown('The request is about no one resource.');
  const before = stateBefore(id, exchange, earlier);
  const intended = intendedResource(exchange.request, before.resource);
  const after = stateAfter(id, exchange, later, before);
  const isRead = exchange.request.method === 'GET';
  const rows = rowsOf({
    before: before.resource,
    after: after.resource,
    intended: isRead ? before.resource : intended.resource,
    isRead,
    // Of a resource that is not known, only what the request names can be told.
    isPartial: before.resource === null && exchange.request.method === 'PATCH',
  });
  return {
    isBeforeKnown: before.resource !== null,
    isAfterKnown: after.resource !== null,
    beforeSequence: before.sequence,
    afterSequence: after.sequence,
    rows: rows.slice(0, ROW_COUNT_MAX),
    notes: [
      ...before.notes,
      ...intended.notes,
      ...after.notes,
      ...(rows.length > ROW_COUNT_MAX ? [`${rows.length - ROW_COUNT_MAX} more rows are not shown.`] : []),
    ],
  };
}

interface State {
  readonly resource: JsonObject | null;
  readonly sequence: number | null;
  readonly notes: readonly string[];
}

function stateBefore(id: string, { request }: NumberedExchange, earlier: readonly NumberedExchange[]): State {
  if (request.method === 'POST') return { resource: {}, sequence: null, notes: [] };
  let state: State = {
    resource: null,
    sequence: null,
    notes: ['No answer before this one tells what the target held, so that only what the request names is shown.'],
  };
  for (const exchange of earlier) {
    const answered = resourceIn(exchange, id);
    if (answered !== null) state = { resource: answered, sequence: exchange.sequence, notes: [] };
    else if (state.resource !== null && isDone(exchange) && resourceIdOf(exchange) === id && exchange.request.method !== 'GET') {
      const { resource } = intendedResource(exchange.request, state.resource);
      const note = `Before follows from exchange ${state.sequence ?? '?'} and what was written since: answers to those held no resource.`;
      state = { resource: resource ?? state.resource, sequence: state.sequence, notes: [note] };
    }
  }
  return state;
}

function stateAfter(id: string, exchange: NumberedExchange, later: readonly NumberedExchange[], before: State): State {
  const { request, outcome, sequence } = exchange;
  const answered = resourceIn(exchange, id);
  if (answered !== null) return { resource: answered, sequence, notes: [] };
  const read = nextReading(id, later);
  if (read !== null) {
    const note = `The answer holds no resource: after is what exchange ${read.sequence} read.`;
    return { resource: read.resource, sequence: read.sequence, notes: [note] };
  }
  if (outcome.kind === 'failure') return unknown('No answer came, so that nobody knows what the target did.');
  if (outcome.response.status >= 400) {
    return request.method === 'GET' || before.resource === null
      ? unknown('The target refused, and was not read again.')
      : {
          ...before,
          sequence: null,
          notes: ['The target refused, so that after is taken to be as before (RFC 7644 §3.5.2); it was not read again.'],
        };
  }
  if (request.method === 'DELETE') return { resource: {}, sequence, notes: [] };
  return unknown('The answer holds no resource, which SCIM allows, and it was not read again since.');
}

function unknown(note: string): State {
  return { resource: null, sequence: null, notes: [note] };
}

/** The first answer with the resource that comes before anything else is written to it. */
function nextReading(id: string, later: readonly NumberedExchange[]) {
  for (const exchange of later) {
    if (exchange.request.method !== 'GET' && resourceIdOf(exchange) === id) return null;
    const resource = resourceIn(exchange, id);
    if (resource !== null) return { resource, sequence: exchange.sequence };
  }
  return null;
}

/** The id in the address, or the one a creation was answered with. A token request goes elsewhere, and is about nobody. */
function resourceIdOf({ request, outcome }: NumberedExchange): string | null {
  const named = /^\/(?:Users|Groups)\/([^/?]+)/i.exec(request.target)?.[1];
  if (named !== undefined) return decoded(named);
  const [only, ...others] = resourcesIn(outcome);
  const id = only?.['id'];
  if (typeof id === 'string' && others.length === 0) return id;
  return request.method === 'POST' && request.target.startsWith('/') ? '' : null;
}

function resourceIn({ outcome }: NumberedExchange, id: string): JsonObject | null {
  return resourcesIn(outcome).find((resource) => resource['id'] === id) ?? null;
}

function resourcesIn(outcome: ScimOutcome): readonly JsonObject[] {
  if (outcome.kind === 'failure' || outcome.response.status >= 300) return [];
  const body = parseJson(outcome.response.text);
  if (!isJsonObject(body)) return [];
  const listed: Json | undefined = body['Resources'];
  if (Array.isArray(listed)) return listed.filter(isJsonObject);
  return typeof body['id'] === 'string' ? [body] : [];
}

function isDone({ outcome }: NumberedExchange): boolean {
  return outcome.kind === 'response' && outcome.response.status >= 200 && outcome.response.status < 300;
}

interface Sides {
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly intended: JsonObject | null;
  readonly isRead: boolean;
  readonly isPartial: boolean;
}

function rowsOf({ before, after, intended, isRead, isPartial }: Sides): readonly DifferenceRow[] {
  const flat = (side: JsonObject | null) => (side === null ? null : flatResource(side));
  const [held, now, wanted] = [flat(before), flat(after), flat(intended)];
  const known = [wanted, held, now].filter((side) => side !== null);
  const attributes = new Map<string, string>();
  for (const side of isPartial ? [wanted] : known) {
    for (const [key, { attribute }] of side ?? []) if (!attributes.has(key)) attributes.set(key, attribute);
  }
  const rows: DifferenceRow[] = [];
  for (const [key, attribute] of attributes) {
    const textIn = (side: ReturnType<typeof flat>) => side?.get(key)?.text ?? null;
    const isSame = new Set(known.map(textIn)).size < 2;
    if (isSame && !isPartial) continue;
    const isKnown = now !== null && wanted !== null;
    const asMeant = textIn(now) === textIn(wanted) ? 'as-intended' : 'not-intended';
    const verdict = isRead ? 'read' : isKnown ? asMeant : 'unknown';
    rows.push({ attribute, before: textIn(held), after: textIn(now), intended: textIn(wanted), verdict });
  }
  // What did not become what was meant is what somebody looks for.
  return [
    ...rows.filter(({ verdict }) => verdict === 'not-intended'),
    ...rows.filter(({ verdict }) => verdict !== 'not-intended'),
  ];
}

function nothingKnown(note: string): ExchangeDifference {
  return { isBeforeKnown: false, isAfterKnown: false, beforeSequence: null, afterSequence: null, rows: [], notes: [note] };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
