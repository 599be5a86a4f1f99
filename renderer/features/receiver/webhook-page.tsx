import { Button } from '@fluentui/react-components';
import { Delete16Regular, Edit16Regular, Key16Regular, Pause16Regular, Play16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { WebhookEndpointView } from '#shared/api/webhook-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { Empty } from '../../components/empty.tsx';
import { Moment } from '../../components/moment.tsx';
import { Numbers } from '../../components/numbers.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { useOrganizations } from './receiver-views.ts';
import { WebhookDeleteDialog } from './webhook-delete-dialog.tsx';
import { WebhookDeliveries } from './webhook-deliveries.tsx';
import { WebhookDrawer } from './webhook-drawer.tsx';
import { WebhookHindrance } from './webhook-hindrance.tsx';
import { useWebhookOwner } from './webhook-owner.ts';
import { WebhookRenewDialog } from './webhook-renew-dialog.tsx';
import { useWebhookRules, useWebhooks } from './webhook-views.ts';
import { endpointWord, eventsWord } from './webhook-word.ts';

interface WebhookPageProps {
  readonly id: string;
  /** What stands open over it. */
  readonly overlay?: 'edit' | 'secret' | null;
}

const path = [{ label: say('receiver.world') }, { label: say('webhooks.title'), href: '/recv/webhooks' }];

/** One endpoint: what keeps it from being sent to, and what became of each delivery. */
export function WebhookPage({ id, overlay = null }: WebhookPageProps) {
  const { data, problem } = useWebhooks();
  const endpoint = data?.find((one) => one.id === id);
  if (endpoint !== undefined) return <KnownEndpoint endpoint={endpoint} overlay={overlay} />;
  return (
    <Page world="receiver" path={path} title={say(data === undefined ? 'webhook.title' : 'webhook.unknown')}>
      <ProblemBanner problem={problem} />
      {data !== undefined && (
        <Empty
          title={say('webhook.unknown.text', { id })}
          action={
            <a className="link" href="#/recv/webhooks">
              {say('webhook.unknown.all')}
            </a>
          }
        />
      )}
    </Page>
  );
}

interface KnownEndpointProps {
  readonly endpoint: WebhookEndpointView;
  readonly overlay: 'edit' | 'secret' | null;
}

function KnownEndpoint({ endpoint, overlay }: KnownEndpointProps) {
  const [, go] = useLocation();
  const organizations = useOrganizations().data;
  const ownerOf = useWebhookOwner();
  const rules = useWebhookRules().data;
  const action = useAction();
  const [isDeleting, setIsDeleting] = useState(false);
  const { role, word } = endpointWord(endpoint);
  const back = () => go(`/recv/webhooks/${endpoint.id}`);
  return (
    <Page
      world="receiver"
      path={path}
      title={endpoint.url}
      badge={<StatusTag role={role}>{word}</StatusTag>}
      subtitle={[ownerOf(endpoint), eventsWord(endpoint.events, rules?.events.length ?? 0)].join(' · ')}
      commands={<Commands endpoint={endpoint} action={action} onDelete={() => setIsDeleting(true)} />}
      flush
    >
      <ProblemBanner problem={action.problem} />
      <WebhookHindrance endpoint={endpoint} />
      <DeliveryNumbers endpoint={endpoint} />
      <WebhookDeliveries endpoint={endpoint} rules={rules} />
      {overlay === 'edit' && organizations !== undefined && (
        <WebhookDrawer endpoint={endpoint} organizations={organizations} onClose={back} />
      )}
      {overlay === 'secret' && <WebhookRenewDialog endpoint={endpoint} onClose={back} />}
      {isDeleting && <WebhookDeleteDialog endpoint={endpoint} onClose={() => setIsDeleting(false)} />}
    </Page>
  );
}

interface CommandsProps {
  readonly endpoint: WebhookEndpointView;
  readonly action: ReturnType<typeof useAction>;
  onDelete(): void;
}

function Commands({ endpoint: { id: endpointId, isEnabled }, action, onDelete }: CommandsProps) {
  const api = useApi();
  const [, go] = useLocation();
  const toggle = () => void action.run(() => api.webhooks.update({ endpointId, isEnabled: !isEnabled }));
  return (
    <>
      <Button
        appearance="subtle"
        size="small"
        icon={isEnabled ? <Pause16Regular /> : <Play16Regular />}
        disabled={action.isBusy}
        onClick={toggle}
      >
        {say(isEnabled ? 'webhook.disable' : 'webhook.enable')}
      </Button>
      <Button appearance="subtle" size="small" icon={<Edit16Regular />} onClick={() => go(`/recv/webhooks/${endpointId}/edit`)}>
        {say('webhook.edit')}
      </Button>
      <Button appearance="subtle" size="small" icon={<Key16Regular />} onClick={() => go(`/recv/webhooks/${endpointId}/secret`)}>
        {say('webhook.secret')}
      </Button>
      <Button appearance="subtle" size="small" icon={<Delete16Regular />} onClick={onDelete}>
        {say('webhook.delete')}
      </Button>
    </>
  );
}

function DeliveryNumbers({ endpoint }: { readonly endpoint: WebhookEndpointView }) {
  const { queuedCount, deliveredCount, failedCount, droppedCount, nextAttemptAt } = endpoint;
  const next =
    nextAttemptAt === null ? (
      say(queuedCount === 0 ? 'receiver.none' : 'webhook.next.held')
    ) : (
      <Moment at={nextAttemptAt} parts="time" />
    );
  return (
    <Numbers
      label={say('webhook.numbers')}
      figures={[
        { name: say('webhook.numbers.waiting'), value: queuedCount },
        { name: say('webhook.numbers.delivered'), value: deliveredCount },
        { name: say('webhook.numbers.failed'), value: failedCount },
        { name: say('webhook.numbers.dropped'), value: droppedCount },
        { name: say('webhook.numbers.next'), value: next },
      ]}
    />
  );
}
