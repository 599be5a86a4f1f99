import type { Instant } from '#shared/kernel/clock.ts';
import type { DirectoryEventType } from '../events/event-types.ts';

/** Where events of an organization, or of one of its directories, are sent. Its secret and its whole URL are the host's to keep. */
export interface WebhookEndpoint {
  readonly id: string;
  readonly organizationId: string;
  /** Null: all directories of the organization. */
  readonly directoryId: string | null;
  /** Its directory is gone: what is queued is still sent, nothing is added. */
  readonly isRetired: boolean;
  /** As it may be shown. */
  readonly url: string;
  readonly origin: string;
  /** The origin a person has allowed. */
  readonly allowedOrigin: string | null;
  readonly isEnabled: boolean;
  /** Empty: all. */
  readonly events: readonly DirectoryEventType[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export type DeliveryState = 'queued' | 'delivered' | 'failed' | 'dropped';

/** One event on its way to one endpoint. */
export interface WebhookDelivery {
  readonly number: number;
  readonly endpointId: string;
  readonly eventId: string;
  readonly event: string;
  readonly cause: 'event' | 'resend';
  readonly state: DeliveryState;
  readonly queuedAt: Instant;
  readonly attemptCount: number;
  /** Null where no further attempt comes. */
  readonly nextAttemptAt: Instant | null;
}

export interface WebhookAttempt {
  /** From 1 on. */
  readonly number: number;
  readonly at: Instant;
  /** Null where no answer came. */
  readonly status: number | null;
  readonly durationMs: number;
  /** A sentence; null where the endpoint took it. */
  readonly failure: string | null;
  readonly bodyHead: string;
}

export interface WebhookCounts {
  readonly queuedCount: number;
  readonly deliveredCount: number;
  readonly failedCount: number;
  readonly droppedCount: number;
  /** The first attempt that is due among the queued ones. */
  readonly nextAttemptAt: Instant | null;
}
