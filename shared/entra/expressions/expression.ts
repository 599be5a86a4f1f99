/**
 * An expression of the mapping language, parsed. Where a node stands in its text is kept aside, see `placeOf`: trees that mean
 * the same are equal.
 */
export type Expression =
  | FunctionExpression
  | { readonly kind: 'Comparison'; readonly operator: ComparisonOperator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'Attribute'; readonly name: string }
  | { readonly kind: 'Text'; readonly value: string }
  /** As it is written: `-10`, `42568.75`, `&HF7`. */
  | { readonly kind: 'Number'; readonly text: string }
  | { readonly kind: 'Keyword'; readonly name: string }
  /** An argument that is left out, as in `Switch([a], , …)`. */
  | { readonly kind: 'Omitted' };

export interface FunctionExpression {
  readonly kind: 'Function';
  /** In the spelling of the reference, also where the case of names is ignored. */
  readonly name: string;
  readonly arguments: readonly Expression[];
}

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export interface ExpressionPlace {
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  readonly length: number;
}

const places = new WeakMap<Expression, ExpressionPlace>();

/** Null for a node that was not read from a text. */
export function placeOf(expression: Expression): ExpressionPlace | null {
  return places.get(expression) ?? null;
}

export function withPlace<E extends Expression>(expression: E, place: ExpressionPlace): E {
  places.set(expression, place);
  return expression;
}

/** Whether a log must not show the value: `Redact` stands anywhere in it. Documented: functions-for-customizing-application-data. */
export function isRedacted(expression: Expression): boolean {
  switch (expression.kind) {
    case 'Function':
      return expression.name === 'Redact' || expression.arguments.some(isRedacted);
    case 'Comparison':
      return isRedacted(expression.left) || isRedacted(expression.right);
    default:
      return false;
  }
}
