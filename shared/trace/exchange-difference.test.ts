import { expect, test } from 'vitest';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import type { ScimMethod, ScimOutcome } from '#shared/scim/message.ts';
import { exchangeDifference, type NumberedExchange } from './exchange-difference.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const nadia: JsonObject = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  id: 'n1',
  meta: { version: 'W/"1"' },
  active: true,
  name: { givenName: 'Nadia', familyName: 'Haas' },
  [ENTERPRISE]: { department: 'Finance', manager: { value: 'm1', displayName: 'Mo' } },
};

let next = 0;
function sent(method: ScimMethod, target: string, body: Json, status: number | null, answer: Json = null): NumberedExchange {
  next += 1;
  const text = answer === null ? '' : JSON.stringify(answer);
  const outcome: ScimOutcome =
    status === null
      ? { kind: 'failure', failure: { kind: 'timeout', detail: 'No answer in 60 s.' } }
      : { kind: 'response', response: { status, headers: {}, text } };
  return { sequence: next, request: { method, target, headers: {}, body }, outcome };
}

const read = (resource: JsonObject) => sent('GET', `/Users/${String(resource['id'])}`, null, 200, resource);
const patched = (operations: readonly Json[], status: number | null, answer: Json = null) =>
  sent('PATCH', '/Users/n1', { Operations: operations }, status, answer);
const department = { op: 'Replace', path: `${ENTERPRISE}:department`, value: 'Treasury' };
const mail = { op: 'Add', path: 'emails[type eq "work"].value', value: 'nadia@example.test' };

/** `attribute: before > after (intended) verdict`, `?` for what is not known. */
function shown(exchange: NumberedExchange, earlier: readonly NumberedExchange[] = [], later: readonly NumberedExchange[] = []) {
  const { rows, isBeforeKnown, isAfterKnown } = exchangeDifference(exchange, earlier, later);
  const text = (value: string | null, isKnown: boolean) => (isKnown ? (value ?? 'none') : '?');
  return rows.map(
    ({ attribute, before, after, intended, verdict }) =>
      `${attribute.replace(ENTERPRISE, 'e')}: ${text(before, isBeforeKnown)} > ${text(after, isAfterKnown)} (${intended ?? 'none'}) ${verdict}`,
  );
}

test('an update that was refused leaves what was read before', () => {
  expect(shown(patched([department, mail], 400), [read(nadia)])).toEqual([
    'e:department: Finance > Finance (Treasury) not-intended',
    'emails[work]: none > none (nadia@example.test) not-intended',
  ]);
});

test('an update is compared with the resource in its answer, and what went wrong comes first', () => {
  const answer = { ...nadia, [ENTERPRISE]: { department: 'TREASURY' }, emails: [{ type: 'work', value: 'nadia@example.test' }] };
  expect(shown(patched([mail, department], 200, answer), [read(nadia)])).toEqual([
    'e:department: Finance > TREASURY (Treasury) not-intended',
    'e:manager: m1 > none (m1) not-intended',
    'emails[work]: none > nadia@example.test (nadia@example.test) as-intended',
  ]);
});

test('an answer without the resource gives way to the next read, unless something else was written between', () => {
  const after = { ...nadia, [ENTERPRISE]: { department: 'Treasury', manager: { value: 'm1' } } };
  const update = patched([department], 204);
  expect(shown(update, [read(nadia)], [read(after)])).toEqual(['e:department: Finance > Treasury (Treasury) as-intended']);
  expect(shown(update, [read(nadia)], [patched([mail], 204), read(after)])).toEqual([
    'e:department: Finance > ? (Treasury) unknown',
  ]);
});

test('what was written since the last read counts as before; of other resources nothing does', () => {
  const other = sent('GET', '/Users?filter=x', null, 200, { totalResults: 2, Resources: [{ id: 'x1', title: 'no' }, nadia] });
  const history = [other, patched([department], 204), patched([mail], 500)];
  const disable = patched([{ op: 'Replace', path: 'active', value: 'False' }], 200, { ...nadia, active: false });
  expect(shown(disable, history)).toEqual([
    'e:department: Treasury > Finance (Treasury) not-intended',
    'active: true > false (false) as-intended',
  ]);
});

test('without a read before only what the request names is told', () => {
  const update = patched([department, { op: 'Replace', path: 'urn:example:custom:2.0:User:badge', value: '7' }], 200, nadia);
  expect(shown(update)).toEqual([
    'e:department: ? > Finance (Treasury) not-intended',
    'urn:example:custom:2.0:User:badge: ? > none (7) not-intended',
  ]);
});

test('a creation is compared with its body, and what the target adds is seen', () => {
  const body = { schemas: ['x'], userName: 'nadia', active: true, roles: [], name: { givenName: 'Nadia' } };
  const answer = { id: 'n1', meta: {}, ...body, active: 'True', nickName: 'N' };
  expect(shown(sent('POST', '/Users', body, 201, answer))).toEqual([
    'active: none > True (true) not-intended',
    'nickName: none > N (none) not-intended',
    'userName: none > nadia (nadia) as-intended',
    'name.givenName: none > Nadia (Nadia) as-intended',
  ]);
  expect(shown(sent('POST', '/Users', { userName: 'nadia' }, 409))).toEqual(['userName: none > none (nadia) not-intended']);
});

test('a deletion leaves nothing; one that got no answer leaves it open', () => {
  const small = { id: 'n1', title: 'T' };
  expect(shown(sent('DELETE', '/Users/n1', null, 204), [read(small)])).toEqual(['title: T > none (none) as-intended']);
  expect(shown(sent('DELETE', '/Users/n1', null, null), [read(small)])).toEqual(['title: T > ? (none) unknown']);
});

test('a read shows what changed since the last one', () => {
  expect(shown(read({ ...nadia, active: false }), [read(nadia)])).toEqual(['active: true > false (true) read']);
  expect(shown(read(nadia), [read(nadia)])).toEqual([]);
});

test('members go by their id, and one is taken away by value', () => {
  const group = { id: 'g1', displayName: 'G', members: [{ value: 'u1', display: 'Ada' }, { value: 'u2' }] };
  const remove = sent('PATCH', '/Groups/g1', { Operations: [{ op: 'Remove', path: 'members', value: [{ value: 'u1' }] }] }, 204);
  const before = sent('GET', '/Groups/g1', null, 200, group);
  expect(shown(remove, [before])).toEqual(['members[u1]: Ada > ? (none) unknown']);
});

test.each([
  [
    'a search is about no one resource',
    sent('GET', '/Users?filter=x', null, 200, { totalResults: 0 }),
    'The request is about no one resource.',
  ],
  [
    'nor is a token request',
    sent('POST', 'https://id.example.test/token', { grant_type: 'client_credentials' }, 200, { token_type: 'Bearer' }),
    'The request is about no one resource.',
  ],
  [
    'a body that was cut says nothing',
    sent('PATCH', '/Users/n1', 'half a bo', 204),
    'The recorded body is no whole JSON document',
  ],
  [
    'an operation that means nothing is told',
    sent('PATCH', '/Users/n1', { Operations: [{ op: 'jump' }] }, 204),
    'What was intended cannot be told: Operations[0].op must be',
  ],
])('%s', (_sentence, exchange, note) => {
  expect(exchangeDifference(exchange, [], []).notes.join(' ')).toContain(note);
});

test('a group of any size gives a bounded table', () => {
  const members = Array.from({ length: 700 }, (_none, index) => ({ value: `u${index}` }));
  const create = sent('POST', '/Groups', { displayName: 'G', members }, 201, { id: 'g1', displayName: 'G', members });
  const { rows, notes } = exchangeDifference(create, [], []);
  expect([rows.length, notes]).toEqual([500, ['201 more rows are not shown.']]);
});
