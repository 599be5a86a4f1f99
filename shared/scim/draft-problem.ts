import type { Problem } from '#shared/kernel/parsed.ts';

/** What is wrong with a message that a person types, by the box it stands in. */
export interface DraftProblem extends Problem {
  readonly field: 'target' | 'status' | 'headers' | 'body';
  /** In a body, where; counted from 1. */
  readonly line?: number;
  readonly column?: number;
}

export type ParsedDraft<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly DraftProblem[] };
