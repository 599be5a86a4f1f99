import { Tab, TabList } from '@fluentui/react-components';
import { Link as RouteLink } from 'wouter';
import type { LogEntryView } from '#shared/api/evidence-views.ts';
import type { TenantUserDetailView } from '#shared/api/tenant-views.ts';
import { graphUser } from '#shared/entra/graph-user.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { CodeView } from '../../components/code-view.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Moment } from '../../components/moment.tsx';
import { OutcomeBadge } from '../../components/outcome.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';

export const userTabs = ['profile', 'groups', 'applications', 'history', 'graph'] as const;
type UserTab = (typeof userTabs)[number];

const names: Readonly<Record<UserTab, string>> = {
  profile: 'Profile',
  groups: 'Groups',
  applications: 'Applications',
  history: 'Change history',
  graph: 'Graph JSON',
};

interface UserTabListProps {
  readonly tab: UserTab;
  onChange(tab: UserTab): void;
}

export function UserTabList({ tab, onChange }: UserTabListProps) {
  return (
    <TabList
      size="small"
      selectedValue={tab}
      onTabSelect={(_event, { value }) => onChange(userTabs.find((known) => known === value) ?? 'profile')}
    >
      {userTabs.map((value) => (
        <Tab key={value} value={value}>
          {names[value]}
        </Tab>
      ))}
    </TabList>
  );
}

interface Entry extends LogEntryView {
  readonly appId: string;
  readonly appName: string;
}

const ENTRIES_PER_APPLICATION = 100;

/** What every application's job did about the user, newest first. */
export function HistoryTab({ user }: { readonly user: TenantUserDetailView }) {
  const api = useApi();
  const { objectId } = user;
  const appIds = user.applications.map(({ appId }) => appId).join(' ');
  const history = useView(['tenant.history', objectId, appIds], ['logs'], async () => {
    const lists = await Promise.all(
      user.applications.map(async ({ appId, appName }) => {
        const { items } = await api.logs.list({ appId, sourceId: objectId, limit: ENTRIES_PER_APPLICATION });
        return items.map((entry): Entry => ({ ...entry, appId, appName }));
      }),
    );
    return lists.flat().sort((a, b) => b.at - a.at);
  });
  return (
    <Panel title="What provisioning did" flush>
      <ProblemBanner problem={history.problem} />
      <DataTable
        label="Provisioning log entries about this user"
        columns={columns}
        rows={history.data ?? []}
        rowKey={({ id, appId }) => `${appId} ${id}`}
        isLoading={history.isLoading}
        isUnknown={history.data === undefined}
        empty={<Empty title="Nothing yet">An entry is written whenever a cycle looks at the user.</Empty>}
      />
    </Panel>
  );
}

const columns: readonly Column<Entry>[] = [
  { key: 'at', name: 'Date', width: 160, render: ({ at }) => <Moment at={at} /> },
  { key: 'app', name: 'Application', width: 'minmax(110px, 0.6fr)', render: ({ appName }) => appName },
  {
    key: 'outcome',
    name: 'Action',
    width: 150,
    render: ({ action, status }) => <OutcomeBadge action={action} status={status} />,
  },
  {
    key: 'sentence',
    name: 'In one sentence',
    width: 'minmax(200px, 2fr)',
    render: ({ sentence, appId, id }) => (
      <RouteLink className="link" href={`/entra/apps/${appId}/logs/${id}`} title={sentence}>
        {sentence}
      </RouteLink>
    ),
  },
];

/** The user as a program reads it from Microsoft Graph. */
export function GraphTab({ user }: { readonly user: TenantUserDetailView }) {
  const { objectId, key, attributes, managerId, deletedAt } = user;
  const text = JSON.stringify(graphUser({ type: 'User', objectId, key, attributes, managerId, deletedAt }), null, 2);
  return (
    <Panel title="Microsoft Graph: user">
      <CodeView label="The user as JSON of Microsoft Graph" text={text} />
    </Panel>
  );
}
