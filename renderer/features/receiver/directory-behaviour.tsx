import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { AnswerPanel } from './answer-panel.tsx';
import { EventFlowPanel } from './event-flow-panel.tsx';
import { OriginPanel } from './origin-panel.tsx';
import { ResourceTypePanel } from './resource-type-panel.tsx';
import { TolerancePanel } from './tolerance-panel.tsx';

/** How this directory reads, answers and tells of what it is sent, as long as nothing goes wrong on purpose. */
export function DirectoryBehaviour({ directory }: { readonly directory: DirectoryView }) {
  return (
    <div className="directory-panels grow-list">
      <div className="columns wide-left">
        <TolerancePanel directory={directory} />
        <div className="panel-stack">
          <AnswerPanel directory={directory} />
          <EventFlowPanel directoryId={directory.id} />
          <OriginPanel key={directory.id} directory={directory} />
          <ResourceTypePanel directory={directory} />
        </div>
      </div>
    </div>
  );
}
