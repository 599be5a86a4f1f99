import { probeErrorOf } from '#shared/entra/probe-verdict.ts';
import type { TenantObject } from '#shared/entra/tenant.ts';
import { readMatches, readResource } from '#shared/entra/wire-answer.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { ProvisioningError, TraceEvent } from '#shared/trace/event.ts';

export type EventOf<Kind extends TraceEvent['kind']> = Extract<TraceEvent, { readonly kind: Kind }>;

/** One run, told apart: what concerns the object that was picked, and what its members. */
export interface OnDemandRun {
  readonly object: TenantObject;
  readonly steps: readonly EventOf<'step-taken'>[];
  readonly ends: readonly EventOf<'change-finished'>[];
  /** Ends of the members' own changes. */
  readonly memberEnds: readonly EventOf<'change-finished'>[];
  /** Why Test Connection failed; null where it passed. */
  readonly probeError: ProvisioningError | null;
  /** What the target held before; null where it held nothing, or was not asked. */
  readonly resource: JsonObject | null;
}

/** Tells the events of one run apart. */
export function onDemandRun(events: readonly TraceEvent[], object: TenantObject): OnDemandRun {
  const isAbout = (event: EventOf<'step-taken' | 'change-finished' | 'exchange-recorded'>) =>
    event.identity?.id === object.objectId;
  const exchanges = events.filter((event) => event.kind === 'exchange-recorded');
  const ends = events.filter((event) => event.kind === 'change-finished');
  return {
    object,
    steps: events.filter((event) => event.kind === 'step-taken').filter(isAbout),
    ends: ends.filter(isAbout),
    memberEnds: ends.filter((end) => !isAbout(end)),
    probeError:
      exchanges
        .filter(({ purpose }) => purpose === 'probe-users' || purpose === 'probe-groups')
        .map(({ request, outcome }) => probeErrorOf(request, outcome))
        .find((error) => error !== null) ?? null,
    resource: exchanges.filter(isAbout).reduce<JsonObject | null>((known, exchange) => known ?? resourceIn(exchange), null),
  };
}

function resourceIn({ purpose, outcome }: EventOf<'exchange-recorded'>): JsonObject | null {
  if (purpose === 'read-target') {
    const answer = readResource(outcome);
    return answer.ok ? answer.value.resource : null;
  }
  if (purpose !== 'match') return null;
  const matches = readMatches(outcome);
  return matches.ok && matches.value.length === 1 ? (matches.value[0]?.resource ?? null) : null;
}
