import type { LiveNotice } from '#shared/api/workspace-views.ts';

type Topic = LiveNotice['topics'][number];

export interface ReadSource {
  /** Reads again what concerns the topics; ends when all of it has been read. */
  refresh(topics: ReadonlySet<Topic>): Promise<unknown>;
}

interface RefreshOptions {
  follow(): Promise<AsyncIterable<LiveNotice>>;
  readonly source: ReadSource;
  onLive(): void;
  readonly signal: AbortSignal;
}

/**
 * Turns notices into reads until the stream ends. Notices that come while a read is under way are gathered for the next
 * one: a slow page is never asked to start over again and again, and the last notice is always followed by a read.
 */
export async function refreshOnNotices({ follow, source, onLive, signal }: RefreshOptions): Promise<void> {
  let waiting = new Set<Topic>();
  let isReading = false;
  async function readWaiting() {
    isReading = true;
    while (waiting.size > 0 && !signal.aborted) {
      const topics = waiting;
      waiting = new Set();
      await source.refresh(topics);
    }
    isReading = false;
  }
  try {
    for await (const notice of await follow()) {
      onLive();
      for (const topic of notice.topics) waiting.add(topic);
      if (!isReading) void readWaiting();
    }
  } catch {
    // A stream that breaks is a harness that is gone, the same as one that ends.
  }
}
