import { canonicalJson } from '#shared/kernel/json.ts';
import { TRACE_VERSION, type TraceEvent } from '#shared/trace/event.ts';
import type { StoredEvent } from '../ports/workspace-ports.ts';
import { positionPart } from './trace-position.ts';

export interface TraceFileOptions {
  /** Host and port of the target, `127.0.0.1:49152`: written as `target`, because a port is this machine's affair. Without a port nothing is replaced. */
  readonly targetHost?: string;
}

/**
 * The lines of a trace file, without line ends: a header, then each event as canonical JSON. They stand in the order that
 * work on one object at a time would give, so they are the same whatever was in flight at once. Durations, raw headers and
 * headers that only tell of the moment or of the connection are left out.
 */
export function* traceLines(events: Iterable<StoredEvent>, options: TraceFileOptions = {}): Generator<string, void, undefined> {
  yield canonicalJson({ format: 'scim-rehearsal-trace', version: TRACE_VERSION });
  // A host alone may be the domain of everybody's e-mail address; that is no port to hide.
  const hidden = options.targetHost?.includes(':') ? options.targetHost : undefined;
  for (const { recorded } of inTraceOrder(events)) {
    const line = canonicalJson(withoutMoment(recorded.event));
    yield hidden === undefined ? line : line.replaceAll(hidden, 'target');
  }
}

/** The order that work on one object at a time would give, whatever was in flight at once. */
export function inTraceOrder(events: Iterable<StoredEvent>): readonly StoredEvent[] {
  const placed = Array.from(events, (stored) => ({ stored, position: positionOf(stored) }));
  placed.sort((a, b) => compare(a.position, b.position) || a.stored.sequence - b.stored.sequence);
  return placed.map(({ stored }) => stored);
}

/** An event that no task recorded (provisioning was switched on) stands where it was recorded. */
function positionOf({ sequence, recorded }: StoredEvent): string {
  return recorded.position ?? positionPart(sequence);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Headers that belong to the answer itself; `date`, cookies, request ids and the like change from run to run. */
const lastingHeaders = new Set([
  'allow',
  'content-location',
  'content-type',
  'etag',
  'location',
  'retry-after',
  'www-authenticate',
]);

function withoutMoment(event: TraceEvent): TraceEvent {
  if (event.kind !== 'exchange-recorded' || event.outcome.kind !== 'response') return event;
  const { response } = event.outcome;
  const headers = Object.fromEntries(Object.entries(response.headers).filter(([name]) => lastingHeaders.has(name)));
  return { ...event, outcome: { kind: 'response', response: { ...response, headers } } };
}
