import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { Clock } from '#shared/kernel/clock.ts';
import { HOUR_MS, SECOND_MS } from '#shared/kernel/duration.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
import type { Vault } from '../adapters/vault.ts';

/** Of every application outside the gallery (Microsoft: use-scim-to-provision-users-and-groups; the token of azure-docs issue 21660 is older). */
const ENTRA_AUDIENCE = '8adf8e6e-67b2-4cf2-a259-e3dc5476c621';
const ISSUER_PATH = '/rehearsal-issuer';
const KEY_NAME = 'rehearsal-issuer/signing-key';
const MODULUS_BITS = 2048;

/**
 * Signs what goes out where the secret token is blank: Entra sends a token of its own then. Ours has the audience of Entra's and says
 * who made it: an endpoint trusts it only where it was told to look for keys here, and never by mistake.
 */
export interface RehearsalIssuer {
  /** A JSON Web Token, good for an hour (RFC 7519, RS256). */
  token(): Promise<string>;
  /** What is served at a path without a token: OpenID metadata and the keys (RFC 7517); undefined for other paths. */
  document(path: string): JsonObject | undefined;
  /** `http://127.0.0.1:8080/rehearsal-issuer` */
  readonly address: string;
}

/** The key is made when the first token is wanted, and kept in the vault: an endpoint may remember it. The clock is the machine's own. */
export async function openRehearsalIssuer(vault: Vault, clock: Clock, serverAddress: string): Promise<RehearsalIssuer> {
  const address = `${serverAddress}${ISSUER_PATH}`;
  let key = keptKey(await vault.read(KEY_NAME));
  let making: Promise<KeyObject> | undefined;
  const signingKey = async (): Promise<KeyObject> => {
    if (key !== undefined) return key;
    making ??= makeKey(vault);
    key = await making;
    return key;
  };
  return {
    address,
    token: async () => {
      const used = await signingKey();
      const now = Math.floor(clock.now() / SECOND_MS);
      return signed(used, {
        aud: ENTRA_AUDIENCE,
        iss: address,
        iat: now,
        nbf: now,
        exp: now + HOUR_MS / SECOND_MS,
        made_by: 'SCIM Rehearsal, not Microsoft Entra ID',
      });
    },
    document: (path) => {
      if (path === `${ISSUER_PATH}/.well-known/openid-configuration`) {
        return { issuer: address, jwks_uri: `${address}/keys`, id_token_signing_alg_values_supported: ['RS256'] };
      }
      return path === `${ISSUER_PATH}/keys` ? { keys: key === undefined ? [] : [publicKey(key)] } : undefined;
    },
  };
}

/** What is no key is as good as none: another takes its place. */
function keptKey(pem: string | null): KeyObject | undefined {
  try {
    return pem === null ? undefined : createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

async function makeKey(vault: Vault): Promise<KeyObject> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: MODULUS_BITS });
  await vault.write(KEY_NAME, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  return privateKey;
}

function signed(key: KeyObject, claims: JsonObject): string {
  const text = [{ alg: 'RS256', typ: 'JWT', kid: keyIdOf(key) }, claims].map(encoded).join('.');
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

function encoded(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function publicKey(key: KeyObject): JsonObject {
  const { kty = '', n = '', e = '' } = createPublicKey(key).export({ format: 'jwk' });
  return { kty, n, e, use: 'sig', alg: 'RS256', kid: keyIdOf(key) };
}

/** The thumbprint of the key (RFC 7638). */
function keyIdOf(key: KeyObject): string {
  const { e, kty, n } = createPublicKey(key).export({ format: 'jwk' });
  return createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
}
