import type { ExpressionValue } from './expression-value.ts';

/** A change of each text of a value; no value stays no value. Evidence for both: inferred. */
export function eachText(value: ExpressionValue, change: (text: string) => string): ExpressionValue {
  return value === null ? null : typeof value === 'string' ? change(value) : value.map(change);
}
