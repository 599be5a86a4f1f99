import {
  Add16Regular,
  ArrowUpload16Regular,
  Checkmark16Regular,
  Delete16Regular,
  History16Regular,
  PersonProhibited16Regular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import { Link as RouteLink, useLocation } from 'wouter';
import type { TenantUserView } from '#shared/api/views.ts';
import { useApi } from '../../app/api.tsx';
import { usePagedView } from '../../app/live.tsx';
import { counted } from '../../components/counted.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { Foot } from '../../components/foot.tsx';
import { OutcomeBadge, StatusTag } from '../../components/outcome.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { isAccountEnabled, textOf } from './attribute-fields.ts';
import { Command } from './command.tsx';
import { DeleteUsersDialog } from './delete-users-dialog.tsx';
import { ImportDrawer } from './import-drawer.tsx';
import { NewUserDrawer } from './new-user-drawer.tsx';
import { NextCycleNote } from './next-cycle-note.tsx';

/** The tenant's users. `part` names the drawer in the address: `new` or `import`. */
export function UserList({ part }: { readonly part: string | undefined }) {
  const api = useApi();
  const [, navigate] = useLocation();
  const [search, setSearch] = useState('');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isDeleting, setIsDeleting] = useState(false);
  const action = useAction();
  const users = usePagedView(['tenant.users', { search }], ['tenant', 'logs'], (page) => api.tenant.users({ ...page, search }));
  const rows = users.data ?? [];
  const chosen = rows.filter((user) => selected.has(user.objectId));
  const close = () => navigate('/entra/users');

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
      />
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
          <NoUsers search={search} onImport={() => navigate('/entra/users/import')} onNew={() => navigate('/entra/users/new')} />
        }
      />
      <Foot>
        <NextCycleNote />
      </Foot>
      <NewUserDrawer isOpen={part === 'new'} onClose={close} />
      <ImportDrawer isOpen={part === 'import'} onClose={close} />
      <DeleteUsersDialog
        users={chosen}
        isOpen={isDeleting}
        onClose={() => setIsDeleting(false)}
        onDeleted={() => setSelected(new Set())}
      />
    </Page>
  );
}

const muted = (text: string) => <span className="muted">{text}</span>;
const attribute = (name: string) => (user: TenantUserView) => textOf(user.attributes[name]) || muted('none');

const blocked = 'disabled' as const;

const columns: readonly Column<TenantUserView>[] = [
  {
    key: 'displayName',
    name: 'Display name',
    width: 'minmax(140px, 1.2fr)',
    render: (user) => (
      <RouteLink className="link" href={`/entra/users/${user.objectId}`}>
        {user.displayName}
      </RouteLink>
    ),
  },
  { key: 'upn', name: 'User principal name', width: 'minmax(180px, 1.6fr)', render: attribute('userPrincipalName') },
  { key: 'mail', name: 'Mail', width: 64, render: (user) => (textOf(user.attributes['mail']) === '' ? muted('none') : 'set') },
  { key: 'jobTitle', name: 'Job title', render: attribute('jobTitle') },
  { key: 'department', name: 'Department', render: attribute('department') },
  { key: 'manager', name: 'Manager', render: (user) => user.managerName ?? muted('none') },
  { key: 'type', name: 'Type', width: 72, render: (user) => textOf(user.attributes['userType']) || 'Member' },
  {
    key: 'account',
    name: 'Account',
    width: 92,
    render: ({ attributes }) =>
      isAccountEnabled(attributes) ? (
        'Enabled'
      ) : (
        <StatusTag role={blocked} isPlain>
          Blocked
        </StatusTag>
      ),
  },
  {
    key: 'outcome',
    name: 'Last outcome',
    width: 148,
    render: (user) => (user.lastOutcome === null ? muted('none yet') : <OutcomeBadge {...user.lastOutcome} />),
  },
];

function NoUsers({ search, onImport, onNew }: { readonly search: string; onImport(): void; onNew(): void }) {
  if (search !== '')
    return <Empty title={`No user matches “${search}”`}>Search looks at name, user principal name and e-mail.</Empty>;
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
