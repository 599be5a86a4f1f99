import { Button } from '@fluentui/react-components';
import { useLocation } from 'wouter';
import type { ApplicationView } from '#shared/api/application-views.ts';
import { say } from '../../app/messages.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Moment } from '../../components/moment.tsx';
import { Panel } from '../../components/panel.tsx';
import { JobStateTag } from '../applications/job-state-tag.tsx';

/** The applications of the workspace and where their provisioning stands. Undefined until they were read. */
export function ApplicationsPanel({ apps }: { readonly apps: readonly ApplicationView[] | undefined }) {
  const [, go] = useLocation();
  return (
    <Panel title={say('home.apps')} world="entra" flush>
      <DataTable
        label={say('home.apps')}
        columns={columns}
        rows={apps ?? []}
        rowKey={({ id }) => id}
        onOpen={({ id }) => go(`/entra/apps/${id}/overview`)}
        isLoading={apps === undefined}
        empty={
          <Empty
            title={say('home.apps.none')}
            action={
              <Button appearance="primary" onClick={() => go('/entra/apps/new')}>
                {say('home.apps.new')}
              </Button>
            }
          />
        }
      />
    </Panel>
  );
}

const columns: readonly Column<ApplicationView>[] = [
  { key: 'name', name: say('home.apps.name'), width: 'minmax(120px, 1.2fr)', render: ({ name }) => <b>{name}</b> },
  {
    key: 'state',
    name: say('home.apps.state'),
    width: 92,
    render: ({ status }) => <JobStateTag status={status} isPlain />,
  },
  {
    key: 'sentence',
    name: say('home.apps.cycle'),
    width: 'minmax(150px, 2fr)',
    render: ({ status }) => <span title={status.reason ?? status.sentence}>{status.reason ?? status.sentence}</span>,
  },
  {
    key: 'users',
    name: say('home.apps.users'),
    width: 44,
    numeric: true,
    render: ({ status }) => status.linkedUserCount.toLocaleString('en'),
  },
  {
    key: 'next',
    name: say('home.apps.next'),
    width: 44,
    render: ({ status }) =>
      status.nextCycleAt === null ? <span className="muted">–</span> : <Moment at={status.nextCycleAt} parts="minute" />,
  },
];
