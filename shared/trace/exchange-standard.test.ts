import { expect, test } from 'vitest';
import { standardNotes } from './exchange-standard.ts';
import { answerRules } from './exchange-standard-answers.ts';
import { requestRules } from './exchange-standard-requests.ts';
import { resourceRules } from './exchange-standard-resources.ts';
import type { JudgedExchange } from './exchange-standard-rule.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const scim = [['Content-Type', 'application/scim+json; charset=utf-8']] as const;
const ada = { schemas: [USER], id: 'u1', userName: 'ada', meta: { resourceType: 'User' } };
const list = { schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults: 1, Resources: [ada] };
const refusal = { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '400', scimType: 'noTarget', detail: 'no' };

interface Message extends Partial<Omit<JudgedExchange, 'requestBody' | 'responseBody'>> {
  readonly sent?: unknown;
  readonly answered?: unknown;
  readonly answeredText?: string;
}

/** `rule at place, place` of what is said of an exchange. */
function said({ sent, answered, answeredText, ...rest }: Message): readonly string[] {
  const exchange: JudgedExchange = {
    method: 'GET',
    target: '/Users/u1',
    purpose: 'read-target',
    requestHeaders: [],
    requestBody: sent === undefined ? '' : JSON.stringify(sent),
    status: 200,
    responseHeaders: scim,
    responseBody: answeredText ?? (answered === undefined ? '' : JSON.stringify(answered)),
    ...rest,
  };
  return standardNotes(exchange).map(({ id, places }) => `${id} at ${places.join(', ')}`);
}

test('a token request is no SCIM message, and is not judged as one', () => {
  const form = [['Content-Type', 'application/x-www-form-urlencoded']] as const;
  const target = 'https://id.example.test/token';
  const sent = { grant_type: 'client_credentials' };
  expect(said({ method: 'POST', target, purpose: 'access-token', requestHeaders: form, sent, answered: {} })).toEqual([]);
});

const patch = (...operations: readonly object[]) => ({
  method: 'PATCH',
  purpose: 'update' as const,
  status: 204,
  sent: { Operations: operations },
});
const post = (body: object) => ({
  method: 'POST',
  target: '/Users',
  purpose: 'create' as const,
  status: 201,
  responseHeaders: [...scim, ['Location', 'https://x/Users/u1']] as const,
  sent: body,
  answered: ada,
});
const query = (answered: unknown, more: Message = {}) => ({
  target: '/Users?filter=userName%20eq%20%22ada%22',
  purpose: 'match' as const,
  answered,
  ...more,
});
const members = { method: 'PATCH', target: '/Groups/g1', status: 204 } as const;

const cases: readonly (readonly [rule: string, exchange: Message, place?: string])[] = [
  ['op-capital', patch({ op: 'Replace', path: 'title', value: 'x' }), '/Operations/0/op'],
  ['boolean-as-text', patch({ op: 'replace', path: 'active', value: 'False' }), '/Operations/0/value'],
  ['manager-bare', patch({ op: 'add', path: `${ENTERPRISE}:manager`, value: 'm1' }), '/Operations/0/value'],
  ['manager-bare', post({ schemas: [USER, ENTERPRISE], [ENTERPRISE]: { manager: 'm1' } }), `/${ENTERPRISE}/manager`],
  ['manager-filter', patch({ op: 'remove', path: 'manager[value eq "m1"]' }), '/Operations/0/path'],
  ['value-path-add', patch({ op: 'add', path: 'emails[type eq "work"].value', value: 'x' }), '/Operations/0'],
  ['keys-as-paths', patch({ op: 'replace', value: { 'name.givenName': 'A', title: 'x' } }), '/Operations/0/value/name.givenName'],
  [
    'keys-with-urn',
    patch({ op: 'replace', value: { [`${ENTERPRISE}:department`]: 'A' } }),
    `/Operations/0/value/${ENTERPRISE}:department`,
  ],
  ['remove-with-value', patch({ op: 'remove', path: 'members', value: [{ value: 'u1' }] }), '/Operations/0/value'],
  [
    'replace-means-add',
    { ...members, purpose: 'reference-member-add', sent: { Operations: [{ op: 'replace', path: 'members', value: [] }] } },
    '/Operations/0/op',
  ],
  [
    'ref-null',
    patch({ op: 'add', path: 'members', value: [{ value: 'u1' }, { $ref: null, value: 'u2' }] }),
    '/Operations/0/value/1/$ref',
  ],
  ['role-in-text', patch({ op: 'add', path: 'roles', value: [{ value: '{"id":"1"}' }] }), '/Operations/0/value'],
  ['several-operations', patch({ op: 'add', path: 'a', value: 'x' }, { op: 'add', path: 'b', value: 'x' })],
  ['put-replaces', { method: 'PUT', answered: ada }],
  ['schemas-ahead', post({ schemas: [USER, ENTERPRISE], userName: 'ada' }), '/schemas/1'],
  [
    'microsoft-group-schema',
    post({ schemas: ['http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'] }),
    '/schemas/0',
  ],
  ['meta-sent', post({ meta: { resourceType: 'User' } }), '/meta'],
  ['empty-list', post({ roles: [] }), '/roles'],
  ['form-encoded-filter', query(list, { target: '/Users?filter=userName+eq+%22ada%22' })],
  ['probe', query({ ...list, totalResults: 0, Resources: [] }, { purpose: 'probe-users' })],
  ['without-members', { target: '/Groups/g1?excludedAttributes=members', answered: ada }],
  ['no-accept', { requestHeaders: [['Host', 'x']], answered: ada }],
  ['no-answer', { status: null, responseHeaders: [] }],
  ['created-status', { ...post({}), status: 200 }],
  ['created-location', { ...post({}), responseHeaders: scim }],
  ['created', post({})],
  ['patched', patch()],
  ['patched', { ...patch(), status: 200, answered: ada }],
  ['patched-empty', { ...patch(), status: 200 }],
  ['deleted-status', { method: 'DELETE', status: 200, answered: ada }],
  ['deleted-status', { method: 'DELETE', status: 204, answeredText: '{}' }],
  ['listed', query(list)],
  ['query-404', query(refusal, { status: 404 })],
  ['query-no-list', query({ totalResults: 0 })],
  ['query-no-total', query({ ...list, totalResults: '1' }), '/totalResults'],
  ['query-no-total', query({ schemas: list.schemas })],
  ['query-no-resources', query({ ...list, Resources: undefined }), '/totalResults'],
  ['query-several', query({ ...list, Resources: [ada, { ...ada, id: 'u2' }] }), '/Resources/0, /Resources/1'],
  ['read-list', { answered: list }, '/Resources'],
  ['no-id', { answered: { ...ada, id: undefined } }],
  ['no-id', query({ ...list, Resources: [{ ...ada, id: '' }] }), '/Resources/0/id'],
  ['no-schemas', { answered: { ...ada, schemas: undefined } }],
  ['no-meta', { answered: { ...ada, meta: undefined } }],
  ['manager-bare-answer', { answered: { ...ada, [ENTERPRISE]: { manager: 'm1' } } }, `/${ENTERPRISE}/manager`],
  ['boolean-text-answer', { answered: { ...ada, active: 'True' } }, '/active'],
  ['password-answer', { answered: { ...ada, password: 'x' } }, '/password'],
  [
    'members-answer',
    { target: '/Groups/g1?excludedAttributes=members', answered: { ...ada, members: [{ value: 'u1' }] } },
    '/members',
  ],
  ['null-values', { answered: { ...ada, 'a/b': null } }, '/a~1b'],
  ['media-type', { answered: ada, responseHeaders: [['content-type', 'text/html']] }],
  ['media-type', { answered: ada, responseHeaders: [] }],
  ['media-type-json', { answered: ada, responseHeaders: [['content-type', 'application/json;charset=utf-8']] }],
  ['no-json', { answeredText: '<html>' }],
  ['error-body', { status: 500, answered: { message: 'oops' } }],
  ['error-status', { status: 400, answered: { ...refusal, status: 400 } }, '/status'],
  ['error-status', { status: 400, answered: { ...refusal, status: undefined } }],
  ['error-keyword', { status: 400, answered: { ...refusal, scimType: 'bad' } }, '/scimType'],
  ['refused', { status: 400, answered: refusal }, '/scimType, /detail'],
  ['conflict-keyword', { ...post({}), status: 409, answered: { ...refusal, status: '409', scimType: undefined } }],
  ['unauthorized-challenge', { status: 401 }],
  ['gone', { status: 404 }],
  ['throttled', { status: 429 }],
  ['redirected', { status: 302 }],
  ['server-error', { status: 503 }],
];

test.each(cases.map(([rule, exchange, place = '']) => [rule, exchange, place] as const))('%s', (rule, exchange, place) => {
  expect(said(exchange)).toContain(`${rule} at ${place}`);
});

test('every rule is spoken of above, and no name twice', () => {
  const ids = [...requestRules, ...answerRules, ...resourceRules].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !cases.some(([rule]) => rule === id))).toEqual([]);
});

test.each<[string, Message, readonly string[]]>([
  ['a read that is answered as it should be', { answered: ada }, []],
  ['a compliant update', patch({ op: 'replace', path: 'active', value: false }), ['patched at ']],
  ['a search', query(list), ['listed at ']],
  ['a deletion', { method: 'DELETE', status: 204 }, []],
  ['a body that is no JSON, and was cut', { ...patch(), sent: 'half a bo', status: 204 }, ['patched at ']],
])('%s: nothing deviates', (_sentence, exchange, expected) => {
  expect(said(exchange)).toEqual(expected);
});

test('what deviates comes first, then what is left open, then what conforms', () => {
  const verdicts = standardNotes({
    method: 'PATCH',
    target: '/Users/u1',
    purpose: 'update',
    requestHeaders: [['Host', 'x']],
    requestBody: JSON.stringify({ Operations: [{ op: 'Add', path: 'emails[type eq "work"].value', value: 'x' }] }),
    status: 204,
    responseHeaders: [],
    responseBody: '',
  }).map(({ verdict }) => verdict);
  expect(verdicts).toEqual(['deviates', 'open', 'open', 'conforms']);
});
