import { Button } from '@fluentui/react-components';
import {
  Add16Regular,
  ArrowUpload16Regular,
  Checkmark16Regular,
  Delete16Regular,
  History16Regular,
  PeopleAdd16Regular,
  PersonProhibited16Regular,
} from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { TenantUserRowView } from '#shared/api/tenant-views.ts';
import { useApi } from '../../app/api.tsx';
import { usePagedView } from '../../app/live.tsx';
import { useApps } from '../../app/open-app.ts';
import { Banner } from '../../components/banner.tsx';
import { counted } from '../../components/counted.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { Foot } from '../../components/foot.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { isAccountEnabled } from './attribute-fields.ts';
import { Command } from './command.tsx';
import { DeleteUsersDialog } from './delete-users-dialog.tsx';
import { GenerateDrawer } from './generate-drawer.tsx';
import { ImportDrawer } from './import-drawer.tsx';
import { NewUserDrawer } from './new-user-drawer.tsx';
import { NextCycleNote } from './next-cycle-note.tsx';
import { userColumns } from './user-columns.tsx';
import { noFilter, type UserFilter, UserFilters } from './user-filters.tsx';

/** The tenant's users. `part` names the drawer in the address: `new` or `import`. */
export function UserList({ part }: { readonly part: string | undefined }) {
  const api = useApi();
  const [, navigate] = useLocation();
  const isGenerating = new URLSearchParams(useSearch()).has('generate');
  const apps = useApps();
  const columns = useMemo(() => userColumns(apps ?? []), [apps]);
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<UserFilter>(noFilter);
  const [deleted, setDeleted] = useState<readonly TenantUserRowView[]>([]);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isDeleting, setIsDeleting] = useState(false);
  const action = useAction();
  const users = usePagedView(['tenant.users', { search, ...filter }], ['tenant', 'logs', 'apps'], (page) =>
    api.tenant.users({ ...page, search, ...filter }),
  );
  const isFiltered = search !== '' || filter !== noFilter;
  const rows = users.data ?? [];
  const chosen = rows.filter((user) => selected.has(user.objectId));
  const close = () => navigate('/entra/users');

  async function undo() {
    const isDone = await action.run(async () => {
      for (const { objectId } of deleted) await api.tenant.restore({ objectId });
    });
    if (isDone) setDeleted([]);
  }

  async function setAccounts(isEnabled: boolean) {
    await action.run(async () => {
      for (const { objectId } of chosen) await api.tenant.updateUser({ objectId, attributes: { accountEnabled: isEnabled } });
    });
  }

  return (
    <Page
      world="entra"
      path={[{ label: 'Entra ID', href: '/entra/users' }]}
      title="Users"
      subtitle="The people of the simulated tenant"
      flush
      commands={
        <>
          <Command icon={<Add16Regular />} onPress={() => navigate('/entra/users/new')}>
            New user
          </Command>
          <Command icon={<ArrowUpload16Regular />} onPress={() => navigate('/entra/users/import')}>
            Import CSV or YAML
          </Command>
          <Command icon={<PeopleAdd16Regular />} onPress={() => navigate('/entra/users?generate')}>
            Generate…
          </Command>
          <Command
            icon={<PersonProhibited16Regular />}
            isDisabled={action.isBusy || !chosen.some((user) => isAccountEnabled(user.attributes))}
            onPress={() => setAccounts(false)}
          >
            Block sign-in
          </Command>
          <Command
            icon={<Checkmark16Regular />}
            isDisabled={action.isBusy || chosen.every((user) => isAccountEnabled(user.attributes))}
            onPress={() => setAccounts(true)}
          >
            Allow sign-in
          </Command>
          <Command icon={<Delete16Regular />} isDisabled={chosen.length === 0} onPress={() => setIsDeleting(true)}>
            Delete
          </Command>
          <Command icon={<History16Regular />} onPress={() => navigate('/entra/users/deleted')}>
            Deleted users
          </Command>
        </>
      }
    >
      <FilterBar
        search={search}
        onSearch={setSearch}
        placeholder="Name, UPN or e-mail"
        count={`${counted(users.totalCount, 'user')}${chosen.length > 0 ? ` · ${chosen.length} selected` : ''}`}
      >
        <UserFilters filter={filter} onChange={setFilter} areRowsRead={users.data !== undefined} />
      </FilterBar>
      {deleted.length > 0 && <Deleted users={deleted} onUndo={() => void undo()} onDismiss={() => setDeleted([])} />}
      <ProblemBanner problem={action.problem ?? users.problem} />
      <DataTable
        label="Users"
        columns={columns}
        rows={rows}
        rowKey={(user) => user.objectId}
        rowName={(user) => user.displayName}
        totalCount={users.totalCount}
        isLoading={users.isLoading}
        onEndReached={users.readMore}
        selection={{ selected, onChange: setSelected }}
        onOpen={(user) => navigate(`/entra/users/${user.objectId}`)}
        empty={
          <NoUsers
            search={search}
            isFiltered={isFiltered}
            onImport={() => navigate('/entra/users/import')}
            onNew={() => navigate('/entra/users/new')}
          />
        }
      />
      <Foot>
        <NextCycleNote />
      </Foot>
      <NewUserDrawer isOpen={part === 'new'} onClose={close} />
      <ImportDrawer isOpen={part === 'import'} onClose={close} />
      <GenerateDrawer isOpen={isGenerating} onClose={close} />
      <DeleteUsersDialog
        users={chosen}
        isOpen={isDeleting}
        onClose={() => setIsDeleting(false)}
        onDeleted={(kind) => {
          setSelected(new Set());
          setDeleted(kind === 'soft' ? chosen : []);
        }}
      />
    </Page>
  );
}

interface DeletedProps {
  readonly users: readonly TenantUserRowView[];
  onUndo(): void;
  onDismiss(): void;
}

/** What was just deleted softly, and the way back. */
function Deleted({ users, onUndo, onDismiss }: DeletedProps) {
  const [first] = users;
  return (
    <Banner
      intent="info"
      title={
        users.length === 1 && first !== undefined
          ? `${first.displayName} was soft-deleted`
          : `${users.length} users were soft-deleted`
      }
      actions={
        <>
          <Button size="small" onClick={onUndo}>
            Undo
          </Button>
          <Button size="small" appearance="subtle" onClick={onDismiss}>
            Dismiss
          </Button>
        </>
      }
    >
      Kept under Deleted users for 30 days.
    </Banner>
  );
}

interface NoUsersProps {
  readonly search: string;
  readonly isFiltered: boolean;
  onImport(): void;
  onNew(): void;
}

function NoUsers({ search, isFiltered, onImport, onNew }: NoUsersProps) {
  if (search !== '')
    return <Empty title={`No user matches “${search}”`}>Search looks at name, user principal name and e-mail.</Empty>;
  if (isFiltered) return <Empty title="No user passes the filters">Set one of them to any.</Empty>;
  return (
    <Empty
      title="The tenant has no users yet"
      action={
        <div className="row">
          <Command icon={<ArrowUpload16Regular />} isPrimary onPress={onImport}>
            Import users
          </Command>
          <Command icon={<Add16Regular />} onPress={onNew}>
            Create a user
          </Command>
        </div>
      }
    >
      Load a sample tenant, a list that Entra's <em>Download users</em> wrote, or create people one by one.
    </Empty>
  );
}
