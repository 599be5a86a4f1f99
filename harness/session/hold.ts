import type { RequestPlace } from '#shared/engine/effect.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
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

interface Waiting extends HeldRequest {
  readonly release: (ruling: Ruling | undefined) => void;
}

/** Holds one job's requests before they are sent. Lives in memory only: a workspace that is opened again holds nothing. */
export class Hold {
  readonly #onChanged: () => void;
  readonly #waiting: Waiting[] = [];
  readonly #heldListeners = new Set<() => void>();
  #isHolding = false;
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
    if (!this.#stops(place)) return undefined;
    const { promise, resolve } = Promise.withResolvers<Ruling | undefined>();
    this.#lastId += 1;
    this.#waiting.push({ id: this.#lastId, request, place, release: resolve });
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

  /** From the next request on; what waits goes out when holding ends. */
  setHolding(isHolding: boolean): void {
    this.#isHolding = isHolding;
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
    this.#release((waiting) => !this.#stops(waiting.place));
    this.#onChanged();
  }

  /** A cycle begins or has ended: what was let through no longer is, and nothing that was held is left over. */
  reset(): void {
    this.#pass = null;
    this.#release(() => true);
    this.#onChanged();
  }

  #stops(place: RequestPlace): boolean {
    if (!this.#isHolding || this.#pass === 'cycle') return false;
    return this.#pass === null || this.#pass.objectId !== objectIdOf(place);
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
