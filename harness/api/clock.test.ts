import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ClockView } from '#shared/api/workspace-views.ts';
import { DAY_MS, HOUR_MS } from '#shared/kernel/duration.ts';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
let appId: string;

beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  ({ appId } = await opened.connect());
});
afterEach(() => opened.remove());

/** Provisioning on, and somebody whose deletion makes the clock stop after 30 days. */
async function provisioning() {
  const { api } = opened;
  const [ada, grace] = [await opened.personNamed('Ada'), await opened.personNamed('Grace')];
  await api.assignments.add({ appId, principalIds: [ada.objectId] });
  await api.job.start({ appId });
  await api.clock.advance({ ms: 1 });
  await api.tenant.softDelete({ objectId: grace.objectId });
  return (await api.clock.read({})).now;
}

/** What `look` finds when the next request reaches the target. */
function atNextRequest<T>(look: () => Promise<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const forget = opened.workspace.parts.server.onChanged(() => {
    forget();
    look().then(resolve, reject);
  });
  return promise;
}

test('a move says where it goes and how many of the cycles known have ended', async () => {
  const before = await provisioning();
  const found = atNextRequest(() => opened.api.clock.read({}));
  await opened.api.clock.advance({ ms: 31 * DAY_MS });
  const { isMoving, move } = await found;
  expect({ isMoving, move: { ...move, until: Math.round(((move?.until ?? 0) - before) / DAY_MS) } }).toEqual({
    isMoving: true,
    move: { until: 31, cycleCount: 0, knownCycleCount: 2 },
  });
  expect(await opened.api.clock.read({})).toMatchObject({ isMoving: false, move: null });
});

test('a move that is stopped answers at once and leaves the clock where it is; its cycle goes on to the end', async () => {
  const before = await provisioning();
  const stopped = atNextRequest(() => opened.api.clock.stop({}));
  const daysMoved = ({ now }: ClockView) => Math.round((now - before) / DAY_MS);
  expect(daysMoved(await opened.api.clock.advance({ ms: 60 * DAY_MS }))).toBe(30);
  expect(daysMoved(await stopped)).toBe(30);
  for await (const _notice of await opened.api.live.follow({})) {
    const { state, sentence } = await opened.api.job.status({ appId });
    if (state === 'idle') {
      expect(sentence).toBe('Incremental cycle completed. 100% complete');
      break;
    }
  }
});

test('a clock that stands has no move, and stopping it changes nothing', async () => {
  const before = await opened.api.clock.read({});
  const after = await opened.api.clock.stop({});
  expect([before.move, after.move, after.now - before.now < HOUR_MS]).toEqual([null, null, true]);
});
