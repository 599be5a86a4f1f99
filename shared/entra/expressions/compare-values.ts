import type { ComparisonOperator } from './expression.ts';
import type { ExpressionValue } from './expression-value.ts';

/**
 * By number where both sides look like numbers, else by text, code unit by code unit; no value is the empty text. Evidence:
 * inferred from Microsoft's examples, see `comparison-of-numbers` and `comparison-case` in docs/FIDELITY.md.
 */
export function compareValues(
  left: ExpressionValue,
  operator: ComparisonOperator,
  right: ExpressionValue,
  options: { readonly ignoresTextCase: boolean },
): boolean {
  const order = orderOf(textOf(left), textOf(right), options.ignoresTextCase);
  switch (operator) {
    case '=':
      return order === 0;
    case '<>':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Equal as text, for the keys of Switch. */
export function isSameText(a: string, b: string, ignoresTextCase: boolean): boolean {
  return a === b || (ignoresTextCase && a.toLowerCase() === b.toLowerCase());
}

function orderOf(a: string, b: string, ignoresTextCase: boolean): number {
  if (isSameText(a, b, ignoresTextCase)) return 0;
  if (isNumeric(a) && isNumeric(b)) return numericOrder(a, b);
  const [left, right] = ignoresTextCase ? [a.toLowerCase(), b.toLowerCase()] : [a, b];
  return left < right ? -1 : 1;
}

/** Windows file times have 18 digits, more than a double holds: whole numbers are compared as such. */
function numericOrder(a: string, b: string): number {
  const isWhole = !a.includes('.') && !b.includes('.');
  const [left, right] = isWhole ? [BigInt(a), BigInt(b)] : [Number(a), Number(b)];
  return left === right ? 0 : left < right ? -1 : 1;
}

function isNumeric(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(text);
}

function textOf(value: ExpressionValue): string {
  return value === null ? '' : typeof value === 'string' ? value : value.join(',');
}
