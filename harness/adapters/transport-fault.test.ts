import { expect, test } from 'vitest';
import { failureOf, TransportFault } from './transport-fault.ts';

test.each([
  ['ENOTFOUND', 'unknown-host'],
  ['EAI_AGAIN', 'unknown-host'],
  ['ECONNREFUSED', 'refused'],
  ['EHOSTUNREACH', 'refused'],
  ['ETIMEDOUT', 'timeout'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['HPE_INVALID_CONSTANT', 'unparsable'],
  ['EPROTO', 'tls'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
])('%s is a failure of the kind %s, told without the error’s own words', (code, kind) => {
  const error = Object.assign(new Error('with a secret'), { code });
  expect(failureOf(error, 'a.test')).toEqual({ kind, detail: expect.stringMatching(new RegExp(`a\\.test.*\\(${code}\\)\\.$`)) });
  expect(failureOf(error, 'a.test').detail).not.toContain('secret');
});

test('a fault keeps its own sentence', () => {
  expect(failureOf(new TransportFault('redirect', 'It went elsewhere.'), 'a.test')).toEqual({
    kind: 'redirect',
    detail: 'It went elsewhere.',
  });
});
