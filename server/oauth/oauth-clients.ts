import { hash as digest, timingSafeEqual } from 'node:crypto';
import { newUlid } from '../events/ulid.ts';
import type { ServerHost } from '../scim-server.ts';
import type { Database } from '../store/database.ts';

/** Who may fetch access tokens for a directory. Of a secret only its SHA-256 and its last four characters are stored. */
export interface OAuthClient {
  readonly id: string;
  readonly directoryId: string;
  readonly secretSuffix: string;
  /** Of each access token, in seconds. */
  readonly expiresInSeconds: number;
  readonly createdAt: number;
  readonly lastTokenAt: number | null;
}

export interface OAuthClients {
  /** In the order in which they were made. */
  list(directoryId: string): readonly OAuthClient[];
  /** The secret is answered here and never again. */
  create(directoryId: string, expiresInSeconds: number): { readonly client: OAuthClient; readonly secret: string };
  /** Its access tokens are refused from the next request on. False where the directory has no such client. */
  remove(directoryId: string, clientId: string): boolean;
  /** The client with this secret. */
  find(directoryId: string, clientId: string, secret: string): OAuthClient | undefined;
  /** A new access token, kept as a hash until it expires. */
  issue(client: OAuthClient): string;
}

export function openOAuthClients(database: Database, host: ServerHost, announce: (directoryId: string) => void): OAuthClients {
  const rows = (directoryId: string): readonly (OAuthClient & { readonly hash: Uint8Array })[] =>
    database.all(
      `SELECT id, directory_id AS directoryId, hash, suffix AS secretSuffix, expires_in_seconds AS expiresInSeconds,
          created_at AS createdAt, last_token_at AS lastTokenAt
        FROM oauth_client WHERE directory_id = ? ORDER BY created_at, rowid`,
      directoryId,
    );
  return {
    list: (directoryId) => rows(directoryId).map(withoutHash),
    create: (directoryId, expiresInSeconds) => {
      const secret = host.newToken();
      const createdAt = host.clock.now();
      const id = `client_${newUlid(createdAt, host.random)}`;
      const client = { id, directoryId, secretSuffix: secret.slice(-4), expiresInSeconds, createdAt, lastTokenAt: null };
      database.run(
        'INSERT INTO oauth_client VALUES (?, ?, ?, ?, ?, ?, NULL)',
        ...[id, directoryId, hashOf(secret), client.secretSuffix, expiresInSeconds, createdAt],
      );
      announce(directoryId);
      return { client, secret };
    },
    remove: (directoryId, clientId) => {
      const isRemoved = database.run('DELETE FROM oauth_client WHERE directory_id = ? AND id = ?', directoryId, clientId) > 0;
      if (isRemoved) announce(directoryId);
      return isRemoved;
    },
    find: (directoryId, clientId, secret) => {
      const hash = hashOf(secret);
      const found = rows(directoryId).find(({ id }) => id === clientId);
      return found !== undefined && timingSafeEqual(found.hash, hash) ? withoutHash(found) : undefined;
    },
    issue: ({ id, directoryId, expiresInSeconds }) => {
      const now = host.clock.now();
      const token = host.newToken();
      database.transaction(() => {
        database.run('DELETE FROM oauth_token WHERE directory_id = ? AND expires_at <= ?', directoryId, now);
        database.run(
          'INSERT INTO oauth_token VALUES (?, ?, ?, ?)',
          ...[hashOf(token), id, directoryId, now + expiresInSeconds * 1000],
        );
        database.run('UPDATE oauth_client SET last_token_at = ? WHERE id = ?', now, id);
      });
      return token;
    },
  };
}

function withoutHash({ hash: _hidden, ...client }: OAuthClient & { readonly hash: Uint8Array }): OAuthClient {
  return { ...client };
}

function hashOf(text: string): Uint8Array {
  return digest('sha256', text, 'buffer');
}
