import type { ExplainPlace } from './explain-cause.ts';
import type { ExchangeFacts, ExplainFacts } from './explain-facts.ts';
import type { ExplainText } from './explain-text.ts';

/** `passed` lets on; `stopped` is where it ends; `leaves` is what turns a linked object out; `pending` is still to come. */
export type ExplainVerdict = 'passed' | 'stopped' | 'leaves' | 'failed' | 'warning' | 'pending' | 'not-reached';

/** One link of the chain from the tenant to the target. */
export interface ExplainLink {
  readonly key:
    | 'source'
    | 'job'
    | 'assignment'
    | 'filter'
    | 'matching-value'
    | 'match'
    | 'mapping'
    | 'export'
    | 'retry'
    | 'next'
    /** Of a cycle that is over: its steps by number. */
    | `step-${number}`;
  readonly title: string;
  readonly verdict: ExplainVerdict;
  readonly text: ExplainText;
  /** The habit behind it; null where it is a setting or a fact. */
  readonly habitId: string | null;
  readonly places: readonly { readonly label: string; readonly place: ExplainPlace }[];
  /** Requests that show it. */
  readonly exchanges: readonly ExchangeFacts[];
  /** Of the scoping filters. */
  readonly clauses: readonly { readonly sentence: string; readonly holds: boolean }[];
  /** Of the mapping. */
  readonly rows: readonly MappedRow[];
  /** What would be sent, in order. */
  readonly planned: readonly PlannedWrite[];
  /** What a step of the trace wrote down, as it is there. */
  readonly details: readonly (readonly [name: string, value: string])[];
}

export interface PlannedWrite {
  readonly method: string;
  readonly target: string;
  /** JSON in many lines, or empty. */
  readonly body: string;
}

export interface MappedRow {
  readonly targetAttributeName: string;
  /** `[mail]`, `"constant"`, or the expression. */
  readonly source: string;
  readonly value: string | readonly string[] | null;
  readonly problem: string | null;
  readonly notes: readonly string[];
}

type LinkDraft = Pick<ExplainLink, 'key' | 'title' | 'verdict' | 'text'> & Partial<ExplainLink>;

export function link(draft: LinkDraft): ExplainLink {
  return { habitId: null, places: [], exchanges: [], clauses: [], rows: [], planned: [], details: [], ...draft };
}

/** Somebody in the target is turned out by what stops others on the way in. */
export function outward({ link: known }: ExplainFacts): ExplainVerdict {
  return known === null ? 'stopped' : 'leaves';
}

export function capitalised(sentence: ExplainText): ExplainText {
  const [first, ...rest] = sentence;
  return typeof first === 'string' ? [first.charAt(0).toUpperCase() + first.slice(1), ...rest] : sentence;
}
