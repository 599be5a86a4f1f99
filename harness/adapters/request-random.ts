import { canonicalJson } from '#shared/kernel/json.ts';
import { type Random, seededRandom } from '#shared/kernel/random.ts';
import type { ScimRequest } from '#shared/scim/message.ts';

/** Chance for a bundled server whose answers must not depend on the order in which requests happen to arrive. */
export interface RequestRandom extends Random {
  /** The numbers that follow belong to this request. */
  begin(request: ScimRequest): void;
}

/**
 * With one stream for the whole server, the id of a new resource would tell how many were made before it, and two runs
 * that differ only in how many objects were in flight would differ in every id. So each request draws from a stream of
 * its own, seeded by what it asks and by how often the same was asked before.
 */
export function createRequestRandom(seed: string | number): RequestRandom {
  const counts = new Map<string, number>();
  let stream = seededRandom(seed, 'outside of requests');
  return {
    next: () => stream.next(),
    begin: ({ method, target, body }) => {
      // Reading makes nothing that needs an id; not counting it keeps the table small.
      if (method === 'GET') return;
      const asked = `${method} ${target} ${canonicalJson(body)}`;
      const count = (counts.get(asked) ?? 0) + 1;
      counts.set(asked, count);
      stream = seededRandom(seed, asked, String(count));
    },
  };
}
