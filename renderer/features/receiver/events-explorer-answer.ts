import type { ApiAnswerView } from '#shared/api/receiver-views.ts';
import { isJsonObject, type Json } from '#shared/kernel/json.ts';

/** One event of a page, and itself as JSON. */
export interface ListedEvent {
  readonly id: string;
  readonly event: string;
  readonly createdAt: number;
  readonly data: Json;
  readonly text: string;
}

interface EventsPage {
  readonly kind: 'page';
  /** Those of the wanted directory. */
  readonly events: readonly ListedEvent[];
  /** How many the API answered. */
  readonly count: number;
  /** The cursor to go on from; null: caught up. */
  readonly after: string | null;
}

export type EventsAnswer = EventsPage | { readonly kind: 'refused'; readonly status: number; readonly message: string };

/** What the events list answered. With a directory, events of others are left out, for the API cannot. */
export function readAnswer({ status, body }: ApiAnswerView, directoryId: string | null): EventsAnswer {
  const { data, list_metadata: metadata, message } = isJsonObject(body) ? body : {};
  if (status !== 200 || !Array.isArray(data)) {
    return { kind: 'refused', status, message: typeof message === 'string' ? message : JSON.stringify(body) };
  }
  const events = data.flatMap((event: Json) => listedEvent(event));
  const after = metadata !== undefined && isJsonObject(metadata) ? metadata['after'] : null;
  return {
    kind: 'page',
    events: directoryId === null ? events : events.filter((event) => directoryOf(event.data) === directoryId),
    count: data.length,
    after: typeof after === 'string' ? after : null,
  };
}

function listedEvent(event: Json): readonly ListedEvent[] {
  if (!isJsonObject(event)) return [];
  const { id, event: name, created_at: createdAt, data = null } = event;
  if (typeof id !== 'string' || typeof name !== 'string' || typeof createdAt !== 'string') return [];
  return [{ id, event: name, createdAt: Date.parse(createdAt), data, text: JSON.stringify(event) }];
}

/** A user, group, token or membership names its directory; a directory is itself one. */
function directoryOf(data: Json): Json | undefined {
  if (!isJsonObject(data)) return undefined;
  return data['object'] === 'directory' ? data['id'] : data['directory_id'];
}
