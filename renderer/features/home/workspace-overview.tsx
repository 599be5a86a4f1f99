import { useApps } from '../../app/open-app.ts';
import { useDirectories } from '../receiver/receiver-views.ts';
import { AgendaPanel } from './agenda-panel.tsx';
import { ApplicationsPanel } from './applications-panel.tsx';
import { NeedsALookPanel } from './needs-a-look-panel.tsx';

/** Home once the guide is put away: the applications, what needs a look, what happens next. */
export function WorkspaceOverview() {
  const apps = useApps();
  const { data: directories } = useDirectories();
  return (
    <div className="columns home-overview">
      <div className="stack">
        <ApplicationsPanel apps={apps} />
        <NeedsALookPanel apps={apps} directories={directories} />
      </div>
      <AgendaPanel />
    </div>
  );
}
