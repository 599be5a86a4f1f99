import type { GuideKey } from './guide.ts';

/** How long the steps took, in this window. Times are of the person's day, not of the virtual clock. */
export interface GuideWatch {
  /** When the guide was first seen with nothing done; null where it was met on the way. */
  readonly startedAt: number | null;
  /** Milliseconds from then until a step was done. */
  readonly doneAfterMs: Readonly<Partial<Record<GuideKey, number>>>;
}

export const stillWatch: GuideWatch = { startedAt: null, doneAfterMs: {} };

/** The watch with what is done now. The same watch where nothing is new. */
export function notedSteps(watch: GuideWatch, doneKeys: readonly GuideKey[], now: number): GuideWatch {
  const { startedAt, doneAfterMs } = watch;
  if (doneKeys.length === 0) {
    const isRunning = startedAt !== null && Object.keys(doneAfterMs).length === 0;
    return isRunning ? watch : { startedAt: now, doneAfterMs: {} };
  }
  if (startedAt === null) return watch;
  const fresh = doneKeys.filter((key) => doneAfterMs[key] === undefined);
  if (fresh.length === 0) return watch;
  const after = Math.max(0, now - startedAt);
  return { startedAt, doneAfterMs: { ...doneAfterMs, ...Object.fromEntries(fresh.map((key) => [key, after])) } };
}

/** What was kept as text; a text from elsewhere is a watch that stands still. */
export function parseGuideWatch(text: string | null): GuideWatch {
  if (text === null) return stillWatch;
  try {
    const { startedAt = null, doneAfterMs = {} } = (JSON.parse(text) as Partial<GuideWatch> | null) ?? {};
    return {
      startedAt: typeof startedAt === 'number' ? startedAt : null,
      doneAfterMs: typeof doneAfterMs === 'object' && doneAfterMs !== null ? doneAfterMs : {},
    };
  } catch {
    return stillWatch;
  }
}

/** `0:52`, `12:05`, `1:02:05`. */
export function stopwatchText(ms: number): string {
  const { hours, minutes, seconds } = partsOf(ms);
  const two = (part: number) => String(part).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** `1 min 24 s`, `24 s`, `1 h 2 min`. */
export function spanText(ms: number): string {
  const { hours, minutes, seconds } = partsOf(ms);
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds} s` : `${seconds} s`;
}

function partsOf(ms: number) {
  const total = Math.floor(ms / 1000);
  return { hours: Math.floor(total / 3600), minutes: Math.floor((total % 3600) / 60), seconds: total % 60 };
}
