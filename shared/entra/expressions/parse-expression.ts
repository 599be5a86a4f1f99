import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { type ComparisonOperator, type Expression, type FunctionExpression, withPlace } from './expression.ts';
import { ExpressionReader } from './expression-reader.ts';
import { ExpressionError } from './expression-value.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { countProblemOf, signatureOf } from './function-signature.ts';
import { functionNamed, type NameOptions } from './functions.ts';
import { isKeyword } from './keywords.ts';
import { unknownFunction, unquotedWord } from './unknown-name.ts';

/** Documented: functions-for-customizing-application-data; expression-builder; known-issues. */
const EXPRESSION_LENGTH_MAX = 10_000;

/** Ours: Entra’s limit, if it has one, is not published. As deep as 10,000 characters of usual calls go. */
const NESTING_MAX = 250;

export type ExpressionReading =
  | { readonly ok: true; readonly value: Expression }
  | { readonly ok: false; readonly error: ExpressionError };

/**
 * Parses an expression; a refusal names the column and what was expected there.
 * Grammar: reconstructed from Microsoft's functions reference, its guides and published schemas; function names are exact.
 */
export function parseExpression(text: string, options?: NameOptions): Parsed<Expression> {
  const reading = readExpression(text, options);
  if (reading.ok) return accepted(reading.value);
  const { message, remedy, column } = reading.error;
  return refused({ place: `column ${column ?? 1}`, message, remedy });
}

const exactNames: NameOptions = { ignoresFunctionCase: false, hasCloudSyncFunctions: false };

/** As `parseExpression`, with the error's code and column. The same text is read once: a mapping has it for every object. */
export function readExpression(text: string, options: NameOptions = exactNames): ExpressionReading {
  const known = readingsOf(options);
  const before = known.get(text);
  if (before !== undefined) return before;
  // Bounded, for a person edits many.
  if (known.size >= READING_COUNT_MAX) known.clear();
  const reading = read(text, options);
  known.set(text, reading);
  return reading;
}

const READING_COUNT_MAX = 500;
const readings = [0, 1, 2, 3].map(() => new Map<string, ExpressionReading>());

function readingsOf({ ignoresFunctionCase, hasCloudSyncFunctions }: NameOptions): Map<string, ExpressionReading> {
  const known = readings[(ignoresFunctionCase ? 1 : 0) + (hasCloudSyncFunctions ? 2 : 0)];
  return known ?? new Map();
}

function read(text: string, options: NameOptions): ExpressionReading {
  try {
    return { ok: true, value: new ExpressionParser(text, options).whole() };
  } catch (error) {
    if (error instanceof ExpressionError) return { ok: false, error };
    throw error;
  }
}

class ExpressionParser {
  readonly #reader: ExpressionReader;
  readonly #options: NameOptions;

  constructor(text: string, options: NameOptions) {
    this.#reader = new ExpressionReader(text);
    this.#options = options;
  }

  whole(): FunctionExpression {
    const reader = this.#reader;
    const { length } = reader.text;
    if (length > EXPRESSION_LENGTH_MAX) {
      const message = `The expression has ${length} characters; Entra takes at most ${EXPRESSION_LENGTH_MAX}`;
      throw reader.error(
        'too-long',
        message,
        'Shorten it, or compute the value in a directory extension.',
        EXPRESSION_LENGTH_MAX,
      );
    }
    reader.skipBlanks();
    const start = reader.position;
    if (reader.isAtEnd) throw reader.expected('a function', 'Write one, such as Join(" ", [givenName], [surname]).');
    const expression = this.#comparison(0);
    reader.skipBlanks();
    if (!reader.isAtEnd) throw this.#leftOver();
    if (expression.kind === 'Function') return expression;
    throw reader.error('not-a-function', `An expression is one function, not ${formOf(expression)}`, remedyOf(expression), start);
  }

  #leftOver(): ExpressionError {
    const remedy =
      this.#reader.next === ')' ? 'It closes nothing: take it away, or open it.' : 'Everything is an argument of one function.';
    return this.#reader.expected('the end of the expression', remedy);
  }

  #comparison(depth: number): Expression {
    const reader = this.#reader;
    const start = reader.position;
    const left = this.#operand(depth);
    reader.skipBlanks();
    const operator = reader.take(/<>|<=|>=|=(?![=<>])|<|>/y) as ComparisonOperator | undefined;
    if (operator === undefined) return left;
    reader.skipBlanks();
    const right = this.#operand(depth);
    return withPlace({ kind: 'Comparison', operator, left, right }, { column: start + 1, length: reader.position - start });
  }

  #operand(depth: number): Expression {
    const reader = this.#reader;
    const start = reader.position;
    if (depth > NESTING_MAX) {
      throw reader.error(
        'too-deep',
        `Calls are nested more than ${NESTING_MAX} deep`,
        'Take inner calls out, or write Switch in place of nested IIF.',
      );
    }
    const expression = this.#attribute() ?? this.#text() ?? this.#number() ?? this.#word(depth);
    return withPlace(expression, { column: start + 1, length: reader.position - start });
  }

  #attribute(): Expression | undefined {
    const reader = this.#reader;
    if (reader.next !== '[') return undefined;
    const opened = reader.position;
    const bracketed = reader.take(/\[[^[\]]*\]/y);
    if (bracketed === undefined) {
      throw reader.error('syntax', 'The bracket of an [attribute] is not closed', 'Close it after the name with "]".', opened);
    }
    const name = bracketed.slice(1, -1);
    if (name === '') throw reader.error('syntax', 'The brackets name no attribute', 'Write [mail] or another name.', opened);
    return { kind: 'Attribute', name };
  }

  #text(): Expression | undefined {
    const reader = this.#reader;
    if (reader.next !== '"') return undefined;
    const opened = reader.position;
    const quoted = reader.take(/"(?:[^"\\]|\\[\s\S])*"/y);
    if (quoted === undefined) {
      const remedy = 'Close it with a double quote. One inside the text is written as \\", a backslash as \\\\.';
      throw reader.error('syntax', 'A text is not closed', remedy, opened);
    }
    // Only the quote and the backslash are escaped; the `\d` of a pattern stays as it is (Microsoft: workday guide, "\+").
    return { kind: 'Text', value: quoted.slice(1, -1).replace(/\\(["\\])/g, '$1') };
  }

  #number(): Expression | undefined {
    const text = this.#reader.take(/-?\d+(?:\.\d+)?|&H[0-9A-Fa-f]+/y);
    return text === undefined ? undefined : { kind: 'Number', text };
  }

  #word(depth: number): Expression {
    const reader = this.#reader;
    const start = reader.position;
    const word = reader.take(/[A-Za-z_]\w*/y);
    if (word === undefined) {
      throw reader.expected(
        'a function, [attribute] or "text"',
        'Text stands in double quotes, an attribute in square brackets.',
      );
    }
    reader.skipBlanks();
    const known = functionNamed(word, this.#options);
    if (reader.next === '(') {
      if (known === undefined) throw unknownFunction(word, start, this.#options);
      return this.#call(known, start, depth);
    }
    if (isKeyword(word, this.#options)) {
      reader.position = start + word.length;
      return { kind: 'Keyword', name: word };
    }
    if (known !== undefined) throw reader.expected(`"(" after ${known.name}`, `Write ${signatureOf(known)}.`);
    reader.position = start;
    throw unquotedWord(reader.take(/[\w.]+/y) ?? word, start);
  }

  #call(definition: FunctionDefinition, start: number, depth: number): FunctionExpression {
    const reader = this.#reader;
    const { name } = definition;
    if (name === 'SelectUniqueValue' && depth > 0) {
      const remedy = 'Make it the outermost function, and put the other functions into its rules.';
      throw reader.error('unsupported', 'SelectUniqueValue must be the outermost function', remedy, start);
    }
    const given = this.#arguments(name, depth);
    const problem = countProblemOf(definition, given.length);
    if (problem !== null) throw reader.error('argument-count', `${name} ${problem}`, `Write ${signatureOf(definition)}.`, start);
    return { kind: 'Function', name, arguments: given };
  }

  /** An argument between two commas, or before the closing parenthesis, may be left out: `ToLower([a], )`. */
  #arguments(name: string, depth: number): readonly Expression[] {
    const reader = this.#reader;
    const opened = reader.position;
    reader.position += 1;
    const given: Expression[] = [];
    reader.skipBlanks();
    if (reader.take(/\)/y) !== undefined) return given;
    for (;;) {
      reader.skipBlanks();
      given.push(reader.next === ',' || reader.next === ')' ? { kind: 'Omitted' } : this.#comparison(depth + 1));
      reader.skipBlanks();
      if (reader.take(/,/y) !== undefined) continue;
      if (reader.take(/\)/y) !== undefined) return given;
      const remedy = reader.isAtEnd
        ? `Close the parenthesis that opens at column ${opened + 1}.`
        : 'Separate arguments with commas. A double quote inside a text is written as \\".';
      throw reader.expected(`"," or ")" in the call of ${name}`, remedy);
    }
  }
}

function formOf(expression: Expression): string {
  switch (expression.kind) {
    case 'Attribute':
      return 'an attribute alone';
    case 'Comparison':
      return 'a comparison';
    default:
      return 'a constant alone';
  }
}

function remedyOf(expression: Expression): string {
  switch (expression.kind) {
    case 'Attribute':
      return 'Choose the mapping type Direct for it.';
    case 'Comparison':
      return 'Put it into IIF or CBool.';
    default:
      return 'Choose the mapping type Constant for it.';
  }
}
