import type { HoldStopsView } from '#shared/api/job-views.ts';
import type { RequestPlace } from '#shared/engine/effect.ts';
import type { ScimOutcome, ScimRequest } from '#shared/scim/message.ts';
import type { Ruling } from './by-hand.ts';

/** A request that is not sent before somebody says so. */
interface HeldRequest {
  /** Never that of another one of this job, so that nobody decides of a request that they do not see. */
  readonly id: number;
  readonly request: ScimRequest;
  readonly place: RequestPlace;
}

/** How far a held cycle goes on: one request, the rest of one object, or whatever is left of the cycle. */
export type ProceedUntil = 'request' | 'object' | 'cycle';

const everyRequest: HoldStopsView = { every: true, writes: false, failures: false, objectId: null };

interface Waiting extends HeldRequest {
  readonly isAfterFailure: boolean;
  readonly release: (ruling: Ruling | undefined) => void;
}

/** Holds one job's requests before they are sent. Lives in memory only: a workspace that is opened again holds nothing. */
export class Hold {
  readonly #onChanged: () => void;
  readonly #waiting: Waiting[] = [];
  readonly #heldListeners = new Set<() => void>();
  #isHolding = false;
  #stops = everyRequest;
  /** An answer has failed since the last request that was stopped. */
  #hasFailed = false;
  #lastId = 0;
  /** What is let through although the job is held: requests of one object (null: of none, as probes are), or the whole cycle. */
  #pass: { readonly objectId: string | null } | 'cycle' | null = null;

  constructor(onChanged: () => void) {
    this.#onChanged = onChanged;
  }

  get isHolding(): boolean {
    return this.#isHolding;
  }

  /** The one that has waited longest; with several objects in flight others may wait behind it. */
  get held(): HeldRequest | null {
    return this.#waiting[0] ?? null;
  }

  /** Resolves once the request may go out, or with what a person decided of it instead. */
  async before(request: ScimRequest, place: RequestPlace): Promise<Ruling | undefined> {
    const asked = { request, place, isAfterFailure: this.#hasFailed };
    if (!this.#isStopped(asked)) return undefined;
    this.#hasFailed = false;
    const { promise, resolve } = Promise.withResolvers<Ruling | undefined>();
    this.#lastId += 1;
    this.#waiting.push({ ...asked, id: this.#lastId, release: resolve });
    for (const listener of this.#heldListeners) listener();
    this.#onChanged();
    return promise;
  }

  /** Resolves when a request waits; at once where one does. Never, while nothing is held. */
  untilHeld(signal: AbortSignal): Promise<void> {
    if (this.#waiting.length > 0) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#heldListeners.add(resolve);
    signal.addEventListener('abort', () => this.#heldListeners.delete(resolve), { once: true });
    return promise;
  }

  /** What the target, or a person in its place, answered. */
  heard(outcome: ScimOutcome): void {
    if (outcome.kind === 'failure' || outcome.response.status >= 400) this.#hasFailed = true;
  }

  get stops(): HoldStopsView {
    return this.#stops;
  }

  /** From the next request on: what waits already stays where a person looks at it. */
  setStops(stops: HoldStopsView): void {
    this.#stops = stops;
    this.#hasFailed = false;
    this.#onChanged();
  }

  /** From the next request on, and at every one; what waits goes out when holding ends. */
  setHolding(isHolding: boolean): void {
    this.#isHolding = isHolding;
    this.#stops = everyRequest;
    this.#hasFailed = false;
    this.#pass = null;
    if (!isHolding) this.#release(() => true);
    this.#onChanged();
  }

  /** Sends the request that has waited longest, or does with it what is ruled. Nothing happens where none waits. */
  proceed(until: ProceedUntil, ruling?: Ruling): void {
    const [first] = this.#waiting;
    if (first === undefined) return;
    // What is ruled is ruled of this one: the others that go out with it go out as they are.
    this.#waiting.shift();
    this.#pass = until === 'request' ? null : until === 'cycle' ? 'cycle' : { objectId: objectIdOf(first.place) };
    first.release(ruling);
    this.#release((waiting) => !this.#isStopped(waiting));
    this.#onChanged();
  }

  /** A cycle begins or has ended: what was let through no longer is, and nothing that was held is left over. */
  reset(): void {
    this.#hasFailed = false;
    this.#pass = null;
    this.#release(() => true);
    this.#onChanged();
  }

  #isStopped({ request, place, isAfterFailure }: Pick<Waiting, 'request' | 'place' | 'isAfterFailure'>): boolean {
    if (!this.#isHolding || this.#pass === 'cycle') return false;
    const objectId = objectIdOf(place);
    if (this.#pass !== null && this.#pass.objectId === objectId) return false;
    const { every, writes, failures, objectId: onlyId } = this.#stops;
    if (onlyId !== null && onlyId !== objectId) return false;
    return every || (writes && request.method !== 'GET') || (failures && isAfterFailure);
  }

  #release(isReleased: (waiting: Waiting) => boolean): void {
    const released = this.#waiting.filter(isReleased);
    const kept = this.#waiting.filter((waiting) => !released.includes(waiting));
    this.#waiting.splice(0, this.#waiting.length, ...kept);
    for (const { release } of released) release(undefined);
  }
}

function objectIdOf({ identity }: RequestPlace): string | null {
  return identity?.id ?? null;
}
