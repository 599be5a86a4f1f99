import { Button } from '@fluentui/react-components';
import { agendaIcons } from '../../app/clock-menu.tsx';
import { useClockMoves } from '../../app/clock-moves.tsx';
import { durationText } from '../../app/clock-text.ts';
import { say } from '../../app/messages.ts';
import { useNow } from '../../app/now.ts';
import { Moment, momentText } from '../../components/moment.tsx';
import { Panel } from '../../components/panel.tsx';

const shownMax = 12;

/** What happens next in all applications; each a time the clock can be moved to. */
export function AgendaPanel() {
  const { clock, agenda, blockedBecause, move } = useClockMoves();
  const now = useNow() ?? clock?.now;
  return (
    <Panel title={say('home.next')} flush>
      {clock !== undefined && agenda.length === 0 && <p className="home-nothing muted">{say('home.next.none')}</p>}
      <ol className="home-rows" aria-label={say('home.next')}>
        {now !== undefined &&
          agenda.slice(0, shownMax).map(({ at, kind, appId, sentence }) => (
            <li key={`${kind} ${appId} ${at} ${sentence}`}>
              <span className="role-icon muted" aria-hidden="true">
                {agendaIcons[kind]}
              </span>
              <span className="home-row">
                <span className="ellipsis" title={sentence}>
                  {sentence}
                </span>
                <span className="muted">
                  <Moment at={at} /> · {durationText(at - now)}
                </span>
              </span>
              <Button
                appearance="subtle"
                size="small"
                disabled={blockedBecause !== null || at <= now}
                title={blockedBecause ?? say('home.next.go')}
                aria-label={say('home.next.label', { time: momentText(at, 'date-time'), what: sentence })}
                onClick={() => move(at - now)}
              >
                {say('home.next.go')}
              </Button>
            </li>
          ))}
      </ol>
    </Panel>
  );
}
