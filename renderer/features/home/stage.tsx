import type { DirectoryView, TenantUserView } from '#shared/api/views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { MethodLabel, StatusCode } from '../../components/http-labels.tsx';
import { OutcomeBadge, StatusTag } from '../../components/outcome.tsx';
import { Panel } from '../../components/panel.tsx';
import { type ResourceRow, resourceRow } from '../receiver/resource-row.ts';

const shownMax = 5;

/** Both sides and the last requests between them: live, not a drawing. */
export function Stage({ directory }: { readonly directory: DirectoryView | undefined }) {
  return (
    <div className="stage">
      <EntraSide />
      <Between />
      <ReceiverSide directory={directory} />
    </div>
  );
}

function EntraSide() {
  const api = useApi();
  const { data, isLoading } = useView(['users', 'stage'], ['tenant', 'logs'], () => api.tenant.users({ limit: shownMax }));
  return (
    <Panel
      title="Entra ID"
      world="entra"
      flush
      actions={
        <a className="link caption" href="#/entra/users">
          {data === undefined ? 'Users' : `All ${data.totalCount.toLocaleString('en')} users`}
        </a>
      }
    >
      <DataTable
        label="Users of the tenant"
        columns={tenantColumns}
        rows={data?.items ?? []}
        rowKey={({ objectId }) => objectId}
        isLoading={isLoading}
        isUnknown={data === undefined}
        empty={
          <Empty title="The tenant is empty">
            <a className="link" href="#/entra/users">
              Load a sample tenant or import a user list
            </a>
          </Empty>
        }
      />
    </Panel>
  );
}

function Between() {
  const api = useApi();
  const { data } = useView(['exchanges', 'stage'], ['exchanges'], () => api.exchanges.list({ limit: 3 }));
  const exchanges = data?.items ?? [];
  return (
    <section className="stage-wire" aria-label="Last requests">
      {exchanges.length === 0 ? (
        <span className="muted">Requests will pass here.</span>
      ) : (
        exchanges.map(({ sequence, method, target, status, identity, reason }) => (
          <a key={sequence} className="row stage-request" href={`#/wire/${sequence}`}>
            <MethodLabel method={method} />
            <span className="mono ellipsis stage-target">{target}</span>
            <StatusCode status={status} />
            <span className="ellipsis muted grow">{identity === null ? reason : `${identity.displayName} · ${reason}`}</span>
          </a>
        ))
      )}
    </section>
  );
}

function ReceiverSide({ directory }: { readonly directory: DirectoryView | undefined }) {
  if (directory === undefined) {
    return (
      <Panel title="Receiver" world="receiver">
        <Empty title="No directory yet">Step 1 makes one. It gets its own endpoint and its own bearer token.</Empty>
      </Panel>
    );
  }
  return <ReceiverUsers directory={directory} />;
}

function ReceiverUsers({ directory }: { readonly directory: DirectoryView }) {
  const api = useApi();
  const { data, isLoading } = useView(['resources', directory.id, 'stage'], ['receiver'], () =>
    api.receiver.resources({ directoryId: directory.id, type: 'User', limit: shownMax }),
  );
  return (
    <Panel
      title={`Receiver · ${directory.name}`}
      world="receiver"
      flush
      actions={
        <a className="link caption" href={`#/recv/dirs/${directory.id}`}>
          {data === undefined ? 'Directory' : `All ${data.totalCount.toLocaleString('en')} users`}
        </a>
      }
    >
      <DataTable
        label="Users of the directory"
        columns={receiverColumns}
        rows={(data?.items ?? []).map(resourceRow)}
        rowKey={({ id }) => id}
        isLoading={isLoading}
        isUnknown={data === undefined}
        empty={<Empty title="Nobody has arrived yet">Users appear here as the initial cycle runs.</Empty>}
      />
    </Panel>
  );
}

const tenantColumns: readonly Column<TenantUserView>[] = [
  { key: 'name', name: 'Display name', width: 'minmax(110px, 1fr)', render: ({ displayName }) => displayName },
  {
    key: 'department',
    name: 'Department',
    width: 'minmax(90px, 0.8fr)',
    render: ({ attributes }) =>
      typeof attributes['department'] === 'string' ? attributes['department'] : <span className="muted">none</span>,
  },
  {
    key: 'outcome',
    name: 'Last outcome',
    width: 'minmax(110px, 0.8fr)',
    render: ({ lastOutcome }) =>
      lastOutcome === null ? <span className="muted">Not provisioned</span> : <OutcomeBadge {...lastOutcome} />,
  },
];

const receiverColumns: readonly Column<ResourceRow>[] = [
  { key: 'userName', name: 'User name', width: 'minmax(160px, 1.4fr)', render: ({ mainName }) => mainName },
  { key: 'name', name: 'Name', width: 'minmax(100px, 1fr)', render: ({ personName }) => personName },
  {
    key: 'state',
    name: 'State',
    width: 92,
    render: ({ isActive }) => (
      <StatusTag role={isActive ? 'success' : 'disabled'} isPlain>
        {isActive ? 'Active' : 'Inactive'}
      </StatusTag>
    ),
  },
];
