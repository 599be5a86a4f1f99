import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { functionsByName } from './expression-functions.ts';

/** Entra refuses longer ones (Microsoft: known-issues, app-provisioning). */
const EXPRESSION_LENGTH_MAX = 10_000;
const NESTING_MAX = 64;

/** An expression of the mapping language, parsed. An omitted argument, as in `Switch([a], , …)`, is `Omitted`. */
export type Expression =
  | { readonly kind: 'Function'; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: 'Comparison'; readonly operator: ComparisonOperator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'Attribute'; readonly name: string }
  | { readonly kind: 'Text'; readonly value: string }
  | { readonly kind: 'Omitted' };

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/**
 * Parses an expression; a refusal names the column and what was expected there.
 * Grammar: reconstructed from Microsoft's functions reference and published schemas; function names are exact.
 */
export function parseExpression(text: string): Parsed<Expression> {
  if (text.length > EXPRESSION_LENGTH_MAX) {
    return refused({
      place: 'expression',
      message: `The expression has ${text.length} characters; Entra takes at most ${EXPRESSION_LENGTH_MAX}.`,
      remedy: 'Shorten it, or compute the value in a directory extension.',
    });
  }
  try {
    const reader = new Reader(text);
    const expression = readOperand(reader, 0);
    reader.skipBlanks();
    if (!reader.isAtEnd) throw reader.refusal('the end of the expression', 'Entra takes exactly one function call.');
    return accepted(expression);
  } catch (error) {
    if (error instanceof SyntaxRefusal)
      return refused({ place: `column ${error.column}`, message: error.message, remedy: error.remedy });
    throw error;
  }
}

class SyntaxRefusal extends Error {
  readonly column: number;
  readonly remedy: string;
  constructor(column: number, message: string, remedy: string) {
    super(message);
    this.column = column;
    this.remedy = remedy;
  }
}

class Reader {
  readonly text: string;
  position = 0;
  constructor(text: string) {
    this.text = text;
  }
  get isAtEnd(): boolean {
    return this.position >= this.text.length;
  }
  get next(): string {
    return this.text.charAt(this.position);
  }
  skipBlanks(): void {
    while (/\s/.test(this.next)) this.position += 1;
  }
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }
  refusal(expected: string, remedy: string): SyntaxRefusal {
    const found = this.isAtEnd ? 'the expression ends' : `found "${this.text.slice(this.position, this.position + 12)}"`;
    return new SyntaxRefusal(this.position + 1, `Expected ${expected} at column ${this.position + 1}, but ${found}.`, remedy);
  }
}

function readOperand(reader: Reader, depth: number): Expression {
  if (depth > NESTING_MAX) throw reader.refusal(`at most ${NESTING_MAX} nested calls`, 'Take an inner call apart.');
  reader.skipBlanks();
  if (reader.next === '[') return readAttribute(reader);
  if (reader.next === '"') return { kind: 'Text', value: readText(reader) };
  const number = reader.take(/-?\d+(?:\.\d+)?/y);
  if (number !== undefined) return { kind: 'Text', value: number };
  const name = reader.take(/[A-Za-z]\w*/y);
  if (name === undefined) {
    throw reader.refusal('a function, [attribute] or "text"', 'Text stands in double quotes, an attribute in square brackets.');
  }
  return readCall(reader, name, depth);
}

function readAttribute(reader: Reader): Expression {
  const bracketed = reader.take(/\[[^\]]+\]/y);
  if (bracketed === undefined)
    throw reader.refusal('a closed [attribute]', `Close the bracket that opens at column ${reader.position + 1}.`);
  return { kind: 'Attribute', name: bracketed.slice(1, -1) };
}

function readText(reader: Reader): string {
  const opened = reader.position + 1;
  const quoted = reader.take(/"(?:[^"\\]|\\[\s\S])*"/y);
  if (quoted === undefined) throw reader.refusal('a closed "text"', `Close the quote that opens at column ${opened}.`);
  // Only the quote and the backslash itself are escaped; `\d` of a pattern stays as it is.
  return quoted.slice(1, -1).replace(/\\(["\\])/g, '$1');
}

function readCall(reader: Reader, name: string, depth: number): Expression {
  const column = reader.position - name.length + 1;
  const known = functionsByName.get(name);
  if (known === undefined)
    throw new SyntaxRefusal(column, `There is no function "${name}" (column ${column}).`, remedyForName(name));
  reader.skipBlanks();
  if (reader.next !== '(') throw reader.refusal(`"(" after ${name}`, `Write ${known.signature}.`);
  reader.position += 1;
  const parameters = readArguments(reader, name, depth);
  const problem = known.arityProblem(parameters.length);
  if (problem !== null) throw new SyntaxRefusal(column, `${name} ${problem} (column ${column}).`, `Write ${known.signature}.`);
  return { kind: 'Function', name, arguments: parameters };
}

function readArguments(reader: Reader, name: string, depth: number): Expression[] {
  const found: Expression[] = [];
  reader.skipBlanks();
  if (reader.next === ')') {
    reader.position += 1;
    return found;
  }
  for (;;) {
    reader.skipBlanks();
    found.push(reader.next === ',' || reader.next === ')' ? { kind: 'Omitted' } : readComparison(reader, depth));
    reader.skipBlanks();
    if (reader.take(/,/y) !== undefined) continue;
    if (reader.take(/\)/y) !== undefined) return found;
    throw reader.refusal(`"," or ")" in the call of ${name}`, 'Separate arguments with commas and close the call.');
  }
}

function readComparison(reader: Reader, depth: number): Expression {
  const left = readOperand(reader, depth + 1);
  reader.skipBlanks();
  const operator = reader.take(/<>|<=|>=|=|<|>/y) as ComparisonOperator | undefined;
  return operator === undefined ? left : { kind: 'Comparison', operator, left, right: readOperand(reader, depth + 1) };
}

function remedyForName(name: string): string {
  const near = [...functionsByName.keys()].find((known) => known.toLowerCase() === name.toLowerCase());
  return near === undefined ? `Known here: ${[...functionsByName.keys()].join(', ')}.` : `Did you mean ${near}? Names are exact.`;
}
