import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { LiveNotice } from '#shared/api/workspace-views.ts';

export type Topic = LiveNotice['topics'][number];

/** Notices leave at most this often, so that a fast cycle does not make a page read again for each request. */
const NOTICE_INTERVAL_MS = 50;

/** Tells open pages what changed. A page reads again what it shows of the named topics: there is no polling. */
export class LiveHub {
  readonly #changes = new EventEmitter().setMaxListeners(0);
  #followerCount = 0;

  get followerCount(): number {
    return this.#followerCount;
  }

  changed(...topics: readonly Topic[]): void {
    this.#changes.emit('changed', topics);
  }

  /** One notice of everything at once, then one whenever something changed, until the signal aborts. */
  async *follow(signal: AbortSignal): AsyncGenerator<LiveNotice, void> {
    const pending = new Set<Topic>();
    const note = (topics: readonly Topic[]) => {
      for (const topic of topics) pending.add(topic);
    };
    this.#followerCount += 1;
    this.#changes.on('changed', note);
    try {
      yield { topics: ALL_TOPICS };
      while (!signal.aborted) {
        // An abort rejects the wait: the normal end of a stream, not a failure.
        if (pending.size === 0) await once(this.#changes, 'changed', { signal }).catch(() => undefined);
        if (signal.aborted) return;
        await delay(NOTICE_INTERVAL_MS, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return;
        const topics = [...pending];
        pending.clear();
        yield { topics };
      }
    } finally {
      this.#changes.off('changed', note);
      this.#followerCount -= 1;
    }
  }
}

const ALL_TOPICS: readonly Topic[] = [
  'workspace',
  'clock',
  'receiver',
  'tenant',
  'apps',
  'job',
  'logs',
  'exchanges',
  'scenarios',
  'recordings',
];
