import { Dropdown, Option } from '@fluentui/react-components';
import { useQueryValue } from '../../app/hash-location.ts';
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
      path={[{ label: 'Receiver' }, { label: 'Events' }]}
      title="Events"
      subtitle="What your product would be told of each user and group."
      flush
    >
      <ProblemBanner problem={problem} />
      {directories !== undefined && directory === undefined && (
        <Empty
          title="No directory yet"
          action={
            <a className="link" href="#/recv/orgs/add-directory">
              Add directory
            </a>
          }
        >
          Events come from the users and groups that arrive in a directory.
        </Empty>
      )}
      {directory !== undefined && (
        <>
          <div className="filter-bar">
            <Dropdown
              size="small"
              aria-label="Directory"
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
