import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { RequestPlace } from '#shared/engine/effect.ts';
import { Hold } from './hold.ts';

const place = (id: string | null): RequestPlace => ({
  cycleId: 'c',
  changeId: id,
  purpose: id === null ? 'probe-users' : 'match',
  identity: id === null ? null : { id, type: 'User', displayName: id },
});

/** A cycle that wants to send these requests one after the other; `sent` is what went out. */
function sending(hold: Hold, ids: readonly (string | null)[]) {
  const sent: (string | null)[] = [];
  const ended = (async () => {
    for (const id of ids) {
      await hold.before({ method: 'GET', target: `/Users/${id}`, headers: {}, body: null }, place(id));
      sent.push(id);
    }
  })();
  return { sent, ended };
}

test('each request waits, and one goes out a step', async () => {
  const hold = new Hold(() => {});
  hold.setHolding(true);
  const { sent } = sending(hold, [null, 'ada', 'ada']);
  await setImmediate();
  expect(sent).toEqual([]);
  expect(hold.held?.place.purpose).toBe('probe-users');
  hold.proceed('request');
  await setImmediate();
  expect(sent).toEqual([null]);
  expect(hold.held?.request.target).toBe('/Users/ada');
});

test('until the object is done: its requests go out, those of the next one wait', async () => {
  const hold = new Hold(() => {});
  hold.setHolding(true);
  const { sent } = sending(hold, ['ada', 'ada', 'ben']);
  await setImmediate();
  hold.proceed('object');
  await setImmediate();
  expect(sent).toEqual(['ada', 'ada']);
  expect(hold.held?.place.identity?.id).toBe('ben');
});

test('to the end of the cycle: nothing waits until the next one begins', async () => {
  const hold = new Hold(() => {});
  hold.setHolding(true);
  const first = sending(hold, ['ada', 'ben']);
  await setImmediate();
  hold.proceed('cycle');
  await first.ended;
  hold.reset();
  const next = sending(hold, ['ada']);
  await setImmediate();
  expect([first.sent, next.sent]).toEqual([['ada', 'ben'], []]);
});

test('with several objects in flight, proceeding with one lets the others wait', async () => {
  const hold = new Hold(() => {});
  hold.setHolding(true);
  const [ada, ben] = [sending(hold, ['ada', 'ada']), sending(hold, ['ben'])];
  await setImmediate();
  hold.proceed('object');
  await ada.ended;
  expect(ben.sent).toEqual([]);
  expect(hold.held?.place.identity?.id).toBe('ben');
});

test('holding that is switched on midway takes effect at the next request, and off lets everything go', async () => {
  const hold = new Hold(() => {});
  const { sent, ended } = sending(hold, ['ada', 'ben', 'cyd']);
  hold.setHolding(true);
  await hold.untilHeld(new AbortController().signal);
  expect(sent).toEqual(['ada']);
  hold.setHolding(false);
  await ended;
  expect(sent).toEqual(['ada', 'ben', 'cyd']);
});

/** Requests as `METHOD name status`, sent one after the other; each status is heard before the next. */
function playing(hold: Hold, requests: readonly string[]) {
  const sent: string[] = [];
  const ended = (async () => {
    for (const line of requests) {
      const [method, id = '', status] = line.split(' ');
      await hold.before({ method: method as 'GET', target: `/Users/${id}`, headers: {}, body: null }, place(id));
      sent.push(line);
      hold.heard({ kind: 'response', response: { status: Number(status), headers: {}, text: '' } });
    }
  })();
  return { sent, ended };
}

const cycle = ['GET ada 200', 'POST ada 409', 'GET ben 200', 'GET ben 200', 'PATCH ben 204', 'GET cyd 503', 'GET cyd 200'];
const none = { every: false, writes: false, failures: false, objectId: null };

test.each([
  ['a write', { ...none, writes: true }, ['POST ada 409', 'PATCH ben 204']],
  ['what follows a failure', { ...none, failures: true }, ['GET ben 200', 'GET cyd 200']],
  ['either', { ...none, writes: true, failures: true }, ['POST ada 409', 'GET ben 200', 'PATCH ben 204', 'GET cyd 200']],
  ['writes of one object', { ...none, writes: true, objectId: 'ben' }, ['PATCH ben 204']],
  ['every request of one object', { ...none, every: true, objectId: 'cyd' }, ['GET cyd 503', 'GET cyd 200']],
  ['nothing', none, []],
])('once the first was sent, the cycle stops again at %s', async (_what, stops, expected) => {
  const hold = new Hold(() => {});
  hold.setHolding(true);
  const { sent, ended } = playing(hold, cycle);
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  await setImmediate();
  hold.setStops(stops);
  expect(hold.held?.request.target).toBe('/Users/ada');
  const stopped: (string | undefined)[] = [];
  for (hold.proceed('request'), await setImmediate(); !isOver; hold.proceed('request'), await setImmediate()) {
    stopped.push(cycle[sent.length]);
  }
  expect([stopped, sent]).toEqual([expected, cycle]);
});

test('holding that is switched off and on stops at every request again', async () => {
  const hold = new Hold(() => {});
  hold.setHolding(true);
  hold.setStops(none);
  hold.setHolding(false);
  hold.setHolding(true);
  expect(hold.stops).toEqual({ ...none, every: true });
});
