import { useLocation } from 'wouter';
import type { ApplicationView } from '#shared/api/application-views.ts';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { say } from '../../app/messages.ts';
import { RoleIcon, roleColours } from '../../components/outcome.tsx';
import { Panel } from '../../components/panel.tsx';
import { needsALook } from './needs-a-look.ts';

interface NeedsALookPanelProps {
  readonly apps: readonly ApplicationView[] | undefined;
  readonly directories: readonly DirectoryView[] | undefined;
}

export function NeedsALookPanel({ apps, directories }: NeedsALookPanelProps) {
  const [, go] = useLocation();
  const concerns = needsALook(apps ?? [], directories ?? []);
  const isKnown = apps !== undefined && directories !== undefined;
  return (
    <Panel title={say('home.look')} flush>
      {isKnown && concerns.length === 0 && <p className="home-nothing muted">{say('home.look.none')}</p>}
      <ul className="home-rows">
        {concerns.map(({ key, role, text, reason, href }) => (
          <li key={key} style={roleColours(role)}>
            <RoleIcon role={role} />
            <button type="button" className="home-row" onClick={() => go(href)}>
              <span className="strong">{text}</span>
              {reason !== '' && <span className="muted">{reason}</span>}
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
