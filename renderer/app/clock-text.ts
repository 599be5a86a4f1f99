import type { Instant } from '#shared/kernel/clock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#shared/kernel/duration.ts';
import { say } from './messages.ts';

export const cycleIntervalMs = 40 * MINUTE_MS;

/** `Tue 3 Mar 2026 10:21:00`, local zone. */
export function clockText(at: Instant): string {
  const date = new Date(at);
  const [weekday, day, month, year] = [
    date.toLocaleDateString('en-GB', { weekday: 'short' }),
    date.getDate(),
    date.toLocaleDateString('en-GB', { month: 'short' }),
    date.getFullYear(),
  ];
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
  return `${weekday} ${day} ${month} ${year} ${time}`;
}

/** `in 40 min`, `in 4 h 40 min`, `in 3 d 2 h`; what is past is due now. */
export function durationText(ms: number): string {
  if (ms <= 0) return 'due now';
  if (ms < MINUTE_MS) return 'in less than a minute';
  const minutes = Math.ceil(ms / MINUTE_MS);
  const [days, hours, rest] = [
    Math.floor((minutes * MINUTE_MS) / DAY_MS),
    Math.floor(((minutes * MINUTE_MS) % DAY_MS) / HOUR_MS),
    minutes % 60,
  ];
  const parts = days > 0 ? [unit(days, 'd'), unit(hours, 'h')] : [unit(hours, 'h'), unit(rest, 'min')];
  return `in ${parts.filter((part) => part !== '').join(' ')}`;
}

function unit(count: number, name: string): string {
  return count === 0 ? '' : `${count} ${name}`;
}

/** A local date and time as `<input type="datetime-local">` holds it, to the second. */
export function dateTimeInput(at: Instant): string {
  const date = new Date(at);
  const part = (value: number) => String(value).padStart(2, '0');
  const day = [date.getFullYear(), part(date.getMonth() + 1), part(date.getDate())].join('-');
  return `${day}T${[date.getHours(), date.getMinutes(), date.getSeconds()].map(part).join(':')}`;
}

/** How far to move to the time that was entered, or why the clock does not go there. */
export function moveUntil(entered: string, now: Instant): { readonly ms: number } | { readonly problem: string } {
  const at = new Date(entered).getTime();
  if (Number.isNaN(at)) return { problem: say('clock.set.unread') };
  if (at <= now) return { problem: say('clock.set.past') };
  if (at - now > moveMaxMs) return { problem: say('clock.set.far') };
  return { ms: Math.ceil(at - now) };
}

const moveMaxMs = 366 * DAY_MS;
