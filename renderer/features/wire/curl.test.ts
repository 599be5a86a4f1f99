import { expect, test } from 'vitest';
import { curlOf, maskedHeaders } from './curl.ts';

test('the command carries method, address, headers and body, with endpoint and token as variables', () => {
  const command = curlOf({
    method: 'PATCH',
    target: '/Users/u1',
    requestHeaders: [
      ['Host', '127.0.0.1:8080'],
      ['Authorization', '***'],
      ['ADSCIMVersion', '5.0'],
      ['Content-Type', 'application/scim+json; charset=utf-8'],
      ['Content-Length', '40'],
    ],
    requestBody: `{"displayName":"Siobhan O'Neil"}`,
  });
  expect(command.split(' \\\n  ')).toEqual([
    `curl -i -X PATCH "$ENDPOINT"'/Users/u1'`,
    '-H "Authorization: Bearer $TOKEN"',
    "-H 'ADSCIMVersion: 5.0'",
    "-H 'Content-Type: application/scim+json; charset=utf-8'",
    `--data-raw '{"displayName":"Siobhan O'\\''Neil"}'`,
  ]);
});

test('a request without a body sends none', () => {
  expect(curlOf({ method: 'GET', target: '/Users', requestHeaders: [], requestBody: '' })).not.toContain('--data');
});

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
