import { createPublicKey, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { createMemoryVault } from '../adapters/vault.ts';
import { openRehearsalIssuer } from './rehearsal-issuer.ts';

const clock = { now: () => Date.UTC(2026, 2, 3, 10) };
const ADDRESS = 'http://127.0.0.1:8080/rehearsal-issuer';

const part = (text = '') => JSON.parse(Buffer.from(text, 'base64url').toString());

test('a token has Entra’s audience, says who made it, and verifies with the key that is served', async () => {
  const vault = createMemoryVault();
  const issuer = await openRehearsalIssuer(vault, clock, 'http://127.0.0.1:8080');
  expect(issuer.document('/rehearsal-issuer/keys')).toEqual({ keys: [] });
  const token = await issuer.token();
  const [head, claims, signature] = token.split('.');
  expect(part(claims)).toEqual({
    aud: '8adf8e6e-67b2-4cf2-a259-e3dc5476c621',
    iss: ADDRESS,
    iat: 1_772_532_000,
    nbf: 1_772_532_000,
    exp: 1_772_535_600,
    made_by: 'SCIM Rehearsal, not Microsoft Entra ID',
  });
  expect(issuer.document('/rehearsal-issuer/.well-known/openid-configuration')).toMatchObject({
    issuer: ADDRESS,
    jwks_uri: `${ADDRESS}/keys`,
  });
  const keys = issuer.document('/rehearsal-issuer/keys')?.['keys'] as [{ kid: string; kty: string; n: string; e: string }];
  expect(part(head)).toEqual({ alg: 'RS256', typ: 'JWT', kid: keys[0].kid });
  const { kty, n, e } = keys[0];
  const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' });
  const isVerified = (text: string) => verify('sha256', Buffer.from(text), key, Buffer.from(signature ?? '', 'base64url'));
  expect(isVerified(`${head}.${claims}`)).toBe(true);
  expect(isVerified(`${head}.${claims}x`)).toBe(false);

  // The key outlives the program; its private half is served to nobody.
  const again = await openRehearsalIssuer(vault, clock, 'http://127.0.0.1:8080');
  expect(again.document('/rehearsal-issuer/keys')).toEqual({ keys });
  expect(Object.keys(keys[0]).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  expect(issuer.document('/scim/v2/x/Users')).toBeUndefined();
});
