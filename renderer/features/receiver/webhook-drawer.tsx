import { Button } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { useLocation } from 'wouter';
import type { OrganizationView } from '#shared/api/receiver-views.ts';
import type { CreatedWebhookEndpointView, WebhookEndpointView } from '#shared/api/webhook-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { useDirectories } from './receiver-views.ts';
import { type WebhookDraft, WebhookFields } from './webhook-fields.tsx';
import { WebhookSecret } from './webhook-secret.tsx';
import { useWebhookRules } from './webhook-views.ts';

interface WebhookDrawerProps {
  /** Null: a new one. */
  readonly endpoint: WebhookEndpointView | null;
  readonly organizations: readonly OrganizationView[];
  onClose(): void;
}

/** Adds an endpoint and shows its secret, or changes one. */
export function WebhookDrawer({ endpoint, organizations, onClose }: WebhookDrawerProps) {
  const api = useApi();
  const [, go] = useLocation();
  const formId = useId();
  const action = useAction();
  const directories = useDirectories().data ?? [];
  const rules = useWebhookRules().data;
  const before = draftOf(endpoint, organizations);
  const [draft, setDraft] = useState(before);
  const [created, setCreated] = useState<CreatedWebhookEndpointView | null>(null);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(before);
  const isMasked = endpoint !== null && draft.url !== endpoint.url && draft.url.includes('***');
  const isComplete = draft.url.trim() !== '' && !isMasked && (draft.takesAll || draft.events.length > 0);
  const events = draft.takesAll ? [] : [...draft.events];

  const save = () =>
    action.run(async () => {
      if (endpoint === null) {
        const { organizationId, directoryId, url } = draft;
        setCreated(await api.webhooks.create({ organizationId, directoryId, url, events }));
      } else {
        const { id: endpointId, url } = endpoint;
        await api.webhooks.update({ endpointId, events, ...(draft.url === url ? {} : { url: draft.url }) });
        onClose();
      }
    });

  if (created !== null) {
    const { endpoint: added, secret } = created;
    return (
      <WebhookSecret
        title={say('webhook.created.title')}
        endpoint={added}
        secret={secret}
        onClose={() => go(`/recv/webhooks/${added.id}`)}
      />
    );
  }
  return (
    <DrawerFrame
      title={say(endpoint === null ? 'webhook.form.add' : 'webhook.form.edit')}
      isOpen
      onClose={onClose}
      isChanged={isChanged}
      footer={
        <>
          <Button appearance="primary" type="submit" form={formId} disabled={action.isBusy || !isComplete}>
            {say(endpoint === null ? 'webhook.form.create' : 'webhook.form.save')}
          </Button>
          <Button onClick={onClose}>{say('receiver.cancel')}</Button>
        </>
      }
    >
      <p className="dialog-lead">{say('webhook.form.lead')}</p>
      <ProblemBanner problem={action.problem} />
      <form
        id={formId}
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <WebhookFields
          draft={draft}
          onChange={(change) => setDraft({ ...draft, ...change })}
          isNew={endpoint === null}
          isMasked={isMasked}
          organizations={organizations}
          directories={directories}
          knownEvents={rules?.events ?? []}
        />
      </form>
    </DrawerFrame>
  );
}

function draftOf(endpoint: WebhookEndpointView | null, organizations: readonly OrganizationView[]): WebhookDraft {
  return {
    organizationId: endpoint?.organizationId ?? organizations[0]?.id ?? '',
    directoryId: endpoint?.directoryId ?? null,
    url: endpoint?.url ?? '',
    takesAll: endpoint === null || endpoint.events.length === 0,
    events: endpoint?.events ?? [],
  };
}
