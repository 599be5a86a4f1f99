import type { Instant } from '#shared/kernel/clock.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** A date of ISO 8601, with or without a time; in UTC where it names no offset. */
export function parseInstant(given: string, place: string): Parsed<Instant> {
  const [, year, month, day, offset] = INSTANT.exec(given) ?? [];
  const hasTime = given.length > 10;
  const instant = Date.parse(hasTime && offset === undefined ? `${given.replace(' ', 'T')}Z` : given.replace(' ', 'T'));
  // Date.parse takes February 30 for March 2.
  const isDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  if (year !== undefined && isDay && !Number.isNaN(instant)) return accepted(instant);
  return refused({ place, message: `"${given}" is no date.`, remedy: 'Write it as 2026-01-05T09:00:00Z.' });
}
