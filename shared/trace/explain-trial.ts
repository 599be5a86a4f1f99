import type { ProvisioningError } from './event.ts';
import { blockersOf } from './explain-blockers.ts';
import type { Cause } from './explain-cause.ts';
import type { EventOf, ExplainFacts } from './explain-facts.ts';
import { firstLineOf } from './explain-failing.ts';
import { capitalised, type ExplainLink, link, type PlannedWrite } from './explain-link.ts';
import { hitsText, mappingLink, matchingValueLink } from './explain-links-mapping.ts';
import { actionNoun, skipText } from './explain-links-target.ts';
import { assignmentLink, filterLinks, sourceLink } from './explain-links-tenant.ts';
import { type ExplainText, joined, listed, text } from './explain-text.ts';

/** What a cycle did on the copy, as far as it is about the object. */
export interface TrialRun {
  /** Null: the cycle did not look at it. */
  readonly end: EventOf<'change-finished'> | null;
  /** Resources that each query found, in order; null where the answer could not be used. */
  readonly hitCounts: readonly (number | null)[];
  /** In order; nothing of it was sent. */
  readonly writes: readonly PlannedWrite[];
  /** What its steps say of references that were left out, or could not be sent. */
  readonly remarks: readonly string[];
  /** Why the cycle would fail as a whole. */
  readonly error: ProvisioningError | null;
}

export type TrialExplanation = Pick<Cause, 'tone' | 'badge' | 'sentence'> & { readonly chain: readonly ExplainLink[] };

/**
 * How it would come out: facts of the copy, and what a cycle did there. Without a run, what can be told without asking the target.
 */
export function explainTrial(facts: ExplainFacts, run: TrialRun | null): TrialExplanation {
  return { ...answerOf(facts, run), chain: chainOf(facts, run) };
}

type Answer = Pick<Cause, 'tone' | 'badge' | 'sentence'>;

function answerOf(facts: ExplainFacts, run: TrialRun | null): Answer {
  const { subject, appName } = facts;
  const [blocker] = blockersOf(facts);
  if (run === null) {
    return blocker === undefined
      ? { tone: 'neutral', badge: 'In scope', sentence: text`${subject.name} would be in scope of ${appName}.` }
      : { ...blocker, sentence: text`${subject.name} would be out of scope of ${appName}, because ${blocker.clause}.` };
  }
  if (run.error !== null) {
    const why = firstLineOf(run.error.reason).replace(/\.$/, '');
    return {
      tone: 'failed',
      badge: 'Cycle would fail',
      sentence: text`The cycle would fail before it looked at anybody: ${why}.`,
    };
  }
  const { end } = run;
  if (end === null) {
    return {
      tone: 'skipped',
      badge: 'Not looked at',
      sentence: text`${subject.name} would not be looked at${blocker === undefined ? '' : text`, because ${blocker.clause}`}.`,
    };
  }
  switch (end.status) {
    case 'failure':
      return {
        tone: 'failed',
        badge: 'Would fail',
        sentence: text`${actionNoun(end.action)} of ${subject.name} in ${appName} would fail with ${{ code: end.error?.code ?? 'failure' }}: ${withoutStop(firstLineOf(end.error?.reason ?? ''))}.`,
      };
    case 'skipped':
      return {
        tone: end.skipReason === 'RedundantExport' ? 'success' : 'skipped',
        badge: end.skipReason === 'RedundantExport' ? 'Up to date' : 'Would be skipped',
        sentence:
          blocker === undefined
            ? text`Nothing would be sent for ${subject.name}: ${skipText(end.skipReason)}.`
            : text`${subject.name} would be skipped, because ${blocker.clause}.`,
      };
    default:
      return writtenAnswer(facts, end, blocker?.clause);
  }
}

const verbs: Readonly<Record<string, { readonly tone: Answer['tone']; readonly word: string }>> = {
  create: { tone: 'success', word: 'created' },
  update: { tone: 'success', word: 'updated' },
  disable: { tone: 'disabled', word: 'disabled' },
  delete: { tone: 'deleted', word: 'deleted' },
};

function writtenAnswer({ subject, appName }: ExplainFacts, end: EventOf<'change-finished'>, because?: ExplainText): Answer {
  const { tone, word } = verbs[end.action] ?? { tone: 'success', word: 'looked at' };
  const why = because === undefined ? [] : text`, because ${because}`;
  const names = end.action === 'update' ? [...new Set(end.modifiedProperties.map(({ name }) => name))] : [];
  const what = names.length === 0 ? [] : text`: ${{ code: listed(names, 6) }}`;
  return { tone, badge: `Would be ${word}`, sentence: text`${subject.name} would be ${word} in ${appName}${why}${what}.` };
}

function chainOf(facts: ExplainFacts, run: TrialRun | null): readonly ExplainLink[] {
  const value = matchingValueLink(facts);
  const links = [
    sourceLink(facts),
    assignmentLink(facts),
    ...filterLinks(facts),
    ...(value === null ? [] : [value]),
    matchLink(facts, run),
    mappingLink(facts),
    exportLink(run),
  ];
  const stop = links.findIndex(({ verdict }) => verdict === 'stopped');
  return links.map((each, index) =>
    stop >= 0 && index > stop && each.key !== 'export' ? { ...each, verdict: 'not-reached' } : each,
  );
}

function matchLink({ link: known }: ExplainFacts, run: TrialRun | null): ExplainLink {
  if (known !== null) {
    return link({
      key: 'match',
      title: 'Is linked to a resource',
      verdict: 'passed',
      text: text`${{ code: known.targetId }}, which is read by its id.`,
      habitId: 'match-in-precedence',
    });
  }
  if (run === null || run.hitCounts.length === 0) {
    return link({
      key: 'match',
      title: 'Would be looked for in the target',
      verdict: 'pending',
      text: text`The target was not asked for it.`,
    });
  }
  const isUnclear = run.hitCounts.some((count) => count === null || count > 1);
  return link({
    key: 'match',
    title: 'Was looked for in the target',
    verdict: isUnclear ? 'failed' : 'passed',
    text: text`${run.hitCounts.map(hitsText).join(' ')}`,
    habitId: 'match-in-precedence',
  });
}

function exportLink(run: TrialRun | null): ExplainLink {
  const end = run?.end ?? null;
  if (run === null || end === null) {
    const why = run === null ? text`Without the target it cannot be said.` : text`The cycle would not come to it.`;
    return link({ key: 'export', title: 'What would be sent', verdict: 'not-reached', text: why });
  }
  const { writes: planned, remarks } = run;
  const besides = remarks.map((remark) => text`${remark}`);
  if (end.status === 'failure') {
    return link({
      key: 'export',
      title: `${actionNoun(end.action)} would fail`,
      verdict: 'failed',
      text: joined(text`${end.error?.code ?? 'failure'}.`, text`${firstLineOf(end.error?.reason ?? '')}`, ...besides),
      planned,
    });
  }
  if (planned.length === 0) {
    return link({
      key: 'export',
      title: 'Nothing would be sent',
      verdict: end.skipReason === 'RedundantExport' ? 'passed' : 'not-reached',
      text: joined(capitalised(text`${skipText(end.skipReason)}.`), ...besides),
      habitId: end.skipReason === 'RedundantExport' ? 'difference-against-target' : null,
    });
  }
  return link({
    key: 'export',
    title: `${planned.length === 1 ? 'One request' : `${planned.length} requests`} would be sent`,
    verdict: 'passed',
    text: joined(text`Answered on the copy as by a target that takes everything.`, ...besides),
    planned,
  });
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
