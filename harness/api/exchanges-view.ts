import type { ExchangeDetailView, ExchangeView } from '#shared/api/evidence-views.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import type { NumberedExchange } from '#shared/trace/exchange-difference.ts';
import { sentenceForPurpose } from '#shared/trace/purpose-sentence.ts';
import type { StoredEvent } from '../adapters/workspace-db.ts';
import { recordedTarget } from '../session/target.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';

type Exchange = Extract<StoredEvent['recorded']['event'], { readonly kind: 'exchange-recorded' }>;

/** Stored exchanges as rows. Only what a cycle sent has the id of one: a run on demand must not look like the cycle after it. */
export function exchangeViews({ trace }: WorkspaceParts['db'], exchanges: readonly StoredEvent[]): readonly ExchangeView[] {
  const cycleIds = new Set(exchanges.flatMap(({ recorded }) => recorded.event.cycleId ?? []));
  const numbers = trace.cycleNumbersAmong([...cycleIds]);
  return exchanges.map((stored) => exchangeView(stored, numbers));
}

export function exchangeView(stored: StoredEvent, cycleNumbers: ReadonlyMap<string, number>): ExchangeView {
  const { event, durationMs } = stored.recorded;
  const { request, outcome, purpose, identity, byHand } = exchangeOf(stored);
  const cycleNumber = event.cycleId === null ? undefined : cycleNumbers.get(event.cycleId);
  return {
    sequence: stored.sequence,
    at: event.at,
    appId: stored.appId,
    purpose,
    reason: sentenceForPurpose(purpose, identity),
    method: request.method,
    target: request.target,
    status: outcome.kind === 'response' ? outcome.response.status : null,
    failure: outcome.kind === 'failure' ? outcome.failure.detail : null,
    durationMs: durationMs ?? null,
    identity,
    cycleId: cycleNumber === undefined ? null : event.cycleId,
    cycleNumber: cycleNumber ?? null,
    changeId: event.changeId,
    byHand: byHand?.kind ?? null,
  };
}

/** Both messages, and where they would go now. */
export function exchangeDetail(parts: WorkspaceParts, stored: StoredEvent): ExchangeDetailView {
  const { rawRequestHeaders = [], rawResponseHeaders = [] } = stored.recorded;
  const { purpose, request, outcome, byHand } = exchangeOf(stored);
  const record = applicationOf(parts, stored.appId);
  const known = record === undefined ? undefined : recordedTarget(parts, record)?.url;
  // A token request went to another address than the target's, and says all of it.
  const url = purpose === 'access-token' ? { origin: '', basePath: '', hasSecretQuery: false } : known;
  const responseBody = outcome.kind === 'failure' ? outcome.failure.detail : outcome.response.text;
  const [view] = exchangeViews(parts.db, [stored]);
  return {
    ...(view ?? exchangeView(stored, new Map())),
    appName: record?.name ?? '',
    address: url === undefined ? null : `${url.origin}${url.basePath}`,
    hasSecretQuery: url?.hasSecretQuery ?? false,
    isCut: isCut(request.body) || isCut(responseBody),
    requestHeaders: rawRequestHeaders.length > 0 ? rawRequestHeaders : Object.entries(request.headers),
    requestBody: shownBody(request.body),
    responseHeaders:
      rawResponseHeaders.length > 0 || outcome.kind === 'failure' ? rawResponseHeaders : Object.entries(outcome.response.headers),
    responseBody,
    asked: byHand?.kind === 'edited' ? askedView(byHand.asked) : null,
  };
}

function askedView({ target, headers, body }: ScimRequest): ExchangeDetailView['asked'] {
  return { target, headers: Object.entries(headers), body: shownBody(body) };
}

export function exchangeOf(stored: StoredEvent): Exchange {
  const { event } = stored.recorded;
  if (event.kind !== 'exchange-recorded') throw new Error(`Broken promise: event ${stored.sequence} is no exchange`);
  return event;
}

/** Whether the target saw it. What a person answered in its place tells nothing of what it holds. */
export function reachedTarget(stored: StoredEvent): boolean {
  const { byHand } = exchangeOf(stored);
  return byHand === undefined || byHand.kind === 'edited';
}

export function numberedExchange(stored: StoredEvent): NumberedExchange {
  const { request, outcome } = exchangeOf(stored);
  return { sequence: stored.sequence, request, outcome };
}

/** A body above 64 kB was kept as a text: its head, and a note of what was cut (harness/adapters/shortened-body.ts). */
function isCut(body: Json): boolean {
  return typeof body === 'string' && /\n\[cut here: \d+ bytes in all, SHA-256 [0-9a-f]{64}\]$/.test(body);
}

function shownBody(body: Json): string {
  if (body === null) return '';
  return isCut(body) ? String(body) : JSON.stringify(body, null, 2);
}
