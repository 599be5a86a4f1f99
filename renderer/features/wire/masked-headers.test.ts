import { expect, test } from 'vitest';
import { maskedHeaders } from './masked-headers.ts';

test('a credential is masked in whatever case its header is written', () => {
  expect(
    maskedHeaders([
      ['AUTHORIZATION', 'Bearer secret'],
      ['Set-Cookie', 'session=secret'],
      ['Content-Type', 'application/scim+json'],
    ]),
  ).toEqual([
    ['AUTHORIZATION', '***'],
    ['Set-Cookie', '***'],
    ['Content-Type', 'application/scim+json'],
  ]);
});
