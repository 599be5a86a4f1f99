/**
 * A date as .NET's `DateTime` counts it: units of 100 nanoseconds since the beginning of the year 1, up to the end of the year 9999,
 * in the Gregorian calendar. Windows' FILETIME counts the same units since 1601.
 */
export type DateTicks = bigint;

/** What a date was said to be in. An offset makes it local, which is UTC on a server of Entra. Evidence: inferred. */
export type DateKind = 'unspecified' | 'utc' | 'local';

interface DateParts {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Ticks within the second. */
  readonly fraction: number;
}

export const SECOND_TICKS = 10_000_000n;
export const MINUTE_TICKS = 60n * SECOND_TICKS;
export const HOUR_TICKS = 60n * MINUTE_TICKS;
export const DAY_TICKS = 24n * HOUR_TICKS;

const DAY_MS = 86_400_000;
/** Days from the beginning of the year 1 to 1970. */
const EPOCH_DAY = 719_162;
const TICKS_END = 3_652_059n * DAY_TICKS;
/** The beginning of 1601, where FILETIME begins. */
const FILETIME_ZERO = 584_388n * DAY_TICKS;

/** Null: there is no such date or time of day. */
export function ticksOf({ year, month, day, hour, minute, second, fraction }: DateParts): DateTicks | null {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const seconds = (hour * 60 + minute) * 60 + second;
  return BigInt(dayNumber(year, month, day)) * DAY_TICKS + BigInt(seconds) * SECOND_TICKS + BigInt(fraction);
}

export function partsOf(ticks: DateTicks): DateParts {
  const date = new Date((Number(ticks / DAY_TICKS) - EPOCH_DAY) * DAY_MS);
  const ofDay = ticks % DAY_TICKS;
  const seconds = Number(ofDay / SECOND_TICKS);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    fraction: Number(ofDay % SECOND_TICKS),
  };
}

/** Null: outside the years 1 to 9999. */
export function inRange(ticks: DateTicks): DateTicks | null {
  return ticks < 0n || ticks >= TICKS_END ? null : ticks;
}

/** Milliseconds since 1970 as ticks; null: outside the years 1 to 9999. */
export function ticksOfInstant(instant: number): DateTicks | null {
  return inRange(BigInt(Math.trunc(instant)) * 10_000n + BigInt(EPOCH_DAY) * DAY_TICKS);
}

/** Null: FILETIME has no number before 1601. */
export function toFileTime(ticks: DateTicks): bigint | null {
  return ticks < FILETIME_ZERO ? null : ticks - FILETIME_ZERO;
}

/** Null: negative, or after the year 9999. */
export function fromFileTime(fileTime: bigint): DateTicks | null {
  return fileTime < 0n ? null : inRange(fileTime + FILETIME_ZERO);
}

/** 0: Sunday. The first day of the year 1 was a Monday. */
export function dayOfWeek(ticks: DateTicks): number {
  return Number((ticks / DAY_TICKS + 1n) % 7n);
}

/** The same day of another month, or its last one where it is shorter. Null: outside the years 1 to 9999. */
export function plusMonths(ticks: DateTicks, count: number): DateTicks | null {
  const parts = partsOf(ticks);
  const months = parts.year * 12 + parts.month - 1 + count;
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  if (year < 1 || year > 9999) return null;
  return ticksOf({ ...parts, year, month, day: Math.min(parts.day, daysInMonth(year, month)) });
}

function daysInMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 ? (isLeap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since the beginning of the year 1. */
function dayNumber(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / DAY_MS + EPOCH_DAY;
}
