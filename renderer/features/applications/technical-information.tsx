import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { JobStatusView } from '#shared/api/job-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { KeyValueList } from '../../components/key-value-list.tsx';
import { Panel } from '../../components/panel.tsx';
import { useApplication } from './application-page.tsx';
import { GraphDrawer } from './graph-drawer.tsx';

const targetKindWords = {
  local: 'Local: the bundled server',
  remote: 'Remote: outside this rehearsal',
  none: 'none yet',
} as const;

interface TechnicalInformationProps {
  readonly appId: string;
  readonly status: JobStatusView;
}

/** Ids of the job, where it goes, and the job as Graph shows it. */
export function TechnicalInformation({ appId, status }: TechnicalInformationProps) {
  const application = useApplication(appId).data;
  const [isGraphOpen, setIsGraphOpen] = useState(false);
  return (
    <Panel
      title="View technical information"
      actions={
        <Button size="small" appearance="subtle" onClick={() => setIsGraphOpen(true)}>
          View as Graph
        </Button>
      }
    >
      <KeyValueList
        items={[
          { name: 'Job ID', value: <span className="mono entra-wrap">{status.jobId}</span> },
          { name: 'Target', value: <span className="mono entra-wrap">{application?.tenantUrl ?? 'not configured'}</span> },
          { name: 'Target kind', value: targetKindWords[application?.targetKind ?? 'none'] },
        ]}
      />
      {isGraphOpen && <JobAsGraph appId={appId} onClose={() => setIsGraphOpen(false)} />}
    </Panel>
  );
}

function JobAsGraph({ appId, onClose }: { readonly appId: string; onClose(): void }) {
  const api = useApi();
  const job = useView(['job.graphStatus', appId], ['job', 'apps', 'logs', 'clock'], () => api.job.graphStatus({ appId }));
  return <GraphDrawer resource="synchronizationJob" view={job} onClose={onClose} />;
}
