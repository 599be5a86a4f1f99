import type { JsonObject } from '#shared/kernel/json.ts';
import { wholeResource } from '#shared/scim/projection.ts';
import { openContents } from './directories/contents.ts';
import { exportResources } from './directories/export.ts';
import { openSeeding } from './directories/seeding.ts';
import { openSnapshots } from './directories/snapshots.ts';
import { openWholeChanges } from './directories/whole-changes.ts';
import { openDirectoryEvents } from './events/directory-events.ts';
import { openFaultDesk } from './faults/fault-desk.ts';
import { handle, SCIM_BASE, type Services } from './http/handle.ts';
import { render } from './http/render.ts';
import { openOAuthClients } from './oauth/oauth-clients.ts';
import { openTokenEndpoint } from './oauth/token-endpoint.ts';
import { openReceiverApi } from './receiver-api/receiver-api.ts';
import type { HttpRequest, HttpResponse, ScimServer, ServerHost } from './scim-server.ts';
import { seedDirectory } from './seed.ts';
import { openApiKeys } from './store/api-keys.ts';
import { openDatabase } from './store/database.ts';
import { createDeferredWrites } from './store/deferred-writes.ts';
import { type DirectoryRecord, openDirectoryStore } from './store/directory-store.ts';
import { openDroppedUsers } from './store/dropped-users.ts';
import { openFaultStore } from './store/fault-store.ts';
import { openJournal } from './store/journal.ts';
import { openMemberStore } from './store/member-store.ts';
import { openResourceStore, type StoredResource } from './store/resource-store.ts';
import { changeTokens } from './store/token-records.ts';
import { openUniqueValues } from './store/unique-values.ts';
import { openWebhookStore } from './store/webhook-store.ts';

/** The bundled service provider over one database: `:memory:` or a file. Throws with a sentence where the file cannot be used. */
export function createScimServer({ path, host }: { readonly path: string; readonly host: ServerHost }): ScimServer {
  const database = openDatabase(path);
  const deferred = createDeferredWrites(database);
  const directories = openDirectoryStore(database, host, deferred);
  const resources = openResourceStore(database, host);
  const members = openMemberStore(database);
  const uniqueValues = openUniqueValues(database);
  const journal = openJournal(database, deferred);
  const webhooks = openWebhookStore(database, host);
  const dropped = openDroppedUsers(database);
  const events = openDirectoryEvents({ journal, host, dropped, members, resources, webhooks });
  const apiKeys = openApiKeys(database, host);
  const now = (): number => host.clock.now();
  const receiverApi = openReceiverApi({ apiKeys, now, database, directories, resources, members });
  const faults = openFaultStore(database, now);
  const contents = openContents({ database, resources, dropped });
  const changes = openWholeChanges(
    (directoryId) => directories.find(directoryId) !== undefined,
    (directoryId) => announce(directoryId),
  );
  const seeding = openSeeding({ database, contents, changes });
  const { takeUp, ...snapshots } = openSnapshots({ database, host, contents, changes });
  seeding.takeUp();
  takeUp();
  const oauthClients = openOAuthClients(database, host, (directoryId) => announce(directoryId));
  const answerTokenRequest = openTokenEndpoint({
    ...{ directories, clients: oauthClients, journal, now },
    recordsRequests: host.recordsRequests !== false,
  });
  const services = {
    host,
    database,
    directories,
    resources,
    members,
    uniqueValues,
    journal,
    events,
    faults: faults.desk,
  };

  const listeners = new Set<(directoryId: string) => void>();
  const announce = (directoryId: string): void => {
    for (const listener of listeners) listener(directoryId);
  };
  const known = (directoryId: string): DirectoryRecord => {
    const record = directories.find(directoryId);
    if (record === undefined) throw new Error(`There is no directory "${directoryId}"; it may have been removed.`);
    return record;
  };
  const show = (resource: StoredResource): JsonObject =>
    render(resource, wholeResource, {
      directory: known(resource.directoryId),
      members,
      baseAddress: `/scim/v2/${resource.directoryId}`,
    });

  const respond: typeof handle = (toServices, request) => {
    // Nearly all requests are SCIM's, and no other address begins like these.
    if (request.target.startsWith(SCIM_BASE)) return handle(toServices, request);
    const token = answerTokenRequest(request);
    if (token !== undefined) return token;
    const response = receiverApi.answer(request);
    return response === undefined ? handle(toServices, request) : { response, changedDirectoryId: null };
  };
  /** For tokens that come or go. */
  const withTokenEvents = (record: DirectoryRecord, change: () => void): void => {
    const { created, revoked } = changeTokens(database, { directoryId: record.id, now: now(), change });
    for (const token of created) events.tokenChanged(record, 'created', token);
    for (const token of revoked) events.tokenChanged(record, 'revoked', token);
  };
  const answer = (request: HttpRequest, toServices: Services): HttpResponse => {
    const { response, changedDirectoryId } = respond(toServices, request);
    if (changedDirectoryId !== null) announce(changedDirectoryId);
    return response;
  };
  const faultless: Services = { ...services, faults: openFaultDesk(() => host.clock.now()) };

  return {
    handle: (request) => answer(request, services),
    handleRightly: (request) => answer(request, faultless),
    handleTogether: (requests) => {
      const changedIds = new Set<string>();
      const answers = database.together(() =>
        requests.map((request) => answerOrError(() => respond(services, request), changedIds)),
      );
      for (const id of changedIds) announce(id);
      return answers;
    },
    createOrganization: (name) => directories.createOrganization(name),
    organizations: () => directories.organizations(),
    createDirectory: ({ token = host.newToken(), ...input }) => {
      const record = database.transaction(() => {
        const created = directories.create(input);
        // The first token is part of the directory: `dsync.activated` tells of both.
        changeTokens(database, {
          directoryId: created.id,
          now: now(),
          change: () => directories.addToken(created.id, token),
        });
        events.activated(created);
        return created;
      });
      announce(record.id);
      return { directory: directories.describe(record), token };
    },
    directories: () => directories.list().map((record) => directories.describe(record)),
    directory: (id) => {
      const record = directories.find(id);
      return record && directories.describe(record);
    },
    removeDirectory: (id) => {
      deferred.settle();
      database.transaction(() => {
        events.removed(known(id));
        journal.retireEvents(id, now());
        webhooks.retire(id);
        directories.remove(id);
      });
      faults.desk.forget(id);
      announce(id);
    },
    addToken: (directoryId) => {
      const token = host.newToken();
      const record = known(directoryId);
      database.transaction(() => withTokenEvents(record, () => directories.addToken(directoryId, token)));
      announce(directoryId);
      return token;
    },
    revokeToken: (directoryId, suffix) => {
      const record = known(directoryId);
      const wasLive = database.transaction(() => {
        let isRemoved = false;
        withTokenEvents(record, () => {
          isRemoved = directories.removeToken(directoryId, suffix);
        });
        return isRemoved;
      });
      if (wasLive) announce(directoryId);
      return wasLive;
    },
    setTolerances: (directoryId, tolerances) => {
      directories.setTolerances(known(directoryId).id, tolerances);
      announce(directoryId);
    },
    setSettings: (directoryId, settings) => {
      directories.setSettings(known(directoryId), settings);
      announce(directoryId);
    },
    setFaults: (directoryId, plan) => {
      faults.set(known(directoryId).id, plan);
      announce(directoryId);
    },
    switchFault: (directoryId, ruleId, isOn) => {
      const isKnown = faults.turn(known(directoryId).id, ruleId, isOn);
      if (isKnown) announce(directoryId);
      return isKnown;
    },
    faults: (directoryId) => ({ seed: faults.seed(directoryId), rules: faults.desk.counts(directoryId) }),
    seed: (directoryId, list) => {
      const directory = known(directoryId);
      database.transaction(() => seedDirectory({ ...services, directory }, list));
      announce(directoryId);
    },
    seedInTurns: (directoryId, list, turns = {}) => seeding.seed({ ...services, directory: known(directoryId) }, list, turns),
    exportResources: (directoryId) => exportResources({ directory: known(directoryId), resources, members }),
    snapshots,
    oauthClients,
    resources: (directoryId, { type, search = '', offset, limit }) => {
      const { items, totalCount } = resources.search(directoryId, type, { text: search, offset, limit });
      return { items: items.map(show), totalCount };
    },
    resource: (directoryId, type, id) => {
      const found = resources.find(directoryId, id, type);
      return found && show(found);
    },
    events: (directoryId, query) => journal.events(directoryId, query),
    requests: (directoryId, query) => journal.requests(directoryId, query),
    webhooks,
    apiKeys,
    askReceiverApi: receiverApi.ask,
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      changes.close();
      deferred.close();
      database.close();
    },
  };
}

function answerOrError(respond: () => ReturnType<typeof handle>, changedIds: Set<string>): HttpResponse | Error {
  try {
    const { response, changedDirectoryId } = respond();
    if (changedDirectoryId !== null) changedIds.add(changedDirectoryId);
    return response;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
