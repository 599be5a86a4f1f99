/** Where a text stops being JSON, and what should stand there. Lines and columns count from 1. */
export interface JsonProblem {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  /** `Expected a comma or }.` */
  readonly message: string;
}

/** The first thing that keeps a text from being JSON (RFC 8259); null where nothing does. */
export function jsonProblemIn(text: string): JsonProblem | null {
  try {
    JSON.parse(text);
    return null;
  } catch {
    const scan = new JsonScan(text);
    const offset = scan.firstFault() ?? text.length;
    return { offset, ...placeOf(text, offset), message: scan.message };
  }
}

function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

const NESTING_MAX = 200;

/** An engine's own message differs from one to the next, and often lacks the place: this walks the text again. */
class JsonScan {
  message = 'This is no JSON.';
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Offset of the first fault; null where none is found. */
  firstFault(): number | null {
    if (!this.#value(0)) return this.#at;
    this.#blanks();
    if (this.#at === this.#text.length) return null;
    this.message = 'Nothing may follow here: the value has ended before.';
    return this.#at;
  }

  #value(depth: number): boolean {
    this.#blanks();
    if (depth > NESTING_MAX) return this.#fault(`It is nested deeper than ${NESTING_MAX} levels.`);
    switch (this.#text[this.#at]) {
      case '{':
        return this.#members(depth);
      case '[':
        return this.#elements(depth);
      case '"':
        return this.#string();
      default:
        return this.#scalar();
    }
  }

  #members(depth: number): boolean {
    this.#at += 1;
    this.#blanks();
    if (this.#take('}')) return true;
    for (;;) {
      this.#blanks();
      if (this.#text[this.#at] !== '"') return this.#fault(this.#wanted('a name in double quotes'));
      if (!this.#string()) return false;
      this.#blanks();
      if (!this.#take(':')) return this.#fault(this.#wanted('a colon'));
      if (!this.#value(depth + 1)) return false;
      this.#blanks();
      if (this.#take('}')) return true;
      if (!this.#take(',')) return this.#fault(this.#wanted('a comma or }'));
    }
  }

  #elements(depth: number): boolean {
    this.#at += 1;
    this.#blanks();
    if (this.#take(']')) return true;
    for (;;) {
      if (!this.#value(depth + 1)) return false;
      this.#blanks();
      if (this.#take(']')) return true;
      if (!this.#take(',')) return this.#fault(this.#wanted('a comma or ]'));
    }
  }

  #string(): boolean {
    const start = this.#at;
    // RFC 8259 §7: control characters stand in a text only escaped.
    const [whole] = this.#match(/"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y);
    this.#at += whole.length;
    if (this.#take('"')) return true;
    const found = this.#text[this.#at];
    if (found === '\\') return this.#fault('This escape is none that JSON knows.');
    if (found !== undefined && found !== '\n' && found !== '\r') return this.#fault('This character must be escaped in a text.');
    this.#at = start;
    return this.#fault('This text is not closed: its second double quote is missing.');
  }

  #scalar(): boolean {
    const [word] = this.#match(/true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
    const next = this.#text[this.#at + word.length];
    if (word === '' || (next !== undefined && /[\w.+-]/.test(next))) return this.#fault(this.#wanted('a value'));
    this.#at += word.length;
    return true;
  }

  #blanks(): void {
    this.#at += this.#match(/[ \t\n\r]*/y)[0].length;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #match(pattern: RegExp): readonly [string] {
    pattern.lastIndex = this.#at;
    return [pattern.exec(this.#text)?.[0] ?? ''];
  }

  #wanted(what: string): string {
    const found = this.#text[this.#at];
    if (found === undefined) return `Expected ${what}, but the text ends here.`;
    return `Expected ${what}, found ${found === '\n' || found === '\r' ? 'the end of the line' : `“${found}”`}.`;
  }

  #fault(message: string): boolean {
    this.message = message;
    return false;
  }
}
