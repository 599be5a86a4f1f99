import type { Instant } from '#shared/kernel/clock.ts';

// xsd:dateTime (RFC 7643 §2.3.5), and a day alone. Without a zone it is UTC: Date.parse would take that of the machine.
const DATE_TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?<zone>Z|[+-]\d\d:\d\d)?)?$/iu;

/** The instant a dateTime value names; undefined for a text that is none. */
export function parseDateTime(text: string): Instant | undefined {
  const found = DATE_TIME.exec(text);
  if (found === null) return undefined;
  const isLocal = found.groups?.['zone'] === undefined && /t/iu.test(text);
  const instant = Date.parse(`${text.toUpperCase()}${isLocal ? 'Z' : ''}`);
  return Number.isNaN(instant) ? undefined : instant;
}
