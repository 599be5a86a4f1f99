import { ExpressionError, type ExpressionErrorCode } from './expression-value.ts';

/** A place in the text of an expression that moves forward, and the errors that name it. */
export class ExpressionReader {
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

  /** Most often there is none, which is seen without a pattern: letters, digits and signs of ASCII are no blanks. */
  skipBlanks(): void {
    const code = this.text.charCodeAt(this.position);
    if (code <= 0x20 || code >= 0x7f) this.take(/\s+/y);
  }

  /** What a sticky pattern finds here, which is then behind us. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }

  /** That something else was expected here. The remedy is the given one, unless what is found is a mistake of its own kind. */
  expected(what: string, remedy: string): ExpressionError {
    const rest = this.text.slice(this.position);
    const found = this.isAtEnd ? 'the expression ends' : `found ${named(rest)}`;
    return this.error('syntax', `Expected ${what}, but ${found}`, remedyFor(rest) ?? remedy);
  }

  /** `message` without its full stop: the column is added. */
  error(code: ExpressionErrorCode, message: string, remedy: string, position = this.position): ExpressionError {
    return new ExpressionError(code, `${message} (column ${position + 1}).`, remedy, position + 1);
  }
}

function named(rest: string): string {
  if (rest.startsWith('"')) return 'a text';
  if (rest.startsWith('[')) return 'an attribute';
  if (unseen.test(rest)) return `a character that is not seen, U+${codeOf(rest)}`;
  return `"${/^(?:\w{1,40}|.)/su.exec(rest)?.[0] ?? ''}"`;
}

/** Marks of width and direction come along with text from web pages. */
const unseen = /^[\p{Cc}\p{Cf}]/u;

function codeOf(rest: string): string {
  return (rest.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

/** Mistakes that people bring along from other languages. */
const mistakes: readonly (readonly [RegExp, string])[] = [
  [/^'/, 'Text stands in double quotes; single quotes are none of the language.'],
  [/^[\u2018-\u201f\u00ab\u00bb]/, 'Write straight double quotes; these are typographic ones.'],
  [unseen, 'Delete it: it came along with a copied text.'],
  [/^(?:(?:and|or)\b|&&|\|\|)/i, 'There is no AND and no OR: nest IIF.'],
  [/^&(?!H)/, 'There is no & to join texts: write Append or Join.'],
  [/^(?:==|!=|=<|=>)/, 'The comparisons are =, <>, <, <=, > and >=.'],
  [/^[+*/%-]/, 'There is no arithmetic.'],
  [/^;/, 'Arguments are separated by commas.'],
  [/^\{/, 'An attribute stands in square brackets.'],
];

function remedyFor(rest: string): string | undefined {
  return mistakes.find(([pattern]) => pattern.test(rest))?.[1];
}
