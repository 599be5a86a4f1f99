import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';
import { ScimError } from '#shared/scim/error.ts';
import { parseFilter } from '#shared/scim/filter.ts';
import { compileFilter } from '#shared/scim/filter-match.ts';
import { project, readProjection } from '#shared/scim/projection.ts';
import type { ResourceType } from '#shared/scim/schema.ts';
import { enterpriseUserSchema } from '#shared/scim/user-schema.ts';
import { answer } from '../http/call.ts';
import type { HttpResponse } from '../scim-server.ts';
import type { ChosenFault } from './fault-choice.ts';
import type { FaultMemory } from './fault-memory.ts';
import type { FaultEffect } from './fault-rule.ts';
import type { ReadRequest } from './rewritten-request.ts';
import { bodyOf, changeResources, isList } from './shown-resources.ts';

/** What a wrong answer is made from. */
export interface AnswerContext {
  readonly request: ReadRequest;
  readonly memory: FaultMemory;
  /** The resource as the directory would show it now, whole; undefined where it has none. */
  readonly read: (segments: readonly string[]) => JsonObject | undefined;
  readonly type: ResourceType | undefined;
}

/** The right answer of a request that was carried out, made wrong. Throws ScimError where the wrong answer is a refusal. */
export function wrongAnswer(right: HttpResponse, chosen: readonly ChosenFault[], context: AnswerContext): HttpResponse {
  const answered = chosen.reduce((response, { effect }) => change(response, effect, context), right);
  return withTextBooleans(answered, context.memory);
}

function change(response: HttpResponse, effect: FaultEffect, context: AnswerContext): HttpResponse {
  switch (effect.kind) {
    case 'omits':
      return changeResources(response, (resource) => omit(resource, effect.attributes));
    case 'changed-id':
      return changeResources(response, (resource) => ({ ...resource, id: `${String(resource['id'])}-changed` }));
    case 'manager-as-text':
      return changeResources(response, managerAsText);
    case 'patch-answer':
      return context.request.method === 'PATCH' ? patchAnswer(response, effect.form, context) : response;
    case 'duplicate-match':
      return isFind(response, context) ? changeResources(response, twice) : response;
    case 'case-sensitive-user-name':
      return isFind(response, context) ? onlyExact(response, context) : response;
    case 'not-found-when-empty':
      return isFind(response, context) ? notFoundWhenEmpty(response) : response;
    case 'inactive-hidden':
      return context.request.method === 'GET' ? changeResources(response, hideInactive) : response;
    case 'stale-read':
      return context.request.method === 'GET' ? staleRead(response, context) : response;
    default:
      return response;
  }
}

function isFind(response: HttpResponse, { request }: AnswerContext): boolean {
  const body = bodyOf(response);
  return request.query.has('filter') && body !== undefined && isList(body);
}

function omit(resource: JsonObject, attributes: readonly string[]): JsonObject {
  const gone = new Set(attributes.map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(resource).filter(([key]) => !gone.has(key.toLowerCase())));
}

function managerAsText(resource: JsonObject): JsonObject {
  const enterprise = resource[enterpriseUserSchema.id];
  const manager = isJsonObject(enterprise) ? enterprise['manager'] : undefined;
  if (!isJsonObject(enterprise) || !isJsonObject(manager)) return resource;
  return { ...resource, [enterpriseUserSchema.id]: { ...enterprise, manager: manager['value'] ?? '' } };
}

function patchAnswer(response: HttpResponse, form: 'resource' | 'empty' | 'no-content', context: AnswerContext): HttpResponse {
  if (response.status !== 200 && response.status !== 204) return response;
  const { 'content-type': _none, ...headers } = response.headers;
  if (form === 'no-content') return { status: 204, headers, body: '' };
  if (form === 'empty') return { status: 200, headers, body: '' };
  const resource = response.body === '' ? context.read(context.request.segments) : undefined;
  return resource === undefined ? { ...response, status: 200 } : answer(200, resource, headers);
}

function twice(resource: JsonObject): readonly JsonObject[] {
  return [resource, { ...resource, id: `${String(resource['id'])}-duplicate` }];
}

/** The list, filtered once more by what a server finds that compares userName letter by letter. */
function onlyExact(response: HttpResponse, { request, type }: AnswerContext): HttpResponse {
  if (type === undefined) return response;
  const filter = parseFilter(request.query.get('filter') ?? '', request.tolerances);
  const matches = compileFilter(filter, withExactUserName(type), request.tolerances);
  return changeResources(response, (resource) => (matches(resource) ? resource : null));
}

function withExactUserName(type: ResourceType): ResourceType {
  const attributes = type.schema.attributes.map((one) => (one.name === 'userName' ? { ...one, caseExact: true } : one));
  return { ...type, schema: { ...type.schema, attributes } };
}

function notFoundWhenEmpty(response: HttpResponse): HttpResponse {
  if (bodyOf(response)?.['totalResults'] !== 0) return response;
  throw new ScimError(404, null, 'No resource matches the filter.');
}

function hideInactive(resource: JsonObject): JsonObject | null {
  return resource['active'] === false ? null : resource;
}

/** A read of what changed shows what was before. The resource is found by what it is now: filters are not stale. */
function staleRead(response: HttpResponse, context: AnswerContext): HttpResponse {
  const { query } = context.request;
  const { type } = context;
  if (type === undefined) return response;
  const projection = readProjection(query.get('attributes'), query.get('excludedAttributes'));
  return changeResources(response, (resource) => {
    const former = takeFormer(context.memory, String(resource['id']));
    return former === undefined ? resource : former.resource && project(former.resource, type, projection);
  });
}

/** A read of what was deleted: the resource as it was, as long as reads are stale. */
export function readDeleted(
  chosen: readonly ChosenFault[],
  { request, memory }: Pick<AnswerContext, 'request' | 'memory'>,
): HttpResponse | undefined {
  const [, id, ...rest] = request.segments;
  const isStale = request.method === 'GET' && rest.length === 0 && chosen.some(({ effect }) => effect.kind === 'stale-read');
  const former = isStale && id !== undefined ? takeFormer(memory, id)?.resource : undefined;
  return former ? answer(200, former) : undefined;
}

function takeFormer({ formerResources }: FaultMemory, id: string): { readonly resource: JsonObject | null } | undefined {
  const former = formerResources.get(id);
  if (former === undefined) return undefined;
  former.readsLeft -= 1;
  if (former.readsLeft <= 0) formerResources.delete(id);
  return former;
}

function withTextBooleans(response: HttpResponse, { textBooleans }: FaultMemory): HttpResponse {
  if (textBooleans.size === 0) return response;
  return changeResources(response, (resource) => {
    const texts = Object.entries(textBooleans.get(String(resource['id'])) ?? {});
    const kept = texts.filter(([name]) => typeof resource[name] === 'boolean');
    return kept.length === 0 ? resource : { ...resource, ...Object.fromEntries(kept) };
  });
}
