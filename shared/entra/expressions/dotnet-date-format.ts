import { type DateKind, type DateTicks, dayOfWeek, partsOf } from './dotnet-date.ts';
import { ExpressionError } from './expression-value.ts';

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
export const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** A piece of a custom format: so many of a letter that means something, or text as it is. */
export type FormatToken =
  | { readonly kind: 'field'; readonly letter: string; readonly length: number }
  /** `isQuoted`: by quotes or a backslash; then it is nothing but itself where a date is read. */
  | { readonly kind: 'literal'; readonly text: string; readonly isQuoted: boolean };

/** How CDate, Now and DateAdd print a date. Documented: functions-for-customizing-application-data. */
export const RESULT_FORMAT = 'M/d/yyyy h:mm:ss tt';

/**
 * The pieces of a .NET date format, custom or standard. A standard one is a single letter, here as in `en-US`, which the printed
 * results are in. Documented: .NET, custom-date-and-time-format-strings. Throws an `ExpressionError` of code `invalid-argument`.
 */
export function dateFormatTokens(format: string): readonly FormatToken[] {
  if (format.length !== 1) return customTokens(format);
  const standard = standardFormats.get(format);
  if (standard === undefined) throw wrongFormat(format, 'a single letter is a standard format, and there is none of it');
  return customTokens(standard);
}

const standardFormats: ReadonlyMap<string, string> = new Map([
  ['d', 'M/d/yyyy'],
  ['D', 'dddd, MMMM d, yyyy'],
  ['f', 'dddd, MMMM d, yyyy h:mm tt'],
  ['F', 'dddd, MMMM d, yyyy h:mm:ss tt'],
  ['g', 'M/d/yyyy h:mm tt'],
  ['G', RESULT_FORMAT],
  ['m', 'MMMM d'],
  ['M', 'MMMM d'],
  ['o', "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK"],
  ['O', "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK"],
  ['r', "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'"],
  ['R', "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'"],
  ['s', "yyyy'-'MM'-'dd'T'HH':'mm':'ss"],
  ['t', 'h:mm tt'],
  ['T', 'h:mm:ss tt'],
  ['u', "yyyy'-'MM'-'dd HH':'mm':'ss'Z'"],
  ['U', 'dddd, MMMM d, yyyy h:mm:ss tt'],
  ['y', 'MMMM yyyy'],
  ['Y', 'MMMM yyyy'],
]);

function customTokens(format: string): readonly FormatToken[] {
  const tokens: FormatToken[] = [];
  for (let at = 0; at < format.length; ) {
    const letter = format.charAt(at);
    if (letter === '%') {
      // It only says that a single letter is no standard format.
      if (at + 1 >= format.length || format.charAt(at + 1) === '%') throw wrongFormat(format, '"%" must stand before a letter');
      at += 1;
    } else if (letter === "'" || letter === '"') {
      const quoted = quotedText(format, at);
      tokens.push({ kind: 'literal', text: quoted.text, isQuoted: true });
      at = quoted.end;
    } else if (letter === '\\') {
      if (at + 1 >= format.length) throw wrongFormat(format, 'a backslash is the last character');
      tokens.push({ kind: 'literal', text: format.charAt(at + 1), isQuoted: true });
      at += 2;
    } else if ('dfFghHKmMstyz'.includes(letter)) {
      const length = letter === 'K' ? 1 : runLength(format, at);
      if ((letter === 'f' || letter === 'F') && length > 7) throw wrongFormat(format, 'a fraction has at most 7 digits');
      tokens.push({ kind: 'field', letter, length });
      at += length;
    } else {
      tokens.push({ kind: 'literal', text: letter, isQuoted: false });
      at += 1;
    }
  }
  return tokens;
}

function quotedText(format: string, start: number): { readonly text: string; readonly end: number } {
  const quote = format.charAt(start);
  let text = '';
  for (let at = start + 1; at < format.length; at += 1) {
    const letter = format.charAt(at);
    if (letter === quote) return { text, end: at + 1 };
    if (letter === '\\') at += 1;
    text += format.charAt(at);
  }
  throw wrongFormat(format, `the quote ${quote} is not closed`);
}

function runLength(format: string, start: number): number {
  let end = start;
  while (format.charAt(end) === format.charAt(start)) end += 1;
  return end - start;
}

function wrongFormat(format: string, reason: string): ExpressionError {
  return new ExpressionError(
    'invalid-argument',
    `the date format "${format}" is wrong: ${reason}.`,
    'Write one such as "yyyy-MM-dd" (.NET custom date and time format strings).',
  );
}

/** Prints a date. */
export function formatDate(ticks: DateTicks, kind: DateKind, format: string): string {
  let result = '';
  for (const token of dateFormatTokens(format === '' ? 'G' : format)) {
    if (token.kind === 'literal') result += token.text;
    else if (token.letter === 'F') result = withOptionalFraction(result, partsOf(ticks).fraction, token.length);
    else result += fieldText(ticks, kind, token.letter, token.length);
  }
  return result;
}

/** `F` leaves trailing zeros out, and with the last digit the point before it. */
function withOptionalFraction(before: string, fraction: number, length: number): string {
  const digits = fractionDigits(fraction, length).replace(/0+$/, '');
  return digits === '' && before.endsWith('.') ? before.slice(0, -1) : before + digits;
}

function fractionDigits(fraction: number, length: number): string {
  return String(fraction).padStart(7, '0').slice(0, length);
}

function fieldText(ticks: DateTicks, kind: DateKind, letter: string, length: number): string {
  const { year, month, day, hour, minute, second, fraction } = partsOf(ticks);
  switch (letter) {
    case 'd':
      return length <= 2 ? padded(day, length) : nameText(dayNames[dayOfWeek(ticks)] ?? '', length);
    case 'M':
      return length <= 2 ? padded(month, length) : nameText(monthNames[month - 1] ?? '', length);
    case 'y':
      return length <= 2 ? padded(year % 100, length) : padded(year, length);
    case 'h':
      return padded(hour % 12 === 0 ? 12 : hour % 12, Math.min(length, 2));
    case 'H':
      return padded(hour, Math.min(length, 2));
    case 'm':
      return padded(minute, Math.min(length, 2));
    case 's':
      return padded(second, Math.min(length, 2));
    case 'f':
      return fractionDigits(fraction, length);
    case 't':
      return (hour < 12 ? 'AM' : 'PM').slice(0, length);
    case 'g':
      return 'A.D.';
    case 'z':
      return length === 1 ? '+0' : length === 2 ? '+00' : '+00:00';
    default:
      // K
      return kind === 'utc' ? 'Z' : kind === 'local' ? '+00:00' : '';
  }
}

function nameText(name: string, length: number): string {
  return length === 3 ? name.slice(0, 3) : name;
}

function padded(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
