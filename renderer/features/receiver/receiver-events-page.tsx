import { Dropdown, Option } from '@fluentui/react-components';
import { useQueryValue } from '../../app/hash-location.ts';
import { say } from '../../app/messages.ts';
import { Empty } from '../../components/empty.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { EventFeed } from './event-feed.tsx';
import { useDirectories } from './receiver-views.ts';

/** Directory events of one directory after the other, the one with the newest first. */
export function ReceiverEventsPage() {
  const { data: directories, problem } = useDirectories();
  const [wantedId, want] = useQueryValue('directory');
  const latest = [...(directories ?? [])].sort((a, b) => (b.lastRequestAt ?? 0) - (a.lastRequestAt ?? 0))[0];
  const directory = directories?.find(({ id }) => id === wantedId) ?? latest;
  return (
    <Page
      world="receiver"
      path={[{ label: say('receiver.world') }, { label: say('events.page') }]}
      title={say('events.page')}
      subtitle={say('events.page.lead')}
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
      {directory !== undefined && (
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
