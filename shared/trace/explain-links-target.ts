import { isInScope } from '#shared/entra/scope.ts';
import { blockersOf } from './explain-blockers.ts';
import { nounOf } from './explain-cause.ts';
import type { ExplainFacts } from './explain-facts.ts';
import { failedExchangeOf, retryText } from './explain-failing.ts';
import { jobCauses, nextText } from './explain-job-causes.ts';
import { type ExplainLink, link } from './explain-link.ts';
import { type ExplainText, joined, listed, text } from './explain-text.ts';

/** What was written last and what the target said, and the retry that waits. */
export function exportLinks(facts: ExplainFacts): readonly ExplainLink[] {
  const { last, write, escrow } = facts;
  const failed = failedExchangeOf(facts);
  const log = last?.changeId == null ? [] : [{ label: 'Log entry', place: { kind: 'log', entryId: last.changeId } as const }];
  const sent = write === null ? [] : [write];
  const retry =
    escrow === null
      ? []
      : [
          link({
            key: 'retry',
            title: 'Waits for its retry',
            verdict: 'pending' as const,
            text: retryText(escrow),
            habitId: 'escrow-schedule',
          }),
        ];
  if (last === null) {
    return [
      link({
        key: 'export',
        title: 'Nothing was written yet',
        verdict: 'pending',
        text: text`The provisioning log has no entry about it.`,
      }),
      ...retry,
    ];
  }
  const names = [...new Set(last.modifiedProperties.map(({ name }) => name))];
  const what = names.length === 0 ? [] : text`Written: ${{ code: listed(names, 6) }}.`;
  if (last.status === 'failure') {
    return [
      link({
        key: 'export',
        title: failed?.status == null ? `${actionNoun(last.action)} failed` : 'The target refused it',
        verdict: 'failed',
        text: joined(
          text`At ${{ at: last.at }}: ${last.error?.code ?? 'failure'}.`,
          failed?.detail == null ? [] : text`${failed.detail}`,
          names.length < 2 ? [] : text`Everything in the request was refused with it: ${{ code: listed(names, 6) }}.`,
        ),
        places: log,
        exchanges: failed === null ? sent : [failed],
      }),
      ...retry,
    ];
  }
  const isSkip = last.status === 'skipped';
  return [
    link({
      key: 'export',
      title: isSkip ? 'Last time, nothing was sent' : `The target took the ${actionNoun(last.action).toLowerCase()}`,
      verdict: isSkip && last.skipReason !== 'RedundantExport' ? 'warning' : 'passed',
      text: isSkip ? text`At ${{ at: last.at }}: ${skipText(last.skipReason)}.` : joined(text`At ${{ at: last.at }}.`, what),
      habitId: last.skipReason === 'RedundantExport' ? 'difference-against-target' : null,
      places: log,
      exchanges: isSkip ? [] : sent,
    }),
    ...retry,
  ];
}

export function actionNoun(action: string): string {
  const nouns: Readonly<Record<string, string>> = {
    create: 'Creation',
    update: 'Update',
    disable: 'Disabling',
    delete: 'Deletion',
  };
  return nouns[action] ?? 'Change';
}

export function skipText(reason: string | null): string {
  switch (reason) {
    case 'NotEffectivelyEntitled':
      return 'not in scope, or not active (NotEffectivelyEntitled)';
    case 'RedundantExport':
      return 'the target held these values already (RedundantExport)';
    case 'AttributeValidationFailed':
      return 'a required value was missing or invalid (AttributeValidationFailed)';
    case 'ImportSkipped':
      return 'there was no value to match by (ImportSkipped)';
    case null:
      return 'a target object action is off, or an expression left it out';
    default:
      return reason;
  }
}

/** What is to come. */
export function nextLink(facts: ExplainFacts): ExplainLink {
  const title = 'What the next cycle does';
  const blockers = blockersOf(facts);
  const [job] = jobCauses(facts, []);
  const say = (sentence: ExplainText) => link({ key: 'next', title, verdict: 'pending', text: sentence });
  if (job !== undefined && job.id !== 'unreachable' && job.id !== 'quarantined')
    return say(text`Nothing, for there is none: ${job.sentence}`);
  const when = nextText(facts);
  const isLooked = facts.isPending || facts.job.watermark === null || facts.escrow !== null;
  if (!isLooked) return say(text`It does not look at ${nounOf(facts)}${when}, unless something changes until then.`);
  if (facts.link === null && (blockers.length > 0 || facts.object === null)) {
    return say(text`It looks at ${nounOf(facts)}${when} and skips it, as things are.`);
  }
  if (facts.link === null)
    return say(text`It looks for ${nounOf(facts)} in the target${when}, and creates it where nothing matches.`);
  if (facts.status !== null && isInScope(facts.status)) return say(text`It reads the resource${when}, and sends what differs.`);
  return say(text`It looks at ${nounOf(facts)}${when} as one that left scope.`);
}
