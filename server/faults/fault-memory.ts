import type { JsonObject } from '#shared/kernel/json.ts';

/** A resource before its last change; null: it was not there. */
interface FormerResource {
  readonly resource: JsonObject | null;
  readsLeft: number;
}

/** What a misbehaving directory remembers between requests. In memory: a restart, or another plan, forgets it. */
export interface FaultMemory {
  /** Requests served by each token, by its hash. */
  readonly servedByToken: Map<string, number>;
  /** By resource id: the texts that a client gave for its booleans, by attribute. */
  readonly textBooleans: Map<string, Readonly<Record<string, string>>>;
  /** By resource id. */
  readonly formerResources: Map<string, FormerResource>;
  /** By group id: who was added by the last change of its members. */
  readonly lastJoined: Map<string, readonly string[]>;
}

const ENTRIES_MAX = 10_000;

export function openFaultMemory(): FaultMemory {
  return {
    servedByToken: new Map(),
    textBooleans: new Map(),
    formerResources: new Map(),
    lastJoined: new Map(),
  };
}

/** Keeps the newest entries only, so that a long run does not fill the memory. */
export function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.size > ENTRIES_MAX ? map.keys() : [];
  if (oldest !== undefined) map.delete(oldest);
}
