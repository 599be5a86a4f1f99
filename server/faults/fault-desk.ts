import type { JsonObject } from '#shared/kernel/json.ts';
import { ScimError } from '#shared/scim/error.ts';
import type { ResourceType } from '#shared/scim/schema.ts';
import type { HttpResponse } from '../scim-server.ts';
import { deliveredAnswer, plainDelivery } from './delivered-answer.ts';
import { type FaultChoice, type FaultCount, openFaultChoice } from './fault-choice.ts';
import { type FaultMemory, openFaultMemory } from './fault-memory.ts';
import type { FaultPlan } from './fault-rule.ts';
import { insteadAnswer } from './instead-answer.ts';
import { type ReadRequest, rewrittenRequest } from './rewritten-request.ts';
import { readDeleted, wrongAnswer } from './wrong-answer.ts';
import { spoilWrite, type WriteContext, watchWrite } from './wrong-write.ts';

/** How the directories of a server misbehave. Owns the counts of their rules and what they remember between requests. */
export interface FaultDesk {
  /** Replaces the plan of a directory and counts anew; without rules it behaves. */
  set(directoryId: string, plan: FaultPlan): void;
  forget(directoryId: string): void;
  /** False where the plan has no such rule. */
  turn(directoryId: string, ruleId: string, isOn: boolean): boolean;
  counts(directoryId: string): readonly FaultCount[];
  /** Whether the directory misbehaves at all. */
  has(directoryId: string): boolean;
  /** How one request with good credentials is to be treated; undefined where its directory behaves. */
  take(directoryId: string, request: ReadRequest, credentials: Credentials): Misbehaviour | undefined;
}

interface Credentials {
  readonly authorization: string;
  readonly now: number;
}

/** Means of the request's own transaction. */
export interface Means {
  /** Throws ScimError. */
  readonly route: (request: ReadRequest) => HttpResponse;
  readonly read: (segments: readonly string[]) => JsonObject | undefined;
  readonly removeMembers: (groupId: string, memberIds: readonly string[]) => void;
  /** At the address of the request, where there is one. */
  readonly type: ResourceType | undefined;
}

export interface Misbehaviour {
  /** The answer of a request that is not carried out; undefined where it is. */
  readonly instead: HttpResponse | undefined;
  /** Whether all that is changed must be taken back, though the answer stays. */
  readonly isUndone: boolean;
  /** Carries the request out as badly as it was decided. Throws ScimError. */
  carryOut(means: Means): HttpResponse;
  /** The last touch, on refusals too. */
  deliver(response: HttpResponse): HttpResponse;
}

interface Desk {
  readonly choice: FaultChoice;
  readonly memory: FaultMemory;
  /** Whether connections are not to be kept: see `deliver`. */
  readonly dropsConnections: boolean;
  readonly staleReads: number;
}

export function openFaultDesk(now: () => number): FaultDesk {
  const desks = new Map<string, Desk>();
  return {
    set: (directoryId, plan) => {
      if (plan.rules.length === 0) desks.delete(directoryId);
      else desks.set(directoryId, openDesk(plan, now()));
    },
    forget: (directoryId) => {
      desks.delete(directoryId);
    },
    turn: (directoryId, ruleId, isOn) => desks.get(directoryId)?.choice.turn(ruleId, isOn) ?? false,
    counts: (directoryId) => desks.get(directoryId)?.choice.counts() ?? [],
    has: (directoryId) => desks.has(directoryId),
    take: (directoryId, request, credentials) => {
      const desk = desks.get(directoryId);
      return desk && misbehaviour(desk, directoryId, request, credentials);
    },
  };
}

function openDesk(plan: FaultPlan, now: number): Desk {
  const kinds = plan.rules.map(({ effect }) => effect.kind);
  return {
    choice: openFaultChoice(plan, now),
    memory: openFaultMemory(),
    dropsConnections: kinds.includes('dropped') || kinds.includes('no-http'),
    staleReads: Math.max(0, ...plan.rules.map(({ effect }) => (effect.kind === 'stale-read' ? effect.reads : 0))),
  };
}

function misbehaviour(desk: Desk, directoryId: string, sent: ReadRequest, { authorization, now }: Credentials): Misbehaviour {
  const { choice, memory, staleReads } = desk;
  const chosen = choice.choose(sent, now);
  const request = rewrittenRequest(sent, chosen);
  const instead = insteadAnswer(chosen, { directoryId, now, authorization, servedByToken: memory.servedByToken });
  return {
    instead,
    isUndone: chosen.some(({ effect }) => effect.kind === 'lost-update'),
    carryOut: ({ route, read, removeMembers, type }) => {
      const context: WriteContext = { sent, memory, read, removeMembers, isAwake: choice.isAwake, staleReads };
      const noteFormer = watchWrite(context);
      let right: HttpResponse;
      try {
        right = route(request);
      } catch (error) {
        const deleted = isNotFound(error) ? readDeleted(chosen, { request, memory }) : undefined;
        if (deleted === undefined) throw error;
        return deleted;
      }
      spoilWrite(right, chosen, context);
      const wrong = wrongAnswer(right, chosen, { request, memory, read, type });
      noteFormer(right);
      return wrong;
    },
    deliver: (response) => {
      const delivered = deliveredAnswer(response, chosen);
      // A client cannot tell a connection that was dropped on its request from a kept one that has gone stale, and may ask again by
      // itself. So that a fault comes out the same every time, such a directory keeps no connection.
      if (!desk.dropsConnections) return delivered;
      return { ...delivered, delivery: { ...(delivered.delivery ?? plainDelivery), closesConnection: true } };
    },
  };
}

function isNotFound(error: unknown): boolean {
  return error instanceof ScimError && error.status === 404;
}
