import type { ExplainView } from '#shared/api/evidence-views.ts';
import type { ExplainLink } from '#shared/trace/explain-link.ts';
import type { ExplainText } from '#shared/trace/explain-text.ts';

export const verdictWords: Readonly<Record<ExplainLink['verdict'], string>> = {
  passed: 'Passed',
  stopped: 'Stops here',
  leaves: 'Turns it out',
  failed: 'Failed',
  warning: 'Look here',
  pending: 'To come',
  'not-reached': 'Not reached',
};

/** A whole explanation as lines for a ticket; `say` makes a sentence of a text. */
export function explanationText(view: ExplainView, say: (text: ExplainText) => string): string {
  const evidence = ({ habitId }: ExplainLink) => {
    const habit = habitId === null ? undefined : view.evidence[habitId];
    return habit === undefined ? '' : ` [${habitId}, ${habit.level}]`;
  };
  return [
    `${view.subject.type} ${view.subject.name} in ${view.appName}: ${view.badge}`,
    '',
    say(view.sentence),
    ...view.besides.map((text) => `Besides: ${say(text)}`),
    '',
    'From the tenant to the target:',
    ...view.chain.flatMap((link) => [
      `- ${verdictWords[link.verdict]}: ${link.title}. ${say(link.text)}${evidence(link)}`,
      ...link.clauses.map(({ sentence, holds }) => `    ${holds ? 'holds' : 'does not hold'}: ${sentence}`),
      ...link.exchanges.map(
        ({ sequence, method, target, status }) => `    exchange ${sequence}: ${method} ${target}, ${status ?? 'no answer'}`,
      ),
    ]),
    ...(view.remedies.length === 0 ? [] : ['', 'What would change the answer:']),
    ...view.remedies.map(({ title, effect }) => `- ${title}. ${effect}`),
    '',
  ].join('\n');
}
