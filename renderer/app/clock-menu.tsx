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
import type { ReactElement } from 'react';
import type { AgendaItemView } from '#shared/api/workspace-views.ts';
import { DAY_MS } from '#shared/kernel/duration.ts';
import { momentText } from '../components/moment.tsx';
import { useAction } from '../components/use-action.ts';
import { useApi } from './api.tsx';
import { useClockMoves } from './clock-moves.tsx';
import { cycleIntervalMs, durationText } from './clock-text.ts';
import { say } from './messages.ts';
import { useNow } from './now.ts';
import { openOverlay } from './overlay.ts';

/** What happens next, each a time to move to, and the moves by a span. */
export function ClockMenu() {
  const api = useApi();
  const { clock, agenda, blockedBecause, move, moveTo } = useClockMoves();
  const { run } = useAction();
  const isBlocked = blockedBecause !== null;
  const isSystem = clock?.kind === 'system';
  const lacks = (kind: AgendaItemView['kind']) => !agenda.some((item) => item.kind === kind);
  return (
    <Menu
      checkedValues={{ clock: isSystem ? ['system'] : [] }}
      onCheckedValueChange={() => void run(() => api.clock.setKind({ kind: isSystem ? 'virtual' : 'system' }))}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="transparent" icon={<ChevronDown16Regular />} aria-label={say('clock.more')} />
      </MenuTrigger>
      <MenuPopover className="clock-menu">
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>{say('clock.menu.next')}</MenuGroupHeader>
            <Agenda />
          </MenuGroup>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{say('clock.menu.move')}</MenuGroupHeader>
            <MenuItem disabled={isBlocked || lacks('cycle')} onClick={() => moveTo('next-cycle')}>
              {say('clock.menu.cycle')}
            </MenuItem>
            <MenuItem disabled={isBlocked || lacks('retry')} onClick={() => moveTo('next-retry')}>
              {say('clock.menu.retry')}
            </MenuItem>
            <MenuItem disabled={isBlocked} secondaryContent="Ctrl+→" onClick={() => move(cycleIntervalMs)}>
              {say('clock.menu.advance')}
            </MenuItem>
            <MenuItem disabled={isBlocked} onClick={() => move(DAY_MS)}>
              {say('clock.menu.day')}
            </MenuItem>
            <MenuItem disabled={isBlocked} onClick={() => move(30 * DAY_MS)}>
              {say('clock.menu.month')}
            </MenuItem>
            <MenuItem disabled={isBlocked} onClick={() => openOverlay('set-clock')}>
              {say('clock.menu.set')}
            </MenuItem>
          </MenuGroup>
          <MenuDivider />
          <MenuItemCheckbox name="clock" value="system" secondaryContent={say('clock.menu.remote')}>
            {say('clock.menu.system')}
          </MenuItemCheckbox>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

const agendaShownMax = 8;

export const agendaIcons: Record<AgendaItemView['kind'], ReactElement> = {
  cycle: <FastForward16Regular />,
  retry: <ArrowClockwise16Regular />,
  purge: <Delete16Regular />,
};

function Agenda() {
  const { agenda, blockedBecause, move } = useClockMoves();
  const now = useNow();
  if (now === undefined || agenda.length === 0) return <MenuItem disabled>{say('clock.menu.nothing')}</MenuItem>;
  return (
    <>
      {agenda.slice(0, agendaShownMax).map(({ at, kind, appId, sentence }) => (
        <MenuItem
          key={`${kind} ${appId} ${at} ${sentence}`}
          className="agenda-item"
          icon={agendaIcons[kind]}
          disabled={blockedBecause !== null || at <= now}
          title={sentence}
          secondaryContent={`${momentText(at, at - now < DAY_MS ? 'minute' : 'date-time')} · ${durationText(at - now)}`}
          onClick={() => move(at - now)}
        >
          {sentence}
        </MenuItem>
      ))}
      {agenda.length > agendaShownMax && (
        <MenuItem disabled>{say('clock.menu.later', { count: agenda.length - agendaShownMax })}</MenuItem>
      )}
    </>
  );
}
