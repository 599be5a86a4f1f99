import type { ComparisonOperator, Expression } from './expression.ts';
import { ExpressionRefusal, type ExpressionValue, functionsByName } from './expression-functions.ts';
import type { Role } from './role-values.ts';

/** What an expression may look at for one object. */
export interface EvaluationContext {
  /** Null for an attribute without a value. */
  readonly attribute: (name: string) => ExpressionValue;
  /** App roles of the object's assignments. */
  readonly roles: readonly Role[];
}

export type Evaluation =
  | { readonly kind: 'value'; readonly value: ExpressionValue }
  | { readonly kind: 'refusal'; readonly message: string };

export function evaluateExpression(expression: Expression, context: EvaluationContext): Evaluation {
  try {
    return { kind: 'value', value: evaluate(expression, context) };
  } catch (error) {
    if (error instanceof ExpressionRefusal) return { kind: 'refusal', message: error.message };
    throw error;
  }
}

function evaluate(expression: Expression, context: EvaluationContext): ExpressionValue {
  switch (expression.kind) {
    case 'Text':
      return expression.value;
    case 'Omitted':
      return null;
    case 'Attribute':
      return context.attribute(expression.name);
    case 'Comparison':
      return compare(evaluate(expression.left, context), expression.operator, evaluate(expression.right, context))
        ? 'True'
        : 'False';
    case 'Function': {
      const known = functionsByName.get(expression.name);
      if (known === undefined) throw new ExpressionRefusal(`There is no function "${expression.name}".`);
      return known.evaluate(
        expression.arguments.map((argument) => () => evaluate(argument, context)),
        context.roles,
      );
    }
  }
}

/** Numbers where both sides look like numbers, else text, exact in case. Evidence: inferred from Microsoft's examples. */
function compare(left: ExpressionValue, operator: ComparisonOperator, right: ExpressionValue): boolean {
  const [a, b] = [String(left ?? ''), String(right ?? '')];
  const areNumbers = isNumeric(a) && isNumeric(b);
  const order = areNumbers ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0;
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

function isNumeric(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}
