import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { toIso } from '../events/payload.ts';
import { EVENTS_LOOK_BACK_MS } from '../store/journal.ts';
import { invalidParameter } from './api-refusal.ts';
import { pageWindow, readListQuery, readOrganization, toList, toPage, unknownCursor } from './list-query.ts';
import type { ApiCall } from './receiver-api.ts';

/**
 * `GET /events`: in the order in which they were raised, oldest first unless `order` says otherwise, of the last 30 days. The cursor
 * is an event's id; `after` in the answer is null for who has caught up. Events of directories that are gone are among them.
 */
export function listEvents({ database, query, organizationIds, now }: ApiCall): JsonObject {
  const names = readNames(query);
  const list = readListQuery(query, 'asc');
  const organization = readOrganization(query, organizationIds);
  const [start, end] = [readInstant(query, 'range_start'), readInstant(query, 'range_end')];
  if (start !== null && end !== null && start > end) {
    invalidParameter('range_end', 'invalid', 'range_end lies before range_start.');
  }
  const organizations = JSON.stringify(organization === null ? organizationIds : [organization]);
  const { comparison, key, direction } = pageWindow(list, (cursor) => {
    const found = database.get<{ sequence: number }>(
      'SELECT sequence FROM event WHERE id = ? AND organization_id IN (SELECT value FROM json_each(?))',
      cursor,
      organizations,
    );
    return found?.sequence ?? unknownCursor(cursor);
  });
  const found = database.all<EventRow>(
    `SELECT id, event, created_at AS createdAt, data FROM event
      WHERE sequence ${comparison} ? AND organization_id IN (SELECT value FROM json_each(?))
      AND event IN (SELECT value FROM json_each(?)) AND created_at BETWEEN ? AND ?
      ORDER BY sequence ${direction} LIMIT ?`,
    ...[key, organizations, JSON.stringify(names)],
    ...[Math.max(start ?? 0, now - EVENTS_LOOK_BACK_MS), end ?? Number.MAX_SAFE_INTEGER, list.limit + 1],
  );
  const { items, hasLater } = toPage(found, list);
  return toList(items.map(toEvent), { after: hasLater ? (items.at(-1)?.id ?? null) : null });
}

interface EventRow {
  readonly id: string;
  readonly event: string;
  readonly createdAt: number;
  readonly data: string;
}

function toEvent({ id, event, createdAt, data }: EventRow): JsonObject {
  return { object: 'event', id, event, data: JSON.parse(data) as Json, created_at: toIso(createdAt) };
}

/** `a,b`, `events=a&events=b` and `events[]=a` are the same: libraries write lists in each of these ways. There is no way to ask for all. */
function readNames(query: URLSearchParams): readonly string[] {
  const names = [...query.getAll('events'), ...query.getAll('events[]')]
    .flatMap((text) => text.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) invalidParameter('events', 'required', 'events names the events to list, with commas between them.');
  return names;
}

/** ISO 8601, with a zone or in UTC; a blank may stand for the `T`. */
function readInstant(query: URLSearchParams, field: string): number | null {
  const text = query.get(field);
  if (text === null) return null;
  const found = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+ -]\d{2}:?\d{2})?)?$/iu.exec(text.trim());
  const [, day, time = '00:00', zone = 'Z'] = found ?? [];
  // "+" in a query is a blank unless it is written %2B.
  const instant = found === null ? Number.NaN : Date.parse(`${day}T${time}${zone.replace(' ', '+').toUpperCase()}`);
  if (Number.isNaN(instant)) {
    invalidParameter(field, 'invalid', `${field} is a time such as 2026-01-05T08:00:00Z.`);
  }
  return instant;
}
