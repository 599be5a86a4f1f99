import { isJsonObject, type Json, type JsonObject, parseJson } from '#shared/kernel/json.ts';
import { messageMember } from '#shared/scim/message.ts';
import type { HttpResponse } from '../scim-server.ts';
import { type ChosenFault, operationsOf } from './fault-choice.ts';
import { type FaultMemory, remember } from './fault-memory.ts';
import type { FaultEffect } from './fault-rule.ts';
import type { ReadRequest } from './rewritten-request.ts';
import { bodyOf } from './shown-resources.ts';

/** What a misbehaving directory needs to spoil a change, inside the transaction of that change. */
export interface WriteContext {
  /** As the client sent it. */
  readonly sent: ReadRequest;
  readonly memory: FaultMemory;
  readonly read: (segments: readonly string[]) => JsonObject | undefined;
  /** Takes members away; those who are no members are passed over. */
  readonly removeMembers: (groupId: string, memberIds: readonly string[]) => void;
  /** Effects of the rules that are switched on, whether they mean this request or not: some need to know what went before. */
  readonly isAwake: (kind: FaultEffect['kind']) => boolean;
  /** How many reads after a change are stale, where any is. */
  readonly staleReads: number;
}

/** What has to be known before a change is made; called with the answer once it was. */
export function watchWrite(context: WriteContext): (response: HttpResponse) => void {
  const { sent, memory, read, isAwake, staleReads } = context;
  const [endpoint, id] = sent.segments;
  const isWrite = ['POST', 'PUT', 'PATCH', 'DELETE'].includes(sent.method) && (endpoint === 'Users' || endpoint === 'Groups');
  if (!isWrite || !isAwake('stale-read')) return () => undefined;
  const former = id === undefined ? null : (read([endpoint, id]) ?? null);
  return (response) => {
    const changedId = id ?? bodyOf(response)?.['id'];
    if (typeof changedId === 'string') remember(memory.formerResources, changedId, { resource: former, readsLeft: staleReads });
  };
}

/** What else goes wrong once a change was made. */
export function spoilWrite(response: HttpResponse, chosen: readonly ChosenFault[], context: WriteContext): void {
  const { sent, memory, isAwake } = context;
  const [endpoint, groupId] = sent.segments;
  const joined = endpoint === 'Groups' && sent.method === 'PATCH' ? joinedIds(sent.body) : [];
  for (const { effect } of chosen) {
    if (effect.kind === 'boolean-kept-as-text') keepText(response, context);
    if (groupId === undefined || joined.length === 0) continue;
    if (effect.kind === 'concurrent-member-lost') {
      const before = memory.lastJoined.get(groupId) ?? [];
      context.removeMembers(
        groupId,
        before.filter((id) => !joined.includes(id)),
      );
    }
    if (effect.kind === 'member-limit') keepNewest(effect.limit, groupId, context);
  }
  if (groupId !== undefined && joined.length > 0 && isAwake('concurrent-member-lost'))
    remember(memory.lastJoined, groupId, joined);
}

/** Ids that a PATCH of a group adds, or replaces its members with. */
function joinedIds(body: string): readonly string[] {
  return operationsOf(body).flatMap((operation) => {
    const value = messageMember(operation, 'value');
    const path = messageMember(operation, 'path');
    const isRemoval = String(messageMember(operation, 'op')).toLowerCase() === 'remove';
    const members = path === undefined && isJsonObject(value) ? messageMember(value, 'members') : value;
    const isAtMembers = path === undefined || String(path).toLowerCase() === 'members';
    return isRemoval || !isAtMembers ? [] : idsIn(members);
  });
}

function idsIn(value: Json | undefined): readonly string[] {
  const all: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : value === undefined ? [] : [value];
  return all.flatMap((one) => (isJsonObject(one) && typeof one['value'] === 'string' ? [one['value']] : []));
}

function keepNewest(limit: number, groupId: string, { read, removeMembers }: WriteContext): void {
  const members = idsIn(read(['Groups', groupId])?.['members']);
  if (members.length > limit) removeMembers(groupId, members.slice(0, members.length - limit));
}

/** "False" as it was written; a real boolean takes its place again. */
function keepText(response: HttpResponse, { sent, memory }: WriteContext): void {
  const id = sent.segments[1] ?? bodyOf(response)?.['id'];
  if (typeof id !== 'string' || (sent.method !== 'POST' && sent.method !== 'PUT' && sent.method !== 'PATCH')) return;
  const texts = { ...memory.textBooleans.get(id) };
  for (const [name, value] of writtenValues(sent)) {
    if (typeof value === 'string' && /^(?:true|false)$/iu.test(value)) texts[name] = value;
    else delete texts[name];
  }
  if (Object.keys(texts).length > 0) remember(memory.textBooleans, id, texts);
  else memory.textBooleans.delete(id);
}

function writtenValues({ method, body }: ReadRequest): readonly (readonly [string, Json])[] {
  if (method !== 'PATCH') {
    const resource = parseJson(body);
    return isJsonObject(resource) ? Object.entries(resource) : [];
  }
  return operationsOf(body).flatMap((operation): readonly (readonly [string, Json])[] => {
    const value = messageMember(operation, 'value') ?? null;
    const path = messageMember(operation, 'path');
    if (typeof path === 'string') return [[path, value]];
    return isJsonObject(value) ? Object.entries(value) : [];
  });
}
