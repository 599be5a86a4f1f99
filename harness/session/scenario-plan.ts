import type { StepReport } from '#shared/scenario/run-report.ts';
import { sentenceForPurpose } from '#shared/trace/purpose-sentence.ts';
import type { Plan } from './plan.ts';
import { kindOf, type Tally } from './scenario-tally.ts';

const REQUESTS_SHOWN_MAX = 50;

/** What a plan would send, by kind, as `POST /Users`; of a plan that is longer than its list, of the list. */
export function plannedCounts({ requests }: Plan): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { request } of requests) {
    const kind = kindOf(request);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether a plan failed because the target could not be reached or refused the credentials: its requests stand in no trace. */
export function refusalOfPlan(plan: Plan | null): Tally['refusal'] {
  const code = plan?.error?.code ?? '';
  if (code.endsWith('CredentialValidationUnavailable')) return 'unreachable';
  return code.endsWith('CredentialValidationFailure') ? 'credentials-refused' : null;
}

/** A plan as a run report tells it. */
export function toPlanReport(plan: Plan): NonNullable<StepReport['planned']> {
  return {
    totalCount: plan.totalCount,
    requestCounts: plannedCounts(plan),
    requests: plan.requests.slice(0, REQUESTS_SHOWN_MAX).map(({ request, purpose, identity }) => ({
      method: request.method,
      target: request.target,
      reason: sentenceForPurpose(purpose, identity),
      body: request.body === null ? '' : JSON.stringify(request.body),
    })),
  };
}
