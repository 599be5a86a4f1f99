import { type DateTicks, dayOfWeek, inRange, MINUTE_TICKS, ticksOf } from './dotnet-date.ts';
import { outOfRange } from './dotnet-date-exact.ts';
import { dayNames, monthNames } from './dotnet-date-format.ts';
import { ExpressionError } from './expression-value.ts';

/**
 * Reads a date as people and systems write it: ISO 8601 (`2020-03-16-07:00`, `2012-01-01 23:00:00`), as in the United States
 * (`8/25/2021 5:41:18 PM`), or with the name of the month. An offset is taken into account; without one it is UTC. Documented: CDate
 * and NumFromDate of functions-for-customizing-application-data; the forms with names are those of .NET's `DateTime.Parse`. Throws
 * an `ExpressionError`: `invalid-date`, `out-of-range`.
 */
export function parseDateText(text: string): DateTicks {
  const groups = wholeDate.exec(text)?.groups;
  const date = groups === undefined ? null : dateOf(groups);
  const time = groups === undefined ? null : timeOf(groups);
  const ticks = date === null || time === null ? null : ticksOf({ ...date, ...time });
  const offset = offsetOf(groups?.['zone'] ?? '');
  if (ticks === null || offset === null) throw noDate(text);
  const weekday = groups?.['weekday'] ?? '';
  if (weekday !== '' && nameIndex(dayNames, weekday) !== dayOfWeek(ticks)) throw noDate(text, `, for it was no ${weekday}`);
  const inUtc = inRange(ticks - BigInt(offset) * MINUTE_TICKS);
  if (inUtc === null) throw outOfRange(text);
  return inUtc;
}

const monthName = `(?:${monthNames.map((name) => `${name.slice(0, 3)}${name.length > 3 ? `(?:${name.slice(3)})?` : ''}`).join('|')})`;
const dayName = `(?:${dayNames.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')})`;

const dateForms = [
  '(?<y1>\\d{4})(?<s1>[-/.])(?<m1>\\d{1,2})\\k<s1>(?<d1>\\d{1,2})',
  '(?<m2>\\d{1,2})(?<s2>[-/.])(?<d2>\\d{1,2})\\k<s2>(?<y2>\\d{4}|\\d{2})',
  `(?<d3>\\d{1,2})[-\\s]+(?<m3>${monthName})[-\\s]+(?<y3>\\d{4})`,
  `(?<m4>${monthName})\\s+(?<d4>\\d{1,2}),?\\s+(?<y4>\\d{4})`,
];
/** Without a day it is the first of the month, and a time does not follow. */
const monthForms = [
  '(?<y5>\\d{4})[-/.](?<m5>\\d{1,2})',
  '(?<m6>\\d{1,2})[-/.](?<y6>\\d{4})',
  `(?<m7>${monthName}),?\\s+(?<y7>\\d{4})`,
];
const half = '(?<half>[AP])M?';
const timeForm = `(?<hour>\\d{1,2})(?:(?::(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d+))?)?)(?:\\s*${half})?|\\s*${half.replace('half', 'half2')})`;
/** An offset may be of hours alone, as in "4:00 PM -8". */
const zoneForm = '(?:\\s*(?<zone>Z|GMT|UTC|[+-]\\d{1,2}:\\d{2}|[+-]\\d{4}|[+-]\\d{1,2}))?';
const dayForm = `(?:(?<weekday>${dayName}),?\\s+)?(?:${dateForms.join('|')})(?:(?:T|,?\\s+)${timeForm})?${zoneForm}`;
const wholeDate = new RegExp(`^\\s*(?:${dayForm}|${monthForms.join('|')})\\s*$`, 'i');

type Groups = Readonly<Record<string, string | undefined>>;

function dateOf(groups: Groups): { readonly year: number; readonly month: number; readonly day: number } {
  const [y = '', m = '', d = '1'] = ['y', 'm', 'd'].map((part) =>
    [1, 2, 3, 4, 5, 6, 7].map((form) => groups[part + form]).find(Boolean),
  );
  const year = y.length > 2 ? Number(y) : Number(y) + (Number(y) <= 49 ? 2000 : 1900);
  const named = nameIndex(monthNames, m);
  return { year, month: named < 0 ? Number(m) : named + 1, day: Number(d) };
}

function nameIndex(names: readonly string[], found: string): number {
  return names.findIndex((name) => name.slice(0, 3).toLowerCase() === found.slice(0, 3).toLowerCase());
}

/** Null: 13 o'clock has no half of the day. */
function timeOf(
  groups: Groups,
): { readonly hour: number; readonly minute: number; readonly second: number; readonly fraction: number } | null {
  const written = Number(groups['hour'] ?? 0);
  const letter = (groups['half'] ?? groups['half2'])?.toUpperCase();
  if (letter !== undefined && written > 12) return null;
  const hour = letter === undefined ? written : (written % 12) + (letter === 'P' ? 12 : 0);
  const fraction = Number((groups['fraction'] ?? '').slice(0, 7).padEnd(7, '0'));
  return { hour, minute: Number(groups['minute'] ?? 0), second: Number(groups['second'] ?? 0), fraction };
}

/** Minutes east; null: more than the 14 hours that .NET takes. */
function offsetOf(zone: string): number | null {
  const match = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (minutes > 14 * 60) return null;
  return match[1] === '-' ? -minutes : minutes;
}

function noDate(text: string, reason = ''): ExpressionError {
  return new ExpressionError(
    'invalid-date',
    `"${text}" is no date that can be read${reason}.`,
    'Write it as 2020-03-16, 2020-03-16T09:30:00-07:00 or 3/16/2020 9:30:00 AM, or convert it with FormatDateTime first.',
  );
}
