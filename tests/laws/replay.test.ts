import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Transport } from '#harness/ports/session-ports.ts';
import { stateFromTrace } from '#shared/engine/replay.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import type { ScimOutcome } from '#shared/scim/message.ts';
import { openRehearsal, type Rehearsal } from '../property/rehearsal.ts';
import { plans, rounds } from '../property/tenant-arbitraries.ts';

test('the trace alone gives back links, escrows and progress, after any cycle, stopped or not, whatever fails', async () => {
  await fc.assert(
    fc.asyncProperty(plans, rounds, fc.nat(), fc.array(fc.integer({ min: 3, max: 12 })), async (plan, changes, seed, stops) => {
      const rehearsal = openRehearsal(plan, refusingSome(seed));
      const pending = [...stops];
      for (const moves of [[], ...changes]) {
        for (const move of moves) rehearsal.move(move);
        const stop = pending.shift();
        if (stop !== undefined && (await rehearsal.stoppedCycle(stop)))
          expect(replayed(rehearsal)).toEqual(remembered(rehearsal));
        await rehearsal.cycle();
        expect(replayed(rehearsal)).toEqual(remembered(rehearsal));
      }
      rehearsal.close();
    }),
    { numRuns: 25 },
  );
});

function replayed(rehearsal: Rehearsal): unknown {
  const { links, escrows, progress } = stateFromTrace(rehearsal.events());
  return { links: bySource([...links.values()]), escrows: bySource([...escrows.values()]), progress };
}

function remembered({ job }: Rehearsal): unknown {
  return { links: bySource(job.allLinks()), escrows: bySource(job.allEscrows()), progress: job.progress() };
}

function bySource<T extends { readonly sourceId: string }>(items: readonly T[]): readonly T[] {
  return items.toSorted((a, b) => (a.sourceId < b.sourceId ? -1 : 1));
}

const refusal: ScimOutcome = { kind: 'response', response: { status: 500, headers: {}, text: '' } };

function refusingSome(seed: number): (transport: Transport) => Transport {
  let sentCount = 0;
  return (transport) => ({
    send: async (request) => {
      sentCount += 1;
      const isRefused = seededRandom(seed, request.target, String(sentCount)).next() % 8 === 0;
      return isRefused
        ? { outcome: refusal, durationMs: 0, rawRequestHeaders: [], rawResponseHeaders: [] }
        : transport.send(request);
    },
  });
}
