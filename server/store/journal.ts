import { createHash } from 'node:crypto';
import type { Json } from '#shared/kernel/json.ts';
import type { DirectoryEvent, Page, ReceivedRequest } from '../scim-server.ts';
import type { Database } from './database.ts';

/** What a directory's owner looks back on: events it raised and requests that arrived. */
export interface Journal {
  appendEvent(directoryId: string, event: Omit<DirectoryEvent, 'sequence'>): void;
  appendRequest(directoryId: string, request: Omit<ReceivedRequest, 'sequence'>): void;
  /** Newest first. */
  events(directoryId: string, query: Window): Page<DirectoryEvent>;
  /** Newest first. */
  requests(directoryId: string, query: Window): Page<ReceivedRequest>;
}

interface Window {
  readonly offset: number;
  readonly limit: number;
}

const REQUESTS_KEPT_MAX = 2000;
const BODY_KEPT_MAX = 65_536;

export function openJournal(database: Database): Journal {
  const lastRequest = (directoryId: string): number =>
    database.get<{ last: number | null }>('SELECT MAX(sequence) AS last FROM request WHERE directory_id = ?', directoryId)
      ?.last ?? 0;

  return {
    appendEvent: (directoryId, { id, event, createdAt, data }) => {
      database.run(
        'INSERT INTO event (directory_id, id, event, created_at, data) VALUES (?, ?, ?, ?, ?)',
        directoryId,
        id,
        event,
        createdAt,
        JSON.stringify(data),
      );
    },
    appendRequest: (directoryId, { at, method, target, requestBody, status, responseBody }) => {
      const sequence = lastRequest(directoryId) + 1;
      database.run(
        'INSERT INTO request VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        directoryId,
        sequence,
        at,
        method,
        target,
        clip(requestBody),
        status,
        clip(responseBody),
      );
      database.run('DELETE FROM request WHERE directory_id = ? AND sequence <= ?', directoryId, sequence - REQUESTS_KEPT_MAX);
    },
    events: (directoryId, { offset, limit }) => {
      const rows = database.all<Omit<DirectoryEvent, 'data'> & { data: string }>(
        `SELECT sequence, id, event, created_at AS createdAt, data FROM event WHERE directory_id = ?
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
    requests: (directoryId, { offset, limit }) => ({
      items: database
        .all<ReceivedRequest>(
          `SELECT sequence, at, method, target, request_body AS requestBody, status, response_body AS responseBody FROM request
            WHERE directory_id = ? ORDER BY sequence DESC LIMIT ? OFFSET ?`,
          directoryId,
          limit,
          offset,
        )
        .map((row) => ({ ...row })),
      totalCount: count(database, 'request', directoryId),
    }),
  };
}

function count(database: Database, table: 'event' | 'request', directoryId: string): number {
  return (
    database.get<{ total: number }>(`SELECT COUNT(*) AS total FROM ${table} WHERE directory_id = ?`, directoryId)?.total ?? 0
  );
}

/** A long body is kept by its beginning, its length and its hash. */
function clip(body: string): string {
  if (body.length <= BODY_KEPT_MAX) return body;
  const hash = createHash('sha256').update(body).digest('hex');
  return `${body.slice(0, BODY_KEPT_MAX)}\n... (${body.length} characters in all, SHA-256 ${hash})`;
}
