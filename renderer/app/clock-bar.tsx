import { Button, Tooltip } from '@fluentui/react-components';
import { Clock16Regular, FastForward16Regular, RecordStop16Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import { DAY_MS } from '#shared/kernel/duration.ts';
import { Moment, momentText } from '../components/moment.tsx';
import { clockHint } from './clock-hint.ts';
import { ClockMenu } from './clock-menu.tsx';
import { useClockMoves } from './clock-moves.tsx';
import { clockText, cycleIntervalMs } from './clock-text.ts';
import { say } from './messages.ts';
import { useNow } from './now.ts';
import { useOpenApp } from './open-app.ts';

/** The workspace's time and the moves people need. Moving runs what falls due on the way, in order, once. */
export function ClockBar() {
  const { agenda, isMoving, blockedBecause, move, moveTo, stop } = useClockMoves();
  const noRetryBecause = agenda.some(({ kind }) => kind === 'retry') ? null : say('clock.retry.none');
  return (
    <>
      <div className="clock-bar" role="toolbar" aria-label={say('clock.label')}>
        <span className="clock-now">
          <Clock16Regular aria-hidden="true" />
          <NowText />
        </span>
        {/* One button with two names: focus stays on it while the clock moves. */}
        <Explained reason={isMoving ? say('clock.stop.why') : blockedBecause}>
          <Button
            className="clock-advance"
            appearance="transparent"
            icon={isMoving ? <RecordStop16Regular /> : <FastForward16Regular />}
            disabledFocusable={!isMoving && blockedBecause !== null}
            onClick={() => (isMoving ? stop() : move(cycleIntervalMs))}
          >
            <span className="clock-labels">
              <span data-shown={!isMoving}>{say('clock.advance')}</span>
              <span data-shown={isMoving}>{say('clock.stop')}</span>
            </span>
          </Button>
        </Explained>
        <Explained reason={blockedBecause ?? noRetryBecause}>
          <Button
            appearance="transparent"
            disabledFocusable={(blockedBecause ?? noRetryBecause) !== null}
            onClick={() => moveTo('next-retry')}
          >
            {say('clock.retry')}
          </Button>
        </Explained>
        <Explained reason={blockedBecause}>
          <Button appearance="transparent" disabledFocusable={blockedBecause !== null} onClick={() => move(30 * DAY_MS)}>
            {say('clock.month')}
          </Button>
        </Explained>
        <ClockMenu />
      </div>
      <Hint />
    </>
  );
}

/** Always the same element, so that a button keeps its focus when its reason comes or goes. */
function Explained({ reason, children }: { readonly reason: string | null; readonly children: ReactElement }) {
  const [isWanted, setIsWanted] = useState(false);
  return (
    <Tooltip
      content={reason ?? ''}
      relationship={reason === null ? 'inaccessible' : 'description'}
      visible={isWanted && reason !== null}
      onVisibleChange={(_event, { visible }) => setIsWanted(visible)}
    >
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

/** What happens next, how far a move has come, or why the last one did not work. */
function Hint() {
  const { clock, isMoving, problem, clear } = useClockMoves();
  const app = useOpenApp();
  if (problem !== null) {
    return (
      <span className="clock-hint clock-problem" role="alert">
        {problem.message} {problem.remedy}
        <Button size="small" appearance="transparent" onClick={clear}>
          {say('frame.dismiss')}
        </Button>
      </span>
    );
  }
  const { text, at } = clockHint(clock?.move, app);
  const why = clock?.move == null ? undefined : say('clock.move.why', { until: momentText(clock.move.until, 'date-time') });
  return (
    <span
      className={isMoving ? 'clock-hint' : 'clock-hint muted'}
      data-moving={isMoving}
      role={isMoving ? 'status' : undefined}
      title={why ?? text}
    >
      {clock !== undefined && text}
      {at !== null && (
        <>
          {' '}
          <Moment at={at} parts="minute" />
        </>
      )}
    </span>
  );
}
