import { type Cause, nounOf } from './explain-cause.ts';
import type { ExplainFacts } from './explain-facts.ts';
import { type ExplainText, text } from './explain-text.ts';

/** An expression that leaves the whole object out of the flow, which sends nothing for it. */
export function leftOutCauses(facts: ExplainFacts, opening: ExplainText): readonly Cause[] {
  const row = facts.values.find(({ ignored }) => ignored === 'object');
  if (row === undefined) return [];
  return [
    {
      id: 'left-out',
      tone: 'skipped',
      badge: 'Left out of the flow',
      sentence: text`${opening}the expression of ${{ code: row.mapping.targetAttributeName }} leaves ${nounOf(facts)} out of this flow.`,
      habitId: 'flow-ignored',
      remedies: [
        { title: 'Change the expression', effect: 'So that it gives a value.', place: { kind: 'mapping' } },
        { title: 'Change the attribute in Entra ID', effect: 'So that the expression gives a value.', place: { kind: 'object' } },
      ],
    },
  ];
}
