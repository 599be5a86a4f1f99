import { useLocation } from 'wouter';
import type { ApplicationView } from '#shared/api/views.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Moment } from '../../components/moment.tsx';
import { Panel } from '../../components/panel.tsx';
import { JobStateTag } from '../applications/job-state-tag.tsx';

/** The applications of the workspace, and which of them need a look. */
export function ApplicationsPanel({ apps }: { readonly apps: readonly ApplicationView[] }) {
  const [, go] = useLocation();
  return (
    <Panel title="Enterprise applications" world="entra" flush>
      <DataTable
        label="Enterprise applications"
        columns={columns}
        rows={apps}
        rowKey={({ id }) => id}
        onOpen={({ id }) => go(`/entra/apps/${id}/overview`)}
      />
    </Panel>
  );
}

const columns: readonly Column<ApplicationView>[] = [
  { key: 'name', name: 'Name', width: 'minmax(140px, 1.4fr)', render: ({ name }) => <b>{name}</b> },
  {
    key: 'state',
    name: 'Provisioning',
    width: 100,
    render: ({ status }) => <JobStateTag status={status} isPlain />,
  },
  {
    key: 'sentence',
    name: 'Cycle',
    width: 'minmax(130px, 1fr)',
    render: ({ status }) => <span title={status.reason ?? status.sentence}>{status.reason ?? status.sentence}</span>,
  },
  {
    key: 'next',
    name: 'Next',
    width: 48,
    render: ({ status }) =>
      status.nextCycleAt === null ? <span className="muted">–</span> : <Moment at={status.nextCycleAt} parts="minute" />,
  },
];
