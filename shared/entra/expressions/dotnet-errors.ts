import { ExpressionError } from './expression-value.ts';
import type { FunctionCall } from './function-definition.ts';

/** What `apply` gives; an error that says no place becomes one of this call, with its name and column. */
export function inCall<Value>(call: FunctionCall, apply: () => Value): Value {
  try {
    return apply();
  } catch (error) {
    if (error instanceof ExpressionError && error.column === null) return call.fail(error.code, error.message, error.remedy);
    throw error;
  }
}
