import { HandRight16Regular } from '@fluentui/react-icons';
import type { ExchangeView } from '#shared/api/evidence-views.ts';

type Hand = NonNullable<ExchangeView['byHand']>;

const words: Readonly<Record<Hand, string>> = {
  edited: 'Changed by hand',
  answered: 'Answered by hand',
  dropped: 'Dropped by hand',
};

export const handSentences: Readonly<Record<Hand, string>> = {
  edited: 'A person changed this request while it was held: what the job wanted to send was another one.',
  answered: "Nothing was sent: while the request was held, a person answered it in the target's place.",
  dropped: 'Nothing was sent: a person dropped the request while it was held, and the job took the connection for reset.',
};

/** Marks what a person had a hand in. Where there is little room, the icon says it, and the word to those who hear it. */
export function HandTag({ hand, isShort = false }: { readonly hand: Hand; readonly isShort?: boolean }) {
  return (
    <span className="hand-tag" title={handSentences[hand]}>
      <HandRight16Regular aria-hidden="true" />
      <span className={isShort ? 'visually-hidden' : undefined}>{words[hand]}</span>
    </span>
  );
}
