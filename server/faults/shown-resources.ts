import { isJsonObject, type Json, type JsonObject, parseJson } from '#shared/kernel/json.ts';
import { ScimError } from '#shared/scim/error.ts';
import { LIST_RESPONSE_URN } from '#shared/scim/message.ts';
import type { HttpResponse } from '../scim-server.ts';

/**
 * Changes each resource that an answer shows, alone or in a list. Null hides it: a list leaves it out, alone it is not found, which
 * throws ScimError. An answer without any stays as it is.
 */
export function changeResources(
  response: HttpResponse,
  change: (resource: JsonObject) => JsonObject | readonly JsonObject[] | null,
): HttpResponse {
  const body = bodyOf(response);
  if (body === undefined) return response;
  const list = body['Resources'];
  if (!isList(body)) {
    if (typeof body['id'] !== 'string') return response;
    const changed = change(body);
    if (changed === null) throw new ScimError(404, null, `There is no resource ${JSON.stringify(body['id'])} in this directory.`);
    return isJsonObject(changed) && changed !== body ? withBody(response, changed) : response;
  }
  const shown = Array.isArray(list) ? (list as readonly Json[]).filter(isJsonObject) : [];
  const resources = shown.flatMap((resource) => change(resource) ?? []);
  if (resources.length === shown.length && resources.every((one, index) => one === shown[index])) return response;
  const total = Number(body['totalResults']) + resources.length - shown.length;
  return withBody(response, { ...body, totalResults: total, itemsPerPage: resources.length, Resources: resources });
}

/** The JSON object in a successful answer. */
export function bodyOf({ status, body }: HttpResponse): JsonObject | undefined {
  const parsed = status >= 200 && status < 300 && body !== '' ? parseJson(body) : undefined;
  return isJsonObject(parsed) ? parsed : undefined;
}

export function isList(body: JsonObject): boolean {
  const { schemas } = body;
  return Array.isArray(schemas) && schemas.includes(LIST_RESPONSE_URN);
}

function withBody(response: HttpResponse, body: JsonObject): HttpResponse {
  return { ...response, body: JSON.stringify(body) };
}
