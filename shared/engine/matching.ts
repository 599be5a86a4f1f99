import { habitSetting } from '#shared/entra/habits.ts';
import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import { evaluateMapping, type MappingContext, matchingRowsOf } from '#shared/entra/mapping.ts';
import type { TenantObject } from '#shared/entra/tenant.ts';
import { type Answer, readMatches, shownMembersError, type TargetResource } from '#shared/entra/wire-answer.ts';
import { errorWithAdvice, type WireError } from '#shared/entra/wire-error.ts';
import { matchRequest } from '#shared/entra/wire-requests.ts';
import { wireStyleOf } from '#shared/entra/wire-style.ts';
import { type Change, exchange } from './change.ts';
import type { Cycle } from './cycle-state.ts';
import type { Step } from './step.ts';

export interface MatchQuery {
  readonly attribute: string;
  readonly value: string;
}

export type Match =
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly target: TargetResource; readonly query: MatchQuery }
  | { readonly kind: 'failed'; readonly error: WireError };

/** One query per matching attribute that has a value, lowest priority number first. None: the object cannot be matched. */
export function matchQueries(mapping: ObjectMapping, object: TenantObject, context: MappingContext): readonly MatchQuery[] {
  return matchingRowsOf(mapping).flatMap((row) => {
    const { value } = evaluateMapping(row, object, context);
    return typeof value === 'string' ? [{ attribute: row.targetAttributeName, value }] : [];
  });
}

/** Asks the target until a query hits. More than one hit is never guessed about (howto-analyze-provisioning-logs). */
export function* findMatch({ job }: Cycle, change: Change, queries: readonly MatchQuery[]): Step<Match> {
  const style = wireStyleOf(job);
  for (const query of queries) {
    const request = matchRequest(change.identity.type, query, style);
    const answer = readMatches(yield* exchange(change, 'match', request));
    if (!answer.ok) return { kind: 'failed', error: answer.error };
    const [target, ...others] = answer.value;
    if (others.length > 0) return { kind: 'failed', error: duplicateError(query, answer.value) };
    if (target === undefined) continue;
    const taken = refuseMembers({ job }, change, { ok: true, value: target });
    return taken.ok ? { kind: 'found', target, query } : { kind: 'failed', error: taken.error };
  }
  return { kind: 'none' };
}

/** A group that shows members nobody asked for is not taken (habit `members-despite-exclusion`). */
export function refuseMembers(
  { job }: Pick<Cycle, 'job'>,
  { identity }: Change,
  answer: Answer<TargetResource>,
): Answer<TargetResource> {
  if (!answer.ok || identity.type === 'User') return answer;
  const error = shownMembersError(answer.value);
  if (error === null || habitSetting(job.configuration, 'members-despite-exclusion') === 'tolerated') return answer;
  return { ok: false, error };
}

function duplicateError({ attribute, value }: MatchQuery, targets: readonly TargetResource[]): WireError {
  return errorWithAdvice(
    'DuplicateTargetEntries',
    `The query ${attribute} eq "${value}" found ${targets.length} resources in the target: ${targets
      .slice(0, 5)
      .map(({ id }) => id)
      .join(', ')}.`,
  );
}
