import { isJsonObject, type Json, type JsonObject, parseJson } from '#shared/kernel/json.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import { messageMember } from '#shared/scim/message.ts';
import type { FaultCondition, FaultEffect, FaultPlan, FaultRule, OperationCondition } from './fault-rule.ts';

/** What a rule looks at. */
export interface AskedRequest {
  readonly method: string;
  /** Below the directory's address: `['Users', '<id>']`. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly body: string;
}

/** A rule that means this request, with what was drawn for it: a whole number below 2^32. */
export interface ChosenFault {
  readonly ruleId: string;
  readonly effect: FaultEffect;
  readonly draw: number;
}

/** How often a rule saw a request of its kind, and how often it fell upon one. */
export interface FaultCount {
  readonly rule: FaultRule;
  readonly isOn: boolean;
  readonly seenCount: number;
  readonly firedCount: number;
}

/** Counts requests by the rules of a plan and says which rules mean one. The same requests in the same order are meant the same way. */
export interface FaultChoice {
  choose(request: AskedRequest, now: number): readonly ChosenFault[];
  /** Whether a rule with such an effect is switched on. */
  isAwake(kind: FaultEffect['kind']): boolean;
  /** False where the plan has no such rule. A rule that is switched on counts anew. */
  turn(ruleId: string, isOn: boolean): boolean;
  counts(): readonly FaultCount[];
}

export function openFaultChoice(plan: FaultPlan, setAt: number): FaultChoice {
  const states = plan.rules.map((rule) => ({ rule, isOn: rule.isOn, seenCount: 0, firedCount: 0 }));
  return {
    choose: (request, now) => {
      const chosen: ChosenFault[] = [];
      for (const state of states) {
        const { id, when, effect } = state.rule;
        if (!state.isOn || !isOfKind(when, request)) continue;
        state.seenCount += 1;
        // Drawn whether it is used or not: (seed, rule, count) alone decide.
        const random = seededRandom(plan.seed, id, String(state.seenCount));
        const chance = random.next() / 2 ** 32;
        if (!isDue(when, state.seenCount, state.firedCount) || !isInWindow(when, now - setAt)) continue;
        if (when.chance !== undefined && chance >= when.chance) continue;
        state.firedCount += 1;
        chosen.push({ ruleId: id, effect, draw: random.next() });
      }
      return chosen;
    },
    isAwake: (kind) => states.some(({ isOn, rule }) => isOn && rule.effect.kind === kind),
    turn: (ruleId, isOn) => {
      const state = states.find(({ rule }) => rule.id === ruleId);
      if (state === undefined) return false;
      if (isOn && !state.isOn) Object.assign(state, { seenCount: 0, firedCount: 0 });
      state.isOn = isOn;
      return true;
    },
    counts: () => states.map((state) => ({ ...state })),
  };
}

function isOfKind({ method, type, path, parameter, operation }: FaultCondition, request: AskedRequest): boolean {
  const [endpoint] = request.segments;
  return (
    (method === undefined || method.includes(request.method)) &&
    (type === undefined || endpoint === `${type}s`) &&
    (path === undefined || isAtPath(path, request.segments)) &&
    (parameter === undefined || request.query.has(parameter)) &&
    (operation === undefined || operationsOf(request.body).some((one) => isLike(operation, one)))
  );
}

function isAtPath(pattern: string, segments: readonly string[]): boolean {
  const wanted = pattern.split('/').filter((segment) => segment !== '');
  return wanted.length === segments.length && wanted.every((segment, index) => segment === '*' || segment === segments[index]);
}

function isDue({ nth, every, after = 0, times }: FaultCondition, seenCount: number, firedCount: number): boolean {
  const number = seenCount - after;
  return (
    number > 0 &&
    (nth === undefined || nth.includes(number)) &&
    (every === undefined || number % every === 0) &&
    (times === undefined || firedCount < times)
  );
}

function isInWindow({ fromMs = 0, untilMs = Number.POSITIVE_INFINITY }: FaultCondition, elapsedMs: number): boolean {
  return elapsedMs >= fromMs && elapsedMs < untilMs;
}

/** The operations of a PATCH; none for any other body. */
export function operationsOf(body: string): readonly JsonObject[] {
  const message = body === '' ? undefined : parseJson(body);
  const operations = isJsonObject(message) ? messageMember(message, 'Operations') : undefined;
  return Array.isArray(operations) ? (operations as readonly Json[]).filter(isJsonObject) : [];
}

function isLike({ op, attribute, hasFilter }: OperationCondition, operation: JsonObject): boolean {
  const path = messageMember(operation, 'path');
  const value = messageMember(operation, 'value');
  const paths = typeof path === 'string' ? [path] : isJsonObject(value) ? Object.keys(value) : [];
  return (
    (op === undefined || String(messageMember(operation, 'op')).toLowerCase() === op) &&
    (attribute === undefined || paths.some((one) => headOf(one) === attribute.toLowerCase())) &&
    (hasFilter === undefined || paths.some((one) => one.includes('[')) === hasFilter)
  );
}

/** `members` of `members[value eq "x"]`, `name` of `name.givenName`, `department` of a path with a URN. */
function headOf(path: string): string {
  const plain = path.split('[')[0] ?? '';
  const attribute = /^urn:/iu.test(plain) ? plain.slice(plain.lastIndexOf(':') + 1) : plain;
  return (attribute.split('.')[0] ?? '').toLowerCase();
}
