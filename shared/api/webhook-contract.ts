// Webhooks: where directory events are sent, and what became of each.
import { type } from '@orpc/contract';
import { z } from 'zod';
import { base, none, paging } from './inputs.ts';
import type {
  CreatedWebhookEndpointView,
  WebhookDeliveryDetailView,
  WebhookDeliveryView,
  WebhookEndpointView,
  WebhookRulesView,
} from './webhook-views.ts';
import type { PageView } from './workspace-views.ts';

const endpointId = z.string().min(1).max(100);
const url = z.string().max(2000);
const events = z.array(z.string().max(100)).max(50);
const deliveryNumber = z.number().int().min(1);

export const webhooks = {
  rules: base.input(none).output(type<WebhookRulesView>()),
  /** Of one organization, or of all. */
  list: base
    .input(z.object({ organizationId: z.string().max(100).nullable().default(null) }).default({ organizationId: null }))
    .output(type<readonly WebhookEndpointView[]>()),
  /** Refused for a URL that is none, that holds a password, or that is plain http to another machine. */
  create: base
    .input(
      z.object({
        organizationId: z.string().max(100),
        directoryId: z.string().max(100).nullable().default(null),
        url,
        events: events.default([]),
      }),
    )
    .output(type<CreatedWebhookEndpointView>()),
  /** A new host has to be allowed anew. What is left out stays. */
  update: base
    .input(z.object({ endpointId, url: url.optional(), isEnabled: z.boolean().optional(), events: events.optional() }))
    .output(type<WebhookEndpointView>()),
  /** From the next attempt on; the old secret is gone. */
  renewSecret: base.input(z.object({ endpointId })).output(type<CreatedWebhookEndpointView>()),
  /** A person's word that this host may be sent directory data; refused where the endpoint has another origin by now. */
  allowHost: base.input(z.object({ endpointId, origin: url })).output(type<WebhookEndpointView>()),
  /** Its log goes with it. */
  remove: base.input(z.object({ endpointId })).output(type<null>()),
  /** Newest first. */
  deliveries: base.input(z.object({ endpointId, ...paging })).output(type<PageView<WebhookDeliveryView>>()),
  delivery: base.input(z.object({ number: deliveryNumber })).output(type<WebhookDeliveryDetailView>()),
  /** Sends the same event again, as a delivery of its own that is due at once. */
  resend: base.input(z.object({ number: deliveryNumber })).output(type<WebhookDeliveryView>()),
};
