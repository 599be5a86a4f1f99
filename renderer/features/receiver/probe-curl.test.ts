import { expect, test } from 'vitest';
import { probeCurl } from './probe-curl.ts';

test('the token stays out of the command, and the address is one word for a shell', () => {
  expect(probeCurl('http://127.0.0.1:8080/scim/v2/larkfield-entra')).toBe(
    `curl -sS -H "Authorization: Bearer $SCIM_TOKEN" -H 'Accept: application/scim+json' 'http://127.0.0.1:8080/scim/v2/larkfield-entra/Users?filter=userName+eq+%22nobody-at-all%22&startIndex=1&count=1'`,
  );
});
