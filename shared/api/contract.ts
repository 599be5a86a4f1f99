import { eventIterator, oc, type } from '@orpc/contract';
import { z } from 'zod';
import type * as view from './views.ts';

/** Every refusal is one shape: what was wrong is the message; where and what to do next are data. */
const base = oc.errors({
  REFUSED: { message: 'Refused.', data: z.object({ place: z.string(), remedy: z.string() }) },
});

const none = z.object({}).default({});
const paging = {
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(1000).default(200),
};
const page = { search: z.string().max(200).default(''), ...paging };
const appId = z.string().min(1).max(100);
const directoryId = z.string().min(1).max(100);
const objectId = z.string().min(1).max(100);
const app = z.object({ appId });
const connectionOptions = z.object({
  allowsPlainHttp: z.boolean().default(false),
  certificateAuthority: z.string().max(100_000).nullable().default(null),
  certificateFingerprint: z.string().max(200).nullable().default(null),
  extraHeader: z
    .object({ name: z.string().max(200), value: z.string().max(4000) })
    .nullable()
    .default(null),
});
/** A null token means the one already kept for this application. */
const credentials = {
  tenantUrl: z.string().max(4000),
  secretToken: z.string().max(20_000).nullable(),
  options: connectionOptions,
};

const mappingSource = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Attribute'), name: z.string().min(1).max(500) }),
  z.object({ type: z.literal('Constant'), value: z.string().max(10_000) }),
  z.object({ type: z.literal('Function'), expression: z.string().min(1).max(10_000) }),
  z.object({ type: z.literal('None') }),
]);
const clauseGroups = z
  .array(
    z.object({
      name: z.string().max(300),
      clauses: z
        .array(
          z.object({
            attribute: z.string().min(1).max(500),
            operator: z.string().min(1).max(60),
            values: z.array(z.string().max(10_000)).max(100).readonly(),
          }),
        )
        .max(100)
        .readonly(),
    }),
  )
  .max(100)
  .readonly();
const scopingFilter = z.object({ groups: clauseGroups, inputFilterGroups: clauseGroups, categoryFilterGroups: clauseGroups });
const targetDefinition = z.object({
  name: z.string().min(1).max(500),
  type: z.enum(['String', 'Boolean', 'Reference', 'Integer', 'DateTime', 'Binary']),
  isAnchor: z.boolean(),
  isRequired: z.boolean(),
  isMultivalued: z.boolean(),
  isCaseExact: z.boolean(),
  referencedObjects: z.array(z.string().max(300)).max(20).readonly(),
});
const objectMapping = z.object({
  name: z.string().min(1).max(200),
  enabled: z.boolean(),
  sourceObjectName: z.enum(['User', 'Group']),
  targetObjectName: z.string().min(1).max(300),
  flowTypes: z.object({ add: z.boolean(), update: z.boolean(), delete: z.boolean() }),
  attributeMappings: z
    .array(
      z.object({
        targetAttributeName: z.string().min(1).max(500),
        source: mappingSource,
        matchingPriority: z.number().int().min(0).max(100),
        flowType: z.enum(['Always', 'ObjectAddOnly', 'MultiValueAddOnly', 'ValueAddOnly', 'AttributeAddOnly']),
        defaultValue: z.string().max(10_000).nullable(),
      }),
    )
    .max(500)
    .readonly(),
  scope: scopingFilter.nullable(),
  targetAttributes: z.array(targetDefinition).max(2000).readonly(),
});
const schemaText = z.string().max(10_000_000);
const resetScope = z.enum(['None', 'Watermark', 'Escrows', 'QuarantineState', 'ConnectorDataStore', 'ForceDeletes', 'Full']);
const exchangeQuery = z.string().max(2000).default('');
const settings = z.object({
  scope: z.enum(['assigned', 'all']),
  objectsInFlightCount: z.number().int().min(1).max(100),
  skipsOutOfScopeDeletions: z.boolean(),
  notificationEmail: z.string().max(320),
  isNotificationOn: z.boolean(),
  isDeletionPrevented: z.boolean(),
  deletionThreshold: z.number().int().min(1).max(1_000_000),
});
const attributes = z.record(
  z.string().max(200),
  z.union([z.string().max(10_000), z.boolean(), z.array(z.string().max(10_000)).max(1000)]),
);

const userFilter = {
  account: z.enum(['any', 'enabled', 'blocked']).default('any'),
  department: z.string().max(1000).nullable().default(null),
  mail: z.enum(['any', 'none']).default('any'),
  /** In whatever application: waits for a retry, has a resource in a target, has none. */
  target: z.enum(['any', 'failed', 'linked', 'unlinked']).default('any'),
};

/** The one table of what a user interface may ask of the harness. Hosts bind it to IPC or to a loopback socket. */
export const contract = {
  workspace: {
    read: base.input(none).output(type<view.WorkspaceView>()),
    dismissNotices: base.input(none).output(type<null>()),
    /** People and groups of both sides by a part of their names, and the exchange of that number. */
    find: base.input(z.object({ text: z.string().max(200) })).output(type<view.WorkspaceFindingsView>()),
    /** The object of the tenant that a resource of a directory came from; null where no job remembers it. */
    counterpart: base
      .input(z.object({ directoryId, type: z.enum(['User', 'Group']), resourceId: z.string().max(200) }))
      .output(type<{ readonly objectId: string; readonly appId: string } | null>()),
  },
  live: {
    /** One notice at once, then one whenever something changed, until the caller stops. */
    follow: base.input(none).output(eventIterator(type<view.LiveNotice>())),
    /** How many `follow` streams are open: lets a test see that a stopped one is gone. */
    followers: base.input(none).output(type<number>()),
  },
  clock: {
    read: base.input(none).output(type<view.ClockView>()),
    /** Moves the virtual clock; what falls due on the way runs in order before this answers. */
    advance: base
      .input(
        z.object({
          ms: z
            .number()
            .int()
            .min(1)
            .max(366 * 86_400_000),
        }),
      )
      .output(type<view.ClockView>()),
    /** Moves the clock to the next due cycle or retry, whichever the caller names; refused where none is due. */
    advanceTo: base.input(z.object({ what: z.enum(['next-cycle', 'next-retry']) })).output(type<view.ClockView>()),
    /** Leaves the clock where a move has brought it; a cycle that runs goes on to its end. Nothing happens while it stands. */
    stop: base.input(none).output(type<view.ClockView>()),
    /** What happens next, soonest first: cycles, retries, purges of soft-deleted objects. */
    agenda: base.input(none).output(type<readonly view.AgendaItemView[]>()),
    setKind: base.input(z.object({ kind: z.enum(['virtual', 'system']) })).output(type<view.ClockView>()),
  },
  receiver: {
    organizations: base.input(none).output(type<readonly view.OrganizationView[]>()),
    createOrganization: base.input(z.object({ name: z.string().max(200) })).output(type<view.OrganizationView>()),
    directories: base.input(none).output(type<readonly view.DirectoryView[]>()),
    directory: base.input(z.object({ directoryId })).output(type<view.DirectoryView>()),
    createDirectory: base
      .input(
        z.object({
          organizationId: z.string().max(100),
          name: z.string().max(200),
          behaviour: z.enum(['strict', 'entra-ready']),
        }),
      )
      .output(type<view.CreatedDirectoryView>()),
    addToken: base.input(z.object({ directoryId })).output(type<view.CreatedDirectoryView>()),
    removeDirectory: base.input(z.object({ directoryId })).output(type<null>()),
    setBehaviour: base
      .input(z.object({ directoryId, tolerances: z.array(z.string().max(100)).max(100) }))
      .output(type<view.DirectoryView>()),
    tolerances: base.input(none).output(type<readonly { readonly id: string; readonly sentence: string }[]>()),
    resources: base
      .input(z.object({ directoryId, type: z.enum(['User', 'Group']), ...page }))
      .output(type<view.PageView<import('#shared/kernel/json.ts').JsonObject>>()),
    events: base.input(z.object({ directoryId, ...paging })).output(type<view.PageView<view.DirectoryEventView>>()),
    requests: base.input(z.object({ directoryId, ...paging })).output(type<view.PageView<view.ReceivedRequestView>>()),
  },
  tenant: {
    samples: base.input(none).output(type<readonly view.SampleTenantView[]>()),
    /** Replaces the tenant; refused while a job is on. */
    loadSample: base.input(z.object({ sampleId: z.string().max(100) })).output(type<view.TenantImportView>()),
    importFile: base
      .input(
        z.object({
          format: z.enum(['csv', 'yaml']),
          text: z.string().max(30_000_000),
          makesUpMailNickname: z.boolean().default(false),
          mode: z.enum(['replace', 'merge']).default('replace'),
        }),
      )
      .output(type<view.TenantImportView>()),
    users: base
      .input(z.object({ ...page, isDeleted: z.boolean().default(false), ...userFilter }))
      .output(type<view.PageView<view.TenantUserRowView>>()),
    /** What users have as department, each once, by name. */
    departments: base.input(none).output(type<readonly string[]>()),
    /** Invented people and groups; the same seed gives the same. `replace` is refused while a job is on. */
    generate: base
      .input(
        z.object({
          userCount: z.number().int().min(1).max(100_000),
          seed: z.string().trim().min(1).max(100),
          mode: z.enum(['replace', 'merge']).default('merge'),
          hasGroups: z.boolean().default(true),
          guestPercent: z.number().min(0).max(100).default(3),
          withoutMailPercent: z.number().min(0).max(100).default(4),
        }),
      )
      .output(type<view.TenantImportView>()),
    user: base.input(z.object({ objectId })).output(type<view.TenantUserDetailView>()),
    createUser: base
      .input(z.object({ attributes, managerId: objectId.nullable().default(null) }))
      .output(type<view.TenantUserDetailView>()),
    /** A null attribute is cleared; one that is left out stays. */
    updateUser: base
      .input(
        z.object({
          objectId,
          attributes: z.record(z.string().max(200), z.union([z.string().max(10_000), z.boolean(), z.null()])),
          managerId: objectId.nullable().optional(),
        }),
      )
      .output(type<view.TenantUserDetailView>()),
    softDelete: base.input(z.object({ objectId })).output(type<null>()),
    restore: base.input(z.object({ objectId })).output(type<null>()),
    hardDelete: base.input(z.object({ objectId })).output(type<null>()),
    groups: base.input(z.object(page)).output(type<view.PageView<view.TenantGroupView>>()),
    group: base.input(z.object({ objectId })).output(type<view.TenantGroupView>()),
    createGroup: base.input(z.object({ displayName: z.string().max(300) })).output(type<view.TenantGroupView>()),
    renameGroup: base.input(z.object({ objectId, displayName: z.string().max(300) })).output(type<view.TenantGroupView>()),
    addMember: base.input(z.object({ groupId: objectId, memberId: objectId })).output(type<view.TenantGroupView>()),
    removeMember: base.input(z.object({ groupId: objectId, memberId: objectId })).output(type<view.TenantGroupView>()),
    /** A dynamic group: members are the users whose attribute equals the value. Null makes it an assigned group again. */
    setMembershipRule: base
      .input(
        z.object({
          objectId,
          rule: z.object({ attribute: z.string().min(1).max(200), value: z.string().max(1000) }).nullable(),
        }),
      )
      .output(type<view.TenantGroupView>()),
  },
  apps: {
    list: base.input(none).output(type<readonly view.ApplicationView[]>()),
    read: base.input(app).output(type<view.ApplicationView>()),
    create: base.input(z.object({ name: z.string().max(200) })).output(type<view.ApplicationView>()),
    remove: base.input(app).output(type<null>()),
  },
  connection: {
    read: base.input(app).output(type<view.ConnectivityView>()),
    test: base.input(z.object({ appId, ...credentials })).output(type<view.ConnectionTestView>()),
    /** Tests first, as Entra does; refuses what did not pass unless `evenIfFailed`. */
    save: base
      .input(z.object({ appId, ...credentials, evenIfFailed: z.boolean().default(false) }))
      .output(type<view.ConnectivityView>()),
    saved: base.input(none).output(type<readonly view.SavedConnectionView[]>()),
    keep: base.input(z.object({ appId, name: z.string().min(1).max(200) })).output(type<readonly view.SavedConnectionView[]>()),
    /** Puts a kept connection into the application, token included, without showing it. */
    use: base.input(z.object({ appId, name: z.string().max(200) })).output(type<view.ConnectivityView>()),
    forget: base.input(z.object({ name: z.string().max(200) })).output(type<readonly view.SavedConnectionView[]>()),
  },
  mappings: {
    read: base.input(z.object({ appId, type: z.enum(['User', 'Group']) })).output(type<view.MappingView>()),
    /** Restarts the job with an initial cycle, as in Entra. */
    save: base.input(z.object({ appId, mapping: objectMapping })).output(type<view.MappingView>()),
    restoreDefaults: base.input(app).output(type<null>()),
    /** What an unsaved mapping gives for one object, and the requests it would cause; nothing is sent. */
    preview: base.input(z.object({ appId, mapping: objectMapping, objectId })).output(type<view.MappingPreviewView>()),
    /** Asks the target for its /Schemas and says which target attributes of an unsaved mapping it does not know. */
    checkTarget: base.input(z.object({ appId, mapping: objectMapping })).output(type<view.TargetCheckView>()),
  },
  expressions: {
    /** One expression step by step, for an object of the tenant (null: none), with attributes given by hand on top. */
    evaluate: base
      .input(
        z.object({
          appId,
          expression: z.string().max(20_000),
          objectId: objectId.nullable(),
          attributes: z.record(z.string().max(200), z.union([z.string().max(10_000), z.array(z.string().max(10_000)).max(1000)])),
          existingTargetValues: z.array(z.string().max(10_000)).max(1000).default([]),
        }),
      )
      .output(type<view.ExpressionEvaluationView>()),
  },
  schema: {
    /** The whole configuration as Microsoft Graph's synchronizationSchema, in the portal's download format. */
    read: base.input(app).output(type<{ readonly name: string; readonly text: string }>()),
    /** What importing this would change, and what is wrong with it; nothing is changed. `table`: an attribute-mapping table as CSV or pasted text. */
    compare: base
      .input(z.object({ appId, format: z.enum(['graph', 'table']), text: schemaText }))
      .output(type<view.SchemaComparisonView>()),
    /** Replaces mappings, scoping filters and attribute lists, and restarts the job as a saved mapping does. */
    import: base
      .input(z.object({ appId, format: z.enum(['graph', 'table']), text: schemaText }))
      .output(type<view.SchemaComparisonView>()),
  },
  assignments: {
    list: base.input(app).output(type<readonly view.AssignmentView[]>()),
    add: base
      .input(
        z.object({
          appId,
          principalIds: z.array(objectId).min(1).max(10_000),
          roleName: z.string().max(120).nullable().default(null),
        }),
      )
      .output(type<readonly view.AssignmentView[]>()),
    /** App roles of the application: `User` and `msiam_access`-like defaults, and those a person added. */
    roles: base.input(app).output(type<readonly string[]>()),
    addRole: base.input(z.object({ appId, name: z.string().min(1).max(120) })).output(type<readonly string[]>()),
    remove: base
      .input(z.object({ appId, principalIds: z.array(objectId).min(1).max(10_000) }))
      .output(type<readonly view.AssignmentView[]>()),
  },
  job: {
    status: base.input(app).output(type<view.JobStatusView>()),
    detail: base.input(app).output(type<view.JobDetailView>()),
    saveSettings: base.input(z.object({ appId, settings })).output(type<view.JobDetailView>()),
    /** Provisioning status On: the first cycle is due at once. Refused with a sentence until a remote target has been consented to. */
    start: base.input(app).output(type<view.JobStatusView>()),
    /** Off: the running cycle finishes, no new one begins. */
    stop: base.input(app).output(type<view.JobStatusView>()),
    /**
     * Without a reset scope, the portal's button: clears watermark, escrows and quarantine, keeps links; the next cycle is an
     * initial one. `Full` and `ConnectorDataStore` also forget links.
     */
    restart: base
      .input(z.object({ appId, resetScope: z.array(resetScope).max(7).default([]) }))
      .output(type<view.JobStatusView>()),
    /** What the next cycle would send, computed on a copy: nothing is sent but reads, nothing is stored. */
    plan: base.input(app).output(type<view.PlanView>()),
    /** One user, or one group with up to five members, now. Always in the legacy dialect, as Entra does. */
    provisionOnDemand: base
      .input(z.object({ appId, objectId, memberIds: z.array(objectId).max(5).default([]) }))
      .output(type<view.OnDemandView>()),
    /** The job as Microsoft Graph's synchronizationJob shows it. */
    graphStatus: base.input(app).output(type<import('#shared/kernel/json.ts').JsonObject>()),
    /** Allows writes to the remote target named in the status. */
    consent: base.input(app).output(type<view.JobStatusView>()),
    /** Goes on with a job that came back held. */
    resume: base.input(app).output(type<view.JobStatusView>()),
    startOverPlan: base.input(app).output(type<view.StartOverView>()),
    /** Forgets links; with `removesCreated` first deletes at the target what this job's link table says it created there. */
    startOver: base.input(z.object({ appId, removesCreated: z.boolean() })).output(type<view.JobStatusView>()),
  },
  stepping: {
    read: base.input(app).output(type<view.HoldView>()),
    /** While holding, each request waits for `proceed`. Switching it off lets the cycle go on. */
    setHolding: base.input(z.object({ appId, isHolding: z.boolean() })).output(type<view.HoldView>()),
    /** Sends the held request, then holds again before the next one, before the next object, or not until the next cycle. */
    proceed: base.input(z.object({ appId, until: z.enum(['request', 'object', 'cycle']) })).output(type<view.HoldView>()),
  },
  habits: {
    list: base.input(app).output(type<readonly view.HabitView[]>()),
    set: base
      .input(z.object({ appId, id: z.string().max(100), setting: z.string().max(100) }))
      .output(type<readonly view.HabitView[]>()),
  },
  explain: {
    /** Why a user or group is, or is not, in an application's target. From what is known: nothing is sent. */
    read: base.input(z.object({ appId, objectId })).output(type<view.ExplainView>()),
  },
  compare: {
    /** Tenant object, mapped object and target resource, as it was answered last. Nothing is sent. */
    read: base.input(z.object({ appId, objectId })).output(type<view.ComparisonView>()),
    /** Asks the target for the resource first; the exchange is recorded. */
    readNow: base.input(z.object({ appId, objectId })).output(type<view.ComparisonView>()),
  },
  audit: {
    list: base.input(z.object({ appId, ...page })).output(type<view.PageView<view.AuditEntryView>>()),
  },
  logs: {
    /** Graph's provisioningObjectSummary as one JSON array, or Entra's three CSV files. */
    export: base
      .input(z.object({ appId, format: z.enum(['json', 'csv']) }))
      .output(type<readonly { readonly name: string; readonly text: string }[]>()),
    /** One entry as Graph's provisioningObjectSummary. */
    graph: base
      .input(z.object({ appId, entryId: z.string().max(100) }))
      .output(type<import('#shared/kernel/json.ts').JsonObject>()),
    list: base
      .input(
        z.object({
          appId,
          ...page,
          status: z.enum(['all', 'success', 'failure', 'skipped', 'warning']).default('all'),
          action: z.enum(['all', 'create', 'update', 'disable', 'delete', 'other']).default('all'),
          sourceId: z.string().max(100).optional(),
        }),
      )
      .output(type<view.PageView<view.LogEntryView>>()),
    read: base.input(z.object({ appId, entryId: z.string().max(100) })).output(type<view.LogEntryDetailView>()),
  },
  exchanges: {
    /** Newest first, over all applications or one. */
    list: base
      .input(z.object({ ...page, appId: appId.optional(), changeId: z.string().max(100).optional() }))
      .output(type<view.PageView<view.ExchangeView>>()),
    read: base.input(z.object({ sequence: z.number().int().min(1) })).output(type<view.ExchangeDetailView>()),
    /**
     * A page of what a query finds (its grammar: shared/trace/exchange-query.ts), newest first. With `upTo` from an earlier page the
     * list is that of then, whatever was sent since.
     */
    find: base
      .input(z.object({ query: exchangeQuery, upTo: z.number().int().min(0).nullable().default(null), ...paging }))
      .output(type<view.ExchangePageView>()),
    /** What a request was meant to change in the target, and what it did, from the answers in the trace. */
    difference: base
      .input(z.object({ sequence: z.number().int().min(1) }))
      .output(type<import('#shared/trace/exchange-difference.ts').ExchangeDifference>()),
    /** Sends a recorded request once more to an application's target, with that application's credentials. */
    sendAgain: base.input(z.object({ sequence: z.number().int().min(1), appId })).output(type<{ readonly sequence: number }>()),
    /** The newest of what a query finds as a HAR document. */
    exportHar: base.input(z.object({ query: exchangeQuery })).output(type<view.HarFileView>()),
  },
};
