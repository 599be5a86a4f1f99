import { expect, test } from 'vitest';
import type { LiveNotice } from '#shared/api/workspace-views.ts';
import { refreshOnNotices } from './refresh.ts';

/** A stream and a reader under the test's hand: reads end when told. */
function harness() {
  const reads: { readonly topics: readonly string[]; finish(): void }[] = [];
  let push: (notice: LiveNotice | null) => void = () => {};
  const stop = new AbortController();
  async function* notices() {
    for (;;) {
      const notice = await new Promise<LiveNotice | null>((resolve) => {
        push = resolve;
      });
      if (notice === null) return;
      yield notice;
    }
  }
  const done = refreshOnNotices({
    follow: async () => notices(),
    source: {
      refresh: (topics) =>
        new Promise<void>((resolve) => {
          reads.push({ topics: [...topics].sort(), finish: resolve });
        }),
    },
    onLive: () => {},
    signal: stop.signal,
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    reads,
    done,
    notify: async (...topics: LiveNotice['topics']) => {
      await settle();
      push({ topics });
      await settle();
    },
    finish: async (index: number) => {
      reads[index]?.finish();
      await settle();
    },
    end: async () => {
      await settle();
      push(null);
    },
  };
}

test('a notice is followed by one read of its topics', async () => {
  const { reads, notify } = harness();
  await notify('tenant', 'logs');
  expect(reads.map(({ topics }) => topics)).toEqual([['logs', 'tenant']]);
});

test('notices that come during a read are gathered into the next one, and the last is never lost', async () => {
  const { reads, notify, finish } = harness();
  await notify('receiver');
  await notify('receiver');
  await notify('exchanges');
  expect(reads).toHaveLength(1);
  await finish(0);
  expect(reads.map(({ topics }) => topics)).toEqual([['receiver'], ['exchanges', 'receiver']]);
  await finish(1);
  expect(reads).toHaveLength(2);
  await notify('job');
  expect(reads.at(-1)?.topics).toEqual(['job']);
});

test('it ends when the stream ends', async () => {
  const { done, end } = harness();
  await end();
  await expect(done).resolves.toBeUndefined();
});

test('a stream that cannot be opened is one that ended', async () => {
  const done = refreshOnNotices({
    follow: () => Promise.reject(new Error('WebSocket is not open')),
    source: { refresh: () => Promise.resolve() },
    onLive: () => {},
    signal: new AbortController().signal,
  });
  await expect(done).resolves.toBeUndefined();
});
