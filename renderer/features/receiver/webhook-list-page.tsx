import { Button } from '@fluentui/react-components';
import { Add16Regular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { WebhookEndpointView } from '#shared/api/webhook-views.ts';
import { say } from '../../app/messages.ts';
import { counted } from '../../components/counted.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { Moment } from '../../components/moment.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useOrganizations } from './receiver-views.ts';
import { WebhookDrawer } from './webhook-drawer.tsx';
import { useWebhookOwner } from './webhook-owner.ts';
import { useWebhookRules, useWebhooks } from './webhook-views.ts';
import { endpointWord, eventsWord } from './webhook-word.ts';

/** Where directory events are sent, of all organizations. */
export function WebhookListPage({ isAdding }: { readonly isAdding: boolean }) {
  const [, go] = useLocation();
  const [search, setSearch] = useState('');
  const { data, isLoading, problem } = useWebhooks();
  const organizations = useOrganizations();
  const ownerOf = useWebhookOwner();
  const knownCount = useWebhookRules().data?.events.length ?? 0;
  const columns = useMemo(() => columnsWith(ownerOf, knownCount), [ownerOf, knownCount]);
  const needle = search.trim().toLowerCase();
  const found = data?.filter((endpoint) => [endpoint.url, ownerOf(endpoint)].some((text) => text.toLowerCase().includes(needle)));
  const hasOwner = organizations.data === undefined || organizations.data.length > 0;
  const add = () => go('/recv/webhooks/new');
  return (
    <Page
      world="receiver"
      path={[{ label: say('receiver.world') }, { label: say('webhooks.title') }]}
      title={say('webhooks.title')}
      subtitle={say('webhooks.lead')}
      commands={
        <Button appearance="subtle" size="small" icon={<Add16Regular />} disabled={!hasOwner} onClick={add}>
          {say('webhooks.add')}
        </Button>
      }
      flush
    >
      <FilterBar
        search={search}
        onSearch={setSearch}
        placeholder={say('webhooks.search')}
        count={found && counted(found.length, say('webhooks.one'))}
      />
      <ProblemBanner problem={problem ?? organizations.problem} />
      <DataTable
        label={say('webhooks.title')}
        columns={columns}
        rows={found ?? []}
        rowKey={({ id }) => id}
        onOpen={({ id }) => go(`/recv/webhooks/${id}`)}
        isLoading={isLoading}
        isUnknown={found === undefined}
        empty={
          needle === '' ? <NoEndpoint hasOwner={hasOwner} onAdd={add} /> : <Empty title={say('webhooks.unfound', { search })} />
        }
      />
      {isAdding && hasOwner && organizations.data !== undefined && (
        <WebhookDrawer endpoint={null} organizations={organizations.data} onClose={() => go('/recv/webhooks')} />
      )}
    </Page>
  );
}

function NoEndpoint({ hasOwner, onAdd }: { readonly hasOwner: boolean; onAdd(): void }) {
  return (
    <Empty
      title={say('webhooks.empty')}
      action={
        hasOwner ? (
          <Button appearance="primary" onClick={onAdd}>
            {say('webhooks.add')}
          </Button>
        ) : (
          <a className="link" href="#/recv/orgs/add-directory">
            {say('directories.add')}
          </a>
        )
      }
    >
      {say(hasOwner ? 'webhooks.empty.text' : 'webhooks.empty.bare')}
    </Empty>
  );
}

function columnsWith(
  ownerOf: (endpoint: WebhookEndpointView) => string,
  knownCount: number,
): readonly Column<WebhookEndpointView>[] {
  return [
    {
      key: 'url',
      name: say('webhooks.column.url'),
      width: 'minmax(180px, 1.5fr)',
      render: ({ url }) => (
        <span className="mono" title={url}>
          {url}
        </span>
      ),
    },
    {
      key: 'of',
      name: say('webhooks.column.of'),
      width: 'minmax(140px, 1.4fr)',
      render: (endpoint) => <span title={ownerOf(endpoint)}>{ownerOf(endpoint)}</span>,
    },
    {
      key: 'events',
      name: say('webhooks.column.events'),
      width: 'minmax(110px, 0.7fr)',
      render: ({ events }) => eventsWord(events, knownCount),
    },
    {
      key: 'state',
      name: say('webhooks.column.state'),
      width: 136,
      render: (endpoint) => {
        const { role, word } = endpointWord(endpoint);
        return (
          <StatusTag role={role} isPlain>
            {word}
          </StatusTag>
        );
      },
    },
    ...(['waiting', 'delivered', 'failed'] as const).map(
      (kind): Column<WebhookEndpointView> => ({
        key: kind,
        name: countNames[kind],
        width: 66,
        numeric: true,
        render: (endpoint) => countOf(endpoint, kind).toLocaleString('en'),
      }),
    ),
    {
      key: 'next',
      name: say('webhooks.column.next'),
      width: 92,
      render: ({ nextAttemptAt }) =>
        nextAttemptAt === null ? (
          <span className="muted">{say('receiver.none')}</span>
        ) : (
          <Moment at={nextAttemptAt} parts="time" />
        ),
    },
  ];
}

const countNames = {
  waiting: say('webhooks.column.waiting'),
  delivered: say('webhooks.column.delivered'),
  failed: say('webhooks.column.failed'),
} as const;

function countOf({ queuedCount, deliveredCount, failedCount }: WebhookEndpointView, kind: keyof typeof countNames): number {
  return { waiting: queuedCount, delivered: deliveredCount, failed: failedCount }[kind];
}
