import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { ApiRefusal, invalidParameter } from './api-refusal.ts';

/** How a list is read: both cursors are ids of its objects, and neither is part of what is answered. */
export interface ListQuery {
  readonly limit: number;
  readonly after: string | null;
  readonly before: string | null;
  readonly order: 'asc' | 'desc';
}

const LIMIT_STANDARD = 10;
const LIMIT_MAX = 100;

/** Throws ApiRefusal 422 for what cannot be read. `normal` is the order a list has by itself. */
export function readListQuery(query: URLSearchParams, standardOrder: ListQuery['order']): ListQuery {
  const [after, before] = [query.get('after'), query.get('before')];
  if (after !== null && before !== null) {
    invalidParameter('before', 'mutually_exclusive', 'Give either after or before: each begins a page of its own.');
  }
  return { limit: readLimit(query.get('limit')), after, before, order: readOrder(query.get('order'), standardOrder) };
}

function readLimit(text: string | null): number {
  if (text === null) return LIMIT_STANDARD;
  const limit = /^\d{1,9}$/u.test(text) ? Number(text) : Number.NaN;
  if (!(limit >= 1 && limit <= LIMIT_MAX)) {
    invalidParameter('limit', 'invalid', `limit is a whole number from 1 to ${LIMIT_MAX}.`);
  }
  return limit;
}

function readOrder(text: string | null, standard: ListQuery['order']): ListQuery['order'] {
  if (text === null || text === 'normal') return standard;
  if (text === 'asc' || text === 'desc') return text;
  return invalidParameter('order', 'invalid', 'order is asc, desc or normal.');
}

/** The organization that is asked for, out of those the key opens; null: all of them. Throws ApiRefusal 400 for any other. */
export function readOrganization(query: URLSearchParams, organizationIds: readonly string[]): string | null {
  const id = query.get('organization_id');
  if (id === null || organizationIds.includes(id)) return id;
  throw new ApiRefusal(400, `There is no organization ${JSON.stringify(id.slice(0, 200))} that this key opens.`, {
    code: 'organization_not_found',
  });
}

/** Throws ApiRefusal 400: a cursor must be one that was handed out. */
export function unknownCursor(cursor: string): never {
  throw new ApiRefusal(400, `${JSON.stringify(cursor.slice(0, 200))} is no cursor of this list.`, { code: 'invalid_cursor' });
}

/**
 * Which rows a page consists of, when `key` grows in order of creation: `before` reads towards the beginning of the list, so its rows
 * come in the other direction and are turned round.
 */
export function pageWindow(
  { after, before, order }: ListQuery,
  keyOf: (cursor: string) => number,
): { readonly comparison: string; readonly key: number; readonly direction: 'ASC' | 'DESC' } {
  const isAscending = (order === 'asc') === (before === null);
  const direction = isAscending ? 'ASC' : 'DESC';
  const cursor = before ?? after;
  if (cursor === null) return { comparison: '>=', key: 0, direction };
  return { comparison: isAscending ? '>' : '<', key: keyOf(cursor), direction };
}

/** `found` may hold one more than the page: the sign that the list goes on in the direction it was read. */
export function toPage<T>(
  found: readonly T[],
  { limit, before, after }: ListQuery,
): { readonly items: readonly T[]; readonly hasLater: boolean; readonly hasEarlier: boolean } {
  const goesOn = found.length > limit;
  const items = found.slice(0, limit);
  return before === null
    ? { items, hasLater: goesOn, hasEarlier: after !== null }
    : { items: items.toReversed(), hasLater: true, hasEarlier: goesOn };
}

export function toList(data: readonly Json[], metadata: JsonObject): JsonObject {
  return { object: 'list', data, list_metadata: metadata };
}
