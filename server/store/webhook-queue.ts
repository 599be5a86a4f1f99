import type { Instant } from '#shared/kernel/clock.ts';
import { toIso } from '../events/payload.ts';
import type { Page } from '../scim-server.ts';
import { WEBHOOKS_KEPT_MAX, WEBHOOKS_QUEUED_MAX } from '../webhooks/delivery-rules.ts';
import type { DeliveryState, WebhookAttempt, WebhookCounts, WebhookDelivery } from '../webhooks/webhook.ts';
import type { Database } from './database.ts';

/** What endpoints are to be sent and what became of it. Called in transactions. */
export interface WebhookQueue {
  add(endpointId: string, entry: Entry): number;
  /** The same event once more; undefined for an unknown delivery. */
  again(number: number, now: Instant): WebhookDelivery | undefined;
  counts(endpointId: string): WebhookCounts;
  list(endpointId: string, query: { readonly offset: number; readonly limit: number }): Page<WebhookDelivery>;
  find(number: number): WebhookDelivery | undefined;
  nextOf(endpointId: string): WebhookDelivery | undefined;
  attempts(number: number): readonly WebhookAttempt[];
  noteAttempt(number: number, attempt: Omit<WebhookAttempt, 'number'>, nextAttemptAt: Instant | null): void;
  bodyOf(number: number): string | undefined;
}

interface Entry {
  readonly event: { readonly sequence: number; readonly id: string; readonly event: string };
  readonly cause: WebhookDelivery['cause'];
  readonly at: Instant;
}

const COLUMNS = `number, endpoint_id AS endpointId, event_id AS eventId, event, cause, state, queued_at AS queuedAt,
  attempt_count AS attemptCount, next_attempt_at AS nextAttemptAt`;
/** The log is cut this often, not with each delivery. */
const CUT_EVERY = 100;

export function openWebhookQueue(database: Database): WebhookQueue {
  const find = (number: number): WebhookDelivery | undefined => {
    const row = database.get<WebhookDelivery>(`SELECT ${COLUMNS} FROM webhook_delivery WHERE number = ?`, number);
    return row && { ...row };
  };
  const count = (endpointId: string, state: DeliveryState): number =>
    database.get<{ total: number }>(
      'SELECT COUNT(*) AS total FROM webhook_delivery WHERE endpoint_id = ? AND state = ?',
      endpointId,
      state,
    )?.total ?? 0;
  const add: WebhookQueue['add'] = (endpointId, { event, cause, at }) => {
    const number = database.insert(
      `INSERT INTO webhook_delivery (endpoint_id, event_sequence, event_id, event, cause, state, queued_at, attempt_count,
        next_attempt_at) VALUES (?, ?, ?, ?, ?, 'queued', ?, 0, ?)`,
      ...[endpointId, event.sequence, event.id, event.event, cause, at, at],
    );
    if (count(endpointId, 'queued') > WEBHOOKS_QUEUED_MAX) dropOldest(database, endpointId);
    if (number % CUT_EVERY === 0) cutLog(database, endpointId);
    return number;
  };
  return {
    add,
    again: (number, now) => {
      const event = database.get<Entry['event'] & { endpointId: string }>(
        `SELECT event_sequence AS sequence, event_id AS id, event, endpoint_id AS endpointId FROM webhook_delivery WHERE number = ?`,
        number,
      );
      return event && find(add(event.endpointId, { event, cause: 'resend', at: now }));
    },
    counts: (endpointId) => ({
      queuedCount: count(endpointId, 'queued'),
      deliveredCount: count(endpointId, 'delivered'),
      failedCount: count(endpointId, 'failed'),
      droppedCount: count(endpointId, 'dropped'),
      nextAttemptAt:
        database.get<{ next: number | null }>(
          `SELECT MIN(next_attempt_at) AS next FROM webhook_delivery WHERE endpoint_id = ? AND state = 'queued'`,
          endpointId,
        )?.next ?? null,
    }),
    list: (endpointId, { offset, limit }) => ({
      items: database
        .all<WebhookDelivery>(
          `SELECT ${COLUMNS} FROM webhook_delivery WHERE endpoint_id = ? ORDER BY number DESC LIMIT ? OFFSET ?`,
          endpointId,
          limit,
          offset,
        )
        .map((row) => ({ ...row })),
      totalCount:
        database.get<{ total: number }>('SELECT COUNT(*) AS total FROM webhook_delivery WHERE endpoint_id = ?', endpointId)
          ?.total ?? 0,
    }),
    find,
    nextOf: (endpointId) => {
      const row = database.get<WebhookDelivery>(
        `SELECT ${COLUMNS} FROM webhook_delivery WHERE endpoint_id = ? AND state = 'queued' ORDER BY next_attempt_at, number LIMIT 1`,
        endpointId,
      );
      return row && { ...row };
    },
    attempts: (number) =>
      database
        .all<WebhookAttempt>(
          `SELECT number, at, status, duration_ms AS durationMs, failure, body_head AS bodyHead FROM webhook_attempt
            WHERE delivery_number = ? ORDER BY number`,
          number,
        )
        .map((row) => ({ ...row })),
    noteAttempt: (number, { at, status, durationMs, failure, bodyHead }, nextAttemptAt) => {
      const delivery = find(number);
      // Its endpoint was removed while the request was on its way.
      if (delivery === undefined) return;
      const attemptNumber = delivery.attemptCount + 1;
      database.run(
        'INSERT INTO webhook_attempt VALUES (?, ?, ?, ?, ?, ?, ?)',
        ...[number, attemptNumber, at, status, durationMs, failure, bodyHead],
      );
      // One that was pushed out of the queue meanwhile is not tried again.
      const state = failure === null ? 'delivered' : nextAttemptAt === null ? 'failed' : delivery.state;
      database.run(
        'UPDATE webhook_delivery SET attempt_count = ?, state = ?, next_attempt_at = ? WHERE number = ?',
        ...[attemptNumber, state, state === 'queued' ? nextAttemptAt : null, number],
      );
    },
    bodyOf: (number) => {
      const row = database.get<{ id: string; event: string; data: string; createdAt: number }>(
        `SELECT event.id, event.event, event.data, event.created_at AS createdAt FROM webhook_delivery
          JOIN event ON event.sequence = event_sequence WHERE number = ?`,
        number,
      );
      // Without `object`: the vendor's own emulator leaves it out of webhooks.
      return row && `{"id":"${row.id}","event":"${row.event}","data":${row.data},"created_at":"${toIso(row.createdAt)}"}`;
    },
  };
}

function dropOldest(database: Database, endpointId: string): void {
  database.run(
    `UPDATE webhook_delivery SET state = 'dropped', next_attempt_at = NULL WHERE number =
      (SELECT MIN(number) FROM webhook_delivery WHERE endpoint_id = ? AND state = 'queued')`,
    endpointId,
  );
}

function cutLog(database: Database, endpointId: string): void {
  database.run(
    `DELETE FROM webhook_delivery WHERE endpoint_id = ?1 AND state <> 'queued' AND number <= (
      SELECT number FROM webhook_delivery WHERE endpoint_id = ?1 AND state <> 'queued' ORDER BY number DESC LIMIT 1 OFFSET ?2)`,
    endpointId,
    WEBHOOKS_KEPT_MAX,
  );
}
