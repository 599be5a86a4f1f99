import type { ObjectOutcomeView } from '#shared/api/tenant-views.ts';
import { momentText } from '../../components/moment.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { type OutcomeWords, wordsOfOutcome } from './outcome-text.ts';

/** How an object stands in one application, as icon and word. */
export function ObjectOutcome({ outcome }: { readonly outcome: ObjectOutcomeView }) {
  const { role, words }: OutcomeWords = wordsOfOutcome(outcome, (at) => momentText(at, 'minute'));
  if (role === null) return <span className="muted">{words}</span>;
  return (
    <StatusTag role={role} isPlain>
      {words}
    </StatusTag>
  );
}
