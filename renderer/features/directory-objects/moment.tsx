import type { Instant } from '#shared/kernel/clock.ts';

const dateAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const timeOnly = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** A time of the rehearsal's clock in the local zone, UTC in the tooltip. */
export function Moment({ at, isTimeOnly = false }: { readonly at: Instant; readonly isTimeOnly?: boolean }) {
  const utc = new Date(at).toISOString();
  return (
    <time dateTime={utc} title={`${utc} (UTC)`} className="numeric">
      {momentText(at, isTimeOnly ? 'time' : 'date')}
    </time>
  );
}

/** The same inside a sentence. */
export function momentText(at: Instant, parts: 'time' | 'date'): string {
  return (parts === 'time' ? timeOnly : dateAndTime).format(new Date(at));
}
