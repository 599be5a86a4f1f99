import type { ScimServer } from '#server/scim-server.ts';
import type { StoredDocument } from './adapters/stored-document.ts';
import type { Vault } from './adapters/vault.ts';
import type { OffsetClock } from './adapters/virtual-clock.ts';
import type { WorkspaceDb } from './adapters/workspace-db.ts';
import type { LiveHub } from './live.ts';
import type { AccessTokens } from './session/access-token.ts';
import type { RehearsalIssuer } from './session/rehearsal-issuer.ts';
import type { ApplicationRecord, WorkspaceDocument } from './workspace-document.ts';

/** What an open workspace is made of. Built once by `openWorkspace`, then only passed along. */
export interface WorkspaceParts {
  readonly document: StoredDocument<WorkspaceDocument>;
  readonly db: WorkspaceDb;
  readonly server: ScimServer;
  /** `http://127.0.0.1:8080`, without a path. */
  readonly serverAddress: string;
  readonly vault: Vault;
  readonly clock: OffsetClock;
  readonly live: LiveHub;
  readonly environment: NodeJS.ProcessEnv;
  /** Access tokens of applications that connect with client credentials: in memory only. */
  readonly accessTokens: AccessTokens;
  /** Makes what is sent where the secret token of a connection is blank. */
  readonly issuer: RehearsalIssuer;
  /** A fresh identifier, unguessable. */
  readonly newId: () => string;
}

export function applicationOf(parts: WorkspaceParts, appId: string): ApplicationRecord | undefined {
  return parts.document.value.applications.find(({ id }) => id === appId);
}

/** Replaces one application's record. An application that is gone stays gone. */
export async function updateApplication(
  parts: WorkspaceParts,
  appId: string,
  change: (record: ApplicationRecord) => ApplicationRecord,
): Promise<void> {
  await parts.document.update((document) => ({
    ...document,
    applications: document.applications.map((record) => (record.id === appId ? change(record) : record)),
  }));
  parts.live.changed('apps', 'job');
}

/** What the vault calls an application's secrets. */
export function secretNames(owner: { readonly appId: string } | { readonly connectionName: string }) {
  const prefix = 'appId' in owner ? `application/${owner.appId}` : `connection/${owner.connectionName}`;
  return {
    tenantUrl: `${prefix}/tenant-url`,
    token: `${prefix}/token`,
    headerValue: `${prefix}/header-value`,
    tokenEndpoint: `${prefix}/token-endpoint`,
    clientSecret: `${prefix}/client-secret`,
  };
}
