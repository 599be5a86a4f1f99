import { expect, test } from 'vitest';
import { tokenCurl } from './token-curl.ts';

test('a token is asked for with what is in the environment, not with a secret in the command', () => {
  expect(tokenCurl('http://127.0.0.1:8080/oauth2/larkfield/token')).toBe(
    `curl -sS -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials 'http://127.0.0.1:8080/oauth2/larkfield/token'`,
  );
});
