import { ArrowUndo16Regular, Delete16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { TenantUserView } from '#shared/api/tenant-views.ts';
import { useApi } from '../../app/api.tsx';
import { usePagedView } from '../../app/live.tsx';
import { counted } from '../../components/counted.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { Foot } from '../../components/foot.tsx';
import { Moment } from '../../components/moment.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { textOf } from './attribute-fields.ts';
import { Command } from './command.tsx';
import { DeleteUsersDialog } from './delete-users-dialog.tsx';
import { NextCycleNote } from './next-cycle-note.tsx';

/** Soft-deleted users, who can come back for 30 days. */
export function DeletedUsers() {
  const api = useApi();
  const [search, setSearch] = useState('');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isPurging, setPurging] = useState(false);
  const action = useAction();
  const users = usePagedView(['tenant.users', 'deleted', { search }], ['tenant'], (page) =>
    api.tenant.users({ ...page, search, isDeleted: true }),
  );
  const rows = users.data ?? [];
  const chosen = rows.filter((user) => selected.has(user.objectId));

  async function forChosen(change: (objectId: string) => Promise<unknown>) {
    await action.run(async () => {
      for (const { objectId } of chosen) await change(objectId);
      setSelected(new Set());
    });
  }

  const isIdle = chosen.length === 0 || action.isBusy;
  return (
    <Page
      world="entra"
      path={[
        { label: 'Entra ID', href: '/entra/users' },
        { label: 'Users', href: '/entra/users' },
      ]}
      title="Deleted users"
      flush
      commands={
        <>
          <Command
            icon={<ArrowUndo16Regular />}
            isDisabled={isIdle}
            onPress={() => forChosen((objectId) => api.tenant.restore({ objectId }))}
          >
            Restore user
          </Command>
          <Command icon={<Delete16Regular />} isDisabled={isIdle} onPress={() => setPurging(true)}>
            Delete permanently
          </Command>
        </>
      }
    >
      <FilterBar
        search={search}
        onSearch={setSearch}
        placeholder="Name, UPN or e-mail"
        count={counted(users.totalCount, 'deleted user')}
      />
      <ProblemBanner problem={action.problem ?? users.problem} />
      <DataTable
        label="Deleted users"
        columns={columns}
        rows={rows}
        rowKey={(user) => user.objectId}
        rowName={(user) => user.displayName}
        totalCount={users.totalCount}
        isLoading={users.isLoading}
        onEndReached={users.readMore}
        selection={{ selected, onChange: setSelected }}
        empty={<Empty title="No deleted users">A soft-deleted user is kept here for 30 days, then purged.</Empty>}
      />
      <Foot>
        <NextCycleNote />
      </Foot>
      <DeleteUsersDialog
        users={chosen}
        isOpen={isPurging}
        isHardOnly
        onClose={() => setPurging(false)}
        onDeleted={() => setSelected(new Set())}
      />
    </Page>
  );
}

const PURGE_AFTER_MS = 30 * 24 * 60 * 60 * 1000;

const columns: readonly Column<TenantUserView>[] = [
  { key: 'displayName', name: 'Display name', render: (user) => user.displayName },
  {
    key: 'upn',
    name: 'User principal name',
    width: 'minmax(180px, 2fr)',
    render: (user) => textOf(user.attributes['userPrincipalName']),
  },
  {
    key: 'deletedAt',
    name: 'Deleted',
    width: 180,
    render: (user) => (user.deletedAt === null ? null : <Moment at={user.deletedAt} />),
  },
  {
    key: 'purgeAt',
    name: 'Purged',
    width: 180,
    render: (user) => (user.deletedAt === null ? null : <Moment at={user.deletedAt + PURGE_AFTER_MS} />),
  },
];
