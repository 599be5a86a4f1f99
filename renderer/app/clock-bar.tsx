import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Spinner,
  Tooltip,
} from '@fluentui/react-components';
import { ChevronDown16Regular, Clock16Regular, FastForward16Regular } from '@fluentui/react-icons';
import { type ReactElement, useCallback, useEffect } from 'react';
import type { ApplicationView, ClockView } from '#shared/api/views.ts';
import { DAY_MS, MINUTE_MS } from '#shared/kernel/duration.ts';
import { Moment, momentText } from '../components/moment.tsx';
import type { Problem } from '../components/problem.ts';
import { useAction } from '../components/use-action.ts';
import { useApi } from './api.tsx';
import { clockText, durationText } from './clock-text.ts';
import { useClock, useNow } from './now.ts';
import { useApps } from './open-app.ts';

const cycleIntervalMs = 40 * MINUTE_MS;

/** The workspace's time and the moves people need. Moving runs what falls due on the way, in order, once. */
export function ClockBar() {
  const api = useApi();
  const { data: clock } = useClock();
  const apps = useApps() ?? [];
  const { run, isBusy, problem, clear } = useAction();
  const isMoving = isBusy || clock?.isMoving === true;
  const blockedBecause = whyBlocked({ clock, appCount: apps.length, isMoving });
  const move = useCallback((ms: number) => void run(() => api.clock.advance({ ms })), [api, run]);
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
        <Explained reason={blockedBecause}>
          <Button appearance="transparent" disabledFocusable={blockedBecause !== null} onClick={() => move(30 * DAY_MS)}>
            30 days
          </Button>
        </Explained>
        <ClockMenu clock={clock} apps={apps} isBlocked={blockedBecause !== null} move={move} />
      </div>
      <Hint clock={clock} problem={problem} onDismiss={clear} />
    </>
  );
}

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

interface ClockMenuProps {
  readonly clock: ClockView | undefined;
  readonly apps: readonly ApplicationView[];
  readonly isBlocked: boolean;
  move(ms: number): void;
}

function ClockMenu({ clock, apps, isBlocked, move }: ClockMenuProps) {
  const api = useApi();
  const { run } = useAction();
  const isSystem = clock?.kind === 'system';
  return (
    <Menu
      checkedValues={{ clock: isSystem ? ['system'] : [] }}
      onCheckedValueChange={() => void run(() => api.clock.setKind({ kind: isSystem ? 'virtual' : 'system' }))}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="transparent" icon={<ChevronDown16Regular />} aria-label="More clock actions" />
      </MenuTrigger>
      <MenuPopover className="clock-menu">
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>What happens next</MenuGroupHeader>
            <NextCycles apps={apps} isBlocked={isBlocked} move={move} />
          </MenuGroup>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>Move the clock</MenuGroupHeader>
            <MenuItem disabled={isBlocked} secondaryContent="Ctrl+→" onClick={() => move(cycleIntervalMs)}>
              Advance 40 minutes
            </MenuItem>
            <MenuItem disabled={isBlocked} onClick={() => move(DAY_MS)}>
              Advance 24 hours
            </MenuItem>
            <MenuItem disabled={isBlocked} onClick={() => move(30 * DAY_MS)}>
              Advance 30 days
            </MenuItem>
          </MenuGroup>
          <MenuDivider />
          <MenuItemCheckbox name="clock" value="system" secondaryContent="remote targets">
            Follow the system clock
          </MenuItemCheckbox>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function NextCycles({ apps, isBlocked, move }: Omit<ClockMenuProps, 'clock'>) {
  const now = useNow();
  const due = apps.flatMap(({ id, name, status }) => (status.nextCycleAt === null ? [] : [{ id, name, at: status.nextCycleAt }]));
  if (now === undefined || due.length === 0) return <MenuItem disabled>Nothing is due: no provisioning job is on</MenuItem>;
  return due
    .toSorted((a, b) => a.at - b.at)
    .map(({ id, name, at }) => (
      <MenuItem
        key={id}
        icon={<FastForward16Regular />}
        disabled={isBlocked || at <= now}
        secondaryContent={`${momentText(at, 'minute')} · ${durationText(at - now)}`}
        onClick={() => move(Math.max(1, Math.round(at - now)))}
      >
        {`Next cycle of ${name}`}
      </MenuItem>
    ));
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
