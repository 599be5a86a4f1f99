import { Button } from '@fluentui/react-components';
import { Add16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { say } from '../../app/messages.ts';
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
      path={[{ label: say('receiver.world') }, { label: say('directories.title') }]}
      title={say('directories.title')}
      subtitle={say('directories.lead')}
      commands={
        <Button appearance="subtle" size="small" icon={<Add16Regular />} onClick={add}>
          {say('directories.add')}
        </Button>
      }
      flush
    >
      <FilterBar
        search={search}
        onSearch={setSearch}
        placeholder={say('directories.search')}
        count={found && counted(found.length, say('directories.one'), say('directories.many'))}
      />
      <ProblemBanner problem={problem} />
      <DirectoryTable
        directories={found}
        isLoading={isLoading}
        empty={
          search === '' ? (
            <Empty
              title={say('directories.empty')}
              action={
                <Button appearance="primary" onClick={add}>
                  {say('directories.add')}
                </Button>
              }
            >
              {say('directories.empty.text')}
            </Empty>
          ) : (
            <Empty title={say('directories.unfound', { search })} />
          )
        }
      />
    </Page>
  );
}
