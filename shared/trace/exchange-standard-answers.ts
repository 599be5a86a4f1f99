import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { scimTypes } from '#shared/scim/error.ts';
import { ERROR_URN, LIST_RESPONSE_URN } from '#shared/scim/message.ts';
import { isSuccess, type ReadExchange, type StandardRule, wholeIf } from './exchange-standard-rule.ts';

/** What an answer owes by the standard, and how Entra takes it where it does not. */
export const answerRules: readonly StandardRule[] = [
  {
    id: 'no-answer',
    verdict: 'deviates',
    section: 'RFC 7644 §3.12',
    sentence:
      'No answer came. Entra tries the object again in a later cycle, and cannot know whether the request was carried out.',
    evidence: 'documented',
    find: ({ status }) => wholeIf(status === null),
  },
  {
    id: 'created-status',
    verdict: 'deviates',
    section: 'RFC 7644 §3.3',
    sentence: 'A creation is answered with 201. Entra takes 200 as well.',
    evidence: 'documented',
    find: ({ method, status }) => wholeIf(method === 'POST' && isSuccess(status) && status !== 201),
  },
  {
    id: 'created-location',
    verdict: 'deviates',
    section: 'RFC 7644 §3.3',
    sentence: 'A creation names the new resource in a Location header. Entra goes by the id in the body.',
    evidence: 'documented',
    find: ({ method, status, received }) => wholeIf(method === 'POST' && status === 201 && !received.has('location')),
  },
  {
    id: 'created',
    verdict: 'conforms',
    section: 'RFC 7644 §3.3',
    sentence: '201, the new resource and its Location. Entra remembers the id, and uses it from now on.',
    evidence: 'documented',
    find: ({ method, status, received, resources }) =>
      wholeIf(
        method === 'POST' && status === 201 && received.has('location') && typeof resources[0]?.resource['id'] === 'string',
      ),
  },
  {
    id: 'patched',
    verdict: 'conforms',
    section: 'RFC 7644 §3.5.2',
    sentence: '204 without a body, or 200 with the resource: Entra takes both, and does not need the resource.',
    evidence: 'documented',
    find: ({ method, status, resources }) =>
      wholeIf(method === 'PATCH' && (status === 204 || (status === 200 && resources.length === 1))),
  },
  {
    id: 'listed',
    verdict: 'conforms',
    section: 'RFC 7644 §3.4.2',
    sentence: 'A ListResponse with its totalResults, also where nothing was found.',
    evidence: 'documented',
    find: (exchange) => {
      const { answer, status } = exchange;
      const isList = isJsonObject(answer) && listsSchema(answer, LIST_RESPONSE_URN) && Number.isInteger(answer['totalResults']);
      return wholeIf(isQuery(exchange) && status === 200 && isList);
    },
  },
  {
    id: 'patched-empty',
    verdict: 'deviates',
    section: 'RFC 7644 §3.5.2',
    sentence: '200 promises the resource; without a body the answer is 204. Entra takes it.',
    evidence: 'captured',
    find: ({ method, status, answerText }) =>
      wholeIf((method === 'PATCH' || method === 'PUT') && status === 200 && answerText === ''),
  },
  {
    id: 'deleted-status',
    verdict: 'deviates',
    section: 'RFC 7644 §3.6',
    sentence: 'A deletion is answered with 204 and no body.',
    evidence: 'documented',
    find: ({ method, status, answerText }) =>
      wholeIf(method === 'DELETE' && isSuccess(status) && (status !== 204 || answerText !== '')),
  },
  {
    id: 'query-404',
    verdict: 'deviates',
    section: 'RFC 7644 §3.4.2',
    sentence: 'A search without a hit is 200 with totalResults 0. A 404 fails Test Connection, and quarantines a job.',
    evidence: 'documented',
    find: (exchange) => wholeIf(isQuery(exchange) && exchange.status === 404),
  },
  {
    id: 'query-no-list',
    verdict: 'deviates',
    section: 'RFC 7644 §3.4.2',
    sentence: `The answer to a search is a ListResponse, with ${LIST_RESPONSE_URN} among its schemas.`,
    evidence: 'documented',
    find: (exchange) => {
      const { answer, status } = exchange;
      if (!isQuery(exchange) || status !== 200) return null;
      return wholeIf(!isJsonObject(answer) || !listsSchema(answer, LIST_RESPONSE_URN));
    },
  },
  {
    id: 'query-no-total',
    verdict: 'deviates',
    section: 'RFC 7644 §3.4.2',
    sentence: '"totalResults" is required, and a whole number.',
    evidence: null,
    find: (exchange) => {
      const { answer, status } = exchange;
      if (!isQuery(exchange) || status !== 200 || !isJsonObject(answer)) return null;
      const total = answer['totalResults'];
      return Number.isInteger(total) ? null : [total === undefined ? '' : '/totalResults'];
    },
  },
  {
    id: 'query-no-resources',
    verdict: 'deviates',
    section: 'RFC 7644 §3.4.2',
    sentence: 'With results counted, "Resources" holds them.',
    evidence: null,
    find: (exchange) => {
      const { answer, status } = exchange;
      if (!isQuery(exchange) || status !== 200 || !isJsonObject(answer)) return null;
      return Number(answer['totalResults']) > 0 && !Array.isArray(answer['Resources']) ? ['/totalResults'] : null;
    },
  },
  {
    id: 'query-several',
    verdict: 'open',
    section: 'RFC 7643 §4.1.1',
    sentence: 'Several resources have the matching value, so that Entra cannot choose: DuplicateTargetEntries.',
    evidence: 'documented',
    find: (exchange) => {
      const { purpose, resources } = exchange;
      return isQuery(exchange) && purpose === 'match' && resources.length > 1 ? resources.map(({ pointer }) => pointer) : null;
    },
  },
  {
    id: 'read-list',
    verdict: 'deviates',
    section: 'RFC 7644 §3.4.1',
    sentence: 'A read by id is answered with the resource itself; a list makes Entra report several entries in the response.',
    evidence: 'documented',
    find: (exchange) => {
      const { method, answer, status } = exchange;
      return method === 'GET' && !isQuery(exchange) && status === 200 && isJsonObject(answer) && 'Resources' in answer
        ? ['/Resources']
        : null;
    },
  },
  {
    id: 'media-type',
    verdict: 'deviates',
    section: 'RFC 7644 §3.1',
    sentence: 'A SCIM message is application/scim+json.',
    evidence: 'documented',
    find: ({ received, answerText }) => {
      const type = mediaTypeOf(received);
      return wholeIf(answerText !== '' && type !== 'application/scim+json' && type !== 'application/json');
    },
  },
  {
    id: 'media-type-json',
    verdict: 'open',
    section: 'RFC 7644 §3.1',
    sentence: 'application/json instead of application/scim+json: the service takes it, the public validator does not.',
    evidence: 'captured',
    find: ({ received, answerText }) => wholeIf(answerText !== '' && mediaTypeOf(received) === 'application/json'),
  },
  {
    id: 'no-json',
    verdict: 'deviates',
    section: 'RFC 7644 §3.1',
    sentence: 'The body is no JSON. Where Entra needs it, the object fails as "not able to deserialize the resource".',
    evidence: 'captured',
    find: ({ answer, answerText, status }) => wholeIf(status !== null && answerText !== '' && answer === undefined),
  },
  {
    id: 'error-body',
    verdict: 'deviates',
    section: 'RFC 7644 §3.12',
    sentence: `An error is told as JSON, with ${ERROR_URN} among its schemas and what was wrong in "detail".`,
    evidence: null,
    find: ({ status, answer }) =>
      wholeIf(status !== null && status >= 400 && (!isJsonObject(answer) || !listsSchema(answer, ERROR_URN))),
  },
  {
    id: 'error-status',
    verdict: 'deviates',
    section: 'RFC 7644 §3.12',
    sentence: 'The "status" of an error repeats the HTTP status as a text.',
    evidence: null,
    find: ({ status, answer }) => {
      if (status === null || status < 400 || !isJsonObject(answer) || !listsSchema(answer, ERROR_URN)) return null;
      const told = answer['status'];
      return told === String(status) ? null : [told === undefined ? '' : '/status'];
    },
  },
  {
    id: 'error-keyword',
    verdict: 'deviates',
    section: 'RFC 7644 §3.12',
    sentence: 'A "scimType" is one of the keywords of table 9.',
    evidence: null,
    find: ({ status, answer }) => {
      if (status === null || status < 400 || !isJsonObject(answer)) return null;
      const keyword = answer['scimType'];
      return keyword === undefined || keyword === null || keywords.has(String(keyword)) ? null : ['/scimType'];
    },
  },
  {
    id: 'refused',
    verdict: 'open',
    section: 'RFC 7644 §3.12',
    sentence: 'The target refuses with a keyword. Entra shows the whole body in the provisioning log, and tries again later.',
    evidence: 'captured',
    find: ({ status, answer }) =>
      status !== null && status >= 400 && status < 500 && isJsonObject(answer) && keywords.has(String(answer['scimType']))
        ? ['/scimType', ...('detail' in answer ? ['/detail'] : [])]
        : null,
  },
  {
    id: 'conflict-keyword',
    verdict: 'deviates',
    section: 'RFC 7644 §3.3',
    sentence: 'A creation that clashes is 409 with scimType "uniqueness". Entra evaluates the user again in the next cycle.',
    evidence: 'documented',
    find: ({ method, status, answer }) =>
      wholeIf(method === 'POST' && status === 409 && !(isJsonObject(answer) && answer['scimType'] === 'uniqueness')),
  },
  {
    id: 'unauthorized-challenge',
    verdict: 'deviates',
    section: 'RFC 7644 §2',
    sentence: 'A 401 tells in WWW-Authenticate how to sign in.',
    evidence: null,
    find: ({ status, received }) => wholeIf(status === 401 && !received.has('www-authenticate')),
  },
  {
    id: 'gone',
    verdict: 'conforms',
    section: 'RFC 7644 §3.12',
    sentence:
      'A resource that is not there is 404. Of an object that was linked, Entra reports InvalidAnchor and does not create it anew.',
    evidence: 'documented',
    find: (exchange) => wholeIf(!isQuery(exchange) && exchange.status === 404 && exchange.method !== 'POST'),
  },
  {
    id: 'throttled',
    verdict: 'open',
    section: 'RFC 6585 §4',
    sentence:
      '429 may say in Retry-After when to come again. Whether Entra keeps to it is told in two ways; a blocked job was quarantined.',
    evidence: 'captured',
    find: ({ status }) => wholeIf(status === 429),
  },
  {
    id: 'redirected',
    verdict: 'open',
    section: 'RFC 7644 §3.12',
    sentence: 'A redirect stands for a moved resource. Entra follows one on a GET, and may end on a sign-in page.',
    evidence: 'inferred',
    find: ({ status }) => wholeIf(status !== null && status >= 300 && status < 400),
  },
  {
    id: 'server-error',
    verdict: 'open',
    section: 'RFC 7644 §3.12',
    sentence: 'The target failed. Entra tries the object again after 40 minutes, then at growing intervals.',
    evidence: 'documented',
    find: ({ status }) => wholeIf(status !== null && status >= 500),
  },
];

const keywords: ReadonlySet<string> = new Set(scimTypes);

function isQuery({ method, path }: ReadExchange): boolean {
  return method === 'GET' && /^\/(Users|Groups)\/?$/i.test(path);
}

function listsSchema(body: JsonObject, urn: string): boolean {
  const schemas = body['schemas'];
  return Array.isArray(schemas) && schemas.some((known: Json) => String(known).toLowerCase() === urn.toLowerCase());
}

function mediaTypeOf(headers: ReadonlyMap<string, string>): string {
  return headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
}
