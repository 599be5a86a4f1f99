import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { createScimServer } from '../create-server.ts';
import { openTestDirectory, testHost, toTestDirectory } from '../testing/test-directory.ts';
import type { WebhookDelivery } from '../webhooks/webhook.ts';
import { openDatabase } from './database.ts';
import { migrations } from './migrations.ts';
import { openWebhookStore } from './webhook-store.ts';

function openStore() {
  const database = openDatabase(':memory:');
  database.run("INSERT INTO organization VALUES ('org', 'Larkfield', 0)");
  const store = openWebhookStore(database, testHost());
  const endpoint = {
    id: 'hooks',
    organizationId: 'org',
    directoryId: null,
    url: 'http://127.0.0.1/',
    origin: 'http://127.0.0.1',
  };
  store.create({ ...endpoint, events: [] });
  const queue = (from: number, to: number): void =>
    database.transaction(() => {
      for (let sequence = from; sequence <= to; sequence += 1) {
        store.queue(
          { id: 'larkfield', organizationId: 'org' },
          { sequence, id: `event_${sequence}`, event: 'dsync.user.created', createdAt: sequence },
        );
      }
    });
  const states = (query: { readonly offset: number; readonly limit: number }): readonly string[] =>
    store.deliveries('hooks', query).items.map(({ eventId, state }: WebhookDelivery) => `${eventId} ${state}`);
  return { database, store, queue, states };
}

const taken = { at: 0, status: 200, durationMs: 1, failure: null, bodyHead: '' };

test('at most 1,000 are queued for an endpoint: a new one pushes the oldest out, and the log says so', () => {
  const { store, queue, states } = openStore();
  queue(1, 1002);
  expect(store.counts('hooks')).toMatchObject({ queuedCount: 1000, droppedCount: 2, nextAttemptAt: 3 });
  expect(states({ offset: 999, limit: 9 })).toEqual(['event_3 queued', 'event_2 dropped', 'event_1 dropped']);
  expect(store.nextOf('hooks')).toMatchObject({ eventId: 'event_3' });
});

test('one that is pushed out while its request is on its way is not tried again, and counts where it was taken', () => {
  const { store, queue, states } = openStore();
  queue(1, 2);
  const [second, first] = store.deliveries('hooks', { offset: 0, limit: 2 }).items;
  queue(3, 1002);
  store.noteAttempt(first?.number ?? 0, { ...taken, status: 500, failure: 'It answered 500.' }, 99_999);
  store.noteAttempt(second?.number ?? 0, taken, null);
  expect(states({ offset: 1000, limit: 9 })).toEqual(['event_2 delivered', 'event_1 dropped']);
});

test('the log keeps about the last 2,000 deliveries, and all that are queued', () => {
  const { database, store, queue } = openStore();
  queue(1, 1000);
  database.run("UPDATE webhook_delivery SET state = 'delivered'");
  queue(1001, 2000);
  database.run("UPDATE webhook_delivery SET state = 'delivered'");
  queue(2001, 2300);
  const { totalCount, items } = store.deliveries('hooks', { offset: 2299, limit: 1 });
  expect({ totalCount, items }).toMatchObject({ totalCount: 2300, items: [{ eventId: 'event_1' }] });
  database.run("UPDATE webhook_delivery SET state = 'failed' WHERE number <= 2200");
  queue(2301, 2400);
  expect(store.deliveries('hooks', { offset: 0, limit: 1 }).totalCount).toBe(2200);
  expect(store.counts('hooks')).toMatchObject({ queuedCount: 200, failedCount: 2000 });
});

test('what is due first comes first; a retried one stands behind what was due before it', () => {
  const { store, queue } = openStore();
  queue(10, 12);
  const first = store.nextOf('hooks');
  store.noteAttempt(first?.number ?? 0, { ...taken, status: 500, failure: 'It answered 500.' }, 12);
  const order: string[] = [];
  for (let next = store.nextOf('hooks'); next !== undefined; next = store.nextOf('hooks')) {
    order.push(next.eventId);
    store.noteAttempt(next.number, taken, null);
  }
  expect(order).toEqual(['event_11', 'event_10', 'event_12']);
});

test('an endpoint of a request that was refused is told nothing of it', () => {
  const directory = openTestDirectory();
  const { webhooks } = directory.server;
  const organizationId = String(directory.server.organizations()[0]?.id);
  webhooks.create({ id: 'hooks', organizationId, directoryId: null, url: '', origin: '', events: [] });
  const ada = directory.createUser('ada');
  expect(directory.send('POST', '/Groups', { displayName: 'Sales', members: [{ value: ada }, { value: 'nobody' }] }).status).toBe(
    400,
  );
  const deliveries = webhooks.deliveries('hooks', { offset: 0, limit: 9 }).items;
  expect(deliveries.map(({ event }) => event)).toEqual(['dsync.user.created']);
});

test('a directory of before tells of inactive users as it did, keeps its events and dates its tokens', () => {
  const folder = mkdtempSync(join(tmpdir(), 'scim-events-'));
  const path = join(folder, 'server.db');
  const old = new DatabaseSync(path);
  const count = migrations.findIndex((migration) => migration.includes('CREATE TABLE webhook_endpoint'));
  old.function('fold_case', (text) => text);
  old.exec(`${migrations.slice(0, count).join(';')}; PRAGMA user_version = ${count}`);
  old.exec(`INSERT INTO organization VALUES ('org', 'Larkfield', 0);
    INSERT INTO directory (id, organization_id, name, external_key, state, tolerances, created_at, settings)
      VALUES ('larkfield', 'org', 'Larkfield', 'key', 'linked', '[]', 1767600000000, '{"groupPatchStatus":200}');
    INSERT INTO token (directory_id, hash, suffix) VALUES ('larkfield', zeroblob(32), 'last');
    INSERT INTO event VALUES (7, 'larkfield', 'event_7', 'dsync.activated', 1767600000000, '{"id":"larkfield"}')`);
  old.close();
  const server = createScimServer({ path, host: testHost() });
  const directory = toTestDirectory(server, 'larkfield', server.addToken('larkfield'));
  directory.send('DELETE', `/Users/${directory.createUser('ada', { active: false })}`);
  server.revokeToken('larkfield', 'last');
  expect(server.directory('larkfield')?.settings).toMatchObject({ inactiveUsers: 'updated', groupPatchStatus: 200 });
  const events = server.events('larkfield', { offset: 0, limit: 9 }).items.toReversed();
  expect(events.map(({ sequence, event }) => [sequence, event])).toEqual([
    [7, 'dsync.activated'],
    [8, 'dsync.token.created'],
    [9, 'dsync.user.created'],
    [10, 'dsync.user.deleted'],
    [11, 'dsync.token.revoked'],
  ]);
  expect(events.at(-1)?.data).toMatchObject({ token_suffix: 'last', created_at: '2026-01-05T08:00:00.000Z' });
  server.close();
  rmSync(folder, { recursive: true });
});
