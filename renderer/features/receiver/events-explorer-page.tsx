import { Button } from '@fluentui/react-components';
import { say } from '../../app/messages.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Foot } from '../../components/foot.tsx';
import { Moment } from '../../components/moment.tsx';
import { roleColours } from '../../components/outcome.tsx';
import { eventRole, eventSubject } from './directory-event.ts';
import type { EventsAnswer, ListedEvent } from './events-explorer-answer.ts';

interface ExplorerPageProps {
  /** Null while nothing was answered, or a refusal. */
  readonly page: Extract<EventsAnswer, { readonly kind: 'page' }> | null;
  readonly isLoading: boolean;
  /** The directory the page singles out by itself. */
  readonly directoryName: string | null;
  readonly isFirst: boolean;
  readonly openId: string | null;
  onOpen(id: string): void;
  /** To the page after this event; null: the first one. */
  onGo(after: string | null): void;
}

/** One page of the events list, with the cursor that leads to the next. */
export function ExplorerPage({ page, isLoading, directoryName, isFirst, openId, onOpen, onGo }: ExplorerPageProps) {
  const after = page?.after ?? null;
  return (
    <div className="event-list">
      <DataTable
        label={say('explorer.table')}
        columns={columns}
        rows={page?.events ?? []}
        rowKey={({ id }) => id}
        openKey={openId}
        onOpen={({ id }) => onOpen(id)}
        isLoading={isLoading}
        isUnknown={page === null}
        empty={
          <Empty title={say('explorer.empty')}>
            {directoryName === null || page?.count === 0
              ? say('explorer.empty.text')
              : say('explorer.empty.page', { directory: directoryName })}
          </Empty>
        }
      />
      <Foot>
        {page !== null && (
          <>
            <span className="grow explorer-cursor">
              {directoryName !== null && (
                <>
                  {say('explorer.shown', { shown: page.events.length, count: page.count })}
                  {' · '}
                </>
              )}
              {after === null ? (
                say('explorer.cursor.none')
              ) : (
                <>
                  {say('explorer.cursor')} <span className="mono">{after}</span>
                </>
              )}
            </span>
            <Button size="small" disabled={isFirst} onClick={() => onGo(null)}>
              {say('explorer.first')}
            </Button>
            <Button size="small" disabled={after === null} onClick={() => onGo(after)}>
              {say('explorer.next')}
            </Button>
          </>
        )}
      </Foot>
      {directoryName !== null && <p className="caption muted explorer-note">{say('explorer.directory')}</p>}
    </div>
  );
}

const columns: readonly Column<ListedEvent>[] = [
  {
    key: 'created',
    name: say('explorer.column.created'),
    width: 164,
    render: ({ createdAt }) => <Moment at={createdAt} />,
  },
  {
    key: 'event',
    name: say('explorer.column.event'),
    width: 'minmax(150px, 1fr)',
    render: ({ event }) => (
      <span className="mono event-name" style={roleColours(eventRole(event))}>
        {event}
      </span>
    ),
  },
  {
    key: 'subject',
    name: say('explorer.column.subject'),
    width: 'minmax(90px, 1fr)',
    render: ({ data }) => eventSubject(data),
  },
  {
    key: 'id',
    name: say('explorer.column.id'),
    width: 'minmax(80px, 1fr)',
    render: ({ id }) => (
      <span className="mono muted" title={id}>
        {id}
      </span>
    ),
  },
];
