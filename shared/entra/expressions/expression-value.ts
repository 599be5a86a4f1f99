/**
 * What an expression evaluates to. Numbers and booleans are Entra's texts (`"5"`, `"True"`), dates `M/d/yyyy h:mm:ss tt` in UTC;
 * a list is a multi-valued attribute. Null: no value, which is never sent.
 */
export type ExpressionValue = string | readonly string[] | null;

/** Why an expression could not be read or evaluated. Stable: the command line and the window tell them apart. */
export type ExpressionErrorCode =
  | 'syntax'
  | 'unknown-function'
  | 'argument-count'
  | 'too-long'
  | 'too-deep'
  | 'not-a-function'
  | 'unsupported'
  | 'invalid-argument'
  | 'invalid-date'
  | 'out-of-range'
  | 'no-default-domain'
  | 'no-unique-value'
  | 'pattern'
  | 'needs-host'
  | 'step-limit'
  | 'output-limit'
  | 'raised';

/** The one thing parsing and evaluating throw, caught at their edge: callers are given values. */
export class ExpressionError extends Error {
  readonly code: ExpressionErrorCode;
  /** First column it is about, from 1; null where it is about no place in the text. */
  readonly column: number | null;
  readonly remedy: string;
  constructor(code: ExpressionErrorCode, message: string, remedy: string, column: number | null = null) {
    super(message);
    this.code = code;
    this.remedy = remedy;
    this.column = column;
  }
}
