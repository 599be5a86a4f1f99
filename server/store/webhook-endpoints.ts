import type { DirectoryEventType } from '../events/event-types.ts';
import type { WebhookEndpoint } from '../webhooks/webhook.ts';
import type { Database } from './database.ts';

/** The endpoints as they are stored, kept at hand: each event asks who wants it. */
export interface WebhookEndpoints {
  list(): readonly WebhookEndpoint[];
  insert(endpoint: WebhookEndpoint): void;
  replace(endpoint: WebhookEndpoint): void;
  remove(id: string): void;
  retire(directoryId: string): void;
}

export function openWebhookEndpoints(database: Database): WebhookEndpoints {
  let kept: readonly WebhookEndpoint[] | null = null;
  const forget = (): void => {
    kept = null;
  };
  // What was read within it may never have been.
  database.onRollback(forget);
  const change = (sql: string, ...parameters: readonly (string | number | null)[]): void => {
    database.run(sql, ...parameters);
    forget();
  };
  return {
    list: () => {
      kept ??= database.all<EndpointRow>('SELECT * FROM webhook_endpoint ORDER BY created_at, rowid').map(toEndpoint);
      return kept;
    },
    insert: (endpoint) =>
      change('INSERT INTO webhook_endpoint VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', ...[endpoint.id, ...toColumns(endpoint)]),
    replace: (endpoint) =>
      change(
        `UPDATE webhook_endpoint SET organization_id = ?, directory_id = ?, is_retired = ?, url = ?, origin = ?, allowed_origin = ?,
          is_enabled = ?, events = ?, created_at = ?, updated_at = ? WHERE id = ?`,
        ...[...toColumns(endpoint), endpoint.id],
      ),
    remove: (id) => change('DELETE FROM webhook_endpoint WHERE id = ?', id),
    retire: (directoryId) => change('UPDATE webhook_endpoint SET is_retired = 1 WHERE directory_id = ?', directoryId),
  };
}

interface EndpointRow {
  readonly id: string;
  readonly organization_id: string;
  readonly directory_id: string | null;
  readonly is_retired: number;
  readonly url: string;
  readonly origin: string;
  readonly allowed_origin: string | null;
  readonly is_enabled: number;
  readonly events: string;
  readonly created_at: number;
  readonly updated_at: number;
}

function toEndpoint(row: EndpointRow): WebhookEndpoint {
  return {
    id: row.id,
    organizationId: row.organization_id,
    directoryId: row.directory_id,
    isRetired: row.is_retired === 1,
    url: row.url,
    origin: row.origin,
    allowedOrigin: row.allowed_origin,
    isEnabled: row.is_enabled === 1,
    events: JSON.parse(row.events) as DirectoryEventType[],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** All but the id, in the order of the table. */
function toColumns(endpoint: WebhookEndpoint): readonly (string | number | null)[] {
  const { organizationId, directoryId, isRetired, url, origin, allowedOrigin, isEnabled, events, createdAt, updatedAt } =
    endpoint;
  return [
    organizationId,
    directoryId,
    Number(isRetired),
    url,
    origin,
    allowedOrigin,
    Number(isEnabled),
    JSON.stringify(events),
    createdAt,
    updatedAt,
  ];
}
