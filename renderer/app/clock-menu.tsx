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
} from '@fluentui/react-components';
import { ArrowClockwise16Regular, ChevronDown16Regular, Delete16Regular, FastForward16Regular } from '@fluentui/react-icons';
import { type ReactElement, useState } from 'react';
import type { AgendaItemView, ClockView } from '#shared/api/views.ts';
import { DAY_MS } from '#shared/kernel/duration.ts';
import { momentText } from '../components/moment.tsx';
import { useAction } from '../components/use-action.ts';
import { useApi } from './api.tsx';
import { cycleIntervalMs, durationText } from './clock-text.ts';
import { useNow } from './now.ts';
import { SetClockDialog } from './set-clock-dialog.tsx';

interface ClockMenuProps {
  readonly clock: ClockView | undefined;
  readonly agenda: readonly AgendaItemView[];
  readonly isBlocked: boolean;
  move(ms: number): void;
  moveTo(what: 'next-cycle' | 'next-retry'): void;
}

/** What happens next, each a time to move to, and the moves by a span. */
export function ClockMenu({ clock, agenda, isBlocked, move, moveTo }: ClockMenuProps) {
  const api = useApi();
  const { run } = useAction();
  const [isSetting, setIsSetting] = useState(false);
  const isSystem = clock?.kind === 'system';
  const lacks = (kind: AgendaItemView['kind']) => !agenda.some((item) => item.kind === kind);
  return (
    <>
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
              <Agenda agenda={agenda} isBlocked={isBlocked} move={move} />
            </MenuGroup>
            <MenuDivider />
            <MenuGroup>
              <MenuGroupHeader>Move the clock</MenuGroupHeader>
              <MenuItem disabled={isBlocked || lacks('cycle')} onClick={() => moveTo('next-cycle')}>
                To the next cycle
              </MenuItem>
              <MenuItem disabled={isBlocked || lacks('retry')} onClick={() => moveTo('next-retry')}>
                To the next retry
              </MenuItem>
              <MenuItem disabled={isBlocked} secondaryContent="Ctrl+→" onClick={() => move(cycleIntervalMs)}>
                Advance 40 minutes
              </MenuItem>
              <MenuItem disabled={isBlocked} onClick={() => move(DAY_MS)}>
                Advance 24 hours
              </MenuItem>
              <MenuItem disabled={isBlocked} onClick={() => move(30 * DAY_MS)}>
                Advance 30 days
              </MenuItem>
              <MenuItem disabled={isBlocked} onClick={() => setIsSetting(true)}>
                Set date and time…
              </MenuItem>
            </MenuGroup>
            <MenuDivider />
            <MenuItemCheckbox name="clock" value="system" secondaryContent="remote targets">
              Follow the system clock
            </MenuItemCheckbox>
          </MenuList>
        </MenuPopover>
      </Menu>
      <SetClockDialog isOpen={isSetting} onClose={() => setIsSetting(false)} move={move} />
    </>
  );
}

const agendaShownMax = 8;

const icons: Record<AgendaItemView['kind'], ReactElement> = {
  cycle: <FastForward16Regular />,
  retry: <ArrowClockwise16Regular />,
  purge: <Delete16Regular />,
};

function Agenda({ agenda, isBlocked, move }: Pick<ClockMenuProps, 'agenda' | 'isBlocked' | 'move'>) {
  const now = useNow();
  if (now === undefined || agenda.length === 0) return <MenuItem disabled>Nothing is due: no provisioning job is on</MenuItem>;
  return (
    <>
      {agenda.slice(0, agendaShownMax).map(({ at, kind, appId, sentence }) => (
        <MenuItem
          key={`${kind} ${appId} ${at} ${sentence}`}
          className="agenda-item"
          icon={icons[kind]}
          disabled={isBlocked || at <= now}
          title={sentence}
          secondaryContent={`${momentText(at, at - now < DAY_MS ? 'minute' : 'date-time')} · ${durationText(at - now)}`}
          onClick={() => move(Math.max(1, Math.ceil(at - now)))}
        >
          {sentence}
        </MenuItem>
      ))}
      {agenda.length > agendaShownMax && <MenuItem disabled>{`and ${agenda.length - agendaShownMax} more later`}</MenuItem>}
    </>
  );
}
