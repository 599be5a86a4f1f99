import type { Cause, ExplainTone, Remedy } from './explain-cause.ts';
import { causesOf } from './explain-causes.ts';
import { chainOf } from './explain-chain.ts';
import type { ExplainFacts } from './explain-facts.ts';
import type { ExplainLink } from './explain-link.ts';
import type { ExplainText } from './explain-text.ts';

/** Why an object is, or is not, in a target: the answer, how it comes about, and what would change it. */
export interface Explanation {
  readonly cause: Cause['id'];
  readonly tone: ExplainTone;
  readonly badge: string;
  readonly sentence: ExplainText;
  readonly habitId: string | null;
  /** What else stands in the way once the answer is changed; sentences. */
  readonly besides: readonly ExplainText[];
  readonly chain: readonly ExplainLink[];
  /** Most useful first. */
  readonly remedies: readonly Remedy[];
}

const REMEDY_COUNT_MAX = 3;

/** Everything is read from the facts: the same facts give the same explanation. */
export function explain(facts: ExplainFacts): Explanation {
  const [answer, ...others] = causesOf(facts);
  const remedies = distinct([...answer.remedies, ...others.flatMap(({ remedies: more }) => more.slice(0, 1))]);
  return {
    cause: answer.id,
    tone: answer.tone,
    badge: answer.badge,
    sentence: answer.sentence,
    habitId: answer.habitId,
    besides: others.map(({ sentence }) => sentence),
    chain: chainOf(facts),
    remedies: remedies.slice(0, REMEDY_COUNT_MAX),
  };
}

function distinct(remedies: readonly Remedy[]): readonly Remedy[] {
  return [...new Map(remedies.map((remedy) => [remedy.title, remedy])).values()];
}
