import type { OAuthClient } from '#server/oauth/oauth-clients.ts';
import type { CreatedOAuthClientView, OAuthAccessView, OAuthClientView } from '#shared/api/receiver-views.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { api, found } from './implementer.ts';

/** Clients that fetch access tokens for a directory with OAuth 2 client credentials. */
export function directoryOAuthHandlers({ server, serverAddress }: WorkspaceParts) {
  const directoryOf = (id: string) => found(server.directory(id), 'directory');
  const tokenAddressOf = (directoryId: string): string => `${serverAddress}/oauth2/${directoryId}/token`;
  return {
    oauthClients: api.receiver.oauthClients.handler(({ input }): OAuthAccessView => {
      const { id } = directoryOf(input.directoryId);
      return { tokenAddress: tokenAddressOf(id), clients: server.oauthClients.list(id).map(clientView) };
    }),
    createOAuthClient: api.receiver.createOAuthClient.handler(({ input }): CreatedOAuthClientView => {
      const { id } = directoryOf(input.directoryId);
      const { client, secret } = server.oauthClients.create(id, input.expiresInSeconds);
      return { tokenAddress: tokenAddressOf(id), client: clientView(client), secret };
    }),
    removeOAuthClient: api.receiver.removeOAuthClient.handler(({ input }) => {
      const { id } = directoryOf(input.directoryId);
      found(server.oauthClients.remove(id, input.clientId) || undefined, 'client');
      return null;
    }),
  };
}

function clientView({ directoryId: _known, ...client }: OAuthClient): OAuthClientView {
  return client;
}
