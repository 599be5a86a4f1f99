import type { StepReport } from '#shared/scenario/run-report.ts';
import { sentenceForPurpose } from '#shared/trace/purpose-sentence.ts';
import type { Plan } from './plan.ts';
import type { Tally } from './scenario-tally.ts';

const REQUESTS_SHOWN_MAX = 50;

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
    requestCounts: plan.requestCounts,
    requests: plan.requests.slice(0, REQUESTS_SHOWN_MAX).map(({ request, purpose, identity }) => ({
      method: request.method,
      target: request.target,
      reason: sentenceForPurpose(purpose, identity),
      body: request.body === null ? '' : JSON.stringify(request.body),
    })),
  };
}
