import { MAIL_ACTIVITY } from '#shared/engine/quarantine-news.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import type { TraceEvent } from '#shared/trace/event.ts';
import type { StoredEvent, TraceQueries } from '../ports/workspace-ports.ts';

interface FailedChange {
  readonly object: string;
  readonly action: string;
  readonly code: string;
  readonly reason: string;
}

/** What a stretch of the trace says happened. */
export interface Tally {
  /** By kind, as `POST /Users`. */
  readonly requests: Readonly<Record<string, number>>;
  readonly requestCount: number;
  readonly changes: readonly { readonly action: string; readonly status: string; readonly count: number }[];
  readonly failures: readonly FailedChange[];
  /** Why a cycle could not run; null where each one did. */
  /** How many cycles ended in one. */
  readonly failedCycleCount: number;
  readonly emailCount: number;
  readonly cycleError: { readonly code: string; readonly reason: string; readonly recommendedAction: string | null } | null;
  /** How the last request ended, where it got no answer or was refused for its credentials. */
  readonly refusal: 'unreachable' | 'credentials-refused' | null;
}

export function tally(events: Iterable<StoredEvent>): Tally {
  const requests = new Map<string, number>();
  const changes = new Map<string, { action: string; status: string; count: number }>();
  const failures: FailedChange[] = [];
  let requestCount = 0;
  let failedCycleCount = 0;
  let emailCount = 0;
  let cycleError: Tally['cycleError'] = null;
  let refusal: Tally['refusal'] = null;
  for (const { recorded } of events) {
    const { event } = recorded;
    if (event.kind === 'exchange-recorded') {
      requestCount += 1;
      const kind = kindOf(event.request);
      requests.set(kind, (requests.get(kind) ?? 0) + 1);
      refusal = refusalOf(event);
    } else if (event.kind === 'change-finished') {
      const key = `${event.action} ${event.status}`;
      const entry = changes.get(key) ?? { action: event.action, status: event.status, count: 0 };
      changes.set(key, { ...entry, count: entry.count + 1 });
      if (event.status === 'failure') failures.push(failureOf(event));
    } else if (event.kind === 'cycle-failed') {
      cycleError = event.error;
      failedCycleCount += 1;
    } else if (event.kind === 'audited' && event.activity === MAIL_ACTIVITY) {
      emailCount += 1;
    }
  }
  return {
    requests: Object.fromEntries([...requests].sort(([a], [b]) => (a < b ? -1 : 1))),
    requestCount,
    changes: [...changes.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry),
    failures,
    failedCycleCount,
    emailCount,
    cycleError,
    refusal,
  };
}

/** `POST /Users`, also where a habit puts `/scim` in front. */
export function kindOf({ method, target }: Pick<ScimRequest, 'method' | 'target'>): string {
  return `${method} ${endpointOf(target)}`;
}

/** `/Users`, `/Groups` or what else stands first in the path. */
export function endpointOf(target: string): string {
  return /^(?:\/scim(?=\/))?(\/[^/?]*)/.exec(target)?.[1] ?? '/';
}

/** One entry of the provisioning logs, as far as an expectation looks at it. */
export interface LogEntry {
  readonly sourceId: string;
  readonly action: string;
  readonly status: string;
  readonly skipReason: string | null;
  readonly errorCode: string | null;
}

export function logEntries(events: Iterable<StoredEvent>): readonly LogEntry[] {
  return Array.from(events).flatMap(({ recorded: { event } }) => {
    if (event.kind !== 'change-finished') return [];
    const { identity, action, status, skipReason, error } = event;
    return [{ sourceId: identity.id, action, status, skipReason, errorCode: error?.code ?? null }];
  });
}

/** Ids of source objects that were last written as not active. */
export function inactiveSourceIds(events: Iterable<StoredEvent>): ReadonlySet<string> {
  const inactive = new Set<string>();
  for (const { recorded } of events) {
    const { event } = recorded;
    if (event.kind !== 'change-finished' || event.status !== 'success') continue;
    const written = event.modifiedProperties.find(({ name }) => name === 'active');
    if (written === undefined) continue;
    if (written.newValue?.toLowerCase() === 'false') inactive.add(event.identity.id);
    else inactive.delete(event.identity.id);
  }
  return inactive;
}

/** Every event of an application after a sequence number. */
export function* eventsAfter(trace: TraceQueries, appId: string, sequence: number): Generator<StoredEvent> {
  let after = sequence;
  for (;;) {
    const page = trace.events(appId, after, EVENTS_PER_PAGE);
    yield* page;
    after = page.at(-1)?.sequence ?? after;
    if (page.length < EVENTS_PER_PAGE) return;
  }
}

const EVENTS_PER_PAGE = 1000;

type EventOf<Kind extends TraceEvent['kind']> = Extract<TraceEvent, { readonly kind: Kind }>;

function refusalOf({ outcome }: EventOf<'exchange-recorded'>): Tally['refusal'] {
  if (outcome.kind === 'failure') return 'unreachable';
  return outcome.response.status === 401 || outcome.response.status === 403 ? 'credentials-refused' : null;
}

function failureOf({ identity, action, error }: EventOf<'change-finished'>): FailedChange {
  return {
    object: identity.displayName,
    action,
    code: error?.code ?? 'Unknown',
    reason: error?.reason ?? 'No reason was given.',
  };
}
