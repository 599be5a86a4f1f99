// The receiving side: organizations, directories, and what they were sent.
import { eventIterator, type } from '@orpc/contract';
import { z } from 'zod';
import type { JsonObject } from '#shared/kernel/json.ts';
import { base, directoryId, none, page, paging } from './inputs.ts';
import type {
  ApiAccessView,
  ApiAnswerView,
  CreatedApiKeyView,
  CreatedDirectoryView,
  CreatedOAuthClientView,
  DirectoryEventView,
  DirectoryView,
  DirectoryWorkView,
  EventFlowView,
  OAuthAccessView,
  OrganizationView,
  ReceivedDifferenceView,
  ReceivedRequestView,
  SchemaCheckView,
  SeedView,
  SnapshotView,
  ToleranceView,
} from './receiver-views.ts';
import type { PageView } from './workspace-views.ts';

const snapshot = z.object({ directoryId, snapshotId: z.string().max(200) });

const schemaText = z.string().max(1_000_000);

export const receiver = {
  organizations: base.input(none).output(type<readonly OrganizationView[]>()),
  createOrganization: base.input(z.object({ name: z.string().max(200) })).output(type<OrganizationView>()),
  directories: base.input(none).output(type<readonly DirectoryView[]>()),
  directory: base.input(z.object({ directoryId })).output(type<DirectoryView>()),
  createDirectory: base
    .input(
      z.object({
        organizationId: z.string().max(100),
        name: z.string().max(200),
        behaviour: z.enum(['strict', 'entra-ready']),
        /** Of a shipped profile, which then decides the behaviour. */
        profileId: z.string().max(100).nullable().default(null),
        /** Extensions and resource types of its own, for good: the text of a document such as `checkSchemas` takes. */
        schemas: schemaText.nullable().default(null),
      }),
    )
    .output(type<CreatedDirectoryView>()),
  /** Reads `{ schemas, resourceTypes }` in the words of RFC 7643 §6 and §7, and keeps nothing. */
  checkSchemas: base.input(z.object({ text: schemaText })).output(type<SchemaCheckView>()),
  addToken: base.input(z.object({ directoryId })).output(type<CreatedDirectoryView>()),
  /** Refuses the token of this suffix from the next request on; refused itself where none ends like this. */
  revokeToken: base.input(z.object({ directoryId, suffix: z.string().min(1).max(10) })).output(type<DirectoryView>()),
  removeDirectory: base.input(z.object({ directoryId })).output(type<null>()),
  setBehaviour: base
    .input(z.object({ directoryId, tolerances: z.array(z.string().max(100)).max(100) }))
    .output(type<DirectoryView>()),
  /** What is left out stays. Refused for what is no origin, such as `https://console.example.test`. */
  setSettings: base
    .input(
      z.object({
        directoryId,
        userPatchStatus: z.union([z.literal(200), z.literal(204)]).optional(),
        groupPatchStatus: z.union([z.literal(200), z.literal(204)]).optional(),
        allowedOrigins: z.array(z.string().max(300)).max(20).optional(),
      }),
    )
    .output(type<DirectoryView>()),
  tolerances: base.input(none).output(type<readonly ToleranceView[]>()),
  resources: base.input(z.object({ directoryId, type: z.enum(['User', 'Group']), ...page })).output(type<PageView<JsonObject>>()),
  events: base.input(z.object({ directoryId, ...paging })).output(type<PageView<DirectoryEventView>>()),
  requests: base.input(z.object({ directoryId, ...paging })).output(type<PageView<ReceivedRequestView>>()),
  requestDifference: base
    .input(z.object({ directoryId, sequence: z.number().int().min(1) }))
    .output(type<ReceivedDifferenceView>()),
  /** How directory events tell of inactive users, and in which shape. */
  eventFlow: base.input(z.object({ directoryId })).output(type<EventFlowView>()),
  setEventFlow: base
    .input(
      z.object({
        directoryId,
        inactiveUsers: z.enum(['deleted', 'updated']),
        payload: z.enum(['current', 'before-april-2026']),
      }),
    )
    .output(type<EventFlowView>()),
  /** The read-only API a product polls: its address and its keys. */
  apiAccess: base.input(none).output(type<ApiAccessView>()),
  /** Null: a key for every organization of the workspace. */
  createApiKey: base.input(z.object({ organizationId: z.string().max(100).nullable() })).output(type<CreatedApiKeyView>()),
  removeApiKey: base.input(z.object({ keyId: z.string().max(100) })).output(type<null>()),
  /** A GET of that API as a key of the organization (null: of the workspace) would get it: `/events?events=dsync.activated`. */
  askApi: base
    .input(z.object({ organizationId: z.string().max(100).nullable(), target: z.string().max(4000) }))
    .output(type<ApiAnswerView>()),
  /**
   * Puts users and groups into a directory beside what it holds: all of them, or none where one of them cannot be put there. In turns
   * with the requests that come in, which see what is there already. Refused where it is stopped, or while another change is going on;
   * so are the changes of snapshots below.
   */
  seedDirectory: base
    .input(
      z.object({
        directoryId,
        /** `tenant`: the workspace's own. A file's text is at most 256 MB. */
        source: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('tenant') }),
          z.object({ kind: z.literal('sample'), sampleId: z.string().max(100) }),
          z.object({ kind: z.literal('tenant-file'), fileName: z.string().max(300), text: z.string().max(268_435_456) }),
          z.object({ kind: z.literal('json'), fileName: z.string().max(300), text: z.string().max(268_435_456) }),
        ]),
      }),
    )
    .output(type<SeedView>()),
  /** How far the change of the directory as a whole is, or how the last one ended; null: nothing since the start of the program. */
  directoryWork: base.input(z.object({ directoryId })).output(type<DirectoryWorkView | null>()),
  /** Ends it early, whereupon the directory is as it was; nothing where nothing is going on. */
  stopDirectoryWork: base.input(z.object({ directoryId })).output(type<null>()),
  /** Forgets how the last one ended. */
  dismissDirectoryWork: base.input(z.object({ directoryId })).output(type<null>()),
  /** What a directory held at other times, newest first. */
  snapshots: base.input(z.object({ directoryId })).output(type<readonly SnapshotView[]>()),
  takeSnapshot: base.input(z.object({ directoryId, name: z.string().max(200) })).output(type<SnapshotView>()),
  /** What the directory held before is kept as the newest of the snapshots, which are answered. */
  restoreSnapshot: base.input(snapshot).output(type<readonly SnapshotView[]>()),
  removeSnapshot: base.input(snapshot).output(type<null>()),
  /** Empties the directory; what it held is kept as the newest of the snapshots, which are answered. */
  resetDirectory: base.input(z.object({ directoryId })).output(type<readonly SnapshotView[]>()),
  /** All resources as one ListResponse, in pieces of text that make up a file, as `seedDirectory` reads it. */
  exportDirectory: base.input(z.object({ directoryId })).output(eventIterator(type<string>())),
  /** Who may fetch access tokens with OAuth 2 client credentials. */
  oauthClients: base.input(z.object({ directoryId })).output(type<OAuthAccessView>()),
  createOAuthClient: base
    .input(z.object({ directoryId, expiresInSeconds: z.number().int().min(1).max(86_400).default(3600) }))
    .output(type<CreatedOAuthClientView>()),
  /** The access tokens it fetched are refused from the next request on. */
  removeOAuthClient: base.input(z.object({ directoryId, clientId: z.string().max(100) })).output(type<null>()),
};
