import { provisioningErrorNamed } from '#shared/entra/provisioning-error.ts';
import { type Cause, provisionNow, type Remedy } from './explain-cause.ts';
import type { EscrowFacts, ExchangeFacts, ExplainFacts } from './explain-facts.ts';
import { type ExplainText, joined, text } from './explain-text.ts';

/** The object failed and waits for its retry. */
export function failingCause(facts: ExplainFacts, escrow: EscrowFacts): Cause {
  const { subject, appName, link, last } = facts;
  const isDuplicate = escrow.errorCode === 'DuplicateTargetEntries';
  const failed = failedExchangeOf(facts);
  const opening =
    link === null
      ? text`${subject.name} was not provisioned to ${appName}, because `
      : text`${subject.name} is in ${appName} as ${{ code: link.targetId }}, but the last change did not get there: `;
  return {
    id: isDuplicate ? 'duplicate' : 'failing',
    tone: 'failed',
    badge: isDuplicate ? 'Matches several' : failed?.status == null ? 'Failed' : 'Refused by the target',
    sentence: joined(text`${opening}${whatFailed(facts, escrow, failed)}.`, retryText(escrow)),
    habitId: habitIdOfError(escrow.errorCode),
    remedies: [...remediesFor(escrow.errorCode, last?.error?.recommendedAction ?? null, failed), provisionNow()],
  };
}

/** The exchange on which the last change failed; null where it failed on none. */
export function failedExchangeOf({ last, exchanges }: ExplainFacts): ExchangeFacts | null {
  if (last?.status !== 'failure') return null;
  return exchanges.findLast(({ status }) => status === null || status >= 400) ?? null;
}

export function retryText({ attempts, firstFailedAt, nextAttemptAt }: EscrowFacts): ExplainText {
  const times = attempts === 1 ? text`once, at ${{ at: firstFailedAt }}` : text`${attempts} times since ${{ at: firstFailedAt }}`;
  return text`It has failed ${times}, and is tried again by the first cycle from ${{ at: nextAttemptAt }} on.`;
}

function whatFailed({ last }: ExplainFacts, { errorCode }: EscrowFacts, failed: ExchangeFacts | null): ExplainText {
  if (errorCode === 'DuplicateTargetEntries') {
    return text`the matching query found more than one resource in the target, and which one is meant is never guessed`;
  }
  if (failed === null) return text`${withoutStop(firstLineOf(last?.error?.reason ?? errorCode))}`;
  const request = { code: `${failed.method} ${failed.target.split('?')[0]}` };
  const detail = failed.detail === null ? '' : `: ${withoutStop(failed.detail)}`;
  if (failed.status === null) return text`nobody answered ${request}${detail}`;
  return text`the target answered ${request} with ${{ code: String(failed.status) }}${detail}`;
}

/** How a failure of this kind is known to be treated. */
function habitIdOfError(code: string): string {
  return provisioningErrorNamed(code, 'object')?.habitId ?? 'escrow-schedule';
}

function remediesFor(code: string, advice: string | null, failed: ExchangeFacts | null): readonly Remedy[] {
  const exchange: Remedy | null =
    failed === null
      ? null
      : {
          title: 'Mend what the target refused',
          effect: advice ?? remedyOf(code) ?? 'The exchange shows what was sent and what came back.',
          place: { kind: 'exchange', sequence: failed.sequence },
        };
  switch (code) {
    case 'DuplicateTargetEntries':
      return [
        {
          title: 'Remove the duplicate in the target',
          effect: 'The next retry then finds one, and takes it.',
          place: { kind: 'comparison' },
        },
        {
          title: 'Match by another attribute',
          effect: 'One that tells the two apart. It restarts the job.',
          place: { kind: 'mapping' },
        },
      ];
    case 'InvalidAnchor':
      return [
        {
          title: 'Restart and forget the links',
          effect: 'Everybody is matched anew, and whoever is missing is created again.',
          place: { kind: 'overview' },
        },
        ...(exchange === null ? [] : [{ ...exchange, title: 'Bring the resource back in the target' }]),
      ];
    case 'Unauthorized':
    case 'Timeout':
    case 'WebExceptionProtocolError':
      return [
        {
          title: 'Test the connection',
          effect: 'Says what is wrong with the target, and where.',
          place: { kind: 'connectivity' },
        },
        ...(exchange === null ? [] : [exchange]),
      ];
    default:
      return exchange === null
        ? [
            {
              title: 'See what failed',
              effect: advice ?? remedyOf(code) ?? 'The log entry has the whole reason.',
              place: { kind: 'overview' },
            },
          ]
        : [
            exchange,
            {
              title: 'Change what is sent',
              effect: 'Another value, or another mapping, may be taken.',
              place: { kind: 'mapping' },
            },
          ];
  }
}

function remedyOf(code: string): string | undefined {
  return provisioningErrorNamed(code, 'object')?.remedy;
}

export function firstLineOf(reason: string): string {
  return reason.replace(/^Message: /, '').split(/[\r\n]/, 1)[0] ?? '';
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
