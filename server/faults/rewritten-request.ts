import { isJsonObject, type Json, type JsonObject, parseJson } from '#shared/kernel/json.ts';
import { messageMember } from '#shared/scim/message.ts';
import type { Tolerances } from '#shared/scim/tolerance.ts';
import type { AskedRequest, ChosenFault } from './fault-choice.ts';
import type { FaultEffect } from './fault-rule.ts';

/** A request as the server is made to read it. */
export interface ReadRequest extends AskedRequest {
  readonly tolerances: Tolerances;
}

/** The request as a server with these faults understands it. */
export function rewrittenRequest(request: ReadRequest, chosen: readonly ChosenFault[]): ReadRequest {
  return chosen.reduce((current, { effect }) => rewrite(current, effect), request);
}

function rewrite(request: ReadRequest, effect: FaultEffect): ReadRequest {
  switch (effect.kind) {
    case 'members-despite-exclusion':
      return withoutParameter(request, 'excludedAttributes');
    case 'ignored-filter':
      return withoutParameter(request, 'filter');
    case 'intolerant': {
      const without = new Set<string>(effect.tolerances);
      return { ...request, tolerances: new Set([...request.tolerances].filter((id) => !without.has(id))) };
    }
    case 'members-wiped':
      return withOperations(request, (operation) => [isMemberRemoval(operation) ? without(operation, 'value') : operation]);
    case 'value-path-wipes-others':
      return withOperations(request, wipeOthers);
    case 'value-path-adds-anew':
      return withOperations(request, (operation) => [addAnew(operation)]);
    case 'dotted-keys-dropped':
      return withOperations(request, dropDottedKeys);
    default:
      return request;
  }
}

function withoutParameter(request: ReadRequest, name: string): ReadRequest {
  const query = new URLSearchParams([...request.query].filter(([key]) => key !== name));
  return { ...request, query };
}

function withOperations(request: ReadRequest, change: (operation: JsonObject) => readonly JsonObject[]): ReadRequest {
  if (request.method !== 'PATCH') return request;
  const message = parseJson(request.body);
  if (!isJsonObject(message)) return request;
  const operations = messageMember(message, 'Operations');
  if (!Array.isArray(operations)) return request;
  const changed = (operations as readonly Json[]).flatMap((one): readonly Json[] => (isJsonObject(one) ? change(one) : [one]));
  return { ...request, body: JSON.stringify({ ...without(message, 'Operations'), Operations: changed }) };
}

/** RFC 7644 §3.5.2.2 gives the value of a remove no meaning: read to the letter, all members go. */
function isMemberRemoval(operation: JsonObject): boolean {
  return (
    isNamed(operation, 'op', 'remove') && isNamed(operation, 'path', 'members') && messageMember(operation, 'value') !== undefined
  );
}

/** `emails[type eq "work"].value`: everything in emails that is not for work goes first. */
function wipeOthers(operation: JsonObject): readonly JsonObject[] {
  const [, attribute, filter] = VALUE_PATH.exec(pathOf(operation)) ?? [];
  if (attribute === undefined || isNamed(operation, 'op', 'remove')) return [operation];
  return [{ op: 'remove', path: `${attribute}[not (${filter})]` }, operation];
}

const VALUE_PATH = /^([\w:.$-]+)\[(.+)\](?:\.[\w$-]+)?$/u;
const WORDED_VALUE_PATH = /^([\w:.$-]+)\[\s*([\w$-]+)\s+eq\s+"([^"\\]*)"\s*\]\.([\w$-]+)$/iu;

function addAnew(operation: JsonObject): JsonObject {
  const [, attribute, key, word, subAttribute] = WORDED_VALUE_PATH.exec(pathOf(operation)) ?? [];
  if (attribute === undefined || !isNamed(operation, 'op', 'add')) return operation;
  const value = messageMember(operation, 'value') ?? null;
  return { op: 'add', path: attribute, value: [{ [key ?? '']: word ?? '', [subAttribute ?? '']: value }] };
}

function dropDottedKeys(operation: JsonObject): readonly JsonObject[] {
  const value = messageMember(operation, 'value');
  if (messageMember(operation, 'path') !== undefined || !isJsonObject(value)) return [operation];
  const kept = Object.entries(value).filter(([key]) => key.startsWith('urn:') || !key.includes('.'));
  return kept.length === 0 ? [] : [{ ...without(operation, 'value'), value: Object.fromEntries(kept) }];
}

function isNamed(operation: JsonObject, key: string, word: string): boolean {
  return String(messageMember(operation, key)).toLowerCase() === word;
}

function pathOf(operation: JsonObject): string {
  const path = messageMember(operation, 'path');
  return typeof path === 'string' ? path : '';
}

function without(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key.toLowerCase() !== name.toLowerCase()));
}
