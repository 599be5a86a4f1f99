import { answerRules } from './exchange-standard-answers.ts';
import { requestRules } from './exchange-standard-requests.ts';
import { resourceRules } from './exchange-standard-resources.ts';
import { type JudgedExchange, readExchange, type StandardRule } from './exchange-standard-rule.ts';

/** What the standard and the captures say of one message. */
export interface StandardNote extends Pick<StandardRule, 'id' | 'verdict' | 'section' | 'sentence' | 'evidence'> {
  readonly side: 'request' | 'answer';
  /** JSON pointers into the body, which it is about; `''` is the message as a whole. */
  readonly places: readonly string[];
}

/** Judges an exchange by RFC 7643 and 7644 and by what is known of Entra: first what deviates, then what they leave open. */
export function standardNotes(exchange: JudgedExchange): readonly StandardNote[] {
  // A message of OAuth, on which the rules of SCIM say nothing.
  if (exchange.purpose === 'access-token') return [];
  const read = readExchange(exchange);
  const judged = (rules: readonly StandardRule[], side: StandardNote['side']): readonly StandardNote[] =>
    rules.flatMap(({ find, id, verdict, section, sentence, evidence }) => {
      const places = find(read);
      return places === null ? [] : [{ id, verdict, section, sentence, evidence, side, places }];
    });
  const notes = [...judged(requestRules, 'request'), ...judged([...answerRules, ...resourceRules], 'answer')];
  return (['deviates', 'open', 'conforms'] as const).flatMap((wanted) => notes.filter(({ verdict }) => verdict === wanted));
}
