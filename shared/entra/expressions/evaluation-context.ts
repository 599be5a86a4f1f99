import type { Instant } from '#shared/kernel/clock.ts';
import type { Random } from '#shared/kernel/random.ts';
import type { Role } from '../role-values.ts';
import type { ExpressionValue } from './expression-value.ts';

/** What an expression may look at while it is evaluated for one object. Everything outside it is injected. */
export interface EvaluationContext {
  /** Null for an attribute without a value. Names are exact. */
  readonly attribute: (name: string) => ExpressionValue;
  /** App roles of the object's assignments, which only the role functions see. */
  readonly roles: readonly Role[];
  readonly now: () => Instant;
  /** Chance of `Guid` and `RandomString`. */
  readonly random: Random;
  /** The tenant's default verified domain; null: it has none. */
  readonly defaultDomain: string | null;
  /** Whether the target holds this value already, which `SelectUniqueValue` asks. */
  readonly isTaken: (value: string) => boolean;
  /** Takes the patterns that the linear-time engine cannot; null as in a page: then they end in `needs-host`. */
  readonly patternHost: PatternHost | null;
  readonly options: LanguageOptions;
}

/** Open points of the language, each a switch of docs/FIDELITY.md. */
export interface LanguageOptions {
  /**
   * What the reference calls unsupported is refused: `IIF` on a null attribute, on IsPresent, IsNull, IsNullOrEmpty,
   * IgnoreFlowIfNullOrEmpty or `=""`, and `Switch` on the first three. Off: it evaluates, with a warning.
   */
  readonly isStrict: boolean;
  readonly ignoresFunctionCase: boolean;
  /** Adds Trim, Error, ConvertFromBase64 and DNComponent of the sibling engine. */
  readonly hasCloudSyncFunctions: boolean;
  /** Of `=`, the other comparisons and the keys of `Switch`. */
  readonly ignoresTextCase: boolean;
  /** `Coalesce` passes over `""` as it does over null. */
  readonly isEmptyPassedOver: boolean;
  /** `Split` takes the blanks around each value away. */
  readonly isSplitTrimming: boolean;
  /** The first `Word` of a text without any of the delimiters is the whole text; else `""`. */
  readonly isWholeTextWord: boolean;
  /** `Mid` outside of the text gives `""`; else the text as it is. */
  readonly isMidOutsideEmpty: boolean;
  /** To `PCase` an apostrophe ends a word. */
  readonly doesApostropheEndWord: boolean;
}

/** A regular expression with look-around or back-references, in JavaScript's spelling, tried under a limit of time. */
export interface PatternHost {
  readonly run: (job: PatternJob) => PatternResult;
}

export interface PatternJob {
  readonly pattern: string;
  readonly flags: string;
  readonly text: string;
  /** `replace`: every match by the replacement (`$1`, `$<name>`); `first`: groups of the first match. */
  readonly what: { readonly kind: 'replace'; readonly replacement: string } | { readonly kind: 'first' };
}

export type PatternResult =
  | { readonly kind: 'replaced'; readonly text: string }
  /** Null: no match. Groups by name and by number. */
  | { readonly kind: 'first'; readonly groups: Readonly<Record<string, string>> | null; readonly index: number }
  | { readonly kind: 'timed-out' }
  /** Not run: it timed out before in the same pass. */
  | { readonly kind: 'given-up' }
  | { readonly kind: 'invalid'; readonly message: string };
