import { Button, Tab, TabList } from '@fluentui/react-components';
import { Delete16Regular, Key16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { useTab } from '../../app/hash-location.ts';
import { Empty } from '../../components/empty.tsx';
import { Moment } from '../../components/moment.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useBehaviourWord } from './behaviour-word.ts';
import { DeleteDirectoryDialog } from './delete-directory-dialog.tsx';
import { DirectoryBehaviour } from './directory-behaviour.tsx';
import { DirectoryRequests } from './directory-requests.tsx';
import { DirectoryResources } from './directory-resources.tsx';
import { DirectorySettings } from './directory-settings.tsx';
import { DirectoryState } from './directory-state.tsx';
import { DirectoryTokens } from './directory-tokens.tsx';
import { EventFeed } from './event-feed.tsx';
import { useDirectory } from './receiver-views.ts';
import { type NewToken, useNewToken } from './use-new-token.ts';

const tabs = ['users', 'groups', 'events', 'requests', 'tokens', 'behaviour', 'settings'] as const;
type DirectoryTab = (typeof tabs)[number];

const tabWords: Record<DirectoryTab, string> = {
  users: 'Users',
  groups: 'Groups',
  events: 'Events',
  requests: 'Requests',
  tokens: 'Tokens',
  behaviour: 'Behaviour',
  settings: 'Settings',
};

/** One directory as its owner sees it: who arrived, what happened, what was asked. */
export function DirectoryPage({ id }: { readonly id: string }) {
  const { data: directory, problem } = useDirectory(id);
  const [tab, setTab] = useTab<DirectoryTab>(tabs);
  const newToken = useNewToken(id);
  const behaviour = useBehaviourWord(directory);
  const [isDeleting, setIsDeleting] = useState(false);
  return (
    <Page
      world="receiver"
      path={[
        { label: 'Receiver' },
        { label: 'Directories', href: '/recv/dirs' },
        ...(directory === undefined
          ? []
          : [{ label: directory.organizationName, href: `/recv/orgs/${directory.organizationId}` }]),
      ]}
      title={directory?.name ?? 'Directory'}
      badge={directory && <DirectoryState state={directory.state} />}
      subtitle={directory && ['Entra ID SCIM v2.0', behaviour, directory.id].filter((part) => part !== undefined).join(' · ')}
      {...(directory !== undefined && {
        commands: <Commands newToken={newToken} onDelete={() => setIsDeleting(true)} />,
        tabs: <Tabs tab={tab} onChange={setTab} />,
      })}
      flush
    >
      <ProblemBanner problem={problem ?? newToken.problem} />
      {directory === undefined && problem !== null && (
        <Empty
          title="This directory cannot be shown"
          action={
            <a className="link" href="#/recv/dirs">
              All directories
            </a>
          }
        />
      )}
      {directory !== undefined && (
        <>
          <Numbers directory={directory} />
          <TabBody tab={tab} directory={directory} />
          <DeleteDirectoryDialog directory={directory} isOpen={isDeleting} onClose={() => setIsDeleting(false)} />
        </>
      )}
    </Page>
  );
}

function Commands({ newToken, onDelete }: { readonly newToken: NewToken; onDelete(): void }) {
  return (
    <>
      <Button appearance="subtle" size="small" icon={<Key16Regular />} disabled={newToken.isBusy} onClick={newToken.create}>
        New token
      </Button>
      <Button appearance="subtle" size="small" icon={<Delete16Regular />} onClick={onDelete}>
        Delete directory
      </Button>
    </>
  );
}

interface TabsProps {
  readonly tab: DirectoryTab;
  onChange(tab: DirectoryTab): void;
}

function Tabs({ tab, onChange }: TabsProps) {
  return (
    <TabList size="small" selectedValue={tab} onTabSelect={(_event, { value }) => onChange(value as DirectoryTab)}>
      {tabs.map((name) => (
        <Tab key={name} value={name}>
          {tabWords[name]}
        </Tab>
      ))}
    </TabList>
  );
}

function TabBody({ tab, directory }: { readonly tab: DirectoryTab; readonly directory: DirectoryView }) {
  switch (tab) {
    case 'users':
    case 'groups':
      return (
        <div className="directory-split grow-list">
          <DirectoryResources key={tab} directory={directory} type={tab === 'users' ? 'User' : 'Group'} />
          <EventFeed directoryId={directory.id} />
        </div>
      );
    case 'events':
      return <EventFeed directoryId={directory.id} isWide />;
    case 'requests':
      return <DirectoryRequests directoryId={directory.id} />;
    case 'tokens':
      return <DirectoryTokens directory={directory} />;
    case 'behaviour':
      return <DirectoryBehaviour directory={directory} />;
    case 'settings':
      return <DirectorySettings directory={directory} />;
  }
}

function Numbers({ directory }: { readonly directory: DirectoryView }) {
  const { userCount, groupCount, eventCount, requestCount, lastRequestAt, createdAt } = directory;
  return (
    <dl className="numbers" aria-label="Directory in numbers">
      {[
        { name: 'Users', value: userCount.toLocaleString('en') },
        { name: 'Groups', value: groupCount.toLocaleString('en') },
        { name: 'Directory events', value: eventCount.toLocaleString('en') },
        { name: 'Requests', value: requestCount.toLocaleString('en') },
        { name: 'Last request', value: lastRequestAt === null ? 'none' : <Moment at={lastRequestAt} parts="time" /> },
        { name: 'Created', value: <Moment at={createdAt} parts="time" /> },
      ].map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
