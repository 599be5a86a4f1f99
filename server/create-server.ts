import type { JsonObject } from '#shared/kernel/json.ts';
import { wholeResource } from '#shared/scim/projection.ts';
import { openDirectoryEvents } from './events/directory-events.ts';
import { handle } from './http/handle.ts';
import { render } from './http/render.ts';
import type { ScimServer, ServerHost } from './scim-server.ts';
import { openDatabase } from './store/database.ts';
import { type DirectoryRecord, openDirectoryStore } from './store/directory-store.ts';
import { openJournal } from './store/journal.ts';
import { openMemberStore } from './store/member-store.ts';
import { openResourceStore, type StoredResource } from './store/resource-store.ts';

/** The bundled service provider over one database: `:memory:` or a file. Throws with a sentence where the file cannot be used. */
export function createScimServer({ path, host }: { readonly path: string; readonly host: ServerHost }): ScimServer {
  const database = openDatabase(path);
  const directories = openDirectoryStore(database, host);
  const resources = openResourceStore(database, host);
  const members = openMemberStore(database);
  const journal = openJournal(database);
  const events = openDirectoryEvents(journal, host);
  const services = { host, database, directories, resources, members, journal, events };

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
    render(resource, wholeResource, members, `/scim/v2/${resource.directoryId}`);

  return {
    handle: (request) => {
      const { response, changedDirectoryId } = handle(services, request);
      if (changedDirectoryId !== null) announce(changedDirectoryId);
      return response;
    },
    createOrganization: (name) => directories.createOrganization(name),
    organizations: () => directories.organizations(),
    createDirectory: ({ token = host.newToken(), ...input }) => {
      const record = database.transaction(() => {
        const created = directories.create(input);
        directories.addToken(created.id, token);
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
      database.transaction(() => directories.remove(known(id).id));
      announce(id);
    },
    addToken: (directoryId) => {
      const token = host.newToken();
      database.transaction(() => directories.addToken(known(directoryId).id, token));
      announce(directoryId);
      return token;
    },
    setTolerances: (directoryId, tolerances) => {
      directories.setTolerances(known(directoryId).id, tolerances);
      announce(directoryId);
    },
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
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => database.close(),
  };
}
