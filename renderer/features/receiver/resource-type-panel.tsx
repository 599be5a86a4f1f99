import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { say } from '../../app/messages.ts';
import { Panel } from '../../components/panel.tsx';

/** What this directory can hold: its schemas were decided when it was made. */
export function ResourceTypePanel({ directory }: { readonly directory: DirectoryView }) {
  return (
    <Panel title={say('types.title')}>
      <p className="mono">{directory.resourceTypes.join(', ')}</p>
      <p className="caption muted">{say('types.text', { endpoint: directory.endpoint })}</p>
    </Panel>
  );
}
