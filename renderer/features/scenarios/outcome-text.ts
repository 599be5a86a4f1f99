import type { ScenarioOutcome } from '#shared/api/scenario-views.ts';
import type { StepReport } from '#shared/scenario/run-report.ts';
import { say } from '../../app/messages.ts';
import type { OutcomeRole } from '../../components/outcome-words.ts';

interface Words {
  readonly role: OutcomeRole;
  readonly words: string;
}

/** How a run went. */
export function outcomeText(outcome: ScenarioOutcome, failed?: { readonly count: number; readonly of: number }): Words {
  switch (outcome) {
    case 'passed':
      return { role: 'success', words: say('scenario.outcome.passed') };
    case 'failed':
      return {
        role: 'failed',
        words:
          failed === undefined || failed.count === 0
            ? say('scenario.step.failed')
            : say('scenario.outcome.failed', { failed: failed.count, count: failed.of }),
      };
    case 'interrupted':
      return { role: 'skipped', words: say('scenario.outcome.interrupted') };
    case 'unreachable':
      return { role: 'failed', words: say('scenario.outcome.unreachable') };
    case 'credentials-refused':
      return { role: 'failed', words: say('scenario.outcome.refused') };
  }
}

export function stepText(status: StepReport['status']): Words {
  if (status === 'passed') return { role: 'success', words: say('scenario.step.passed') };
  if (status === 'failed') return { role: 'failed', words: say('scenario.step.failed') };
  return { role: 'skipped', words: say('scenario.step.skipped') };
}

export function requestsText(count: number): string {
  return count === 1 ? say('scenario.result.requests.one') : say('scenario.result.requests.many', { count });
}
