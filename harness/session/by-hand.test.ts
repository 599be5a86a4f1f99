import { expect, test } from 'vitest';
import type { EffectResult, Task } from '#shared/engine/effect.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import { shortenBodies } from '../adapters/shortened-body.ts';
import { createVirtualClock } from '../adapters/virtual-clock.ts';
import { openWorkspaceDb } from '../adapters/workspace-db.ts';
import type { Transport } from '../ports/session-ports.ts';
import type { Ruling } from './by-hand.ts';
import { perform } from './scheduler.ts';

const asked: ScimRequest = { method: 'POST', target: '/Users', headers: { A: 'b' }, body: { userName: 'ada' } };
const created = { kind: 'response', response: { status: 201, headers: {}, text: '{}' } } as const;
const conflict = { kind: 'response', response: { status: 409, headers: {}, text: '' } } as const;

/** Sends one request under a ruling: what went out, what the task heard, and what the trace holds. */
async function sendUnder(ruling: Ruling | undefined) {
  const db = openWorkspaceDb(':memory:');
  const sent: ScimRequest[] = [];
  const heard: EffectResult[] = [];
  const transport: Transport = {
    send: async (request) => {
      sent.push(request);
      return { outcome: created, durationMs: 7, rawRequestHeaders: [['A', 'b']], rawResponseHeaders: [] };
    },
  };
  function* task(): Task {
    const place = { cycleId: 'c', changeId: 'x', purpose: 'create', identity: null } as const;
    heard.push(yield { kind: 'send', request: asked, place });
  }
  const job = db.jobStore('app');
  await perform(task(), {
    ...{ appId: 'app', tenant: db.tenant, job, transport, clock: createVirtualClock(0) },
    onRequest: async () => ruling,
  });
  const [recorded] = db.trace.events('app', 0, 10).map((stored) => stored.recorded);
  db.close();
  return { sent, heard, recorded };
}

const event = { kind: 'exchange-recorded', purpose: 'create', identity: null, at: 0, cycleId: 'c', changeId: 'x', step: 1 };

test('a request that is let go stands in the trace as one that was never held', async () => {
  const { sent, recorded } = await sendUnder(undefined);
  expect(sent).toEqual([asked]);
  expect(recorded?.event).toStrictEqual({ ...event, request: asked, outcome: created });
});

test('an edited one goes out instead, and the trace holds both', async () => {
  const request: ScimRequest = { ...asked, target: '/Groups' };
  const { sent, heard, recorded } = await sendUnder({ kind: 'edited', request });
  expect(sent).toEqual([request]);
  expect(heard).toEqual([{ kind: 'outcome', outcome: created }]);
  expect(recorded?.event).toStrictEqual({ ...event, request, outcome: created, byHand: { kind: 'edited', asked } });
  expect(recorded?.durationMs).toBe(7);
});

test('an answered one stays here, and took no time', async () => {
  const { sent, heard, recorded } = await sendUnder({ kind: 'answered', outcome: conflict });
  expect(sent).toEqual([]);
  expect(heard).toEqual([{ kind: 'outcome', outcome: conflict }]);
  expect(recorded?.event).toStrictEqual({ ...event, request: asked, outcome: conflict, byHand: { kind: 'answered' } });
  expect(recorded?.durationMs).toBeUndefined();
});

test('a dropped one is a connection that was reset', async () => {
  const { sent, recorded } = await sendUnder({ kind: 'dropped' });
  expect(sent).toEqual([]);
  expect(recorded?.event).toMatchObject({ outcome: { failure: { kind: 'reset' } }, byHand: { kind: 'dropped' } });
});

test('of a long request that was edited, both are kept by their head', () => {
  const byHand = { kind: 'edited', asked: { ...asked, body: 'x'.repeat(70_000) } } as const;
  const place = { purpose: 'create', identity: null, at: 0, cycleId: 'c', changeId: 'x', step: 1 } as const;
  expect(shortenBodies({ kind: 'exchange-recorded', ...place, request: asked, outcome: created, byHand })).toMatchObject({
    request: asked,
    byHand: { asked: { body: expect.stringMatching(/^"x+\n\[cut here: 70002 bytes in all, SHA-256 [0-9a-f]{64}\]$/) } },
  });
});
