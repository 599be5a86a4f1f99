import { applyProfile } from '#server/faults/apply-profile.ts';
import type { Directory } from '#server/scim-server.ts';
import { toleranceDefinitions, tolerancePresets } from '#server/tolerances.ts';
import type { CreatedDirectoryView, DirectoryView, OrganizationView } from '#shared/api/receiver-views.ts';
import type { PageView } from '#shared/api/workspace-views.ts';
import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { readOrigins } from './allowed-origins.ts';
import { api, found, nameOf, orRefuse, refusal } from './implementer.ts';
import { receiverEventHandlers } from './receiver-events.ts';
import { checkSchemas, readSchemaText } from './schema-text.ts';
import type { ShippedProfiles } from './shipped-profiles.ts';

/** Organizations and directories of the bundled server: the side where users arrive. */
export function receiverHandlers(parts: WorkspaceParts, profiles: ShippedProfiles) {
  const { server, serverAddress, live } = parts;
  const viewOf = (directory: Directory): DirectoryView => ({
    ...directory,
    organizationName: server.organizations().find(({ id }) => id === directory.organizationId)?.name ?? '',
    endpoint: `${serverAddress}/scim/v2/${directory.id}`,
    misbehaviour: profiles.misbehaviourOf(directory),
    eventCount: server.events(directory.id, { offset: 0, limit: 1 }).totalCount,
    requestCount: server.requests(directory.id, { offset: 0, limit: 1 }).totalCount,
  });
  const directoryOf = (id: string) => found(server.directory(id), 'directory');
  const profileOf = (profileId: string) =>
    found(
      profiles.list().find(({ id }) => id === profileId),
      'profile',
    );
  const created = (directory: Directory, token: string): CreatedDirectoryView => {
    live.changed('receiver');
    return { directory: viewOf(directory), token };
  };

  return {
    organizations: api.receiver.organizations.handler((): readonly OrganizationView[] => {
      const directories = server.directories();
      return server.organizations().map((organization) => {
        const own = directories.filter(({ organizationId }) => organizationId === organization.id);
        return {
          id: organization.id,
          name: organization.name,
          directoryCount: own.length,
          userCount: sum(own.map(({ userCount }) => userCount)),
          groupCount: sum(own.map(({ groupCount }) => groupCount)),
          lastEventAt: own.reduce<number | null>((latest, { id }) => {
            const at = server.events(id, { offset: 0, limit: 1 }).items[0]?.createdAt ?? null;
            return at !== null && (latest === null || at > latest) ? at : latest;
          }, null),
        };
      });
    }),
    createOrganization: api.receiver.createOrganization.handler(({ input }): OrganizationView => {
      const name = nameOf(
        input.name,
        'organization',
        server.organizations().map((organization) => organization.name),
      );
      const organization = server.createOrganization(name);
      live.changed('receiver');
      return { id: organization.id, name, directoryCount: 0, userCount: 0, groupCount: 0, lastEventAt: null };
    }),
    directories: api.receiver.directories.handler(() => server.directories().map(viewOf)),
    directory: api.receiver.directory.handler(({ input }) => viewOf(directoryOf(input.directoryId))),
    createDirectory: api.receiver.createDirectory.handler(({ input }) => {
      const organization = found(
        server.organizations().find(({ id }) => id === input.organizationId),
        'organization',
      );
      const name = nameOf(
        input.name,
        'directory',
        server
          .directories()
          .filter(({ organizationId }) => organizationId === organization.id)
          .map((directory) => directory.name),
      );
      const profile = input.profileId === null ? null : profileOf(input.profileId);
      const { directory, token } = server.createDirectory({
        organizationId: organization.id,
        name,
        tolerances: tolerancePresets[input.behaviour],
        ...(input.schemas === null ? {} : { schemas: orRefuse(readSchemaText(input.schemas)).document }),
      });
      if (profile !== null) applyProfile(server, directory.id, profile, { seed: '1' });
      return created(directoryOf(directory.id), token);
    }),
    checkSchemas: api.receiver.checkSchemas.handler(({ input }) => checkSchemas(input.text)),
    addToken: api.receiver.addToken.handler(({ input }) => {
      directoryOf(input.directoryId);
      const token = server.addToken(input.directoryId);
      return created(directoryOf(input.directoryId), token);
    }),
    revokeToken: api.receiver.revokeToken.handler(({ input }) => {
      directoryOf(input.directoryId);
      if (!server.revokeToken(input.directoryId, input.suffix)) {
        throw refusal({
          place: 'Tokens',
          message: `No live token ends in "${input.suffix}".`,
          remedy: 'It was revoked already, or retired by a newer one. Nothing else is to do.',
        });
      }
      live.changed('receiver');
      return viewOf(directoryOf(input.directoryId));
    }),
    removeDirectory: api.receiver.removeDirectory.handler(({ input }) => {
      directoryOf(input.directoryId);
      server.removeDirectory(input.directoryId);
      live.changed('receiver');
      return null;
    }),
    setBehaviour: api.receiver.setBehaviour.handler(({ input }) => {
      directoryOf(input.directoryId);
      const known = new Set<string>(toleranceDefinitions.map(({ id }) => id));
      const unknown = input.tolerances.find((id) => !known.has(id));
      if (unknown !== undefined) found(undefined, `tolerance "${unknown}"`);
      server.setTolerances(input.directoryId, input.tolerances);
      live.changed('receiver');
      return viewOf(directoryOf(input.directoryId));
    }),
    setSettings: api.receiver.setSettings.handler(
      ({ input: { directoryId, userPatchStatus, groupPatchStatus, allowedOrigins } }) => {
        directoryOf(directoryId);
        server.setSettings(directoryId, {
          ...(userPatchStatus === undefined ? {} : { userPatchStatus }),
          ...(groupPatchStatus === undefined ? {} : { groupPatchStatus }),
          ...(allowedOrigins === undefined ? {} : { allowedOrigins: orRefuse(readOrigins(allowedOrigins)) }),
        });
        live.changed('receiver');
        return viewOf(directoryOf(directoryId));
      },
    ),
    tolerances: api.receiver.tolerances.handler(() => toleranceDefinitions),
    resources: api.receiver.resources.handler(({ input }): PageView<JsonObject> => {
      directoryOf(input.directoryId);
      const page = server.resources(input.directoryId, input);
      return { items: page.items.filter((item) => isJsonObject(item)), totalCount: page.totalCount };
    }),
    events: api.receiver.events.handler(({ input }) => {
      directoryOf(input.directoryId);
      return server.events(input.directoryId, input);
    }),
    requests: api.receiver.requests.handler(({ input }) => {
      directoryOf(input.directoryId);
      return server.requests(input.directoryId, input);
    }),
    ...receiverEventHandlers(parts),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
