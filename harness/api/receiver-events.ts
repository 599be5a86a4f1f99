import { RECEIVER_API_BASE } from '#server/receiver-api/receiver-api.ts';
import type { EventFlowView } from '#shared/api/receiver-views.ts';
import { parseJson } from '#shared/kernel/json.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { api, found } from './implementer.ts';

/** How directory events are told, and the read-only API by which a product reads them. */
export function receiverEventHandlers({ server, serverAddress, live }: WorkspaceParts) {
  const flowOf = (directoryId: string): EventFlowView => {
    const { inactiveUsers, eventPayload } = found(server.directory(directoryId), 'directory').settings;
    return { inactiveUsers, payload: eventPayload };
  };
  const refuseUnknown = (organizationId: string | null): void => {
    if (organizationId === null) return;
    found(
      server.organizations().find(({ id }) => id === organizationId),
      'organization',
    );
  };
  return {
    eventFlow: api.receiver.eventFlow.handler(({ input }) => flowOf(input.directoryId)),
    setEventFlow: api.receiver.setEventFlow.handler(({ input: { directoryId, inactiveUsers, payload } }) => {
      flowOf(directoryId);
      server.setSettings(directoryId, { inactiveUsers, eventPayload: payload });
      live.changed('receiver');
      return flowOf(directoryId);
    }),
    apiAccess: api.receiver.apiAccess.handler(() => ({
      address: `${serverAddress}${RECEIVER_API_BASE}`,
      keys: server.apiKeys.list(),
    })),
    createApiKey: api.receiver.createApiKey.handler(({ input }) => {
      refuseUnknown(input.organizationId);
      const created = server.apiKeys.create(input.organizationId);
      live.changed('receiver');
      return created;
    }),
    removeApiKey: api.receiver.removeApiKey.handler(({ input }) => {
      found(server.apiKeys.remove(input.keyId) || undefined, 'API key');
      live.changed('receiver');
      return null;
    }),
    askApi: api.receiver.askApi.handler(({ input }) => {
      refuseUnknown(input.organizationId);
      const { status, body } = server.askReceiverApi(input.organizationId, input.target);
      return { status, body: parseJson(body) ?? null };
    }),
  };
}
