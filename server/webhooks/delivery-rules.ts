import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/kernel/duration.ts';

/** An endpoint that takes longer has not answered. Source: workos/emulate, src/workos/webhook-signer.ts. */
export const WEBHOOK_TIMEOUT_MS = 5 * SECOND_MS;

/** For each endpoint: a new one pushes the oldest out, so that an endpoint that is down for days costs no more than this. */
export const WEBHOOKS_QUEUED_MAX = 1000;

/** Of what an endpoint was sent, this many deliveries are kept to be looked at. */
export const WEBHOOKS_KEPT_MAX = 2000;

/**
 * How long after the first, second, ... failed attempt the next one comes: each wait is about six times the one before it. That failed
 * deliveries are tried again with growing waits is documented (workos.com/docs/events/data-syncing/webhooks.md), the waits are not.
 * After the last one a delivery has failed for good. An endpoint is never switched off for failing: nothing says that the vendor does.
 */
export const WEBHOOK_RETRY_DELAYS_MS: readonly number[] = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  3 * MINUTE_MS,
  20 * MINUTE_MS,
  2 * HOUR_MS,
  12 * HOUR_MS,
];
