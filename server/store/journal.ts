import { createHash } from 'node:crypto';
import type { Instant } from '#shared/kernel/clock.ts';
import { DAY_MS } from '#shared/kernel/duration.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { DirectoryEvent, Page, ReceivedRequest } from '../scim-server.ts';
import type { Database } from './database.ts';
import type { DeferredWrites } from './deferred-writes.ts';

/** What a directory's owner looks back on: events it raised and requests that arrived. */
export interface Journal {
  /** Answers its sequence number. */
  appendEvent(directory: EventOwner, event: Omit<DirectoryEvent, 'sequence'>): number;
  /** The directory is about to go: its events are kept for whoever reads the events list, and never shown as another directory's. */
  retireEvents(directoryId: string, now: Instant): void;
  appendRequest(directoryId: string, request: Omit<ReceivedRequest, 'sequence'>): void;
  /** Newest first. */
  events(directoryId: string, query: Window): Page<DirectoryEvent>;
  /** Newest first. */
  requests(directoryId: string, query: Window): Page<ReceivedRequest>;
}

interface EventOwner {
  readonly id: string;
  readonly organizationId: string;
}

interface Window {
  readonly offset: number;
  readonly limit: number;
}

/** How far the events list looks back. Source: workos.com/docs/events. */
export const EVENTS_LOOK_BACK_MS = 30 * DAY_MS;
const REQUESTS_KEPT_MAX = 2000;
const BODY_KEPT_MAX = 65_536;

export function openJournal(database: Database, deferred: DeferredWrites): Journal {
  const pending = new Map<string, Omit<ReceivedRequest, 'sequence'>[]>();
  const lastRequest = (directoryId: string): number =>
    database.get<{ last: number | null }>('SELECT MAX(sequence) AS last FROM request WHERE directory_id = ?', directoryId)
      ?.last ?? 0;

  // Numbered when they are written; of each directory the oldest go where there are too many.
  deferred.onSettle(() => {
    for (const [directoryId, requests] of pending) {
      let sequence = lastRequest(directoryId);
      for (const { at, method, target, requestBody, status, responseBody } of requests.slice(-REQUESTS_KEPT_MAX)) {
        sequence += 1;
        database.run(
          `INSERT INTO request (directory_id, sequence, at, method, target, request_body, status, response_body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
          ...[directoryId, sequence, at, method, target, clip(requestBody), status, clip(responseBody)],
        );
      }
      database.run('DELETE FROM request WHERE directory_id = ? AND sequence <= ?', directoryId, sequence - REQUESTS_KEPT_MAX);
    }
    pending.clear();
  });

  return {
    appendEvent: (directory, { id, event, createdAt, data }) =>
      database.insert(
        'INSERT INTO event (organization_id, directory_id, id, event, created_at, data) VALUES (?, ?, ?, ?, ?, ?)',
        ...[directory.organizationId, directory.id, id, event, createdAt, JSON.stringify(data)],
      ),
    retireEvents: (directoryId, now) => {
      database.run('UPDATE event SET is_past = 1 WHERE directory_id = ? AND is_past = 0', directoryId);
      // Older ones of directories that are gone are seen nowhere any more.
      database.run('DELETE FROM event WHERE is_past = 1 AND created_at < ?', now - EVENTS_LOOK_BACK_MS);
    },
    appendRequest: (directoryId, request) => {
      const requests = pending.get(directoryId) ?? [];
      requests.push(request);
      pending.set(directoryId, requests);
      deferred.note();
    },
    events: (directoryId, { offset, limit }) => {
      const rows = database.all<Omit<DirectoryEvent, 'data'> & { data: string }>(
        `SELECT sequence, id, event, created_at AS createdAt, data FROM event WHERE directory_id = ? AND is_past = 0
          ORDER BY sequence DESC LIMIT ? OFFSET ?`,
        directoryId,
        limit,
        offset,
      );
      return {
        items: rows.map((row) => ({ ...row, data: JSON.parse(row.data) as Json })),
        totalCount: count(database, 'event', directoryId),
      };
    },
    requests: (directoryId, { offset, limit }) => {
      deferred.settle();
      const items = database
        .all<ReceivedRequest>(
          `SELECT sequence, at, method, target, request_body AS requestBody, status, response_body AS responseBody FROM request
            WHERE directory_id = ? ORDER BY sequence DESC LIMIT ? OFFSET ?`,
          directoryId,
          limit,
          offset,
        )
        .map((row) => ({ ...row }));
      return { items, totalCount: count(database, 'request', directoryId) };
    },
  };
}

function count(database: Database, table: 'event' | 'request', directoryId: string): number {
  const own = table === 'event' ? 'directory_id = ? AND is_past = 0' : 'directory_id = ?';
  return database.get<{ total: number }>(`SELECT COUNT(*) AS total FROM ${table} WHERE ${own}`, directoryId)?.total ?? 0;
}

/** A long body is kept by its beginning, its length and its hash. */
function clip(body: string): string {
  if (body.length <= BODY_KEPT_MAX) return body;
  const hash = createHash('sha256').update(body).digest('hex');
  return `${body.slice(0, BODY_KEPT_MAX)}\n... (${body.length} characters in all, SHA-256 ${hash})`;
}
