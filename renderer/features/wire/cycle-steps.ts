import type { ExchangeView } from '#shared/api/evidence-views.ts';
import type { PlannedRequestView } from '#shared/api/job-views.ts';
import { counted } from '../../components/counted.ts';
import type { Step } from '../../components/step-list.tsx';

interface CycleSoFar {
  /** Of one cycle, in the order they were sent. */
  readonly exchanges: readonly ExchangeView[];
  readonly held: PlannedRequestView | null;
  /** Objects the cycle has not looked at yet; null where that is not known. */
  readonly leftCount: number | null;
}

/** Only the last ones are told one by one. */
const objectsShownMax = 10;

/** A cycle as its objects in order: those that are done, the one whose request is held, how many may follow. */
export function cycleSteps({ exchanges, held, leftCount }: CycleSoFar): readonly Step[] {
  const heldKey = held === null ? null : keyOf(held);
  const done = [...Map.groupBy(exchanges, keyOf)].filter(([key]) => key !== heldKey);
  const shown = done.slice(-objectsShownMax);
  const earlierCount = done.length - shown.length;
  return [
    ...(earlierCount === 0 ? [] : [{ key: 'earlier', title: counted(earlierCount, 'object'), state: 'done' } as const]),
    ...shown.map(([key, sent]): Step => ({ key, title: titleOf(sent[0]), state: stateOf(sent), text: textOf(sent) })),
    ...(held === null ? [] : [heldStep(held, exchanges.filter((exchange) => keyOf(exchange) === heldKey).length)]),
    ...restOf(leftCount === null || held?.identity == null ? leftCount : leftCount - 1),
  ];
}

type Subject = Pick<ExchangeView, 'identity'>;

function keyOf({ identity }: Subject): string {
  return identity?.id ?? 'connection';
}

function titleOf(subject: Subject | undefined): string {
  return subject?.identity?.displayName ?? 'Test Connection';
}

function stateOf(sent: readonly ExchangeView[]): Step['state'] {
  const last = sent.at(-1);
  // A read that finds nothing is part of matching.
  const isFailed = last !== undefined && (last.status === null || (last.status >= 400 && last.method !== 'GET'));
  return isFailed ? 'failed' : 'done';
}

function textOf(sent: readonly ExchangeView[]): string {
  const last = sent.at(-1);
  return `${counted(sent.length, 'request')}, ${last?.status ?? 'no answer'}`;
}

function heldStep(held: PlannedRequestView, sentCount: number): Step {
  const sent = sentCount === 0 ? '' : `${counted(sentCount, 'request')} sent, `;
  return { key: `held ${keyOf(held)}`, title: titleOf(held), state: 'current', text: `${sent}${held.method} is held` };
}

function restOf(leftCount: number | null): readonly Step[] {
  if (leftCount === null || leftCount <= 0) return [];
  return [{ key: 'rest', title: `Up to ${counted(leftCount, 'more object')}`, state: 'pending' }];
}
