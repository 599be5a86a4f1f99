import { Button } from '@fluentui/react-components';
import { Add16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { counted } from '../../components/counted.ts';
import { Empty } from '../../components/empty.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { DirectoryTable } from './directory-table.tsx';
import { useDirectories } from './receiver-views.ts';

export function DirectoriesPage() {
  const [, go] = useLocation();
  const [search, setSearch] = useState('');
  const { data, isLoading, problem } = useDirectories();
  const needle = search.toLowerCase();
  const found = data?.filter(({ name, organizationName, endpoint }) =>
    [name, organizationName, endpoint].some((text) => text.toLowerCase().includes(needle)),
  );
  const add = () => go('/recv/orgs/add-directory');
  return (
    <Page
      world="receiver"
      path={[{ label: 'Receiver' }, { label: 'Directories' }]}
      title="Directories"
      subtitle="Where users arrive: one endpoint each."
      commands={
        <Button appearance="subtle" size="small" icon={<Add16Regular />} onClick={add}>
          Add directory
        </Button>
      }
      flush
    >
      <FilterBar
        search={search}
        onSearch={setSearch}
        placeholder="Search by name, organization or endpoint"
        count={found && counted(found.length, 'directory', 'directories')}
      />
      <ProblemBanner problem={problem} />
      <DirectoryTable
        directories={found}
        isLoading={isLoading}
        empty={
          search === '' ? (
            <Empty
              title="No directory yet"
              action={
                <Button appearance="primary" onClick={add}>
                  Add directory
                </Button>
              }
            >
              A directory has an Endpoint and a Bearer token: the two values an administrator needs for Entra ID.
            </Empty>
          ) : (
            <Empty title={`No directory matches “${search}”`} />
          )
        }
      />
    </Page>
  );
}
