import type { Expression } from './expression.ts';
import type { FunctionCall } from './function-definition.ts';

/** The functions that the reference takes neither as a condition of IIF nor as the source of Switch. */
const nullTests: ReadonlySet<string> = new Set(['IsPresent', 'IsNull', 'IsNullOrEmpty']);

/**
 * What the reference says against the condition of an IIF, whose value is known already; null: nothing.
 * Documented: functions-for-customizing-application-data. Microsoft's guides do it all the same: see `iif-on-null` in FIDELITY.
 */
export function conditionWarning(call: FunctionCall): string | null {
  const condition = call.argument(0);
  const test = nullTestOf(condition);
  if (test !== null) return `Microsoft's reference does not support ${test} as the condition of IIF.`;
  if (callsIgnoreFlow(condition)) {
    return "Microsoft's reference wants IgnoreFlowIfNullOrEmpty around the whole IIF, not in its condition.";
  }
  return condition.kind === 'Comparison'
    ? (operandWarning(condition.left, call) ?? operandWarning(condition.right, call))
    : operandWarning(condition, call);
}

/** What the reference says against the source of a Switch; null: nothing. */
export function sourceWarning(call: FunctionCall): string | null {
  const source = call.argument(0);
  if (source.kind !== 'Function' || !nullTests.has(source.name)) return null;
  return `Microsoft's reference does not support ${source.name} as the source of Switch.`;
}

function operandWarning(operand: Expression, call: FunctionCall): string | null {
  if (operand.kind === 'Text' && operand.value === '') {
    return 'Microsoft\'s reference does not support a comparison with "" as the condition of IIF.';
  }
  if (operand.kind !== 'Attribute') return null;
  const value = call.context.attribute(operand.name);
  return value === null || value.length === 0
    ? `Microsoft's reference says that the condition of IIF fails where its attribute is null or empty, as [${operand.name}] is here.`
    : null;
}

/** The null test that a condition is, negated or compared. */
function nullTestOf(condition: Expression): string | null {
  switch (condition.kind) {
    case 'Function':
      if (nullTests.has(condition.name)) return condition.name;
      return condition.name === 'Not' && condition.arguments[0] !== undefined ? nullTestOf(condition.arguments[0]) : null;
    case 'Comparison':
      return nullTestOf(condition.left) ?? nullTestOf(condition.right);
    default:
      return null;
  }
}

function callsIgnoreFlow(condition: Expression): boolean {
  switch (condition.kind) {
    case 'Function':
      return condition.name === 'IgnoreFlowIfNullOrEmpty' || condition.arguments.some(callsIgnoreFlow);
    case 'Comparison':
      return callsIgnoreFlow(condition.left) || callsIgnoreFlow(condition.right);
    default:
      return false;
  }
}
