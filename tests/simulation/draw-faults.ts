import type { JsonObject } from '#shared/kernel/json.ts';
import type { Dice } from './dice.ts';

/**
 * One or two rules by which a target misbehaves for a while. Only what a client can notice: it refuses, is late or silent, or answers
 * what nobody can read. A target that says it did what it did not is believed by Entra, and no cycle makes up for it.
 */
export function drawFaults(dice: Dice): readonly JsonObject[] {
  return dice.times(1 + dice.below(2), () => drawRule(dice)).map((rule, index) => ({ id: `fault-${index + 1}`, ...rule }));
}

function drawRule(dice: Dice): JsonObject {
  const part = dice.below(100);
  if (part < 25) return drawOutage(dice);
  if (part < 40) return drawMemberFault(dice);
  const { effect, when = {} } = dice.pick(makers)(dice);
  const often: JsonObject = dice.isChosen(75)
    ? { chance: dice.pick([0.1, 0.25, 0.5, 1]) }
    : { after: dice.below(12), times: 1 + dice.below(6) };
  return { when: { ...(dice.isChosen(30) ? { type: dice.pick(['User', 'Group']) } : {}), ...often, ...when }, effect };
}

/** The target goes away in the middle of a cycle. */
function drawOutage(dice: Dice): JsonObject {
  const effect = dice.pick<JsonObject>([
    { kind: 'status', status: 401 },
    { kind: 'no-answer' },
    { kind: 'dropped', moment: 'before' },
    { kind: 'status', status: 503 },
  ]);
  return { when: { after: 2 + dice.below(20) }, effect };
}

/** Members are sent once and never read back: what becomes of their requests matters most. */
function drawMemberFault(dice: Dice): JsonObject {
  const status = dice.pick([400, 409, 412, 429, 500, 503]);
  return { when: { method: ['PATCH'], type: 'Group', chance: dice.pick([0.3, 0.6, 1]) }, effect: { kind: 'status', status } };
}

interface Drawn {
  readonly effect: JsonObject;
  readonly when?: JsonObject;
}

const REFUSALS = [400, 401, 403, 404, 405, 409, 412, 422, 500, 501, 502, 503, 504] as const;

/** A 404 to a DELETE counts as done, and a 2xx to a write that was not carried out as well. */
const writesButDelete = ['POST', 'PATCH', 'GET'];
const reads = { method: ['GET'] };
const finds = { method: ['GET'], parameter: 'filter' };
const answeredWhole = { method: ['GET', 'POST'] };

const makers: readonly [(dice: Dice) => Drawn, ...((dice: Dice) => Drawn)[]] = [
  (dice) => {
    const status = dice.pick(REFUSALS);
    const some = dice.pick([['POST'], ['PATCH'], ['GET'], ['DELETE'], ['POST', 'PATCH', 'DELETE']]);
    return { effect: { kind: 'status', status }, when: { method: status === 404 ? writesButDelete : some } };
  },
  (dice) => ({ effect: { kind: 'too-many-requests', retryAfterS: dice.below(120), form: dice.pick(['seconds', 'date']) } }),
  () => ({ effect: { kind: 'login-page' }, when: answeredWhole }),
  (dice) => ({ effect: { kind: 'redirect', status: dice.pick([301, 302, 307, 308]) }, when: { method: writesButDelete } }),
  (dice) => ({ effect: { kind: 'token-expires', after: 2 + dice.below(60) } }),
  (dice) => ({ effect: { kind: 'latency', ms: dice.pick([50, 120_000]), jitterMs: 1000 } }),
  (dice) => ({ effect: { kind: 'no-answer', isCarriedOut: dice.isChosen(50) } }),
  (dice) => ({ effect: { kind: 'dropped', moment: dice.pick(['before', 'after', 'in-body']) } }),
  (dice) => ({ effect: { kind: 'no-http', isCarriedOut: dice.isChosen(50) } }),
  () => ({ effect: { kind: 'truncated', lostCount: 20 }, when: answeredWhole }),
  () => ({ effect: { kind: 'not-json' }, when: answeredWhole }),
  () => ({ effect: { kind: 'omits', attributes: ['id'] }, when: answeredWhole }),
  () => ({ effect: { kind: 'manager-as-text' }, when: reads }),
  (dice) => ({
    effect: { kind: 'patch-answer', form: dice.pick(['resource', 'empty', 'no-content']) },
    when: { method: ['PATCH'] },
  }),
  () => ({ effect: { kind: 'media-type', mediaType: 'text/html' }, when: reads }),
  () => ({ effect: { kind: 'duplicate-match' }, when: finds }),
  () => ({ effect: { kind: 'not-found-when-empty' }, when: finds }),
  () => ({ effect: { kind: 'members-despite-exclusion' }, when: reads }),
  () => ({ effect: { kind: 'inactive-hidden' }, when: reads }),
];
