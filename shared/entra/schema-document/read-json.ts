import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import type { SchemaRemark } from './schema-remark.ts';
import { pointer } from './schema-remark.ts';

/** A synchronizationSchema has some 100 kB; Salesforce's, a large one, as well. */
const DOCUMENT_LENGTH_MAX = 10_000_000;
// A nested expression takes three levels a call; what is deeper than this was not written by Entra.
const DEPTH_MAX = 600;
const REMARK_COUNT_MAX = 20;

interface ReadJson {
  readonly value: Json;
  /** What JSON cannot keep: a member that stands twice, a number with too many digits. */
  readonly remarks: readonly SchemaRemark[];
}

/**
 * Text to JSON. A refusal names `line:column`, what stands there and what belongs there, where `JSON.parse` has words of its own
 * in each engine. At most 10 MB.
 */
export function readJson(text: string): Parsed<ReadJson> {
  if (text.length > DOCUMENT_LENGTH_MAX) {
    return refused({
      place: '1:1',
      message: `The document has ${text.length} characters; at most ${DOCUMENT_LENGTH_MAX} (10 MB) are read.`,
      remedy: 'A schema has about 100 kB: check that this is the right file.',
    });
  }
  const reader = new Reader(text);
  try {
    const value = reader.document();
    return accepted({ value, remarks: reader.remarks });
  } catch (error) {
    if (!(error instanceof JsonRefusal)) throw error;
    return refused({ place: placeOf(text, error.offset), message: error.message, remedy: error.remedy });
  }
}

class JsonRefusal extends Error {
  readonly offset: number;
  readonly remedy: string;
  constructor(offset: number, message: string, remedy: string) {
    super(message);
    this.offset = offset;
    this.remedy = remedy;
  }
}

const BLANKS = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/;
const ESCAPE_LENGTH_MAX = 6;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;
const WORD = /[^\s,:[\]{}"]+/y;
const words: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

class Reader {
  readonly #text: string;
  #offset: number;
  #depth = 0;
  readonly #path: (string | number)[] = [];
  readonly remarks: SchemaRemark[] = [];

  constructor(text: string) {
    this.#text = text;
    // What Windows writes before UTF-8.
    this.#offset = text.startsWith('\ufeff') ? 1 : 0;
  }

  document(): Json {
    const value = this.#value('a JSON object');
    this.#match(BLANKS);
    if (this.#offset < this.#text.length) throw this.#unexpected('the end of the document');
    return value;
  }

  #value(expected: string): Json {
    this.#match(BLANKS);
    switch (this.#text[this.#offset]) {
      case '{':
        return this.#nested(() => this.#object());
      case '[':
        return this.#nested(() => this.#array());
      case '"':
        return this.#string();
      default: {
        const number = this.#match(NUMBER);
        if (number !== null) return this.#number(number);
        const start = this.#offset;
        const value = words.get(this.#match(WORD) ?? '');
        if (value !== undefined) return value;
        this.#offset = start;
        throw this.#unexpected(expected);
      }
    }
  }

  #nested<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > DEPTH_MAX) {
      throw new JsonRefusal(
        this.#offset,
        `The document is nested more than ${DEPTH_MAX} levels deep.`,
        'No schema of Entra is: check that this is the right file.',
      );
    }
    const value = read();
    this.#depth -= 1;
    return value;
  }

  #object(): JsonObject {
    const members = new Map<string, Json>();
    this.#offset += 1;
    if (this.#take('}')) return {};
    do {
      this.#match(BLANKS);
      if (this.#text[this.#offset] !== '"') throw this.#unexpected('the name of a member, in double quotes,');
      const name = this.#string();
      if (!this.#take(':')) throw this.#unexpected('a colon');
      this.#path.push(name);
      if (members.has(name)) this.#remark(`The member "${name}" stands here twice; the last one counts.`, 'Remove one of them.');
      members.set(name, this.#value('a value'));
      this.#path.pop();
    } while (this.#take(','));
    if (!this.#take('}')) throw this.#unexpected('a comma or }');
    return Object.fromEntries(members);
  }

  #array(): readonly Json[] {
    const elements: Json[] = [];
    this.#offset += 1;
    if (this.#take(']')) return elements;
    do {
      this.#path.push(elements.length);
      elements.push(this.#value('a value'));
      this.#path.pop();
    } while (this.#take(','));
    if (!this.#take(']')) throw this.#unexpected('a comma or ]');
    return elements;
  }

  #string(): string {
    const text = this.#text;
    const start = this.#offset;
    let at = start + 1;
    let hasEscape = false;
    // Sign by sign: a regular expression would have to remember every one of them.
    for (let code = text.charCodeAt(at); code !== QUOTE; code = text.charCodeAt(at)) {
      if (at >= text.length) throw truncated(at, 'a string that began is not closed');
      if (code < FIRST_PRINTABLE) throw controlCharacter(at);
      if (code !== BACKSLASH) {
        at += 1;
        continue;
      }
      const known = ESCAPE.exec(text.slice(at, at + ESCAPE_LENGTH_MAX));
      if (known === null) throw unknownEscape(text, at);
      hasEscape = true;
      at += known[0].length;
    }
    this.#offset = at + 1;
    return hasEscape ? (JSON.parse(text.slice(start, at + 1)) as string) : text.slice(start + 1, at);
  }

  #number(digits: string): number {
    const read = Number(digits);
    const value = Number.isFinite(read) ? read : Math.sign(read) * Number.MAX_VALUE;
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
      this.#remark(`The number ${digits} is kept as ${value}.`, 'Write it as a string if every digit matters.');
    }
    return value;
  }

  #remark(message: string, remedy: string): void {
    if (this.remarks.length >= REMARK_COUNT_MAX) return;
    this.remarks.push({ severity: 'note', place: pointer('', ...this.#path), message, remedy });
  }

  #take(sign: string): boolean {
    this.#match(BLANKS);
    if (this.#text[this.#offset] !== sign) return false;
    this.#offset += 1;
    return true;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#offset;
    const found = pattern.exec(this.#text);
    if (found === null) return null;
    this.#offset += found[0].length;
    return found[0];
  }

  #unexpected(expected: string): JsonRefusal {
    const offset = this.#offset;
    const sign = this.#text.codePointAt(offset);
    if (sign === undefined) return truncated(offset, `${expected} belongs there`);
    const remedy =
      this.#text.lastIndexOf(',', offset) === previousSign(this.#text, offset) && /[\]}]/.test(this.#text[offset] ?? '')
        ? 'Remove the comma before it.'
        : 'Mend the text, or download the schema again.';
    return new JsonRefusal(
      offset,
      `Here stands ${JSON.stringify(String.fromCodePoint(sign))} where ${expected} belongs.`,
      remedy,
    );
  }
}

function truncated(offset: number, why: string): JsonRefusal {
  return new JsonRefusal(
    offset,
    `The document ends here, but ${why}: it is cut off.`,
    'Download the schema again, and save the whole of it.',
  );
}

function controlCharacter(offset: number): JsonRefusal {
  return new JsonRefusal(offset, 'A string goes over a line end or another control character.', 'Close it with ", or escape it.');
}

function unknownEscape(text: string, offset: number): JsonRefusal {
  if (offset + 1 >= text.length) return truncated(offset, 'a string that began is not closed');
  return new JsonRefusal(offset, 'JSON knows no such escape in a string.', 'Write a backslash as \\\\.');
}

function previousSign(text: string, offset: number): number {
  let at = offset - 1;
  while (at >= 0 && /\s/.test(text[at] ?? '')) at -= 1;
  return at;
}

function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return `${before.length}:${(before.at(-1) ?? '').replace('\ufeff', '').length + 1}`;
}
