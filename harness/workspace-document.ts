import { z } from 'zod';
import type { CredentialLocation } from '#shared/entra/client-credentials.ts';
import type { JobConfiguration } from '#shared/entra/job-configuration.ts';
import { groupTargetAttributes, userTargetAttributes } from '#shared/entra/target-catalogue.ts';
import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';

export const DOCUMENT_VERSION = 4;

/** How a saved connection reaches its target. Its secrets are in the vault: the whole tenant URL, the token, the header's value. */
export interface ConnectionRecord {
  /** As shown: secret query values are `***`. */
  readonly tenantUrl: string;
  readonly allowsPlainHttp: boolean;
  readonly certificateAuthority: string | null;
  readonly certificateFingerprint: string | null;
  readonly extraHeaderName: string | null;
  /** How a bearer token is fetched; null where one was typed, or none is sent. The client's secret is in the vault. */
  readonly clientCredentials: {
    /** As shown: secret query values are `***`. */
    readonly tokenEndpoint: string;
    readonly clientId: string;
    readonly location: CredentialLocation | null;
    readonly oauthScope: string | null;
  } | null;
}

/** One enterprise application and its provisioning job, as a person set them. */
export interface ApplicationRecord {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly connection: ConnectionRecord | null;
  readonly hasToken: boolean;
  readonly configuration: JobConfiguration;
  readonly notifications: {
    readonly notificationEmail: string;
    readonly isNotificationOn: boolean;
    readonly isDeletionPrevented: boolean;
    readonly deletionThreshold: number;
  };
  readonly job: {
    readonly isOn: boolean;
    /** When the next cycle is due, on the workspace's clock; null while off. */
    readonly nextCycleAt: number | null;
    /** Why the next cycle is an initial one, where somebody or something asked for that. */
    readonly restartReason: string | null;
    readonly consentedHost: string | null;
    readonly consentedAt: number | null;
    readonly failure: { readonly code: string; readonly message: string } | null;
    readonly steadyStateAchievedAt: number | null;
    /** Where links were made, one after the other: what *Start over* may remove stands at exactly one of them. */
    readonly linkedAddresses: readonly string[];
  };
}

interface SavedConnectionRecord extends ConnectionRecord {
  readonly name: string;
  readonly hasToken: boolean;
  readonly lastUsedAt: number | null;
}

/** The human-readable half of a workspace: what a person set, never secrets, never bulk. */
export interface WorkspaceDocument {
  readonly version: typeof DOCUMENT_VERSION;
  readonly name: string;
  readonly ports: { readonly server: number | null; readonly page: number | null };
  readonly clock: { readonly kind: 'virtual' | 'system'; readonly offsetMs: number };
  readonly applications: readonly ApplicationRecord[];
  readonly connections: readonly SavedConnectionRecord[];
}

export function emptyDocument(): WorkspaceDocument {
  return {
    version: DOCUMENT_VERSION,
    name: 'Rehearsal',
    ports: { server: null, page: null },
    clock: { kind: 'virtual', offsetMs: 0 },
    applications: [],
    connections: [],
  };
}

const source = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Attribute'), name: z.string() }),
  z.object({ type: z.literal('Constant'), value: z.string() }),
  z.object({ type: z.literal('Function'), expression: z.string() }),
  z.object({ type: z.literal('None') }),
]);
const clauseGroups = z.array(
  z.object({
    name: z.string(),
    clauses: z.array(z.object({ attribute: z.string(), operator: z.string(), values: z.array(z.string()) })),
  }),
);
const mapping = z.object({
  name: z.string(),
  enabled: z.boolean(),
  sourceObjectName: z.enum(['User', 'Group']),
  targetObjectName: z.string(),
  flowTypes: z.object({ add: z.boolean(), update: z.boolean(), delete: z.boolean() }),
  attributeMappings: z.array(
    z.object({
      targetAttributeName: z.string(),
      source,
      matchingPriority: z.number().int(),
      flowType: z.enum(['Always', 'ObjectAddOnly', 'MultiValueAddOnly', 'ValueAddOnly', 'AttributeAddOnly']),
      defaultValue: z.string().nullable(),
    }),
  ),
  scope: z.object({ groups: clauseGroups, inputFilterGroups: clauseGroups, categoryFilterGroups: clauseGroups }).nullable(),
  targetAttributes: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['String', 'Boolean', 'Reference', 'Integer', 'DateTime', 'Binary']),
      isAnchor: z.boolean(),
      isRequired: z.boolean(),
      isMultivalued: z.boolean(),
      isCaseExact: z.boolean(),
      referencedObjects: z.array(z.string()),
    }),
  ),
});
const connection = z.object({
  tenantUrl: z.string(),
  allowsPlainHttp: z.boolean(),
  certificateAuthority: z.string().nullable(),
  certificateFingerprint: z.string().nullable(),
  extraHeaderName: z.string().nullable(),
  clientCredentials: z
    .object({
      tokenEndpoint: z.string(),
      clientId: z.string(),
      location: z.enum(['header', 'body']).nullable(),
      oauthScope: z.string().nullable(),
    })
    .nullable(),
});
const instant = z.number().nullable();
const application = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.number(),
  connection: connection.nullable(),
  hasToken: z.boolean(),
  configuration: z.object({
    scope: z.enum(['assigned', 'all']),
    user: mapping,
    group: mapping,
    objectsInFlightCount: z.number().int().min(1),
    habitSettings: z.record(z.string(), z.string()),
    skipsOutOfScopeDeletions: z.boolean(),
    schemaDocument: z.custom<JsonObject>(isJsonObject, 'must be a JSON object').nullable(),
  }),
  notifications: z.object({
    notificationEmail: z.string(),
    isNotificationOn: z.boolean(),
    isDeletionPrevented: z.boolean(),
    deletionThreshold: z.number(),
  }),
  job: z.object({
    isOn: z.boolean(),
    nextCycleAt: instant,
    restartReason: z.string().nullable(),
    consentedHost: z.string().nullable(),
    consentedAt: instant,
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    steadyStateAchievedAt: instant,
    linkedAddresses: z.array(z.string()),
  }),
});
const document = z.object({
  version: z.literal(DOCUMENT_VERSION),
  name: z.string(),
  ports: z.object({ server: z.number().nullable(), page: z.number().nullable() }),
  clock: z.object({ kind: z.enum(['virtual', 'system']), offsetMs: z.number() }),
  applications: z.array(application),
  connections: z.array(connection.extend({ name: z.string(), hasToken: z.boolean(), lastUsedAt: instant })),
});

/** Checks a stored document once; past this no reader re-checks a field. */
export function parseWorkspaceDocument(value: unknown): Parsed<WorkspaceDocument> {
  const parsed = document.safeParse(value);
  if (parsed.success) return accepted(parsed.data);
  return refused(
    ...parsed.error.issues.slice(0, 5).map((issue) => ({
      place: issue.path.join('.') || 'the document',
      message: `${issue.path.join('.') || 'The document'}: ${issue.message}.`,
      remedy: 'Mend the value by hand, or move the file away to begin with an empty workspace.',
    })),
  );
}

type OldDocument = Readonly<Record<string, unknown>>;

/** One step per retired version; each step's sample is kept under fixtures/documents. */
export const documentUpgrades: Readonly<Record<number, (old: OldDocument) => OldDocument>> = {
  // Version 2 added habit settings and SkipOutOfScopeDeletions to each job configuration, and where links were made to each job.
  1: (old) => ({
    ...old,
    version: 2,
    applications: recordsOf(old['applications']).map((record) => ({
      ...record,
      configuration: { ...recordOf(record['configuration']), habitSettings: {}, skipsOutOfScopeDeletions: false },
      job: { ...recordOf(record['job']), linkedAddresses: [] },
    })),
  }),
  // Version 3 added scoping filters and attribute lists to each mapping, and the imported schema document to each configuration.
  2: (old) => ({
    ...old,
    version: 3,
    applications: recordsOf(old['applications']).map((record) => {
      const configuration = recordOf(record['configuration']);
      return {
        ...record,
        configuration: {
          ...configuration,
          user: { ...recordOf(configuration['user']), scope: null, targetAttributes: userTargetAttributes },
          group: { ...recordOf(configuration['group']), scope: null, targetAttributes: groupTargetAttributes },
          schemaDocument: null,
        },
      };
    }),
  }),
  // Version 4 added client credentials to each connection.
  3: (old) => ({
    ...old,
    version: 4,
    applications: recordsOf(old['applications']).map((record) => ({
      ...record,
      connection: record['connection'] === null ? null : withoutClient(recordOf(record['connection'])),
    })),
    connections: recordsOf(old['connections']).map(withoutClient),
  }),
};

function withoutClient(connection: OldDocument): OldDocument {
  return { ...connection, clientCredentials: null };
}

function recordsOf(value: unknown): readonly OldDocument[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}

function recordOf(value: unknown): OldDocument {
  return typeof value === 'object' && value !== null ? (value as OldDocument) : {};
}
