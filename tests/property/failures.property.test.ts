import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Transport } from '#harness/ports/session-ports.ts';
import { DAY_MS } from '#shared/kernel/duration.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import type { ScimOutcome, ScimRequest } from '#shared/scim/message.ts';
import type { TraceEvent } from '#shared/trace/event.ts';
import { departures } from './projection.ts';
import { openRehearsal, type Rehearsal } from './rehearsal.ts';
import { plans, rounds } from './tenant-arbitraries.ts';

// Seconds on two idle cores; a busy machine is no failure.
vi.setConfig({ testTimeout: 60_000 });

test('whatever fails, the watermark never goes back', async () => {
  await inStorms(async ({ watermarks, tenant }) => {
    const sequences = watermarks.map((watermark) => watermark ?? -1);
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
    expect(sequences.at(-1)).toBeLessThanOrEqual(tenant.lastSequence());
  });
});

test('every escrow comes after a failed export: of the object, or of one that it refers to', async () => {
  await inStorms(async (rehearsal) => {
    const events = rehearsal.events();
    const unexplained = events.filter(
      (event, index) => event.kind === 'object-escrowed' && !isExplained(event, events.slice(0, index)),
    );
    expect(unexplained).toEqual([]);
  });
});

test('once the target answers again nothing stays behind', async () => {
  await inStorms(async (rehearsal, storm) => {
    storm.pass();
    // Retries are a day apart at most; a reference may wait for an object that waits itself.
    for (let day = 0; day < 3; day += 1) {
      await rehearsal.cycle();
      rehearsal.advance(DAY_MS);
    }
    expect(rehearsal.job.allEscrows()).toEqual([]);
    expect(departures(rehearsal, { references: false, hasLostAnswers: true })).toEqual([]);
    await rehearsal.cycle('initial');
    expect(departures(rehearsal, { hasLostAnswers: true })).toEqual([]);
  });
});

test('a cycle that is stopped before any request, and taken up again, leaves what an unbroken one leaves', async () => {
  await fc.assert(
    fc.asyncProperty(plans, rounds, fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 6 }), async (plan, changes, stops) => {
      const [broken, unbroken] = [openRehearsal(plan), openRehearsal(plan)];
      const pending = [...stops];
      for (const moves of [[], ...changes]) {
        for (const rehearsal of [broken, unbroken]) for (const move of moves) rehearsal.move(move);
        while (pending.length > 0 && (await broken.stoppedCycle(pending.shift() ?? 1)));
        if (broken.job.progress().cycleCount === unbroken.job.progress().cycleCount) await broken.cycle();
        await unbroken.cycle();
        expect(stateOf(broken)).toEqual(stateOf(unbroken));
      }
      broken.close();
      unbroken.close();
    }),
    { numRuns: 20 },
  );
});

interface Storm {
  readonly around: (transport: Transport) => Transport;
  pass(): void;
}

/** Checks a law after random changes, each round with a cycle during which one request in `oneIn` goes wrong. */
async function inStorms(law: (rehearsal: Rehearsal, storm: Storm) => Promise<void>): Promise<void> {
  const weathers = fc.record({ seed: fc.nat(), oneIn: fc.constantFrom(3, 5, 8) });
  await fc.assert(
    fc.asyncProperty(plans, rounds, weathers, async (plan, changes, weather) => {
      const storm = createStorm(weather);
      const rehearsal = openRehearsal(plan, storm.around);
      for (const moves of [[], ...changes]) {
        for (const move of moves) rehearsal.move(move);
        await rehearsal.cycle();
      }
      await law(rehearsal, storm);
      rehearsal.close();
    }),
    { numRuns: 20 },
  );
}

const GARBLED = '{"schemas":';

/** Makes some requests go wrong on the way there or back, the same ones for the same seed. */
function createStorm({ seed, oneIn }: { readonly seed: number; readonly oneIn: number }): Storm {
  let isOver = false;
  const sentCounts = new Map<string, number>();
  const rollFor = (request: string): number => {
    const count = sentCounts.get(request) ?? 0;
    sentCounts.set(request, count + 1);
    return seededRandom(seed, request, String(count)).next();
  };
  return {
    around: (transport) => ({
      send: async (request) => {
        const roll = rollFor(`${request.method} ${request.target}`);
        if (isOver || roll % oneIn !== 0) return transport.send(request);
        const dice = Math.floor(roll / oneIn);
        if (dice % 3 > 0 || isFinal(request)) {
          return { outcome: pick(refusals, dice), durationMs: 0, rawRequestHeaders: [], rawResponseHeaders: [] };
        }
        return { ...(await transport.send(request)), outcome: pick(lostAnswers, dice) };
      },
    }),
    pass: () => {
      isOver = true;
    },
  };
}

/**
 * Where a lost answer cannot be made up for. A deletion leaves a link to nothing: if the object comes back, Entra fails with
 * InvalidAnchor. Members are never read back: one who joins and leaves, or leaves and joins, before the retry stays as the target
 * has it.
 */
function isFinal({ method, target }: ScimRequest): boolean {
  return method === 'DELETE' || (method === 'PATCH' && target.startsWith('/Groups/'));
}

const timeout: ScimOutcome = { kind: 'failure', failure: { kind: 'timeout', detail: 'No answer came.' } };

/** The target never hears of the request, or will have none of it. */
const refusals: readonly ScimOutcome[] = [timeout, ...[400, 401, 429, 500, 503].map((status) => answer(status, ''))];
/** The target does what it was asked, and nobody knows. */
const lostAnswers: readonly ScimOutcome[] = [timeout, answer(200, GARBLED)];

function pick(outcomes: readonly ScimOutcome[], dice: number): ScimOutcome {
  return outcomes[dice % outcomes.length] ?? timeout;
}

function answer(status: number, text: string): ScimOutcome {
  return { kind: 'response', response: { status, headers: {}, text } };
}

function isExplained(escrow: TraceEvent, before: readonly TraceEvent[]): boolean {
  const failed = before.filter((event) => event.kind === 'exchange-recorded' && isFailure(event.outcome));
  if (failed.some(({ changeId }) => changeId === escrow.changeId)) return true;
  // Its own requests went well, or were not sent, for an object it refers to is not in the target.
  const isReference = escrow.kind === 'object-escrowed' && escrow.error.code === 'UnableToResolveReferenceAttributeValue';
  return isReference && failed.some((event) => event.kind === 'exchange-recorded' && event.identity?.id !== escrow.identity.id);
}

function isFailure(outcome: ScimOutcome): boolean {
  return outcome.kind === 'failure' || outcome.response.status >= 400 || outcome.response.text === GARBLED;
}

function stateOf({ job, target }: Rehearsal): unknown {
  const { watermark, cycleCount } = job.progress();
  return { watermark, cycleCount, links: job.allLinks(), escrows: job.allEscrows(), target: target() };
}
