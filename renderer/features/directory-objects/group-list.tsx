import { Button, Field, Input } from '@fluentui/react-components';
import { Add16Regular, ArrowUpload16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { Link as RouteLink, useLocation } from 'wouter';
import type { TenantGroupView } from '#shared/api/tenant-views.ts';
import { useApi } from '../../app/api.tsx';
import { usePagedView } from '../../app/live.tsx';
import { counted } from '../../components/counted.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { Empty } from '../../components/empty.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { Foot } from '../../components/foot.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { Command } from './command.tsx';
import { NextCycleNote } from './next-cycle-note.tsx';

/** The tenant's groups. `part` names the drawer in the address: `new`. */
export function GroupList({ part }: { readonly part: string | undefined }) {
  const api = useApi();
  const [, navigate] = useLocation();
  const [search, setSearch] = useState('');
  const groups = usePagedView(['tenant.groups', { search }], ['tenant'], (page) => api.tenant.groups({ ...page, search }));
  return (
    <Page
      world="entra"
      path={[{ label: 'Entra ID', href: '/entra/users' }]}
      title="Groups"
      subtitle="The groups of the simulated tenant"
      flush
      commands={
        <>
          <Command icon={<Add16Regular />} onPress={() => navigate('/entra/groups/new')}>
            New group
          </Command>
          <Command icon={<ArrowUpload16Regular />} onPress={() => navigate('/entra/users/import')}>
            Import CSV or YAML
          </Command>
        </>
      }
    >
      <FilterBar search={search} onSearch={setSearch} placeholder="Group name" count={counted(groups.totalCount, 'group')} />
      <ProblemBanner problem={groups.problem} />
      <DataTable
        label="Groups"
        columns={columns}
        rows={groups.data ?? []}
        rowKey={(group) => group.objectId}
        rowName={(group) => group.displayName}
        totalCount={groups.totalCount}
        isLoading={groups.isLoading}
        onEndReached={groups.readMore}
        onOpen={(group) => navigate(`/entra/groups/${group.objectId}`)}
        empty={
          <Empty title={search === '' ? 'The tenant has no groups yet' : `No group matches “${search}”`}>
            A group that is assigned to an application brings its direct members into scope.
          </Empty>
        }
      />
      <Foot>
        <NextCycleNote />
      </Foot>
      <NewGroupDrawer isOpen={part === 'new'} onClose={() => navigate('/entra/groups')} />
    </Page>
  );
}

const columns: readonly Column<TenantGroupView>[] = [
  {
    key: 'displayName',
    name: 'Display name',
    width: 'minmax(180px, 1fr)',
    render: (group) => (
      <RouteLink className="link" href={`/entra/groups/${group.objectId}`}>
        {group.displayName}
      </RouteLink>
    ),
  },
  {
    key: 'users',
    name: 'Users',
    width: 80,
    numeric: true,
    render: ({ memberCount, nestedGroupCount }) => memberCount - nestedGroupCount,
  },
  { key: 'nested', name: 'Nested groups', width: 112, numeric: true, render: ({ nestedGroupCount }) => nestedGroupCount },
  {
    key: 'id',
    name: 'Object ID',
    width: 'minmax(280px, 1fr)',
    render: (group) => <span className="mono">{group.objectId}</span>,
  },
];

function NewGroupDrawer({ isOpen, onClose }: { readonly isOpen: boolean; onClose(): void }) {
  const api = useApi();
  const [, navigate] = useLocation();
  const [displayName, setDisplayName] = useState('');
  const action = useAction();

  async function create() {
    await action.run(async () => {
      const group = await api.tenant.createGroup({ displayName: displayName.trim() });
      setDisplayName('');
      navigate(`/entra/groups/${group.objectId}`);
    });
  }

  return (
    <DrawerFrame
      title="New group"
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button appearance="primary" disabled={displayName.trim() === '' || action.isBusy} onClick={create}>
            Create
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <ProblemBanner problem={action.problem} />
      <Field label="Group name" required hint="A security group with assigned membership.">
        <Input value={displayName} onChange={(_event, { value }) => setDisplayName(value)} />
      </Field>
    </DrawerFrame>
  );
}
