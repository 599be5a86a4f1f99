import { expect, test } from 'vitest';
import type { Json } from '#shared/kernel/json.ts';
import { readAnswer } from './events-explorer-answer.ts';

const eventOf = (id: string, data: Json): Json => ({
  object: 'event',
  id,
  event: 'dsync.user.created',
  data,
  created_at: '2026-01-05T08:00:00.000Z',
});
const list = (data: readonly Json[], after: Json): Json => ({ object: 'list', data, list_metadata: { after } });
const events: readonly Json[] = [
  eventOf('event_1', { object: 'directory', id: 'larkfield' }),
  eventOf('event_2', { object: 'directory_user', id: 'larkfield', directory_id: 'northwind' }),
  eventOf('event_3', { directory_id: 'larkfield', user: {}, group: {} }),
];

test('a page has its events as they were answered, and the cursor to go on from', () => {
  const answer = readAnswer({ status: 200, body: list(events, 'event_3') }, null);
  expect(answer).toMatchObject({ kind: 'page', count: 3, after: 'event_3' });
  expect(answer.kind === 'page' && answer.events[0]).toEqual({
    id: 'event_1',
    event: 'dsync.user.created',
    createdAt: Date.UTC(2026, 0, 5, 8),
    data: { object: 'directory', id: 'larkfield' },
    text: JSON.stringify(events[0]),
  });
});

test('events of other directories are left out and counted', () => {
  const answer = readAnswer({ status: 200, body: list(events, null) }, 'larkfield');
  expect(answer).toMatchObject({ count: 3, after: null, events: [{ id: 'event_1' }, { id: 'event_3' }] });
});

test.each<[Json, string]>([
  [{ message: 'events names the events to list.', errors: [] }, 'events names the events to list.'],
  ['gone', '"gone"'],
])('a refusal with %j says %s', (body, message) => {
  expect(readAnswer({ status: 422, body }, null)).toEqual({ kind: 'refused', status: 422, message });
});
