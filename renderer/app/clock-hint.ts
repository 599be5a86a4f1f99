import type { ApplicationView } from '#shared/api/application-views.ts';
import type { ClockView } from '#shared/api/workspace-views.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import { say } from './messages.ts';

/** What stands beside the clock: words, and a time of day after them. */
export interface ClockHint {
  readonly text: string;
  readonly at: Instant | null;
}

type HintedApp = {
  readonly status: Pick<ApplicationView['status'], 'currentCycle' | 'lastCycle' | 'linkedUserCount' | 'nextCycleAt'>;
};

/** How far a move has come; else where the open application's cycles stand. */
export function clockHint(move: ClockView['move'] | undefined, app: HintedApp | undefined): ClockHint {
  if (move != null) return words(moveText(move));
  if (app === undefined) return words(say('clock.hint.first'));
  const { currentCycle, lastCycle, linkedUserCount, nextCycleAt } = app.status;
  if (currentCycle !== null) {
    const { number, doneCount, totalCount } = currentCycle;
    const percent = totalCount === 0 ? 0 : Math.floor((100 * doneCount) / totalCount);
    return words(say('clock.hint.running', { number, percent }));
  }
  if (lastCycle === null) {
    if (nextCycleAt !== null) return { text: say('clock.hint.started'), at: nextCycleAt };
    return words(linkedUserCount > 0 ? say('clock.hint.demand') : say('clock.hint.none'));
  }
  const { number } = lastCycle;
  return nextCycleAt === null
    ? words(say('clock.hint.off', { number }))
    : { text: say('clock.hint.next', { number }), at: nextCycleAt };
}

/** `3 of 54 cycles`. */
function moveText({ cycleCount: done, knownCycleCount: known }: NonNullable<ClockView['move']>): string {
  if (known === 0) return say('clock.move.starting');
  return known === 1 ? say('clock.move.one', { done, known }) : say('clock.move.many', { done, known });
}

function words(text: string): ClockHint {
  return { text, at: null };
}
