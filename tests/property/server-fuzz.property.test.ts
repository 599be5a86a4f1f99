import net from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listenScim } from '#server/http/listen.ts';
import { everyTolerance, openTestDirectory, type TestDirectory } from '#server/testing/test-directory.ts';

const tolerances = [...everyTolerance, 'unknown-attributes-kept'];
let directory: TestDirectory;
let ada: string;
let sales: string;
let face: Awaited<ReturnType<typeof listenScim>>;
beforeAll(async () => {
  directory = openTestDirectory(tolerances);
  ada = directory.createUser('ada@larkfield.test', { emails: [{ type: 'work', value: 'ada@larkfield.test' }] });
  sales = directory.createGroup('Sales', [ada]);
  face = await listenScim(directory.server, 0, { headersTimeoutMs: 200, requestTimeoutMs: 200 });
});
afterAll(() => face.close());

/** What no client may bring about: a fault of the server, or an object that every other one inherits. */
function expectSane(method: string, target: string, body: string, headers: Readonly<Record<string, string>> = {}): void {
  const answer = directory.server.handle({
    method,
    target,
    headers: { authorization: `Bearer ${directory.token}`, 'content-type': 'application/scim+json', ...headers },
    body,
  });
  // 501 says what this server has not.
  if (answer.status >= 500 && answer.status !== 501)
    throw new Error(`${method} ${target} ${body}: ${answer.status} ${answer.body}`);
  if (answer.body !== '') JSON.parse(answer.body);
  const plain: Record<string, unknown> = {};
  expect([plain['polluted'], plain['active'], Object.keys(Object.prototype)]).toEqual([undefined, undefined, []]);
}

/** A failure prints its seed and path; `fc.assert(..., { seed, path })` repeats it. */
function check<T>(runs: number, arbitrary: fc.Arbitrary<T>, property: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, property), { numRuns: runs });
}

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const word = fc.oneof(
  fc.constantFrom(
    'userName',
    'emails',
    'type',
    'value',
    'work',
    'members',
    'meta.created',
    'active',
    'name.givenName',
    'manager',
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'schemas',
    'id',
    enterprise,
    `${enterprise}:manager`,
  ),
  fc.string({ maxLength: 12 }),
);
const token = fc.oneof(
  word,
  fc.constantFrom(
    'eq',
    'ne',
    'co',
    'sw',
    'ew',
    'gt',
    'pr',
    'and',
    'or',
    'not',
    '(',
    ')',
    '[',
    ']',
    '"',
    '\\',
    '"a"',
    'true',
    'null',
    '1',
    '-1e999',
    '.',
    ':',
    ' ',
    '"\\u0000"',
    '"\\ud800"',
  ),
);
const soup = fc.array(token, { maxLength: 12 }).chain((words) => fc.constantFrom(words.join(' '), words.join('')));
/** Lone surrogates and control characters too; fast-check's own texts of them take seconds to set up. */
const anyText = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((codes) => String.fromCharCode(...codes));
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, 'True', 'False', '', 0, -1, 1e308, 'ada@larkfield.test'),
    fc.string({ maxLength: 20 }),
    fc.array(tie('value'), { maxLength: 3 }),
    // Not fc.dictionary: an own key "__proto__" is what it avoids.
    fc.array(fc.tuple(word, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
})).value;

describe('the server stands', () => {
  test('filters', () =>
    check(200, soup, (filter) => expectSane('GET', `/scim/v2/larkfield/Users?filter=${encodeURIComponent(filter)}`, '')));

  test('paths and queries', () =>
    check(
      150,
      fc.tuple(
        fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', '__proto__'),
        fc.array(fc.oneof(word, fc.constantFrom('..', '%', '%00', '%2F', '.search', 'Bulk', 'Me', 'Schemas', 'Groups')), {
          maxLength: 5,
        }),
        fc.string({ maxLength: 30 }),
      ),
      ([method, segments, query]) => expectSane(method, `/scim/v2/larkfield/${segments.join('/')}?${query}`, '{}'),
    ));

  test('any target at all', () => check(150, fc.string({ maxLength: 60 }), (target) => expectSane('GET', target, '')));

  test('PATCH messages', () =>
    check(
      120,
      fc.array(
        fc.record({
          op: fc.constantFrom('add', 'Replace', 'remove', 'x', null),
          path: fc.oneof(soup, fc.constant(undefined)),
          value,
        }),
        { maxLength: 4 },
      ),
      (operations) => {
        const body = JSON.stringify({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations });
        expectSane('PATCH', `/scim/v2/larkfield/Users/${ada}`, body);
        expectSane('PATCH', `/scim/v2/larkfield/Groups/${sales}`, body);
      },
    ));

  test('bodies that are JSON', () =>
    check(60, value, (body) => {
      const text = JSON.stringify(body) ?? '';
      for (const target of ['Users', 'Groups', 'Bulk', '.search', 'Users/.search'])
        expectSane('POST', `/scim/v2/larkfield/${target}`, text);
      expectSane('PUT', `/scim/v2/larkfield/Users/${ada}`, text);
    }));

  test('bodies that are none', () =>
    check(150, fc.oneof(fc.string(), anyText), (body) => expectSane('POST', '/scim/v2/larkfield/Users', body)));

  test('keys that objects give a meaning of their own', () => {
    for (const key of ['__proto__', '\\u005f_proto__', 'constructor', 'prototype']) {
      const poison = `{"${key}":{"polluted":true,"active":true}}`;
      expectSane(
        'POST',
        '/scim/v2/larkfield/Users',
        `{"userName":"p-${key.length}","name":${poison},"${key}":{"polluted":true}}`,
      );
      const operations = `[{"op":"add","value":${poison}},{"op":"add","path":"name","value":${poison}},{"op":"add","path":"${key}.polluted","value":true}]`;
      expectSane('PATCH', `/scim/v2/larkfield/Users/${ada}`, `{"Operations":${operations}}`);
    }
  });
});

test('the face stands whatever arrives on a connection', async () => {
  const line = fc.constantFrom(
    'GET /scim/v2/larkfield/Users HTTP/1.1',
    'POST /scim/v2/larkfield/Users HTTP/1.1',
    'GET * HTTP/1.1',
    'CONNECT a:1 HTTP/1.1',
    'GET http://[ HTTP/1.1',
    'Host: localhost',
    'Content-Length: 5',
    'Content-Length: -1',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: gzip, chunked',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Expect: 100-continue',
    '5',
    '0',
    '',
    '{}',
    '\u0000',
  );
  const frame = fc.array(fc.oneof(line, fc.string({ maxLength: 20 })), { maxLength: 10 });
  const frames = fc.sample(frame, { numRuns: 60, seed: 20_261_125 });
  const answers = await Promise.all(frames.map((lines) => converse(lines.join('\r\n'))));
  expect(answers.filter((answer) => /^HTTP\/1\.1 5(?!01)/m.test(answer))).toEqual([]);
  expect((await fetch(`http://127.0.0.1:${face.port}/scim/v2/larkfield/Users`)).status).toBe(401);
});

/** Sends, ends its side, and waits for the other to end. */
function converse(text: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = net.connect(face.port, '127.0.0.1', () => socket.end(text));
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}
