import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo } from 'react';
import type { AgendaItemView, ClockView } from '#shared/api/workspace-views.ts';
import type { Problem } from '../components/problem.ts';
import { useAction } from '../components/use-action.ts';
import { useApi } from './api.tsx';
import { cycleIntervalMs } from './clock-text.ts';
import { useView } from './live.tsx';
import { say } from './messages.ts';
import { useClock } from './now.ts';
import { useApps } from './open-app.ts';

export interface ClockMoves {
  readonly clock: ClockView | undefined;
  readonly agenda: readonly AgendaItemView[];
  readonly isMoving: boolean;
  /** Why the clock cannot be moved now; null where it can. */
  readonly blockedBecause: string | null;
  /** Of the last move. */
  readonly problem: Problem | null;
  clear(): void;
  move(ms: number): void;
  moveTo(what: 'next-cycle' | 'next-retry'): void;
  stop(): void;
}

const ClockMovesContext = createContext<ClockMoves | null>(null);

/** The one place from which the clock is moved, whatever was pressed: bar, menu, palette, agenda or Ctrl+Right. */
export function ClockMovesProvider({ children }: { readonly children: ReactNode }) {
  const api = useApi();
  const { data: clock } = useClock();
  const appCount = useApps()?.length ?? 0;
  const { data: agenda = nothingDue } = useView(['clock', 'agenda'], ['clock', 'apps', 'tenant'], () => api.clock.agenda({}));
  const { run, isBusy, problem, clear } = useAction();
  const isMoving = isBusy || clock?.isMoving === true;
  const blockedBecause = whyBlocked({ clock, appCount, isMoving });
  const move = useCallback((ms: number) => void run(() => api.clock.advance({ ms: Math.max(1, Math.ceil(ms)) })), [api, run]);
  const moveTo = useCallback((what: 'next-cycle' | 'next-retry') => void run(() => api.clock.advanceTo({ what })), [api, run]);
  // Beside `run`, which is busy with the move itself. Where the harness is gone, the frame says so.
  const stop = useCallback(() => void api.clock.stop({}).catch(() => undefined), [api]);
  useAdvanceKey(blockedBecause === null ? move : null);
  const moves = useMemo(
    () => ({ clock, agenda, isMoving, blockedBecause, problem, clear, move, moveTo, stop }),
    [clock, agenda, isMoving, blockedBecause, problem, clear, move, moveTo, stop],
  );
  return <ClockMovesContext value={moves}>{children}</ClockMovesContext>;
}

export function useClockMoves(): ClockMoves {
  const moves = useContext(ClockMovesContext);
  if (moves === null) throw new Error('useClockMoves needs a ClockMovesProvider around it.');
  return moves;
}

const nothingDue: readonly AgendaItemView[] = [];

interface Blocking {
  readonly clock: ClockView | undefined;
  readonly appCount: number;
  readonly isMoving: boolean;
}

function whyBlocked({ clock, appCount, isMoving }: Blocking): string | null {
  if (clock === undefined) return say('clock.unread');
  if (clock.lockedReason !== null) return clock.lockedReason;
  if (isMoving) return say('clock.moving');
  return appCount === 0 ? say('clock.early') : null;
}

/** Ctrl+Right, but not where it moves a cursor through text. */
function useAdvanceKey(move: ((ms: number) => void) | null): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const isInText = event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]') !== null;
      if (move === null || isInText || !event.ctrlKey || event.key !== 'ArrowRight') return;
      event.preventDefault();
      move(cycleIntervalMs);
    }
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [move]);
}
