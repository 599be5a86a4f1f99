/** What the events list is asked for. */
export interface EventsRequest {
  readonly organizationId: string | null;
  /** Names of directory events; the API has no word for all of them. */
  readonly events: readonly string[];
  /** As entered in the local zone, `2026-03-03T10:21`; empty: no bound. */
  readonly from: string;
  readonly to: string;
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  /** The id of the last event of the page before. */
  readonly after: string | null;
}

/** The path and query of a page of the events list, below the API's base. */
export function eventsTarget({ organizationId, events, from, to, order, limit, after }: EventsRequest): string {
  const parts = [
    `events=${events.join(',')}`,
    ...(organizationId === null ? [] : [`organization_id=${encodeURIComponent(organizationId)}`]),
    ...boundOf('range_start', from),
    ...boundOf('range_end', to),
    ...(order === 'asc' ? [] : [`order=${order}`]),
    `limit=${limit}`,
    ...(after === null ? [] : [`after=${encodeURIComponent(after)}`]),
  ];
  return `/events?${parts.join('&')}`;
}

/** The same GET for a shell. The key comes from the environment. */
export function eventsCurl(address: string, target: string): string {
  return `curl -sS -H "Authorization: Bearer $API_KEY" '${`${address}${target}`.replaceAll("'", "'\\''")}'`;
}

/** In UTC, whatever zone the reader of the command is in; what is no time yet bounds nothing. */
function boundOf(name: string, entered: string): readonly string[] {
  const at = new Date(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(entered) ? entered : Number.NaN);
  return Number.isNaN(at.getTime()) ? [] : [`${name}=${at.toISOString()}`];
}
