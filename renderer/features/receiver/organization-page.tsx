import { Button } from '@fluentui/react-components';
import { Add16Regular } from '@fluentui/react-icons';
import { useLocation } from 'wouter';
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
  const path = [{ label: 'Receiver' }, { label: 'Organizations', href: '/recv/orgs' }];
  if (organizations.data !== undefined && organization === undefined) {
    return (
      <Page world="receiver" path={path} title="Organization not found">
        <Empty
          title={`No organization has the id ${id}`}
          action={
            <a className="link" href="#/recv/orgs">
              All organizations
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
      title={organization?.name ?? 'Organization'}
      subtitle="Its directories, each with an endpoint and tokens of its own."
      commands={
        <Button appearance="subtle" size="small" icon={<Add16Regular />} onClick={add}>
          Add directory
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
            title="No directory yet"
            action={
              <Button appearance="primary" onClick={add}>
                Add directory
              </Button>
            }
          >
            A directory receives the users of this organization. It gives you the Endpoint and the Bearer token for Entra ID.
          </Empty>
        }
      />
      {isAdding && <AddDirectoryDialog organizationId={id} onClose={() => go(`/recv/orgs/${id}`)} />}
    </Page>
  );
}
