import { Button } from '@fluentui/react-components';
import { Pause16Regular, Play16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { DirectoryEventView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { usePagedView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Moment } from '../../components/moment.tsx';
import { roleColours } from '../../components/outcome.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { eventRole, eventSubject } from './directory-event.ts';
import { EventPayload } from './event-payload.tsx';

interface EventFeedProps {
  readonly directoryId: string;
  /** The whole page instead of a side list. */
  readonly isWide?: boolean;
}

/** Directory events as they happen, newest on top, with the payload of the chosen one. *Pause* holds the list still and counts. */
export function EventFeed({ directoryId, isWide = false }: EventFeedProps) {
  const api = useApi();
  const list = usePagedView(['events', directoryId], ['receiver'], (page) => api.receiver.events({ directoryId, ...page }));
  const [held, setHeld] = useState<{ readonly events: readonly DirectoryEventView[]; readonly totalCount: number } | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const events = held?.events ?? list.data ?? [];
  const open = events.find(({ id }) => id === openId);
  const waitingCount = held === null ? 0 : list.totalCount - held.totalCount;
  return (
    <section className="event-feed" data-wide={isWide} aria-labelledby="event-feed-title">
      <div className="event-list">
        <div className="feed-head">
          <i className="live-dot" data-state={held === null ? 'live' : 'quiet'} aria-hidden="true" />
          <h2 id="event-feed-title">{say('events.title')}</h2>
          {waitingCount > 0 && <span className="caption muted">{say('events.waiting', { count: waitingCount })}</span>}
          <Button
            appearance="subtle"
            size="small"
            icon={held === null ? <Pause16Regular /> : <Play16Regular />}
            onClick={() => setHeld(held === null ? { events: list.data ?? [], totalCount: list.totalCount } : null)}
          >
            {say(held === null ? 'events.pause' : 'events.resume')}
          </Button>
        </div>
        <ProblemBanner problem={list.problem} />
        <DataTable
          label={say('events.title')}
          columns={columns}
          rows={events}
          rowKey={({ id }) => id}
          openKey={openId}
          onOpen={({ id }) => setOpenId(id === openId ? null : id)}
          isLoading={list.isLoading}
          isUnknown={list.data === undefined}
          totalCount={held?.totalCount ?? list.totalCount}
          rowHeight={40}
          {...(held === null ? { onEndReached: list.readMore } : {})}
          empty={<Empty title={say('events.empty')}>{say('events.empty.text')}</Empty>}
        />
      </div>
      {open !== undefined && (
        <div className="event-payload">
          <h2 className="message-head">{say('events.payload', { event: open.event })}</h2>
          <EventPayload
            label={say('events.payload.label', { event: open.event })}
            text={JSON.stringify({
              id: open.id,
              event: open.event,
              created_at: new Date(open.createdAt).toISOString(),
              data: open.data,
            })}
          />
        </div>
      )}
    </section>
  );
}

const columns: readonly Column<DirectoryEventView>[] = [
  {
    key: 'time',
    name: say('events.column.time'),
    width: 92,
    render: ({ createdAt }) => (
      <span className="mono muted">
        <Moment at={createdAt} parts="exact" />
      </span>
    ),
  },
  {
    key: 'event',
    name: say('events.column.event'),
    width: 'minmax(180px, 1fr)',
    render: ({ event, data }) => (
      <div className="event-cell">
        <div className="mono" style={roleColours(eventRole(event))}>
          {event}
        </div>
        <div className="ellipsis">{eventSubject(data)}</div>
      </div>
    ),
  },
];
