import {
  DAY_TICKS,
  type DateTicks,
  dayOfWeek,
  HOUR_TICKS,
  inRange,
  MINUTE_TICKS,
  partsOf,
  plusMonths,
  SECOND_TICKS,
} from './dotnet-date.ts';

export type DateInterval = 'yyyy' | 'm' | 'd' | 'ww' | 'h' | 'n' | 's';

const intervals: readonly string[] = ['yyyy', 'm', 'd', 'ww', 'h', 'n', 's'];

/** Visual Basic's names of intervals, in any case; null: another. */
export function dateIntervalNamed(name: string): DateInterval | null {
  const lower = name.toLowerCase();
  return isInterval(lower) ? lower : null;
}

function isInterval(name: string): name is DateInterval {
  return intervals.includes(name);
}

/** Null: outside the years 1 to 9999. */
export function addInterval(ticks: DateTicks, interval: DateInterval, count: number): DateTicks | null {
  if (interval === 'yyyy') return plusMonths(ticks, count * 12);
  if (interval === 'm') return plusMonths(ticks, count);
  return inRange(ticks + BigInt(count) * unitTicks[interval]);
}

const unitTicks = { d: DAY_TICKS, ww: 7n * DAY_TICKS, h: HOUR_TICKS, n: MINUTE_TICKS, s: SECOND_TICKS } as const;

/**
 * From the first date to the second, as Visual Basic's DateDiff counts: years and months by the calendar, weeks by their Sundays, the
 * rest by whole elapsed units. Evidence: inferred, it gives all nine results that the reference prints.
 */
export function differenceOf(from: DateTicks, to: DateTicks, interval: DateInterval): bigint {
  switch (interval) {
    case 'yyyy':
      return BigInt(partsOf(to).year - partsOf(from).year);
    case 'm':
      return BigInt((partsOf(to).year - partsOf(from).year) * 12 + partsOf(to).month - partsOf(from).month);
    case 'ww':
      return (weekBegin(to) - weekBegin(from)) / DAY_TICKS / 7n;
    default:
      // Of BigInt, `/` leaves out what is left over, towards zero.
      return (to - from) / unitTicks[interval];
  }
}

/** The Sunday of a week, at the same time of day. */
function weekBegin(ticks: DateTicks): DateTicks {
  return ticks - BigInt(dayOfWeek(ticks)) * DAY_TICKS;
}
