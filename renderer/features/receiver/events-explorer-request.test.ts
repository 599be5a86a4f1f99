import { expect, test } from 'vitest';
import { type EventsRequest, eventsCurl, eventsTarget } from './events-explorer-request.ts';

const plain: EventsRequest = {
  organizationId: null,
  events: ['dsync.user.created', 'dsync.user.deleted'],
  from: '',
  to: '',
  order: 'asc',
  limit: 100,
  after: null,
};
const created = 'events=dsync.user.created,dsync.user.deleted';

test.each([
  ['what the API does by itself is not written', {}, `/events?${created}&limit=100`],
  [
    'a time is written in UTC',
    { from: '2026-03-03T10:21:00Z' },
    `/events?${created}&range_start=2026-03-03T10:21:00.000Z&limit=100`,
  ],
  ['half a time is no bound', { from: '2026-', to: 'soon' }, `/events?${created}&limit=100`],
  [
    'everything else has its place',
    { organizationId: 'org 1', to: '2026-03-04T00:00:00Z', order: 'desc', limit: 10, after: 'event_7' },
    `/events?${created}&organization_id=org%201&range_end=2026-03-04T00:00:00.000Z&order=desc&limit=10&after=event_7`,
  ],
  ['nothing chosen is asked for as such', { events: [] }, '/events?events=&limit=100'],
] as const)('%s', (_sentence, change, target) => {
  expect(eventsTarget({ ...plain, ...change })).toBe(target);
});

test('the command of the same request holds no key, and quotes what a shell would read', () => {
  expect(eventsCurl('http://127.0.0.1:8080/receiver/v1', "/events?events=it's")).toBe(
    `curl -sS -H "Authorization: Bearer $API_KEY" 'http://127.0.0.1:8080/receiver/v1/events?events=it'\\''s'`,
  );
});
