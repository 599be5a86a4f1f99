import { type DateKind, type DateTicks, dayOfWeek, inRange, MINUTE_TICKS, partsOf, ticksOf } from './dotnet-date.ts';
import { dateFormatTokens, dayNames, type FormatToken, monthNames } from './dotnet-date-format.ts';
import type { DateStyles } from './dotnet-date-styles.ts';
import { ExpressionError } from './expression-value.ts';

interface ExactDate {
  readonly ticks: DateTicks;
  readonly kind: DateKind;
}

/**
 * Reads a date that must be in a format to the letter, as .NET's `DateTime.ParseExact` does; a date that the format has nothing of is
 * today's. Throws an `ExpressionError`: `invalid-date`, `out-of-range`, or `invalid-argument` for the format.
 */
export function parseExactDate(text: string, format: string, styles: DateStyles, now: DateTicks): ExactDate {
  const reader = new ExactReader(text, format, styles);
  reader.read();
  return reader.result(now);
}

/** Of two-digit years: up to this one they are of this century. Documented: .NET, Calendar.TwoDigitYearMax. */
const TWO_DIGIT_YEAR_MAX = 49;

class ExactReader {
  readonly #text: string;
  readonly #format: string;
  readonly #styles: DateStyles;
  readonly #end: number;
  #at = 0;
  /** By letter of the format: what was read. */
  readonly #values = new Map<'y' | 'M' | 'd' | 'w' | 'h' | 'm' | 's' | 'f', number>();
  #isTwelveHours = false;
  #half: 'AM' | 'PM' | null = null;
  /** Minutes east; null: none was given. */
  #offset: number | null = null;
  #isUtc = false;

  constructor(text: string, format: string, styles: DateStyles) {
    this.#text = text;
    this.#format = format;
    this.#styles = styles;
    this.#end = styles.allowsTrailingWhite ? text.trimEnd().length : text.length;
    if (styles.allowsLeadingWhite) this.#at = text.length - text.trimStart().length;
  }

  read(): void {
    const { allowsLeadingWhite, allowsTrailingWhite, allowsInnerWhite } = this.#styles;
    let format = this.#format;
    if (format.length > 1 && allowsLeadingWhite) format = format.trimStart();
    if (format.length > 1 && allowsTrailingWhite) format = format.trimEnd();
    if (format === '') throw this.#mismatch('the format is empty');
    const tokens = dateFormatTokens(format);
    for (const [index, token] of tokens.entries()) {
      if (allowsInnerWhite) this.#skipBlank();
      if (token.kind === 'field') this.#readField(token.letter, token.length);
      else this.#readLiteral(token, tokens[index + 1]);
    }
    if (allowsInnerWhite) this.#skipBlank();
    if (this.#at < this.#end) throw this.#mismatch(`"${this.#text.slice(this.#at, this.#end)}" is left over`);
  }

  #skipBlank(): void {
    while (this.#at < this.#end && /\s/.test(this.#text.charAt(this.#at))) this.#at += 1;
  }

  #readLiteral({ text, isQuoted }: Extract<FormatToken, { kind: 'literal' }>, next: FormatToken | undefined): void {
    if (!isQuoted && text === 'Z') {
      this.#readZone();
      return;
    }
    if (!isQuoted && text === ' ' && this.#styles.allowsInnerWhite) return;
    // ".F" is a fraction that may be absent, with its point.
    const isOptional = text === '.' && next?.kind === 'field' && next.letter === 'F';
    if (!this.#takes(text) && !isOptional) throw this.#mismatch(`"${text}" is expected at character ${this.#at + 1}`);
  }

  /** Where a date is read, `Z` is the name of a zone. */
  #readZone(): void {
    if (!this.#takes('Z') && !this.#takes('GMT')) throw this.#mismatch(`"Z" is expected at character ${this.#at + 1}`);
    this.#setOffset(0);
    this.#isUtc = true;
  }

  #readField(letter: string, length: number): void {
    switch (letter) {
      case 'f':
      case 'F':
        this.#readFraction(length, letter === 'F');
        break;
      case 't':
        this.#readHalf(length);
        break;
      case 'g':
        if (!this.#takes('A.D.') && !this.#takes('AD')) throw this.#mismatch('an era such as "A.D." is expected');
        break;
      case 'z':
        this.#readOffset(length);
        break;
      case 'K':
        this.#readKind();
        break;
      default:
        this.#readPart(letter, length);
    }
  }

  #readPart(letter: string, length: number): void {
    if (letter === 'y') this.#set('y', this.#readYear(length));
    else if (letter === 'M') this.#set('M', length <= 2 ? this.#digits(length, 'a month') : this.#name(monthNames, length) + 1);
    else if (letter === 'd' && length > 2) this.#set('w', this.#name(dayNames, length));
    else if (letter === 'd') this.#set('d', this.#digits(length, 'a day'));
    else if (letter === 'm') this.#set('m', this.#digits(Math.min(length, 2), 'a minute'));
    else if (letter === 's') this.#set('s', this.#digits(Math.min(length, 2), 'a second'));
    else {
      if (letter === 'h') this.#isTwelveHours = true;
      this.#set('h', this.#digits(Math.min(length, 2), 'an hour'));
    }
  }

  #readYear(length: number): number {
    const year = this.#digits(length, 'a year');
    if (length > 2) return year;
    return year <= TWO_DIGIT_YEAR_MAX ? 2000 + year : 1900 + year;
  }

  /** A single letter takes one digit or two, several take as many as they are. */
  #digits(length: number, what: string): number {
    const found = /^\d*/.exec(this.#text.slice(this.#at, Math.min(this.#end, this.#at + Math.max(2, length))))?.[0] ?? '';
    if (found.length < length) {
      const count = length === 1 ? 'one or two digits' : `${length} digits`;
      throw this.#mismatch(`${what} of ${count} is expected at character ${this.#at + 1}`);
    }
    const digits = length === 1 ? found : found.slice(0, length);
    this.#at += digits.length;
    return Number(digits);
  }

  #name(names: readonly string[], length: number): number {
    const index = names.findIndex((name) => this.#takesFolded(length === 3 ? name.slice(0, 3) : name));
    if (index < 0) throw this.#mismatch(`a name such as ${names[0]} is expected at character ${this.#at + 1}`);
    return index;
  }

  #readFraction(length: number, isOptional: boolean): void {
    const rest = this.#text.slice(this.#at, this.#end);
    const digits = /^\d*/.exec(rest)?.[0].slice(0, length) ?? '';
    if (digits.length < length && !isOptional) {
      throw this.#mismatch(`a fraction of ${length} digits is expected at character ${this.#at + 1}`);
    }
    this.#at += digits.length;
    if (digits !== '') this.#set('f', Number(digits.padEnd(7, '0')));
  }

  #readHalf(length: number): void {
    const half = (['AM', 'PM'] as const).find((name) => this.#takesFolded(name.slice(0, length)));
    if (half === undefined) throw this.#mismatch(`AM or PM is expected at character ${this.#at + 1}`);
    this.#half = half;
  }

  /** `z`: hours; `zzz`: hours and minutes, with or without a colon. */
  #readOffset(length: number): void {
    const expression = length === 1 ? /^([+-])(\d{1,2})/ : length === 2 ? /^([+-])(\d{2})/ : /^([+-])(\d{1,2}):?(\d{2})/;
    const match = expression.exec(this.#text.slice(this.#at, this.#end));
    if (match === null) throw this.#mismatch(`an offset such as +02:00 is expected at character ${this.#at + 1}`);
    this.#at += match[0].length;
    const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
    this.#setOffset(match[1] === '-' ? -minutes : minutes);
  }

  /** `Z`, an offset, or nothing. */
  #readKind(): void {
    const rest = this.#text.slice(this.#at, this.#end);
    if (rest.startsWith('Z')) this.#readZone();
    else if (/^[+-]/.test(rest)) this.#readOffset(3);
  }

  #setOffset(minutes: number): void {
    if (Math.abs(minutes) > 14 * 60) throw this.#mismatch('an offset is at most 14 hours');
    this.#offset = minutes;
  }

  #set(name: 'y' | 'M' | 'd' | 'w' | 'h' | 'm' | 's' | 'f', value: number): void {
    const before = this.#values.get(name);
    if (before !== undefined && before !== value) throw this.#mismatch('it says two things of the same part');
    this.#values.set(name, value);
  }

  #takes(word: string): boolean {
    if (this.#at + word.length > this.#end || !this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  #takesFolded(word: string): boolean {
    const found = this.#text.slice(this.#at, Math.min(this.#end, this.#at + word.length));
    if (found.toUpperCase() !== word.toUpperCase()) return false;
    this.#at += word.length;
    return true;
  }

  result(now: DateTicks): ExactDate {
    const written = ticksOf({ ...this.#date(now), ...this.#time() });
    if (written === null) throw this.#mismatch('there is no such date or time of day');
    const weekday = this.#values.get('w');
    if (weekday !== undefined && weekday !== dayOfWeek(written)) throw this.#mismatch('it is another day of the week');
    const ticks = inRange(written - BigInt(this.#offset ?? 0) * MINUTE_TICKS);
    if (ticks === null) throw outOfRange(this.#text);
    return { ticks, kind: this.#kind() };
  }

  #date(now: DateTicks): { readonly year: number; readonly month: number; readonly day: number } {
    const [year, month, day] = [this.#values.get('y'), this.#values.get('M'), this.#values.get('d')];
    if (year === undefined && month === undefined && day === undefined) {
      return this.#styles.hasNoCurrentDate ? { year: 1, month: 1, day: 1 } : partsOf(now);
    }
    return { year: year ?? partsOf(now).year, month: month ?? 1, day: day ?? 1 };
  }

  #time(): { readonly hour: number; readonly minute: number; readonly second: number; readonly fraction: number } {
    const [minute = 0, second = 0, fraction = 0] = [this.#values.get('m'), this.#values.get('s'), this.#values.get('f')];
    return { hour: this.#hour(this.#values.get('h') ?? 0), minute, second, fraction };
  }

  #hour(hour: number): number {
    if (this.#isTwelveHours) {
      if (hour > 12) throw this.#mismatch(`${hour} is no hour of a half day`);
      return (hour % 12) + (this.#half === 'PM' ? 12 : 0);
    }
    const isOtherHalf = this.#half !== null && (this.#half === 'PM') !== hour >= 12;
    if (isOtherHalf) throw this.#mismatch(`hour ${hour} is not ${this.#half}`);
    return hour;
  }

  #kind(): DateKind {
    const { adjustsToUniversal, assumesLocal, assumesUniversal, keepsKind } = this.#styles;
    if (this.#offset !== null) return adjustsToUniversal || (keepsKind && this.#isUtc) ? 'utc' : 'local';
    if (assumesLocal || assumesUniversal) return adjustsToUniversal ? 'utc' : 'local';
    return 'unspecified';
  }

  #mismatch(reason: string): ExpressionError {
    return new ExpressionError(
      'invalid-date',
      `"${this.#text}" is not in the format "${this.#format}": ${reason}.`,
      'Write the format that the source has: "MM" and "dd" want two digits, "M" and "d" one or two.',
    );
  }
}

export function outOfRange(what: string): ExpressionError {
  return new ExpressionError(
    'out-of-range',
    `"${what}" lies outside the years 1 to 9999.`,
    'Take a date that .NET can hold, at most 12/31/9999 11:59:59 PM.',
  );
}
