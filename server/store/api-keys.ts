import { hash as digest, timingSafeEqual } from 'node:crypto';
import type { Instant } from '#shared/kernel/clock.ts';
import { newUlid } from '../events/ulid.ts';
import type { ServerHost } from '../scim-server.ts';
import type { Database } from './database.ts';

/** Who may ask the read-only API: of a key only its SHA-256 and its last four characters are stored. */
export interface ApiKeys {
  /** The secret is answered here and never again. Null: for every organization. */
  create(organizationId: string | null): { readonly key: ApiKey; readonly secret: string };
  /** In the order in which they were made. */
  list(): readonly ApiKey[];
  /** False where there is no such key. */
  remove(id: string): boolean;
  /** The live key with this secret. */
  find(secret: string): ApiKey | undefined;
}

interface ApiKey {
  readonly id: string;
  readonly organizationId: string | null;
  readonly suffix: string;
  readonly createdAt: Instant;
}

export function openApiKeys(database: Database, host: ServerHost): ApiKeys {
  const rows = (): readonly (ApiKey & { readonly hash: Uint8Array })[] =>
    database.all(
      'SELECT id, organization_id AS organizationId, hash, suffix, created_at AS createdAt FROM api_key ORDER BY created_at, id',
    );
  return {
    create: (organizationId) => {
      const secret = host.newToken();
      const createdAt = host.clock.now();
      const key: ApiKey = { id: `key_${newUlid(createdAt, host.random)}`, organizationId, suffix: secret.slice(-4), createdAt };
      database.run(
        'INSERT INTO api_key VALUES (?, ?, ?, ?, ?)',
        ...[key.id, organizationId, hashOf(secret), key.suffix, createdAt],
      );
      return { key, secret };
    },
    list: () => rows().map(withoutHash),
    remove: (id) => database.run('DELETE FROM api_key WHERE id = ?', id) > 0,
    find: (secret) => {
      const hash = hashOf(secret);
      // Every hash is compared, so that the time taken tells nothing about which one was near.
      const [found] = rows().filter((row) => timingSafeEqual(row.hash, hash));
      return found && withoutHash(found);
    },
  };
}

function withoutHash({ id, organizationId, suffix, createdAt }: ApiKey): ApiKey {
  return { id, organizationId, suffix, createdAt };
}

function hashOf(secret: string): Uint8Array {
  return digest('sha256', secret, 'buffer');
}
