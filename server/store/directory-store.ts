import { hash as digest, timingSafeEqual } from 'node:crypto';
import type { Json } from '#shared/kernel/json.ts';
import type { ResourceType } from '#shared/scim/schema.ts';
import type { ToleranceId, Tolerances } from '#shared/scim/tolerance.ts';
import { newUlid } from '../events/ulid.ts';
import type { Directory, DirectoryState, Organization, ServerHost } from '../scim-server.ts';
import { type DirectorySettings, readSettings } from '../settings.ts';
import { readTolerances } from '../tolerances.ts';
import type { Database } from './database.ts';
import type { DeferredWrites } from './deferred-writes.ts';
import { createDirectoryMemory } from './directory-memory.ts';
import { resourceTypesOf, writeSchemas } from './schema-documents.ts';

/** What answering a request needs of its directory. */
export interface DirectoryRecord {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly externalKey: string;
  readonly state: DirectoryState;
  readonly tolerances: Tolerances;
  readonly types: readonly ResourceType[];
  readonly settings: DirectorySettings;
  readonly createdAt: number;
  readonly lastRequestAt: number | null;
}

/** Organizations, directories and their tokens. */
export interface DirectoryStore {
  createOrganization(name: string): Organization;
  organizations(): readonly Organization[];
  create(input: {
    readonly organizationId: string;
    readonly name: string;
    readonly tolerances: readonly string[];
    readonly id?: string;
    readonly schemas?: Json;
    readonly settings?: Partial<DirectorySettings>;
  }): DirectoryRecord;
  find(id: string): DirectoryRecord | undefined;
  list(): readonly DirectoryRecord[];
  /** With what screens show: counts and token suffixes. */
  describe(record: DirectoryRecord): Directory;
  remove(id: string): void;
  setTolerances(id: string, tolerances: readonly string[]): void;
  setSettings(record: DirectoryRecord, settings: Partial<DirectorySettings>): void;
  addToken(id: string, token: string): void;
  /** Takes the oldest token that ends like this; false where there is none. */
  removeToken(id: string, suffix: string): boolean;
  /** Whether it is a live token of the directory, or an access token of one of its OAuth clients that has not expired. */
  isToken(id: string, token: string): boolean;
  /** Notes a request: when it came, and what it says about the credentials. */
  touch(record: DirectoryRecord, state: DirectoryState): void;
}

const LIVE_TOKENS_MAX = 2;
const LIVE_ACCESS_TOKEN = 'SELECT 1 FROM oauth_token WHERE hash = ? AND directory_id = ? AND expires_at > ?';

export function openDirectoryStore(database: Database, host: ServerHost, deferred: DeferredWrites): DirectoryStore {
  const memory = createDirectoryMemory(database, deferred);
  const find = (id: string): DirectoryRecord | undefined =>
    memory.record(id, () => {
      const row = database.get<DirectoryRow>('SELECT * FROM directory WHERE id = ? AND snapshot_of IS NULL', id);
      return row && toRecord(row);
    });
  const count = (id: string, type: 'User' | 'Group'): number =>
    database.get<{ total: number }>('SELECT total FROM resource_count WHERE directory_id = ? AND type = ?', id, type)?.total ?? 0;

  return {
    createOrganization: (name) => {
      const organization = { id: `org_${newUlid(host.clock.now(), host.random)}`, name, createdAt: host.clock.now() };
      database.run('INSERT INTO organization VALUES (?, ?, ?)', organization.id, name, organization.createdAt);
      return organization;
    },
    organizations: () =>
      database
        .all<Organization>('SELECT id, name, created_at AS createdAt FROM organization ORDER BY created_at, id')
        .map((row) => ({ ...row })),
    create: ({ organizationId, name, tolerances, id, schemas = null, settings = {} }) => {
      const schemasText = writeSchemas(schemas);
      const record: DirectoryRecord = {
        id: id === undefined ? freeId(name, find) : checkedId(id, find),
        organizationId,
        name,
        externalKey: newUlid(host.clock.now(), host.random),
        state: 'waiting',
        tolerances: readTolerances(tolerances),
        types: resourceTypesOf(schemasText),
        settings: readSettings(settings),
        createdAt: host.clock.now(),
        lastRequestAt: null,
      };
      if (database.get('SELECT 1 FROM organization WHERE id = ?', organizationId) === undefined) {
        throw new Error(`There is no organization ${organizationId}; create it before its directory.`);
      }
      database.run(
        `INSERT INTO directory (id, organization_id, name, external_key, state, tolerances, created_at, schemas, settings)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        record.id,
        organizationId,
        name,
        record.externalKey,
        record.state,
        JSON.stringify([...record.tolerances]),
        record.createdAt,
        schemasText,
        JSON.stringify(settings),
      );
      return record;
    },
    find,
    list: () => {
      deferred.settle();
      return database
        .all<DirectoryRow>('SELECT * FROM directory WHERE snapshot_of IS NULL ORDER BY created_at, rowid')
        .map(toRecord);
    },
    describe: ({ externalKey: _hidden, tolerances, types, ...record }) => ({
      ...record,
      resourceTypes: types.map(({ name }) => name),
      type: 'azure scim v2.0',
      tolerances: [...tolerances],
      tokenSuffixes: database
        .all<{ suffix: string }>('SELECT suffix FROM token WHERE directory_id = ? ORDER BY number', record.id)
        .map(({ suffix }) => suffix),
      userCount: count(record.id, 'User'),
      groupCount: count(record.id, 'Group'),
    }),
    remove: (id) => {
      database.run('DELETE FROM directory WHERE id = ?', id);
    },
    setTolerances: (id, tolerances) => {
      database.run('UPDATE directory SET tolerances = ? WHERE id = ?', JSON.stringify([...readTolerances(tolerances)]), id);
    },
    setSettings: ({ id, settings: before }, settings) => {
      const after = readSettings({ ...before, ...settings });
      database.run('UPDATE directory SET settings = ? WHERE id = ?', JSON.stringify(after), id);
    },
    addToken: (id, token) => {
      database.run('INSERT INTO token (directory_id, hash, suffix) VALUES (?, ?, ?)', id, hashToken(token), token.slice(-4));
      database.run(
        'DELETE FROM token WHERE directory_id = ?1 AND number NOT IN (SELECT number FROM token WHERE directory_id = ?1 ORDER BY number DESC LIMIT ?2)',
        id,
        LIVE_TOKENS_MAX,
      );
    },
    removeToken: (id, suffix) => {
      const found = database.get<{ number: number }>(
        'SELECT number FROM token WHERE directory_id = ? AND suffix = ? ORDER BY number LIMIT 1',
        id,
        suffix,
      );
      if (found === undefined) return false;
      database.run('DELETE FROM token WHERE number = ?', found.number);
      return true;
    },
    isToken: (id, token) => {
      const hash = hashToken(token);
      const kept = memory.tokenHashes(id, () =>
        database.all<{ hash: Uint8Array }>('SELECT hash FROM token WHERE directory_id = ?', id).map((row) => row.hash),
      );
      // Every hash is compared, so that the time taken tells nothing about which one was near.
      if (kept.filter((one) => timingSafeEqual(one, hash)).length > 0) return true;
      // An access token of OAuth is looked up by its hash, which nobody can come near to.
      return database.get(LIVE_ACCESS_TOKEN, hash, id, host.clock.now()) !== undefined;
    },
    touch: (record, state) => {
      memory.touch(record.id, { state, lastRequestAt: host.clock.now() });
    },
  };
}

interface DirectoryRow {
  readonly id: string;
  readonly organization_id: string;
  readonly name: string;
  readonly external_key: string;
  readonly state: DirectoryState;
  readonly tolerances: string;
  readonly created_at: number;
  readonly last_request_at: number | null;
  readonly schemas: string;
  readonly settings: string;
}

function toRecord(row: DirectoryRow): DirectoryRecord {
  return {
    id: row.id,
    organizationId: row.organization_id,
    name: row.name,
    externalKey: row.external_key,
    state: row.state,
    tolerances: new Set(JSON.parse(row.tolerances) as ToleranceId[]),
    types: resourceTypesOf(row.schemas),
    settings: readSettings(JSON.parse(row.settings) as Partial<DirectorySettings>),
    createdAt: row.created_at,
    lastRequestAt: row.last_request_at,
  };
}

function hashToken(token: string): Uint8Array {
  return digest('sha256', token, 'buffer');
}

type Find = (id: string) => DirectoryRecord | undefined;

/** `Contoso Users` becomes `contoso-users`, or `contoso-users-2` where that is taken. */
function freeId(name: string, find: Find): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/gu, '');
  const slug =
    plain
      .replace(/[^a-z0-9]+/gu, '-')
      .replace(/^-+|-+$/gu, '')
      .slice(0, 40) || 'directory';
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? slug : `${slug}-${number}`;
    if (find(id) === undefined) return id;
  }
}

function checkedId(id: string, find: Find): string {
  if (!/^[\w-]{1,100}$/u.test(id)) {
    throw new Error(`"${id}" cannot name a directory: only letters, digits, "-" and "_" may stand in its endpoint.`);
  }
  if (find(id) !== undefined) throw new Error(`There is a directory "${id}" already; choose another name.`);
  return id;
}
