import type { ExchangeTallyView } from '#shared/api/evidence-views.ts';

/** `38,114 of 100,000 · 3 failed · p50 7 ms · p95 18 ms`. */
export function tallyText({ totalCount, keptCount, failedCount, p50Ms, p95Ms }: ExchangeTallyView): string {
  const count = totalCount === keptCount ? grouped(totalCount) : `${grouped(totalCount)} of ${grouped(keptCount)}`;
  return [
    count,
    `${grouped(failedCount)} failed`,
    ...(p50Ms === null || p95Ms === null ? [] : [`p50 ${grouped(Math.round(p50Ms))} ms`, `p95 ${grouped(Math.round(p95Ms))} ms`]),
  ].join(' · ');
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}
