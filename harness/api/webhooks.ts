import { randomBytes } from 'node:crypto';
import { type DirectoryEventType, directoryEventTypes } from '#server/events/event-types.ts';
import { WEBHOOK_RETRY_DELAYS_MS, WEBHOOK_TIMEOUT_MS, WEBHOOKS_QUEUED_MAX } from '#server/webhooks/delivery-rules.ts';
import { WEBHOOK_SIGNATURE_HEADER } from '#server/webhooks/signature.ts';
import type { WebhookDelivery, WebhookEndpoint } from '#server/webhooks/webhook.ts';
import type { WebhookDeliveryView, WebhookEndpointView } from '#shared/api/webhook-views.ts';
import { parseWebhookUrl, webhookSecretNames } from '../webhooks/webhook-address.ts';
import { webhookConsent } from '../webhooks/webhook-sender.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { api, found, orRefuse, refusal } from './implementer.ts';

/** Where directory events are sent, and what became of each. */
export function webhookHandlers({ server, vault, live, newId }: WorkspaceParts) {
  const { webhooks } = server;
  const endpointOf = (id: string) => found(webhooks.endpoint(id), 'webhook endpoint');
  const viewOf = (id: string) => toEndpointView(endpointOf(id), webhooks.counts(id));
  const deliveryOf = (number: number) => found(webhooks.delivery(number), 'delivery');
  const deliveryView = (delivery: WebhookDelivery): WebhookDeliveryView => ({
    ...delivery,
    lastAttempt: webhooks.attempts(delivery.number).at(-1) ?? null,
  });
  const changedView = (id: string): WebhookEndpointView => {
    live.changed('receiver');
    return viewOf(id);
  };
  const writeNewSecret = async (id: string): Promise<string> => {
    const secret = randomBytes(32).toString('base64url');
    await vault.write(webhookSecretNames(id).secret, secret);
    return secret;
  };

  return {
    rules: api.webhooks.rules.handler(() => ({
      events: directoryEventTypes,
      signatureHeader: WEBHOOK_SIGNATURE_HEADER,
      timeoutMs: WEBHOOK_TIMEOUT_MS,
      queuedMax: WEBHOOKS_QUEUED_MAX,
      retryDelaysMs: WEBHOOK_RETRY_DELAYS_MS,
    })),
    list: api.webhooks.list.handler(({ input }) =>
      webhooks
        .endpoints()
        .filter(({ organizationId }) => input.organizationId === null || organizationId === input.organizationId)
        .map(({ id }) => viewOf(id)),
    ),
    create: api.webhooks.create.handler(async ({ input: { organizationId, directoryId, url, events } }) => {
      found(
        server.organizations().find(({ id }) => id === organizationId),
        'organization',
      );
      if (directoryId !== null && found(server.directory(directoryId), 'directory').organizationId !== organizationId) {
        found(undefined, 'directory of this organization');
      }
      const { masked, origin } = orRefuse(parseWebhookUrl(url));
      const names = readEventNames(events);
      refuseTooMany(webhooks.endpoints().filter((endpoint) => endpoint.organizationId === organizationId));
      const id = `we_${newId()}`;
      // In this order: from the first event on, the endpoint has what it is sent with.
      await vault.write(webhookSecretNames(id).url, url.trim());
      const secret = await writeNewSecret(id);
      webhooks.create({ id, organizationId, directoryId, url: masked, origin, events: names });
      return { endpoint: changedView(id), secret };
    }),
    update: api.webhooks.update.handler(async ({ input: { endpointId, url, isEnabled, events } }) => {
      const before = endpointOf(endpointId);
      const address = url === undefined ? null : orRefuse(parseWebhookUrl(url));
      const names = events === undefined ? before.events : readEventNames(events);
      // In this order: until the new URL is in the vault, only the old one could be reached.
      webhooks.update(endpointId, {
        isEnabled: isEnabled ?? before.isEnabled,
        events: names,
        ...(address === null ? {} : { url: address.masked, origin: address.origin }),
      });
      if (url !== undefined) await vault.write(webhookSecretNames(endpointId).url, url.trim());
      return changedView(endpointId);
    }),
    renewSecret: api.webhooks.renewSecret.handler(async ({ input }) => {
      const secret = await writeNewSecret(endpointOf(input.endpointId).id);
      return { endpoint: changedView(input.endpointId), secret };
    }),
    allowHost: api.webhooks.allowHost.handler(({ input }) => {
      const { origin } = endpointOf(input.endpointId);
      if (origin !== input.origin) {
        throw refusal({
          place: 'Allow host',
          message: `The endpoint is at ${origin} by now, and not where you allowed it.`,
          remedy: 'Look at its URL again, and allow that host if it is yours.',
        });
      }
      webhooks.update(input.endpointId, { allowedOrigin: origin });
      return changedView(input.endpointId);
    }),
    remove: api.webhooks.remove.handler(async ({ input }) => {
      const names = webhookSecretNames(endpointOf(input.endpointId).id);
      webhooks.remove(input.endpointId);
      await Promise.all([vault.remove(names.url), vault.remove(names.secret)]);
      live.changed('receiver');
      return null;
    }),
    deliveries: api.webhooks.deliveries.handler(({ input }) => {
      endpointOf(input.endpointId);
      const { items, totalCount } = webhooks.deliveries(input.endpointId, input);
      return { items: items.map(deliveryView), totalCount };
    }),
    delivery: api.webhooks.delivery.handler(({ input }) => ({
      ...deliveryView(deliveryOf(input.number)),
      attempts: webhooks.attempts(input.number),
      body: webhooks.bodyOf(input.number) ?? null,
    })),
    resend: api.webhooks.resend.handler(({ input }) => {
      deliveryOf(input.number);
      if (webhooks.bodyOf(input.number) === undefined) {
        throw refusal({
          place: 'Deliveries',
          message: 'The event of this delivery is no longer kept.',
          remedy: 'Choose a newer delivery.',
        });
      }
      const again = found(webhooks.resend(input.number), 'delivery');
      live.changed('receiver');
      return deliveryView(again);
    }),
  };
}

const ENDPOINTS_MAX = 20;

function refuseTooMany(own: readonly WebhookEndpoint[]): void {
  if (own.length < ENDPOINTS_MAX) return;
  throw refusal({
    place: 'Webhooks',
    message: `An organization has at most ${ENDPOINTS_MAX} endpoints.`,
    remedy: 'Remove one that is no longer used.',
  });
}

function readEventNames(names: readonly string[]): readonly DirectoryEventType[] {
  const unknown = names.find((name) => !isEventType(name));
  if (unknown !== undefined) {
    throw refusal({
      place: 'Events',
      message: `There is no directory event "${unknown}".`,
      remedy: `The events are ${directoryEventTypes.join(', ')}.`,
    });
  }
  return [...new Set(names.filter(isEventType))];
}

function isEventType(name: string): name is DirectoryEventType {
  return (directoryEventTypes as readonly string[]).includes(name);
}

function toEndpointView(
  { allowedOrigin, ...endpoint }: WebhookEndpoint,
  { nextAttemptAt, ...counts }: ReturnType<WorkspaceParts['server']['webhooks']['counts']>,
): WebhookEndpointView {
  const consent = webhookConsent({ origin: endpoint.origin, allowedOrigin });
  const isSent = endpoint.isEnabled && consent !== 'needed';
  return { ...endpoint, ...counts, consent, nextAttemptAt: isSent ? nextAttemptAt : null };
}
