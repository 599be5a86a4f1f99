import { ExpressionError } from './expression-value.ts';

/** `RegexOptions` that a pattern can switch inside itself. */
export interface PatternOptions {
  readonly isCaseIgnored: boolean;
  readonly isMultiline: boolean;
  readonly isSingleLine: boolean;
  readonly isExplicitCapture: boolean;
  readonly isSpaceIgnored: boolean;
}

/** `RegexOptions.None`. */
const noOptions: PatternOptions = {
  isCaseIgnored: false,
  isMultiline: false,
  isSingleLine: false,
  isExplicitCapture: false,
  isSpaceIgnored: false,
};

/** A place in the text of a pattern while it is read. */
export class PatternCursor {
  readonly text: string;
  at = 0;
  options: PatternOptions = noOptions;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** `""` at the end. */
  peek(ahead = 0): string {
    return this.text.charAt(this.at + ahead);
  }

  take(): string {
    const unit = this.peek();
    this.at += 1;
    return unit;
  }

  /** Takes what is given, if it comes next. */
  takes(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  /** Takes what a sticky expression matches here; null: nothing. */
  takeMatch(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.at;
    const match = expression.exec(this.text);
    if (match !== null) this.at += match[0].length;
    return match;
  }

  fail(message: string, remedy = 'Correct the regular expression: it is written as .NET has them.', at = this.at): never {
    const place = at >= this.text.length ? 'at its end' : `at character ${at + 1}`;
    throw new ExpressionError('pattern', `the pattern "${shortened(this.text)}" cannot be read ${place}: ${message}.`, remedy);
  }
}

/** Enough of a text for a message. */
export function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
}
