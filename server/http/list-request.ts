import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { ScimError } from '#shared/scim/error.ts';
import { SEARCH_REQUEST_URN } from '#shared/scim/message.ts';
import { type Projection, readProjection, toProjection } from '#shared/scim/projection.ts';
import { readSort, type Sort } from '#shared/scim/sort.ts';
import { tolerate } from '#shared/scim/tolerance.ts';
import { type Call, readBody } from './call.ts';

/** What a client asks of a list, by query parameters or by a SearchRequest: the same things (RFC 7644 §3.4.2, §3.4.3). */
export interface ListRequest {
  readonly filter: string | null;
  readonly sort: Sort | null;
  /** One-based. */
  readonly startIndex: number;
  readonly count: number;
  readonly projection: Projection;
}

const COUNT_DEFAULT = 100;
export const COUNT_MAX = 1000;

/** Throws ScimError invalidValue for a parameter that is not what it should be. */
export function readListQuery({ query }: Call): ListRequest {
  return {
    filter: query.get('filter'),
    sort: readSort(query.get('sortBy'), query.get('sortOrder')),
    ...toWindow(wholeNumber('startIndex', query.get('startIndex')), wholeNumber('count', query.get('count'))),
    projection: readProjection(query.get('attributes'), query.get('excludedAttributes')),
  };
}

/** Reads the body of a search by POST. Throws ScimError: invalidSyntax for what is no SearchRequest. */
export function readSearchRequest(call: Call): ListRequest {
  const { tolerances } = call.directory;
  const body = readBody(call);
  if (!isJsonObject(body)) throw syntaxError('The body must be a JSON object: a SearchRequest message');
  const message = byLowerCase(body);
  const schemas = message.get('schemas') ?? [];
  if (!Array.isArray(schemas) || !schemas.includes(SEARCH_REQUEST_URN)) {
    const detail = `schemas must list ${SEARCH_REQUEST_URN} (RFC 7644 §3.4.3).`;
    tolerate(tolerances, 'missing-schemas', 'invalidSyntax', detail);
  }
  const unknown = [...message.keys()].find((key) => !MEMBERS.includes(key));
  if (unknown !== undefined) {
    const detail = `"${unknown}" is no member of a SearchRequest (RFC 7644 §3.4.3).`;
    tolerate(tolerances, 'unknown-attributes-ignored', 'invalidSyntax', detail);
  }
  return {
    filter: textOf(message, 'filter'),
    sort: readSort(textOf(message, 'sortBy'), textOf(message, 'sortOrder')),
    ...toWindow(numberOf(message, 'startIndex'), numberOf(message, 'count')),
    projection: toProjection(namesOf(message, 'attributes'), namesOf(message, 'excludedAttributes')),
  };
}

type Message = ReadonlyMap<string, Json>;

const MEMBERS: readonly string[] = [
  ...['schemas', 'attributes', 'excludedattributes', 'filter'],
  ...['sortby', 'sortorder', 'startindex', 'count'],
];

/** RFC 7644 §3.4.2.4: below 1, `startIndex` is 1; below 0, `count` is 0; and a server may answer fewer than `count`. */
function toWindow(startIndex: number | undefined, count: number | undefined): { startIndex: number; count: number } {
  return { startIndex: Math.max(1, startIndex ?? 1), count: Math.min(COUNT_MAX, Math.max(0, count ?? COUNT_DEFAULT)) };
}

function wholeNumber(name: string, text: string | null): number | undefined {
  if (text === null || text === '') return undefined;
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new ScimError(400, 'invalidValue', `${name} must be a whole number, found ${JSON.stringify(text)} (RFC 7644 §3.4.2.4).`);
}

function byLowerCase(body: JsonObject): Message {
  return new Map(Object.entries(body).map(([key, value]) => [key.toLowerCase(), value]));
}

/** Null means as much as absent (RFC 7643 §2.5). */
function memberOf(message: Message, name: string): Json {
  return message.get(name.toLowerCase()) ?? null;
}

function textOf(message: Message, name: string): string | null {
  const value = memberOf(message, name);
  if (value === null || typeof value === 'string') return value;
  throw syntaxError(`${name} must be a string`);
}

function numberOf(message: Message, name: string): number | undefined {
  const value = memberOf(message, name);
  if (value === null) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new ScimError(400, 'invalidValue', `${name} must be a whole number, found ${JSON.stringify(value)} (RFC 7644 §3.4.2.4).`);
}

function namesOf(message: Message, name: string): readonly string[] {
  const value = memberOf(message, name) ?? [];
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  throw syntaxError(`${name} must be an array of attribute names`);
}

function syntaxError(detail: string): ScimError {
  return new ScimError(400, 'invalidSyntax', `${detail} (RFC 7644 §3.4.3).`);
}
