import { useState } from 'react';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import { useApi } from '../../app/api.tsx';
import { useQueryValue } from '../../app/hash-location.ts';
import { usePagedView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { CodeView } from '../../components/code-view.tsx';
import { counted } from '../../components/counted.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { Empty } from '../../components/empty.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { Foot } from '../../components/foot.tsx';
import { Moment } from '../../components/moment.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { NobodyYet } from './nobody-yet.tsx';
import { OpenResource } from './open-resource.tsx';
import { type ResourceRow, resourceRow } from './resource-row.ts';

interface DirectoryResourcesProps {
  readonly directory: DirectoryView;
  readonly type: 'User' | 'Group';
}

interface Row extends ResourceRow {
  readonly resource: JsonObject;
}

/** The users or groups of a directory as its vendor sees them; a row opens the resource as stored. */
export function DirectoryResources({ directory, type }: DirectoryResourcesProps) {
  const api = useApi();
  const directoryId = directory.id;
  const [sought] = useQueryValue('search');
  const [search, setSearch] = useState(sought ?? '');
  // In the route, so that what stands for somebody elsewhere can lead here.
  const [openId, setOpenId] = useQueryValue('resource');
  const list = usePagedView(['resources', directoryId, type, { search }], ['receiver'], (page) =>
    api.receiver.resources({ directoryId, type, search, ...page }),
  );
  const rows: readonly Row[] = (list.data ?? []).map((resource) => ({ ...resourceRow(resource), resource }));
  const open = rows.find(({ id }) => id === openId);
  const isUsers = type === 'User';
  return (
    <div className="directory-list">
      <FilterBar
        search={search}
        onSearch={setSearch}
        placeholder={say(isUsers ? 'resources.search.users' : 'resources.search.groups')}
        count={list.data && counted(list.totalCount, say(isUsers ? 'resources.user' : 'resources.group'))}
      />
      <ProblemBanner problem={list.problem} />
      <DataTable
        label={say(isUsers ? 'resources.users' : 'resources.groups')}
        columns={isUsers ? userColumns : groupColumns}
        rows={rows}
        rowKey={({ id }) => id}
        rowName={({ mainName }) => mainName}
        openKey={openId}
        onOpen={({ id }) => setOpenId(id)}
        isLoading={list.isLoading}
        isUnknown={list.data === undefined}
        totalCount={list.totalCount}
        onEndReached={list.readMore}
        empty={
          search === '' ? (
            <NobodyYet directory={directory} type={type} />
          ) : (
            <Empty title={say(isUsers ? 'resources.unfound.users' : 'resources.unfound.groups', { search })} />
          )
        }
      />
      <DrawerFrame
        title={open?.mainName ?? ''}
        isOpen={open !== undefined}
        onClose={() => setOpenId(null)}
        size="medium"
        isModal={false}
        footer={open && <OpenResource directoryId={directoryId} type={type} open={open} />}
      >
        {open !== undefined && (
          <CodeView label={say('resources.one', { name: open.mainName })} text={JSON.stringify(open.resource)} />
        )}
      </DrawerFrame>
      <Foot>{say('resources.foot')}</Foot>
    </div>
  );
}

/** The part after the sign is the same in most rows, and steps back. */
function AddressText({ address }: { readonly address: string }) {
  const at = address.indexOf('@');
  if (at < 1) return address;
  return (
    <>
      {address.slice(0, at)}
      <span className="muted">{address.slice(at)}</span>
    </>
  );
}

const none = <span className="muted">{say('receiver.none')}</span>;

const externalId: Column<Row> = {
  key: 'externalId',
  name: say('resources.column.externalId'),
  width: 'minmax(72px, 0.7fr)',
  render: (row) => (row.externalId === null ? none : <span className="mono">{row.externalId}</span>),
};
const changed: Column<Row> = {
  key: 'changed',
  name: say('resources.column.changed'),
  width: 76,
  render: ({ changedAt }) => (changedAt === null ? none : <Moment at={changedAt} parts="time" />),
};
const userColumns: readonly Column<Row>[] = [
  {
    key: 'userName',
    name: say('resources.column.userName'),
    width: 'minmax(132px, 1.4fr)',
    render: ({ mainName }) => <AddressText address={mainName} />,
  },
  {
    key: 'name',
    name: say('resources.column.name'),
    width: 'minmax(84px, 1fr)',
    render: ({ personName }) => personName || none,
  },
  {
    key: 'state',
    name: say('resources.column.state'),
    width: 92,
    render: ({ isActive }) => (
      <StatusTag role={isActive ? 'success' : 'disabled'} isPlain>
        {say(isActive ? 'resources.active' : 'resources.inactive')}
      </StatusTag>
    ),
  },
  externalId,
  {
    key: 'email',
    name: say('resources.column.email'),
    width: 'minmax(88px, 1fr)',
    render: ({ emails }) => (emails.length === 0 ? none : emails.join(', ')),
  },
  changed,
];
const groupColumns: readonly Column<Row>[] = [
  {
    key: 'displayName',
    name: say('resources.column.displayName'),
    width: 'minmax(180px, 1.4fr)',
    render: ({ mainName }) => mainName,
  },
  {
    key: 'members',
    name: say('resources.column.members'),
    width: 80,
    numeric: true,
    render: ({ memberCount }) => memberCount.toLocaleString('en'),
  },
  externalId,
  changed,
];
