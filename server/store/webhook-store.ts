import type { Instant } from '#shared/kernel/clock.ts';
import type { DirectoryEventType } from '../events/event-types.ts';
import type { Page, ServerHost } from '../scim-server.ts';
import type { WebhookAttempt, WebhookCounts, WebhookDelivery, WebhookEndpoint } from '../webhooks/webhook.ts';
import type { Database } from './database.ts';
import { openWebhookEndpoints } from './webhook-endpoints.ts';
import { openWebhookQueue } from './webhook-queue.ts';

/** Endpoints, the queue of what they are to be sent, and the log of what became of it. Sending is the host's. */
export interface WebhookStore {
  /** Under an id of the host's, which keeps the secrets by it. */
  create(input: {
    readonly id: string;
    readonly organizationId: string;
    readonly directoryId: string | null;
    readonly url: string;
    readonly origin: string;
    readonly events: readonly DirectoryEventType[];
  }): WebhookEndpoint;
  /** In the order in which they were made. */
  endpoints(): readonly WebhookEndpoint[];
  endpoint(id: string): WebhookEndpoint | undefined;
  update(id: string, change: WebhookEndpointChange): void;
  /** With its queue and its log. */
  remove(id: string): void;
  /** A directory is about to go: endpoints of its own get what is queued, and nothing more. */
  retire(directoryId: string): void;
  /** Queues the event for all endpoints that want it, in the transaction that raised it. */
  queue(directory: EventSource, event: QueuedEvent): void;
  counts(endpointId: string): WebhookCounts;
  /** Newest first. */
  deliveries(endpointId: string, query: { readonly offset: number; readonly limit: number }): Page<WebhookDelivery>;
  delivery(number: number): WebhookDelivery | undefined;
  /** First one first. */
  attempts(number: number): readonly WebhookAttempt[];
  /** The body to be sent, the same to the byte at each attempt; undefined where the event is no longer kept. */
  bodyOf(number: number): string | undefined;
  /** The one of an endpoint's queued deliveries that is due first, whether it is due by now or not. */
  nextOf(endpointId: string): WebhookDelivery | undefined;
  /** What became of an attempt. `nextAttemptAt`: null for the last one, or for one that was taken. */
  noteAttempt(number: number, attempt: Omit<WebhookAttempt, 'number'>, nextAttemptAt: Instant | null): void;
  /** A new delivery of the same event, due now; undefined for an unknown one. */
  resend(number: number): WebhookDelivery | undefined;
  /** Told after something was queued or an endpoint was changed; what it tells of may not be committed yet. */
  onChanged(listener: () => void): () => void;
}

interface WebhookEndpointChange {
  readonly url?: string;
  readonly origin?: string;
  readonly allowedOrigin?: string | null;
  readonly isEnabled?: boolean;
  readonly events?: readonly DirectoryEventType[];
}

interface EventSource {
  readonly id: string;
  readonly organizationId: string;
}

interface QueuedEvent {
  readonly sequence: number;
  readonly id: string;
  readonly event: DirectoryEventType;
  readonly createdAt: Instant;
}

export function openWebhookStore(database: Database, host: ServerHost): WebhookStore {
  const endpoints = openWebhookEndpoints(database);
  const queue = openWebhookQueue(database);
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    create: (input) => {
      const now = host.clock.now();
      const endpoint: WebhookEndpoint = {
        ...input,
        isRetired: false,
        allowedOrigin: null,
        isEnabled: true,
        createdAt: now,
        updatedAt: now,
      };
      endpoints.insert(endpoint);
      changed();
      return endpoint;
    },
    endpoints: endpoints.list,
    endpoint: (id) => endpoints.list().find((endpoint) => endpoint.id === id),
    update: (id, change) => {
      const endpoint = endpoints.list().find((one) => one.id === id);
      if (endpoint === undefined) return;
      endpoints.replace({ ...endpoint, ...change, updatedAt: host.clock.now() });
      changed();
    },
    remove: (id) => {
      endpoints.remove(id);
      changed();
    },
    retire: endpoints.retire,
    queue: (directory, event) => {
      const wanting = endpoints.list().filter((endpoint) => isFor(endpoint, directory, event.event));
      for (const { id } of wanting) queue.add(id, { event, cause: 'event', at: event.createdAt });
      if (wanting.length > 0) changed();
    },
    counts: queue.counts,
    deliveries: queue.list,
    delivery: queue.find,
    attempts: queue.attempts,
    bodyOf: queue.bodyOf,
    nextOf: queue.nextOf,
    noteAttempt: (number, attempt, nextAttemptAt) => {
      database.transaction(() => queue.noteAttempt(number, attempt, nextAttemptAt));
    },
    resend: (number) => {
      const again = database.transaction(() => queue.again(number, host.clock.now()));
      changed();
      return again;
    },
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function isFor(endpoint: WebhookEndpoint, directory: EventSource, event: DirectoryEventType): boolean {
  if (!endpoint.isEnabled || endpoint.isRetired || endpoint.organizationId !== directory.organizationId) return false;
  if (endpoint.directoryId !== null && endpoint.directoryId !== directory.id) return false;
  return endpoint.events.length === 0 || endpoint.events.includes(event);
}
