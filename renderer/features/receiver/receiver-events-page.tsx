import { Dropdown, Option, Tab, TabList } from '@fluentui/react-components';
import { useQueryValue, useTab } from '../../app/hash-location.ts';
import { say } from '../../app/messages.ts';
import { Empty } from '../../components/empty.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { EventFeed } from './event-feed.tsx';
import { EventsExplorer } from './events-explorer.tsx';
import { useDirectories } from './receiver-views.ts';

const tabs = ['live', 'list'] as const;

/** Directory events: live of one directory, the one with the newest first; or as the events list answers them. */
export function ReceiverEventsPage() {
  const { data: directories, problem } = useDirectories();
  const [tab, setTab] = useTab<(typeof tabs)[number]>(tabs);
  const [wantedId, want] = useQueryValue('directory');
  const latest = [...(directories ?? [])].sort((a, b) => (b.lastRequestAt ?? 0) - (a.lastRequestAt ?? 0))[0];
  const directory = directories?.find(({ id }) => id === wantedId) ?? latest;
  return (
    <Page
      world="receiver"
      path={[{ label: say('receiver.world') }, { label: say('events.page') }]}
      title={say('events.page')}
      subtitle={say('events.page.lead')}
      tabs={
        <TabList size="small" selectedValue={tab} onTabSelect={(_event, { value }) => setTab(value === 'list' ? 'list' : 'live')}>
          <Tab value="live">{say('events.tab.live')}</Tab>
          <Tab value="list">{say('events.tab.list')}</Tab>
        </TabList>
      }
      flush
    >
      <ProblemBanner problem={problem} />
      {directories !== undefined && directory === undefined && (
        <Empty
          title={say('directories.empty')}
          action={
            <a className="link" href="#/recv/orgs/add-directory">
              {say('directories.add')}
            </a>
          }
        >
          {say('events.page.empty')}
        </Empty>
      )}
      {directory !== undefined && tab === 'list' && <EventsExplorer />}
      {directory !== undefined && tab === 'live' && (
        <>
          <div className="filter-bar">
            <Dropdown
              size="small"
              aria-label={say('events.page.directory')}
              value={`${directory.organizationName} › ${directory.name}`}
              selectedOptions={[directory.id]}
              onOptionSelect={(_event, { optionValue }) => want(optionValue ?? null)}
            >
              {(directories ?? []).map(({ id, name, organizationName }) => (
                <Option key={id} value={id} text={`${organizationName} › ${name}`}>
                  {organizationName} › {name}
                </Option>
              ))}
            </Dropdown>
          </div>
          <div className="grow-list directory-events">
            <EventFeed key={directory.id} directoryId={directory.id} isWide />
          </div>
        </>
      )}
    </Page>
  );
}
