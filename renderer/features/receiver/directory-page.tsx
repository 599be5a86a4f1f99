import { Button, Tab, TabList } from '@fluentui/react-components';
import { Delete16Regular, Key16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { useTab } from '../../app/hash-location.ts';
import { say } from '../../app/messages.ts';
import { Empty } from '../../components/empty.tsx';
import { Moment } from '../../components/moment.tsx';
import { Numbers } from '../../components/numbers.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useBehaviourWord } from './behaviour-word.ts';
import { DeleteDirectoryDialog } from './delete-directory-dialog.tsx';
import { DirectoryBehaviour } from './directory-behaviour.tsx';
import { DirectoryData } from './directory-data.tsx';
import { DirectoryFaults, type FaultDrawer } from './directory-faults.tsx';
import { DirectoryRequests } from './directory-requests.tsx';
import { DirectoryResources } from './directory-resources.tsx';
import { DirectorySettings } from './directory-settings.tsx';
import { DirectoryState } from './directory-state.tsx';
import { EventFeed } from './event-feed.tsx';
import { MisbehaviourTag } from './misbehaviour-tag.tsx';
import { OAuthClientPanel } from './oauth-client-panel.tsx';
import { useDirectory } from './receiver-views.ts';
import { TokenPanel } from './token-panel.tsx';
import { type NewToken, useNewToken } from './use-new-token.ts';

const tabs = ['users', 'groups', 'events', 'requests', 'data', 'tokens', 'behaviour', 'faults', 'settings'] as const;
type DirectoryTab = (typeof tabs)[number];

const tabWords: Record<DirectoryTab, string> = {
  users: say('directory.tab.users'),
  groups: say('directory.tab.groups'),
  events: say('directory.tab.events'),
  requests: say('directory.tab.requests'),
  data: say('directory.tab.data'),
  tokens: say('directory.tab.tokens'),
  behaviour: say('directory.tab.behaviour'),
  faults: say('directory.tab.faults'),
  settings: say('directory.tab.settings'),
};

interface DirectoryPageProps {
  readonly id: string;
  /** Stands open on the tab Faults. */
  readonly drawer?: FaultDrawer | null;
}

/** One directory as its owner sees it: who arrived, what happened, what was asked. */
export function DirectoryPage({ id, drawer = null }: DirectoryPageProps) {
  const { data: directory, problem } = useDirectory(id);
  const [chosenTab, setTab] = useTab<DirectoryTab>(tabs);
  const tab = drawer === null ? chosenTab : 'faults';
  const newToken = useNewToken(id);
  const behaviour = useBehaviourWord(directory);
  const [isDeleting, setIsDeleting] = useState(false);
  return (
    <Page
      world="receiver"
      path={[
        { label: say('receiver.world') },
        { label: say('directories.title'), href: '/recv/dirs' },
        ...(directory === undefined
          ? []
          : [{ label: directory.organizationName, href: `/recv/orgs/${directory.organizationId}` }]),
      ]}
      title={directory?.name ?? say('directory.title')}
      badge={directory && <Badges directory={directory} />}
      subtitle={
        directory && [say('receiver.type.short'), behaviour, directory.id].filter((part) => part !== undefined).join(' · ')
      }
      {...(directory !== undefined && {
        commands: <Commands newToken={newToken} onDelete={() => setIsDeleting(true)} />,
        tabs: <Tabs tab={tab} onChange={setTab} />,
      })}
      flush
    >
      <ProblemBanner problem={problem ?? newToken.problem} />
      {directory === undefined && problem !== null && (
        <Empty
          title={say('directory.unread')}
          action={
            <a className="link" href="#/recv/dirs">
              {say('directory.unread.all')}
            </a>
          }
        />
      )}
      {directory !== undefined && (
        <>
          <DirectoryNumbers directory={directory} />
          <TabBody tab={tab} directory={directory} drawer={drawer} onTokens={() => setTab('tokens')} />
          <DeleteDirectoryDialog directory={directory} isOpen={isDeleting} onClose={() => setIsDeleting(false)} />
        </>
      )}
    </Page>
  );
}

function Badges({ directory }: { readonly directory: DirectoryView }) {
  const { id, state, misbehaviour } = directory;
  return (
    <>
      <DirectoryState state={state} />
      {misbehaviour !== null && <MisbehaviourTag directoryId={id} misbehaviour={misbehaviour} />}
    </>
  );
}

function Commands({ newToken, onDelete }: { readonly newToken: NewToken; onDelete(): void }) {
  return (
    <>
      <Button appearance="subtle" size="small" icon={<Key16Regular />} disabled={newToken.isBusy} onClick={newToken.create}>
        {say('tokens.new')}
      </Button>
      <Button appearance="subtle" size="small" icon={<Delete16Regular />} onClick={onDelete}>
        {say('directory.delete')}
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

interface TabBodyProps {
  readonly tab: DirectoryTab;
  readonly directory: DirectoryView;
  readonly drawer: FaultDrawer | null;
  onTokens(): void;
}

function TabBody({ tab, directory, drawer, onTokens }: TabBodyProps) {
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
    case 'data':
      return <DirectoryData directory={directory} />;
    case 'tokens':
      return (
        <div className="directory-panels grow-list">
          <TokenPanel directory={directory} />
          <OAuthClientPanel directoryId={directory.id} />
        </div>
      );
    case 'behaviour':
      return <DirectoryBehaviour directory={directory} />;
    case 'faults':
      return <DirectoryFaults directory={directory} drawer={drawer} />;
    case 'settings':
      return <DirectorySettings directory={directory} onTokens={onTokens} />;
  }
}

function DirectoryNumbers({ directory }: { readonly directory: DirectoryView }) {
  const { userCount, groupCount, eventCount, requestCount, lastRequestAt, createdAt } = directory;
  return (
    <Numbers
      label={say('directory.numbers')}
      figures={[
        { name: say('directory.numbers.users'), value: userCount },
        { name: say('directory.numbers.groups'), value: groupCount },
        { name: say('directory.numbers.events'), value: eventCount },
        { name: say('directory.numbers.requests'), value: requestCount },
        {
          name: say('directory.numbers.last'),
          value: lastRequestAt === null ? say('receiver.none') : <Moment at={lastRequestAt} parts="time" />,
        },
        { name: say('directory.numbers.created'), value: <Moment at={createdAt} parts="time" /> },
      ]}
    />
  );
}
