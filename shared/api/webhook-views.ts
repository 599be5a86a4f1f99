// What the pages about webhooks are shown.

/** Whether requests may go to the host of an endpoint: one on this machine always, any other once a person has allowed it. */
type HostConsent = 'loopback' | 'needed' | 'given';

export interface WebhookEndpointView {
  readonly id: string;
  readonly organizationId: string;
  /** Null: events of all directories of the organization. */
  readonly directoryId: string | null;
  /** Query values are `***`. */
  readonly url: string;
  /** Scheme, host and port: what *Allow host* names. */
  readonly origin: string;
  readonly consent: HostConsent;
  readonly isEnabled: boolean;
  /** Names of directory events; empty: all of them. */
  readonly events: readonly string[];
  /** Its directory is gone: it gets what was queued, and nothing more. */
  readonly isRetired: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly queuedCount: number;
  readonly deliveredCount: number;
  readonly failedCount: number;
  /** Left out because too many waited. */
  readonly droppedCount: number;
  /** When the first of the queued ones is sent, on the workspace's clock; null where nothing is queued, or nothing may be sent. */
  readonly nextAttemptAt: number | null;
}

/** Shown once: the page is not told the secret again. */
export interface CreatedWebhookEndpointView {
  readonly endpoint: WebhookEndpointView;
  readonly secret: string;
}

/** `queued`: waits for its first or next attempt. `failed`: all attempts are used up. `dropped`: too many were queued behind it. */
type WebhookDeliveryState = 'queued' | 'delivered' | 'failed' | 'dropped';

export interface WebhookDeliveryView {
  readonly number: number;
  readonly endpointId: string;
  readonly eventId: string;
  readonly event: string;
  readonly cause: 'event' | 'resend';
  readonly state: WebhookDeliveryState;
  readonly queuedAt: number;
  readonly attemptCount: number;
  readonly nextAttemptAt: number | null;
  /** Null before the first attempt. */
  readonly lastAttempt: WebhookAttemptView | null;
}

interface WebhookAttemptView {
  readonly number: number;
  /** On the workspace's clock. */
  readonly at: number;
  /** Null where no answer came. */
  readonly status: number | null;
  readonly durationMs: number;
  /** Why it is no delivery, in a sentence; null for one that is. */
  readonly failure: string | null;
  /** How the answer's body begins: text of the endpoint's, never markup. */
  readonly bodyHead: string;
}

export interface WebhookDeliveryDetailView extends WebhookDeliveryView {
  /** First one first. */
  readonly attempts: readonly WebhookAttemptView[];
  /** The body as it is sent; null where the event is no longer kept. */
  readonly body: string | null;
}

/** What holds for every endpoint, for texts and pickers. */
export interface WebhookRulesView {
  readonly events: readonly string[];
  readonly signatureHeader: string;
  readonly timeoutMs: number;
  readonly queuedMax: number;
  /** Waits after the first, second, … failed attempt, in milliseconds. */
  readonly retryDelaysMs: readonly number[];
}
