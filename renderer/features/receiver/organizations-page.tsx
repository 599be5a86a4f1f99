import { Button } from '@fluentui/react-components';
import { Add16Regular, Building16Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { say } from '../../app/messages.ts';
import { useSingleKeys } from '../../app/use-frame-keys.ts';
import { counted } from '../../components/counted.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { Foot } from '../../components/foot.tsx';
import { Moment } from '../../components/moment.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { AddDirectoryDialog } from './add-directory-dialog.tsx';
import { CreateOrganizationDialog } from './create-organization-dialog.tsx';
import { DirectoryState } from './directory-state.tsx';
import { type OrganizationRow, organizationRows } from './organization-rows.ts';
import { useDirectories, useOrganizations } from './receiver-views.ts';

interface OrganizationsPageProps {
  readonly dialog: 'create-organization' | 'add-directory' | null;
}

/** The customers of a product; each can have one or more directories. */
export function OrganizationsPage({ dialog }: OrganizationsPageProps) {
  const [, go] = useLocation();
  const [search, setSearch] = useState('');
  const { data, isLoading, problem } = useOrganizations();
  const { data: directories = [] } = useDirectories();
  const rows = organizationRows(data ?? [], directories);
  const found = rows.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()));
  useNewKey(dialog === null ? () => go('/recv/orgs/add-directory') : null);
  const create = (
    <Button appearance="primary" onClick={() => go('/recv/orgs/new')}>
      {say('organizations.create')}
    </Button>
  );
  return (
    <Page
      world="receiver"
      path={[{ label: say('receiver.world') }, { label: say('organizations.title') }]}
      title={say('organizations.title')}
      subtitle={say('organizations.lead')}
      commands={
        <>
          <Button appearance="subtle" size="small" icon={<Building16Regular />} onClick={() => go('/recv/orgs/new')}>
            {say('organizations.create')}
          </Button>
          <Button appearance="subtle" size="small" icon={<Add16Regular />} onClick={() => go('/recv/orgs/add-directory')}>
            {say('directories.add')}
          </Button>
          <span className="muted caption">{say('organizations.local')}</span>
        </>
      }
      flush
    >
      <FilterBar
        search={search}
        onSearch={setSearch}
        placeholder={say('organizations.search')}
        count={data && counted(found.length, say('organizations.one'))}
      />
      <ProblemBanner problem={problem} />
      <DataTable
        label={say('organizations.title')}
        columns={columns}
        rows={found}
        rowKey={({ id }) => id}
        onOpen={({ id }) => go(`/recv/orgs/${id}`)}
        isLoading={isLoading}
        isUnknown={data === undefined}
        empty={
          search === '' ? (
            <Empty title={say('organizations.empty')} action={create}>
              {say('organizations.empty.text')}
            </Empty>
          ) : (
            <Empty title={say('organizations.unfound', { search })} />
          )
        }
      />
      <Foot>{say('organizations.keys')}</Foot>
      {dialog === 'create-organization' && <CreateOrganizationDialog onClose={() => go('/recv/orgs')} />}
      {dialog === 'add-directory' && <AddDirectoryDialog organizationId={null} onClose={() => go('/recv/orgs')} />}
    </Page>
  );
}

/** N, where no text is typed and letters are not switched off. */
function useNewKey(press: (() => void) | null): void {
  const [areLettersOn] = useSingleKeys();
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const isInText = event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]') !== null;
      const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.defaultPrevented;
      const isBehind = document.getElementById('root')?.inert === true;
      if (press === null || !areLettersOn || isInText || isBehind || !isPlain || event.key.toLowerCase() !== 'n') return;
      event.preventDefault();
      press();
    }
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  });
}

const columns: readonly Column<OrganizationRow>[] = [
  { key: 'name', name: say('organizations.column.name'), width: 'minmax(180px, 2fr)', render: ({ name }) => <b>{name}</b> },
  {
    key: 'directories',
    name: say('organizations.column.directories'),
    width: 'minmax(150px, 1.6fr)',
    render: ({ directories }) =>
      directories.length === 0 ? (
        <span className="muted">{say('receiver.none')}</span>
      ) : (
        directories.map(({ id, name }, index) => (
          <span key={id}>
            {index > 0 && ', '}
            <a className="link" href={`#/recv/dirs/${id}`}>
              {name}
            </a>
          </span>
        ))
      ),
  },
  {
    key: 'users',
    name: say('organizations.column.users'),
    width: 90,
    numeric: true,
    render: ({ userCount }) => userCount.toLocaleString('en'),
  },
  {
    key: 'groups',
    name: say('organizations.column.groups'),
    width: 90,
    numeric: true,
    render: ({ groupCount }) => groupCount.toLocaleString('en'),
  },
  {
    key: 'last',
    name: say('organizations.column.last'),
    width: 'minmax(170px, 1fr)',
    render: ({ lastEventAt }) =>
      lastEventAt === null ? <span className="muted">{say('receiver.never')}</span> : <Moment at={lastEventAt} />,
  },
  {
    key: 'state',
    name: say('organizations.column.state'),
    width: 190,
    render: ({ state }) =>
      state === null ? <span className="muted">{say('organizations.bare')}</span> : <DirectoryState state={state} isPlain />,
  },
  {
    key: 'add',
    name: say('organizations.column.action'),
    width: 120,
    render: ({ id, name }) => (
      <a className="link" href={`#/recv/orgs/${id}/add-directory`} aria-label={say('organizations.add', { name })}>
        {say('directories.add')}
      </a>
    ),
  },
];
