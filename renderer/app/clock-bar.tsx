import { Button, Spinner, Tooltip } from '@fluentui/react-components';
import { Clock16Regular, FastForward16Regular } from '@fluentui/react-icons';
import { type ReactElement, useCallback, useEffect } from 'react';
import type { AgendaItemView, ClockView } from '#shared/api/views.ts';
import { DAY_MS } from '#shared/kernel/duration.ts';
import { Moment } from '../components/moment.tsx';
import type { Problem } from '../components/problem.ts';
import { useAction } from '../components/use-action.ts';
import { useApi } from './api.tsx';
import { ClockMenu } from './clock-menu.tsx';
import { clockText, cycleIntervalMs } from './clock-text.ts';
import { useView } from './live.tsx';
import { useClock, useNow } from './now.ts';
import { useApps } from './open-app.ts';

/** The workspace's time and the moves people need. Moving runs what falls due on the way, in order, once. */
export function ClockBar() {
  const api = useApi();
  const { data: clock } = useClock();
  const apps = useApps() ?? [];
  const { run, isBusy, problem, clear } = useAction();
  const isMoving = isBusy || clock?.isMoving === true;
  const { data: agenda = nothingDue } = useView(['clock', 'agenda'], ['clock', 'apps', 'tenant'], () => api.clock.agenda({}));
  const blockedBecause = whyBlocked({ clock, appCount: apps.length, isMoving });
  const noRetryBecause = agenda.some(({ kind }) => kind === 'retry') ? null : 'No object waits for a retry.';
  const move = useCallback((ms: number) => void run(() => api.clock.advance({ ms })), [api, run]);
  const moveTo = (what: 'next-cycle' | 'next-retry') => void run(() => api.clock.advanceTo({ what }));
  useAdvanceKey(blockedBecause === null ? move : null);
  return (
    <>
      <div className="clock-bar" role="toolbar" aria-label="Virtual clock">
        <span className="clock-now">
          <Clock16Regular aria-hidden="true" />
          <NowText />
        </span>
        <Explained reason={blockedBecause}>
          <Button
            className="clock-advance"
            appearance="transparent"
            icon={isMoving ? <Spinner size="extra-tiny" /> : <FastForward16Regular />}
            disabledFocusable={blockedBecause !== null}
            onClick={() => move(cycleIntervalMs)}
          >
            {isMoving ? 'Moving…' : 'Advance 40 min'}
          </Button>
        </Explained>
        <Explained reason={blockedBecause ?? noRetryBecause}>
          <Button
            appearance="transparent"
            disabledFocusable={(blockedBecause ?? noRetryBecause) !== null}
            onClick={() => moveTo('next-retry')}
          >
            Next retry
          </Button>
        </Explained>
        <Explained reason={blockedBecause}>
          <Button appearance="transparent" disabledFocusable={blockedBecause !== null} onClick={() => move(30 * DAY_MS)}>
            30 days
          </Button>
        </Explained>
        <ClockMenu clock={clock} agenda={agenda} isBlocked={blockedBecause !== null} move={move} moveTo={moveTo} />
      </div>
      <Hint clock={clock} problem={problem} onDismiss={clear} />
    </>
  );
}

const nothingDue: readonly AgendaItemView[] = [];

interface Blocking {
  readonly clock: ClockView | undefined;
  readonly appCount: number;
  readonly isMoving: boolean;
}

function whyBlocked({ clock, appCount, isMoving }: Blocking): string | null {
  if (clock === undefined) return 'The clock has not been read yet.';
  if (clock.lockedReason !== null) return clock.lockedReason;
  if (isMoving) return 'The clock is being moved: cycles that fell due run now.';
  return appCount === 0 ? 'Nothing falls due before there is an application.' : null;
}

function Explained({ reason, children }: { readonly reason: string | null; readonly children: ReactElement }) {
  if (reason === null) return children;
  return (
    <Tooltip content={reason} relationship="description">
      {children}
    </Tooltip>
  );
}

function NowText() {
  const now = useNow();
  if (now === undefined) return <span>…</span>;
  return (
    <time dateTime={new Date(now).toISOString()} title={`${new Date(now).toISOString()} (UTC)`}>
      {clockText(now)}
    </time>
  );
}

interface HintProps {
  readonly clock: ClockView | undefined;
  readonly problem: Problem | null;
  onDismiss(): void;
}

/** What happens next, or why the last move did not work. */
function Hint({ clock, problem, onDismiss }: HintProps) {
  if (problem !== null)
    return (
      <span className="clock-hint clock-problem" role="alert">
        {problem.message} {problem.remedy}
        <Button size="small" appearance="transparent" onClick={onDismiss}>
          Dismiss
        </Button>
      </span>
    );
  if (clock === undefined) return <span className="clock-hint" />;
  if (clock.isMoving)
    return (
      <span className="clock-hint" role="status">
        Cycles that fell due run now
      </span>
    );
  return (
    <span className="clock-hint muted">
      {clock.nextCycleAt === null ? (
        'No cycle is due'
      ) : (
        <>
          Next cycle <Moment at={clock.nextCycleAt} parts="minute" />
        </>
      )}
    </span>
  );
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
