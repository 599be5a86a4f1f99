import { Button } from '@fluentui/react-components';
import { Add16Regular } from '@fluentui/react-icons';
import { useLocation } from 'wouter';
import { say } from '../../app/messages.ts';
import { Empty } from '../../components/empty.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { AddDirectoryDialog } from './add-directory-dialog.tsx';
import { DirectoryTable } from './directory-table.tsx';
import { useDirectories, useOrganizations } from './receiver-views.ts';

interface OrganizationPageProps {
  readonly id: string;
  /** The dialog *Add directory* is open. */
  readonly isAdding: boolean;
}

export function OrganizationPage({ id, isAdding }: OrganizationPageProps) {
  const [, go] = useLocation();
  const organizations = useOrganizations();
  const directories = useDirectories();
  const organization = organizations.data?.find((one) => one.id === id);
  const add = () => go(`/recv/orgs/${id}/add-directory`);
  const path = [{ label: say('receiver.world') }, { label: say('organizations.title'), href: '/recv/orgs' }];
  if (organizations.data !== undefined && organization === undefined) {
    return (
      <Page world="receiver" path={path} title={say('organization.unknown')}>
        <Empty
          title={say('organization.unknown.text', { id })}
          action={
            <a className="link" href="#/recv/orgs">
              {say('organization.unknown.all')}
            </a>
          }
        />
      </Page>
    );
  }
  return (
    <Page
      world="receiver"
      path={path}
      title={organization?.name ?? say('organization.title')}
      subtitle={say('organization.lead')}
      commands={
        <Button appearance="subtle" size="small" icon={<Add16Regular />} onClick={add}>
          {say('directories.add')}
        </Button>
      }
      flush
    >
      <ProblemBanner problem={organizations.problem ?? directories.problem} />
      <DirectoryTable
        isLoading={directories.isLoading}
        directories={directories.data?.filter(({ organizationId }) => organizationId === id)}
        empty={
          <Empty
            title={say('directories.empty')}
            action={
              <Button appearance="primary" onClick={add}>
                {say('directories.add')}
              </Button>
            }
          >
            {say('organization.empty.text')}
          </Empty>
        }
      />
      {isAdding && <AddDirectoryDialog organizationId={id} onClose={() => go(`/recv/orgs/${id}`)} />}
    </Page>
  );
}
