import type { CharacterClass } from './dotnet-character-class.ts';

/** A .NET regular expression, parsed. Inline options are resolved: each node says for itself what it means, in both cases if need be. */
export type PatternNode =
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly branches: readonly PatternNode[] }
  /** One UTF-16 code unit, which is what .NET takes for a character. */
  | { readonly kind: 'character'; readonly code: number }
  | { readonly kind: 'class'; readonly class: CharacterClass }
  /** `index`: which opening parenthesis of a capture it is, from 1, whatever its name or number. */
  | { readonly kind: 'capture'; readonly index: number; readonly body: PatternNode }
  | {
      readonly kind: 'repeat';
      readonly body: PatternNode;
      readonly least: number;
      /** Null: without end. */
      readonly most: number | null;
      readonly isLazy: boolean;
    }
  | { readonly kind: 'anchor'; readonly at: PatternAnchor }
  | { readonly kind: 'look'; readonly isBehind: boolean; readonly isNegated: boolean; readonly body: PatternNode }
  | { readonly kind: 'atomic'; readonly body: PatternNode }
  /** A back-reference, by the number or name of a group. */
  | { readonly kind: 'reference'; readonly group: number | string; readonly isCaseIgnored: boolean };

/** `last-line-end`: the end, or before a newline that is the last character (`$` and `\Z`). */
export type PatternAnchor =
  | 'text-start'
  | 'text-end'
  | 'last-line-end'
  | 'line-start'
  | 'line-end'
  | 'word-boundary'
  | 'no-word-boundary';

/** The groups of a pattern. A name or number may stand at several parentheses: the one that matched last counts. */
export interface PatternGroups {
  /** How many parentheses capture. */
  readonly captureCount: number;
  /** Captures of each group number; unnamed groups come first, named ones after them, as .NET numbers them. */
  readonly capturesByNumber: ReadonlyMap<number, readonly number[]>;
  readonly numberByName: ReadonlyMap<string, number>;
}

/** Captures of a group; null: there is no such group. */
export function capturesOf(groups: PatternGroups, group: number | string): readonly number[] | null {
  const number = typeof group === 'number' ? group : (groups.numberByName.get(group) ?? numberNamed(group));
  return groups.capturesByNumber.get(number) ?? null;
}

function numberNamed(name: string): number {
  return /^\d+$/.test(name) ? Number(name) : -1;
}
