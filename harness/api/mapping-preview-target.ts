import { readMatches, readResource } from '#shared/entra/wire-answer.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { TraceEvent } from '#shared/trace/event.ts';
import type { TraceQueries } from '../ports/workspace-ports.ts';

/** How many changes of one object are looked back on. */
const CHANGES_MAX = 50;

type Exchange = Extract<TraceEvent, { readonly kind: 'exchange-recorded' }>;

/**
 * The resource as the target answered it last, in whatever request was about its object; null where no such answer is kept. Writes
 * that were answered without a body since then are said, for the target holds more than is shown.
 */
export function lastAnswerAbout(
  trace: TraceQueries,
  { appId, sourceId, targetId }: { readonly appId: string; readonly sourceId: string; readonly targetId: string },
): { readonly resource: JsonObject; readonly what: string } | null {
  const { items } = trace.changes({ appId, sourceId, search: '', status: 'all', action: 'all', offset: 0, limit: CHANGES_MAX });
  let silentCount = 0;
  for (const { recorded } of items) {
    const { changeId } = recorded.event;
    if (changeId === null) continue;
    const events = trace.ofChange(appId, changeId).map((stored) => stored.recorded.event);
    for (const event of events.toReversed()) {
      if (event.kind !== 'exchange-recorded' || event.identity?.id !== sourceId) continue;
      const resource = resourceIn(event, targetId);
      if (resource !== null) return { resource, what: describe(event, silentCount) };
      if (isSilentWrite(event)) silentCount += 1;
    }
  }
  return null;
}

function resourceIn({ purpose, outcome }: Exchange, targetId: string): JsonObject | null {
  if (purpose === 'match') {
    const matches = readMatches(outcome);
    return matches.ok ? (matches.value.find(({ id }) => id === targetId)?.resource ?? null) : null;
  }
  const answer = readResource(outcome);
  return answer.ok && answer.value.id === targetId ? answer.value.resource : null;
}

function isSilentWrite({ request, outcome }: Exchange): boolean {
  return request.method !== 'GET' && outcome.kind === 'response' && outcome.response.status < 300;
}

function describe({ request }: Exchange, silentCount: number): string {
  const answer = `the target’s last answer about it, to ${request.method} ${request.target.split('?')[0]}`;
  if (silentCount === 0) return answer;
  const since = silentCount === 1 ? 'a later write was' : `${silentCount} later writes were`;
  return `${answer}; ${since} accepted without showing the result, so that less may be sent`;
}
