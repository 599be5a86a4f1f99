import { expect, test } from 'vitest';
import type { WebhookDeliveryView, WebhookEndpointView } from '#shared/api/webhook-views.ts';
import { deliveryWord, endpointWord, eventsWord, waitWord } from './webhook-word.ts';

const endpoint: WebhookEndpointView = {
  id: 'we_1',
  organizationId: 'org',
  directoryId: null,
  url: 'http://127.0.0.1:4000/hooks',
  origin: 'http://127.0.0.1:4000',
  consent: 'loopback',
  isEnabled: true,
  events: [],
  isRetired: false,
  createdAt: 0,
  updatedAt: 0,
  queuedCount: 0,
  deliveredCount: 0,
  failedCount: 0,
  droppedCount: 0,
  nextAttemptAt: null,
};

test.each([
  ['is sent to on this machine', {}, 'Enabled'],
  ['is sent to where somebody allowed its host', { consent: 'given' }, 'Enabled'],
  ['waits for a person elsewhere', { consent: 'needed' }, 'Host not allowed'],
  ['is off before anybody is asked', { consent: 'needed', isEnabled: false }, 'Disabled'],
  ['gets nothing new once its directory is gone', { isEnabled: false, isRetired: true }, 'Retired'],
] as const)('an endpoint %s', (_sentence, change, word) => {
  expect(endpointWord({ ...endpoint, ...change }).word).toBe(word);
});

const delivery: WebhookDeliveryView = {
  number: 1,
  endpointId: 'we_1',
  eventId: 'event_1',
  event: 'dsync.user.created',
  cause: 'event',
  state: 'queued',
  queuedAt: 0,
  attemptCount: 0,
  nextAttemptAt: 0,
  lastAttempt: null,
};

test.each([
  [{ state: 'queued' }, 'neutral', 'Waiting'],
  [{ state: 'queued', attemptCount: 2 }, 'escrowed', 'Will retry'],
  [{ state: 'delivered' }, 'success', 'Delivered'],
  [{ state: 'failed' }, 'failed', 'Failed'],
  [{ state: 'dropped' }, 'skipped', 'Dropped'],
] as const)('a delivery with %j is shown as %s', (change, role, word) => {
  expect(deliveryWord({ ...delivery, ...change })).toEqual({ role, word });
});

test.each([
  [[], 'All events'],
  [['dsync.user.created'], 'dsync.user.created'],
  [['dsync.user.created', 'dsync.user.deleted'], '2 of 12 events'],
] as const)('of the events %j it says %s', (events, word) => {
  expect(eventsWord(events, 12)).toBe(word);
});

test.each([
  [0, '1 second'],
  [5000, '5 seconds'],
  [59_001, '1 minute'],
  [89_500, '1 minute 30 seconds'],
  [180_000, '3 minutes'],
  [3_599_999, '1 hour'],
  [3_600_000, '1 hour'],
  [7_199_999, '2 hours'],
  [5_430_000, '1 hour 31 minutes'],
  [86_399_000, '24 hours'],
  [90_000_000, '1 day 1 hour'],
] as const)('%i ms are %s', (ms, word) => {
  expect(waitWord(ms)).toBe(word);
});
