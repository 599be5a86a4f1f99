import type { Json } from '#shared/kernel/json.ts';
import { isJsonObject, parseJson } from '#shared/kernel/json.ts';
import type { ChangeRecord } from './change-record.ts';
import type { StepType } from './event.ts';
import type { Cause } from './explain-cause.ts';
import type { EventOf, ExchangeFacts } from './explain-facts.ts';
import { firstLineOf } from './explain-failing.ts';
import { type ExplainLink, type ExplainVerdict, link } from './explain-link.ts';
import { actionNoun, skipText } from './explain-links-target.ts';
import { type ExplainText, listed, text } from './explain-text.ts';

export type PastExplanation = Pick<Cause, 'tone' | 'badge' | 'sentence'> & { readonly chain: readonly ExplainLink[] };

/** What one cycle did with an object, from what the trace holds of it: nothing of today goes in. `exchanges` are by number. */
export function explainPast(
  record: ChangeRecord,
  { appName, exchanges }: { readonly appName: string; readonly exchanges: ReadonlyMap<number, ExchangeFacts> },
): PastExplanation {
  const { finished, steps } = record;
  const chain = steps.map(({ step, exchangeSequences }, index) =>
    link({
      key: `step-${index + 1}`,
      title: titleOf(step),
      verdict: verdictOf(step),
      text: text`${step.description.replace(/\s+/g, ' ')}`,
      exchanges: exchangeSequences.flatMap((sequence) => exchanges.get(sequence) ?? []),
      clauses: clausesOf(step),
      details: Object.entries(step.details)
        .filter(([name]) => name !== CLAUSES)
        .map(([name, value]) => [name, textOf(value)] as const),
    }),
  );
  return { ...answerOf(finished, appName), chain: [...chain, endLink(finished)] };
}

type Finished = EventOf<'change-finished'>;

function answerOf({ identity, at, action, status, skipReason, error }: Finished, appName: string) {
  const opening = text`At ${{ at }}, ${identity.displayName}`;
  if (status === 'failure') {
    const why = firstLineOf(error?.reason ?? '').replace(/\.$/, '');
    return {
      tone: 'failed',
      badge: `${actionNoun(action)} failed`,
      sentence: text`${opening} was not ${pastWords[action] ?? 'changed'} in ${appName}: ${{ code: error?.code ?? 'failure' }}. ${why}.`,
    } as const;
  }
  if (status === 'skipped') {
    return { tone: 'skipped', badge: 'Skipped', sentence: text`${opening} was skipped: ${skipText(skipReason)}.` } as const;
  }
  const word = pastWords[action] ?? 'looked at';
  const tones = {
    create: 'success',
    update: 'success',
    disable: 'disabled',
    delete: 'deleted',
    stageddelete: 'warning',
    other: 'neutral',
  } as const;
  return {
    tone: status === 'warning' ? ('warning' as const) : tones[action],
    badge: word.charAt(0).toUpperCase() + word.slice(1),
    sentence: text`${opening} was ${word} in ${appName}.`,
  };
}

const pastWords: Readonly<Record<string, string>> = {
  create: 'created',
  update: 'updated',
  disable: 'disabled',
  delete: 'deleted',
  stageddelete: 'held back',
};

type Step = EventOf<'step-taken'>;

const titles: Readonly<Record<StepType, readonly [passed: string, skipped: string, failed: string]>> = {
  import: ['Was read from Entra ID', 'Was not read', 'Could not be read'],
  scoping: ['Was in scope', 'Was not in scope', 'Scope could not be told'],
  matching: ['Was looked for in the target', 'Was not looked for', 'Could not be matched'],
  processing: ['Was compared with the target', 'Was left out', 'Could not be compared'],
  referenceResolution: ['Its reference was resolved', 'A reference was left out', 'A reference could not be resolved'],
  export: ['Was sent to the target', 'Nothing was sent', 'The target did not take it'],
};

function titleOf({ stepType, status }: Step): string {
  const [passed, skipped, failed] = titles[stepType];
  return status === 'failure' ? failed : status === 'skipped' ? skipped : passed;
}

function verdictOf({ status, stepType }: Step): ExplainVerdict {
  switch (status) {
    case 'success':
      return 'passed';
    case 'warning':
      return 'warning';
    case 'failure':
      return 'failed';
    case 'skipped':
      return skippedVerdicts[stepType] ?? 'not-reached';
  }
}

/** A reference that is left out goes unnoticed for long; what is out of scope ends there. */
const skippedVerdicts: Readonly<Partial<Record<StepType, ExplainVerdict>>> = {
  scoping: 'stopped',
  processing: 'stopped',
  referenceResolution: 'warning',
};

/** Each clause by its sentence, as JSON in a text (shared/engine/scoping.ts). */
const CLAUSES = 'ScopeEvaluationResult';

function clausesOf({ details }: Step): ExplainLink['clauses'] {
  const clauses = details[CLAUSES];
  const parsed = typeof clauses === 'string' ? parseJson(clauses) : undefined;
  return isJsonObject(parsed) ? Object.entries(parsed).map(([sentence, holds]) => ({ sentence, holds: holds === true })) : [];
}

function endLink({ action, status, skipReason, error, modifiedProperties, at, changeId }: Finished): ExplainLink {
  const names = [...new Set(modifiedProperties.map(({ name }) => name))];
  const sentence: ExplainText =
    status === 'failure'
      ? text`${error?.code ?? 'failure'}. ${firstLineOf(error?.reason ?? '')}`
      : status === 'skipped'
        ? text`${skipText(skipReason)}.`
        : names.length === 0
          ? text`At ${{ at }}.`
          : text`At ${{ at }}. Written: ${{ code: listed(names, 6) }}.`;
  return link({
    key: 'export',
    title:
      status === 'failure'
        ? `${actionNoun(action)} failed`
        : status === 'skipped'
          ? 'Nothing was sent'
          : `The target took the ${actionNoun(action).toLowerCase()}`,
    verdict: status === 'failure' ? 'failed' : status === 'skipped' ? 'not-reached' : 'passed',
    text: sentence,
    places: changeId === null ? [] : [{ label: 'Log entry', place: { kind: 'log', entryId: changeId } }],
    details: modifiedProperties.map(
      ({ name, oldValue, newValue }) => [name, `${oldValue ?? 'none'} → ${newValue ?? 'none'}`] as const,
    ),
  });
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
