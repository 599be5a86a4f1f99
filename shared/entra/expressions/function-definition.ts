import type { EvaluationContext } from './evaluation-context.ts';
import type { Expression } from './expression.ts';
import type { ExpressionErrorCode, ExpressionValue } from './expression-value.ts';

/** Microsoft Graph: attributeMappingParameterSchema, as `schema/functions` lists it. */
export interface FunctionParameter {
  readonly name: string;
  readonly type: 'String' | 'Integer' | 'Boolean' | 'Reference' | 'DateTime' | 'Binary';
  readonly isRequired: boolean;
  readonly isRepeated: boolean;
  /** Key of a stored expression, where it is another than the name in the reference. */
  readonly graphName?: string;
}

/** A function of the language. Source: Microsoft, functions-for-customizing-application-data, unless its family says otherwise. */
export interface FunctionDefinition {
  readonly name: string;
  readonly parameters: readonly FunctionParameter[];
  /** `cloud-sync`: known to the sibling engine only, and off unless switched on. */
  readonly family: 'application' | 'cloud-sync';
  readonly group: 'text' | 'logic' | 'values' | 'dates' | 'identity' | 'roles' | 'patterns';
  /** One sentence for the reference and the expression builder. */
  readonly summary: string;
  /** How it is written, where the parameters' names do not say it. */
  readonly signature?: string;
  /** What the parameters alone cannot say of the number of arguments, such as pairs; null: nothing is wrong. */
  readonly countProblem?: (count: number) => string | null;
  readonly evaluate: (call: FunctionCall) => ExpressionValue;
}

/** One call while it is evaluated. Arguments are evaluated when asked for, so that Switch and IIF take one branch only. */
export interface FunctionCall {
  readonly context: EvaluationContext;
  /** How many arguments are written, omitted ones included. */
  readonly count: number;
  /** As it is written, for what depends on the form of an argument; `Omitted` beyond the last. */
  argument(index: number): Expression;
  /** Left out, as in `Switch([a], , …)`, or beyond the last. */
  isOmitted(index: number): boolean;
  /** Null where it is omitted or has no value. */
  value(index: number): ExpressionValue;
  /** `""` for null; a list is joined with commas. */
  text(index: number): string;
  /** A whole number; refused as `invalid-argument` where it is none. */
  integer(index: number): number;
  /** Of `index` and all that follow. */
  rest(index: number): readonly ExpressionValue[];
  /** Counts text that was made, so that an expression cannot grow without bound. */
  made(text: string): string;
  /** Ends the evaluation with a typed error that names the function and its column. */
  fail(code: ExpressionErrorCode, message: string, remedy: string): never;
  /** Says what an administrator should know of a value that was evaluated all the same. */
  warn(sentence: string): void;
  /** Says that the value is near to Entra's only (a pattern that another engine ran). */
  approximate(): void;
  /** Leaves the attribute, or the whole object, out of this flow. */
  ignoreFlow(scope: 'attribute' | 'object'): never;
}
