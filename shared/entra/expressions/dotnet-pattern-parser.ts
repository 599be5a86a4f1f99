import { anyCharacter } from './dotnet-character-class.ts';
import { characterNode, readClass, readEscape } from './dotnet-escape-parser.ts';
import { PatternCursor, type PatternOptions } from './dotnet-pattern-cursor.ts';
import type { PatternGroups, PatternNode } from './dotnet-pattern-tree.ts';

export interface ParsedPattern {
  readonly tree: PatternNode;
  readonly groups: PatternGroups;
}

/**
 * Reads a .NET regular expression. Throws an `ExpressionError` of code `pattern` that says where, also for what is valid in .NET
 * and can be run by no engine here: balancing groups, conditions and `\G`. Documented: Microsoft,
 * regular-expression-language-quick-reference.
 */
export function parsePattern(text: string): ParsedPattern {
  // Whether "\12" refers back depends on groups that may stand behind it.
  const first = new PatternReader(text, null).read();
  return /\\[1-9k]/.test(text) ? new PatternReader(text, first.groups).read() : first;
}

/** Ours: the readers and printers of patterns call themselves. */
const DEPTH_MAX = 200;

class PatternReader {
  readonly #cursor: PatternCursor;
  readonly #known: PatternGroups | null;
  /** Of each capture in order: its name, its explicit number, or null. */
  readonly #captures: (string | number | null)[] = [];
  #depth = 0;

  constructor(text: string, known: PatternGroups | null) {
    this.#cursor = new PatternCursor(text);
    this.#known = known;
  }

  read(): ParsedPattern {
    const tree = this.#readChoice();
    if (!this.#cursor.isAtEnd) this.#cursor.fail('there is a ")" that nothing opens', 'Write \\) for a parenthesis itself.');
    return { tree, groups: numbered(this.#captures) };
  }

  #readChoice(): PatternNode {
    const branches = [this.#readSequence()];
    while (this.#cursor.takes('|')) branches.push(this.#readSequence());
    return branches.length === 1 && branches[0] !== undefined ? branches[0] : { kind: 'choice', branches };
  }

  #readSequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (true) {
      this.#skipBlank();
      const next = this.#cursor.peek();
      if (next === '' || next === '|' || next === ')') return { kind: 'sequence', parts };
      const part = this.#readAtom();
      if (part !== null) parts.push(this.#readRepeat(part));
    }
  }

  /** Null for what matches nothing by itself, such as `(?i)`. */
  #readAtom(): PatternNode | null {
    const cursor = this.#cursor;
    const { isMultiline, isSingleLine } = cursor.options;
    if (this.#comesQuantifier()) cursor.fail('there is nothing to repeat', `Write \\${cursor.peek()} for the character itself.`);
    const unit = cursor.take();
    switch (unit) {
      case '(':
        return this.#readGroup();
      case '[':
        return readClass(cursor);
      case '.':
        return { kind: 'class', class: anyCharacter(isSingleLine) };
      case '^':
        return { kind: 'anchor', at: isMultiline ? 'line-start' : 'text-start' };
      case '$':
        return { kind: 'anchor', at: isMultiline ? 'line-end' : 'last-line-end' };
      case '\\':
        return readEscape(cursor, this.#known);
      default:
        return characterNode(cursor, unit.charCodeAt(0));
    }
  }

  #comesQuantifier(): boolean {
    return /[*+?]|\{\d+(?:,\d*)?\}/y.test(this.#cursor.text.slice(this.#cursor.at, this.#cursor.at + 24));
  }

  #readRepeat(body: PatternNode): PatternNode {
    const cursor = this.#cursor;
    this.#skipBlank();
    const start = cursor.at;
    const range = this.#readRange();
    if (range === null) return body;
    const isLazy = cursor.takes('?');
    this.#skipBlank();
    if (this.#comesQuantifier()) cursor.fail(`"${cursor.peek()}" repeats a repetition`, 'Put what is repeated into (?:…).');
    const [least, most] = range;
    if (most !== null && most < least)
      cursor.fail(`it is repeated at least ${least} and at most ${most} times`, undefined, start);
    return { kind: 'repeat', body, least, most, isLazy };
  }

  #readRange(): readonly [least: number, most: number | null] | null {
    const cursor = this.#cursor;
    if (cursor.takes('*')) return [0, null];
    if (cursor.takes('+')) return [1, null];
    if (cursor.takes('?')) return [0, 1];
    const match = cursor.takeMatch(/\{(\d{1,9})(?:(,)(\d{0,9}))?\}/y);
    if (match === null) return null;
    const least = Number(match[1]);
    if (match[2] === undefined) return [least, least];
    return [least, match[3] === '' ? null : Number(match[3])];
  }

  /** What an opening parenthesis begins; it is taken already. */
  #readGroup(): PatternNode | null {
    const cursor = this.#cursor;
    const start = cursor.at - 1;
    if (!cursor.takes('?')) {
      return cursor.options.isExplicitCapture ? this.#readBody(start) : this.#readCapture(null, start);
    }
    if (cursor.takes(':')) return this.#readBody(start);
    if (cursor.takes('>')) return { kind: 'atomic', body: this.#readBody(start) };
    const look = cursor.takeMatch(/<?[=!]/y)?.[0];
    if (look !== undefined) {
      const body = this.#readBody(start);
      return { kind: 'look', isBehind: look.startsWith('<'), isNegated: look.endsWith('!'), body };
    }
    if (cursor.peek() === '(') {
      cursor.fail('a condition, (?(…)…|…), is not supported', 'Write the cases as alternatives, (?:…|…).', start);
    }
    const options = cursor.takeMatch(/([imnsx]*)(?:-([imnsx]+))?([:)])/y);
    if (options !== null) return this.#readOptions(options, start);
    return this.#readNamed(start);
  }

  #readNamed(start: number): PatternNode {
    const cursor = this.#cursor;
    const match = cursor.takeMatch(/<([^>]*)>|'([^']*)'/y);
    const name = match?.[1] ?? match?.[2];
    if (name === undefined)
      return cursor.fail('this is no group that .NET knows', 'Write (?:…), (?<name>…) or \\( itself.', start);
    if (/^\w*-\w+$/.test(name)) cursor.fail('a balancing group is not supported', 'Write the pattern without it.', start);
    if (!/^(?:[1-9]\d{0,8}|[^\W\d]\w*)$/u.test(name) && !/^[\p{L}_][\p{L}\p{Mn}\p{Nd}\p{Pc}]*$/u.test(name)) {
      cursor.fail(`"${name}" is no name of a group`, 'A name has letters, digits and underscores.', start);
    }
    return this.#readCapture(/^\d/.test(name) ? Number(name) : name, start);
  }

  #readCapture(name: string | number | null, start: number): PatternNode {
    this.#captures.push(name);
    const index = this.#captures.length;
    return { kind: 'capture', index, body: this.#readBody(start) };
  }

  /** Up to the closing parenthesis. Options that are switched inside end with it. */
  #readBody(start: number, options: PatternOptions = this.#cursor.options): PatternNode {
    const cursor = this.#cursor;
    const outside = cursor.options;
    cursor.options = options;
    this.#depth += 1;
    if (this.#depth > DEPTH_MAX) cursor.fail(`it is nested deeper than ${DEPTH_MAX} levels`, 'Nest fewer groups.');
    const body = this.#readChoice();
    if (!cursor.takes(')')) cursor.fail('the "(" has no closing ")"', 'Write \\( for a parenthesis itself.', start);
    this.#depth -= 1;
    cursor.options = outside;
    return body;
  }

  #readOptions([, on = '', off = '', end]: RegExpExecArray, start: number): PatternNode | null {
    const options = switched(switched(this.#cursor.options, on, true), off, false);
    if (end === ':') return this.#readBody(start, options);
    this.#cursor.options = options;
    return null;
  }

  /** Comments, and blanks where they are ignored. */
  #skipBlank(): void {
    const { isSpaceIgnored } = this.#cursor.options;
    while (isSpaceIgnored && this.#cursor.takeMatch(/\s+|#[^\n]*/y) !== null);
    const start = this.#cursor.at;
    if (!this.#cursor.takes('(?#')) return;
    if (this.#cursor.takeMatch(/[^)]*\)/y) === null) this.#cursor.fail('the comment has no closing ")"', undefined, start);
    this.#skipBlank();
  }
}

function switched(options: PatternOptions, letters: string, isOn: boolean): PatternOptions {
  return {
    isCaseIgnored: letters.includes('i') ? isOn : options.isCaseIgnored,
    isMultiline: letters.includes('m') ? isOn : options.isMultiline,
    isSingleLine: letters.includes('s') ? isOn : options.isSingleLine,
    isExplicitCapture: letters.includes('n') ? isOn : options.isExplicitCapture,
    isSpaceIgnored: letters.includes('x') ? isOn : options.isSpaceIgnored,
  };
}

/** Unnamed groups by their order, explicit numbers as they are, then names. Documented: grouping-constructs-in-regular-expressions. */
function numbered(captures: readonly (string | number | null)[]): PatternGroups {
  const capturesByNumber = new Map<number, number[]>();
  const numberByName = new Map<string, number>();
  const add = (number: number, capture: number): void => {
    capturesByNumber.set(
      number,
      [...(capturesByNumber.get(number) ?? []), capture].sort((a, b) => a - b),
    );
  };
  let next = 1;
  for (const [index, name] of captures.entries()) {
    if (typeof name === 'number') add(name, index + 1);
    if (name !== null) continue;
    add(next, index + 1);
    next += 1;
  }
  for (const [index, name] of captures.entries()) {
    if (typeof name !== 'string') continue;
    while (!numberByName.has(name) && capturesByNumber.has(next)) next += 1;
    const number = numberByName.get(name) ?? next;
    numberByName.set(name, number);
    add(number, index + 1);
  }
  return { captureCount: captures.length, capturesByNumber, numberByName };
}
