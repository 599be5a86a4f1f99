import type { Instant } from '#shared/kernel/clock.ts';

/** `date-time`: 3 Mar 2026, 10:21:00; `time`: 10:21:00; `minute`: 10:21; `exact`: 10:21:00.412. Always the local zone. */
export type MomentParts = 'date-time' | 'time' | 'minute' | 'exact';

const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
const formats: Record<MomentParts, Intl.DateTimeFormat> = {
  'date-time': new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', ...clock }),
  time: new Intl.DateTimeFormat('en-GB', clock),
  minute: new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }),
  exact: new Intl.DateTimeFormat('en-GB', { ...clock, fractionalSecondDigits: 3 }),
};

export function momentText(at: Instant, parts: MomentParts): string {
  return formats[parts].format(new Date(at));
}

/** A point in time in the local zone, with UTC in the tooltip. */
export function Moment({ at, parts = 'date-time' }: { readonly at: Instant; readonly parts?: MomentParts }) {
  const utc = new Date(at).toISOString();
  return (
    <time dateTime={utc} title={`${utc} (UTC)`} className="numeric">
      {momentText(at, parts)}
    </time>
  );
}
