import { expect, test } from 'vitest';
import { type ClientCredentials, parseClientCredentials, tokenRequestForm } from './client-credentials.ts';

const typed: ClientCredentials = {
  tokenEndpoint: ' https://id.example.test/oauth2/token ',
  clientId: ' rehearsal ',
  clientSecret: 's3cret ',
  location: 'body',
  oauthScope: ' scim.write  ',
};

function formOf(change: Partial<ClientCredentials>): unknown {
  const parsed = parseClientCredentials({ ...typed, ...change });
  return parsed.ok ? tokenRequestForm(parsed.value) : parsed.problems;
}

test('in the body stand grant, client and scope, in the order of the RFC', () => {
  expect(Object.entries(formOf({}) as object)).toEqual([
    ['grant_type', 'client_credentials'],
    ['client_id', 'rehearsal'],
    ['client_secret', 's3cret'],
    ['scope', 'scim.write'],
  ]);
});

test('in the header the form holds neither id nor secret, and no scope where none is asked for', () => {
  expect(formOf({ location: 'header', oauthScope: ' ' })).toEqual({ grant_type: 'client_credentials' });
});

test.each<[Partial<ClientCredentials>, string, string]>([
  [{ tokenEndpoint: 'id.example.test/token' }, 'Token endpoint', 'The token endpoint does not begin with https://.'],
  [{ tokenEndpoint: '' }, 'Token endpoint', 'The token endpoint is blank.'],
  [{ clientId: ' ' }, 'Client identifier', 'The client identifier is blank.'],
  [{ clientSecret: '' }, 'Client secret', 'The client secret is blank.'],
  [{ location: null }, 'Credential location', 'Supported CredentialLocationInRequest is required'],
])('%o is refused at its own field', (change, place, message) => {
  expect(formOf(change)).toEqual([expect.objectContaining({ place, message: expect.stringContaining(message) })]);
});
