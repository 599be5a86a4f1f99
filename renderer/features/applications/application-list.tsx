import { Add16Regular } from '@fluentui/react-icons';
import { Link as RouteLink, useLocation } from 'wouter';
import type { ApplicationView } from '#shared/api/application-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Moment } from '../../components/moment.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { Command } from '../directory-objects/command.tsx';
import { bladeOf } from './application-page.tsx';
import { CreateApplicationDrawer } from './create-application-drawer.tsx';
import { JobStateTag } from './job-state-tag.tsx';

/** The tenant's enterprise applications. */
export function ApplicationList({ isCreating }: { readonly isCreating: boolean }) {
  const api = useApi();
  const [, navigate] = useLocation();
  const applications = useView(['apps.list'], ['apps', 'job'], () => api.apps.list({}));
  const create = (isPrimary: boolean) => (
    <Command icon={<Add16Regular />} isPrimary={isPrimary} onPress={() => navigate('/entra/apps/new')}>
      New application
    </Command>
  );
  return (
    <Page
      world="entra"
      path={[{ label: 'Entra ID', href: '/entra/users' }]}
      title="Enterprise applications"
      flush
      commands={create(false)}
    >
      <ProblemBanner problem={applications.problem} />
      <DataTable
        label="Enterprise applications"
        columns={columns}
        rows={applications.data ?? []}
        rowKey={({ id }) => id}
        isLoading={applications.isLoading}
        onOpen={({ id }) => navigate(bladeOf(id, 'overview'))}
        empty={
          <Empty title="No applications yet">
            An enterprise application stands for the software that receives users. <em>New application</em>, above, makes one.
          </Empty>
        }
      />
      <CreateApplicationDrawer isOpen={isCreating} onClose={() => navigate('/entra/apps')} />
    </Page>
  );
}

const columns: readonly Column<ApplicationView>[] = [
  {
    key: 'name',
    name: 'Name',
    render: ({ id, name }) => (
      <RouteLink className="link" href={bladeOf(id, 'overview')}>
        {name}
      </RouteLink>
    ),
  },
  {
    key: 'target',
    name: 'Target',
    width: 'minmax(200px, 2fr)',
    render: ({ tenantUrl }) =>
      tenantUrl === null ? <span className="muted">not configured</span> : <span className="mono">{tenantUrl}</span>,
  },
  { key: 'state', name: 'Provisioning', width: 160, render: ({ status }) => <JobStateTag status={status} isPlain /> },
  {
    key: 'cycle',
    name: 'Last cycle',
    width: 190,
    render: ({ status }) =>
      status.lastCycle === null ? <span className="muted">none yet</span> : <Moment at={status.lastCycle.finishedAt} />,
  },
  { key: 'failed', name: 'Failed', width: 72, numeric: true, render: ({ status }) => status.lastCycle?.failedCount ?? 0 },
];
