import { describe, expect, test } from 'vitest';
import type { ScimRequest } from './message.ts';
import { parseRequestDraft, requestDraftOf } from './request-draft.ts';

const post: ScimRequest = {
  method: 'POST',
  target: '/Users?x=1',
  headers: { 'Content-Type': 'application/scim+json', adscimversion: '2.0' },
  body: { userName: 'ada', active: true },
};
const draft = requestDraftOf(post);

test('a request that nobody touched comes back as it was', () => {
  expect(parseRequestDraft(draft, 'POST')).toEqual({ ok: true, value: post });
});

test('an empty body is none, and an empty line is no header', () => {
  const parsed = parseRequestDraft({ target: ' /Users ', headers: '\n A: b\n\n', body: '  ' }, 'DELETE');
  expect(parsed).toEqual({ ok: true, value: { method: 'DELETE', target: '/Users', headers: { A: 'b' }, body: null } });
});

describe('the target stays below the tenant URL', () => {
  test.each(['/Users', '/Users/', '/Users?filter=a+eq+%22%2F..%2F%22', '/Users/a%20b', '/.well-known/x', '/Users/a..b', '/'])(
    '%s is taken',
    (target) => {
      expect(parseRequestDraft({ ...draft, target }, 'POST').ok).toBe(true);
    },
  );
  test.each([
    'Users',
    'https://elsewhere.example/Users',
    '@elsewhere.example/Users',
    '//elsewhere.example/Users',
    '/../admin',
    '/Users/..',
    '/Users/./../../x',
    '/%2e%2e/admin',
    '/%252e%252e/admin',
    '/%25252e./admin',
    '/..%2fadmin',
    '/..;a=b/admin',
    '/..%5cadmin',
    '/\\elsewhere.example',
    '/Users//x',
    '/Users#x',
    '/Users /x',
    '/Users\r\nHost: elsewhere.example',
    '/Üsers',
    '',
  ])('%j is refused', (target) => {
    expect(parseRequestDraft({ ...draft, target }, 'POST')).toMatchObject({ ok: false, problems: [{ field: 'target' }] });
  });
});

test.each([
  ['Authorization: Bearer x', 'Line 1: Authorization is set by the connection itself'],
  ['A: b\nauthorization : x', 'Line 2: authorization is set'],
  ['Host: elsewhere.example', 'Line 1: Host is set'],
  ['Content-Length: 3', 'Line 1: Content-Length is set'],
  ['Cookie: a', 'Line 1: Cookie is set'],
  ['Proxy-Authorization: a', 'Line 1: Proxy-Authorization is set'],
  ['nothing', 'Line 1: a header needs a colon'],
  ['a b: c', 'Line 1: “a b” is no name'],
  ['A: b\na: c', 'Line 2: a stands here twice'],
  ['A: \u2603', 'Line 1: the value of A holds a character'],
])('of the headers %j is refused', (headers, message) => {
  expect(parseRequestDraft({ ...draft, headers }, 'POST')).toMatchObject({
    ok: false,
    problems: [{ field: 'headers', message: expect.stringContaining(message) }],
  });
});

test('a body that is no JSON is refused at its line and column, and a GET with one as a whole', () => {
  expect(parseRequestDraft({ ...draft, body: '{\n  "a": 1,\n}' }, 'POST')).toMatchObject({
    ok: false,
    problems: [{ field: 'body', line: 3, column: 1, message: 'Line 3, column 1: Expected a name in double quotes, found “}”.' }],
  });
  expect(parseRequestDraft({ ...draft, body: '{}' }, 'GET')).toMatchObject({ ok: false, problems: [{ field: 'body' }] });
});

test('everything that is wrong is said at once', () => {
  const parsed = parseRequestDraft({ target: 'x', headers: 'y', body: 'z' }, 'PATCH');
  expect(parsed.ok ? [] : parsed.problems.map(({ field }) => field)).toEqual(['target', 'headers', 'body']);
});
