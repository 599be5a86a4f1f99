// What the user interface is shown: plain data, made by harness/api from stores and the trace.
import type { JobConfiguration, ObjectMapping, ProvisioningScope } from '#shared/entra/job-configuration.ts';
import type { SideRow } from '#shared/entra/side-comparison.ts';
import type { TenantGroup, TenantUser } from '#shared/entra/tenant.ts';
import type { Json } from '#shared/kernel/json.ts';
import type {
  CycleKind,
  ModifiedProperty,
  ProvisioningAction,
  ProvisioningError,
  ProvisioningStatus,
  RequestPurpose,
  SourceIdentity,
  StepType,
} from '#shared/trace/event.ts';
import type { Explanation } from '#shared/trace/explain.ts';

export interface WorkspaceView {
  readonly name: string;
  readonly version: string;
  readonly host: 'desktop' | 'browser';
  readonly folder: string;
  /** Base address of the bundled server: `http://127.0.0.1:8080`. */
  readonly serverAddress: string;
  /** How secrets are kept here, in one sentence. */
  readonly secretsNote: string;
  /** Things a person should know now: a port that had to change, a read-only disk. */
  readonly notices: readonly string[];
}

export interface ClockView {
  readonly now: number;
  readonly kind: 'virtual' | 'system';
  readonly nextCycleAt: number | null;
  /** Why the clock cannot be moved; null where it can. */
  readonly lockedReason: string | null;
  readonly isMoving: boolean;
  /** How far a move has come; null while the clock stands. */
  readonly move: {
    readonly until: number;
    readonly cycleCount: number;
    /** With those that are still to run; more where objects fail on the way and are tried again. */
    readonly knownCycleCount: number;
  } | null;
}

/** What a few letters may mean. */
export interface WorkspaceFindingsView {
  readonly objects: readonly FoundObjectView[];
  readonly resources: readonly FoundResourceView[];
  readonly exchange: {
    readonly sequence: number;
    readonly method: string;
    readonly target: string;
    readonly status: number | null;
    readonly identityName: string | null;
  } | null;
}

/** A user or group of the tenant. */
export interface FoundObjectView {
  readonly objectId: string;
  readonly type: 'User' | 'Group';
  readonly displayName: string;
  /** User principal name; empty for a group. */
  readonly principalName: string;
  readonly lastOutcome: TenantUserView['lastOutcome'];
  /** What it became in a directory of this workspace. */
  readonly counterpart: { readonly directoryId: string; readonly resourceId: string } | null;
}

/** A user or group of a directory. */
export interface FoundResourceView {
  readonly directoryId: string;
  readonly directoryName: string;
  readonly type: 'User' | 'Group';
  readonly resourceId: string;
  readonly displayName: string;
  /** The object of the tenant it came from. */
  readonly counterpart: { readonly objectId: string } | null;
}

export interface OrganizationView {
  readonly id: string;
  readonly name: string;
  readonly directoryCount: number;
  readonly userCount: number;
  readonly groupCount: number;
  readonly lastEventAt: number | null;
}

export interface DirectoryView {
  readonly id: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly name: string;
  readonly endpoint: string;
  readonly state: 'waiting' | 'linked' | 'invalid-credentials';
  readonly tolerances: readonly string[];
  readonly tokenSuffixes: readonly string[];
  readonly userCount: number;
  readonly groupCount: number;
  readonly eventCount: number;
  readonly requestCount: number;
  readonly createdAt: number;
  readonly lastRequestAt: number | null;
}

/** Shown once: the bearer token is not stored. */
export interface CreatedDirectoryView {
  readonly directory: DirectoryView;
  readonly token: string;
}

export interface DirectoryEventView {
  readonly sequence: number;
  readonly id: string;
  readonly event: string;
  readonly createdAt: number;
  readonly data: Json;
}

export interface ReceivedRequestView {
  readonly sequence: number;
  readonly at: number;
  readonly method: string;
  readonly target: string;
  readonly status: number;
  readonly requestBody: string;
  readonly responseBody: string;
}

export interface PageView<T> {
  readonly items: readonly T[];
  readonly totalCount: number;
}

/** `lastOutcome`: of the newest provisioning log entry about the object, in any application. */
export interface TenantUserView extends TenantUser {
  readonly displayName: string;
  readonly managerName: string | null;
  readonly lastOutcome: { readonly action: ProvisioningAction; readonly status: ProvisioningStatus } | null;
}

export interface TenantUserRowView extends TenantUserView {
  /** One per application, in the order of the applications. */
  readonly outcomes: readonly ({ readonly appId: string } & ObjectOutcomeView)[];
}

/** How an object stands in one application. `action` and `status` are of its newest provisioning log entry there. */
export interface ObjectOutcomeView {
  readonly kind: 'none' | 'not-assigned' | 'out-of-scope' | 'done' | 'up-to-date' | 'failed' | 'retry' | 'skipped';
  readonly action: ProvisioningAction | null;
  readonly at: number | null;
  readonly entryId: string | null;
  /** When it is tried again; null where nothing waits. */
  readonly nextAttemptAt: number | null;
}

export interface TenantUserDetailView extends TenantUserView {
  readonly groups: readonly { readonly objectId: string; readonly displayName: string }[];
  readonly applications: readonly {
    readonly appId: string;
    readonly appName: string;
    readonly isInScope: boolean;
    readonly because: string;
    readonly targetId: string | null;
    readonly outcome: ObjectOutcomeView;
    /** False once it left scope: not even its deletion sends anything. */
    readonly isManaged: boolean;
    readonly isDeleteOn: boolean;
  }[];
  /** Attributes that changed since the last cycle of some job that is on, so that they have not been sent. */
  readonly unsentAttributes: readonly string[];
}

export interface TenantGroupView extends TenantGroup {
  readonly displayName: string;
  readonly memberCount: number;
  readonly nestedGroupCount: number;
  readonly membershipRule: { readonly attribute: string; readonly value: string } | null;
  /** In a list of groups, only those of small ones. */
  readonly members: readonly { readonly objectId: string; readonly displayName: string; readonly type: 'User' | 'Group' }[];
}

export interface SampleTenantView {
  readonly id: string;
  readonly name: string;
  readonly userCount: number;
  readonly groupCount: number;
}

export interface TenantImportView {
  readonly importedUserCount: number;
  readonly importedGroupCount: number;
  /** What was guessed, made up, ignored or missing; each a sentence. */
  readonly notes: readonly string[];
}

export interface ApplicationView {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly isConfigured: boolean;
  /** Shown with its secret query values as `***`. */
  readonly tenantUrl: string | null;
  readonly hasToken: boolean;
  readonly targetKind: 'local' | 'remote' | null;
  readonly status: JobStatusView;
}

/** Exceptions from what Entra accepts, per connection; each off by default. */
export interface ConnectionOptions {
  readonly allowsPlainHttp: boolean;
  /** PEM text of an own certificate authority. */
  readonly certificateAuthority: string | null;
  /** SHA-256 fingerprint of the one certificate that is trusted, upper-case hex with colons. */
  readonly certificateFingerprint: string | null;
  /** One header a gateway or tunnel wants. Its value is secret. */
  readonly extraHeader: { readonly name: string; readonly value: string } | null;
}

type ConnectionStage =
  | 'input'
  | 'name'
  | 'connection'
  | 'tls'
  | 'redirect'
  | 'credentials'
  | 'status'
  | 'media-type'
  | 'scim'
  | 'passed';

export interface ProbeView {
  readonly label: string;
  readonly method: string;
  /** With secrets masked. */
  readonly url: string;
  readonly status: number | null;
  readonly durationMs: number;
  readonly responseText: string;
  readonly verdict: 'passed' | 'failed' | 'not-sent';
}

/** What Test Connection found: Entra's own sentence, then ours. */
export interface ConnectionTestView {
  readonly passed: boolean;
  readonly message: string;
  readonly errorCode: string | null;
  readonly details: string | null;
  readonly diagnosis: {
    readonly stage: ConnectionStage;
    readonly sentence: string;
    readonly remedy: string;
    /** The field that caused it, and what a button may put there instead. */
    readonly field: 'tenantUrl' | 'secretToken' | null;
    readonly repair: { readonly label: string; readonly tenantUrl?: string; readonly removesBearer?: boolean } | null;
  };
  readonly probes: readonly ProbeView[];
  /** Things Entra would refuse or that need a look, each with its reason. */
  readonly warnings: readonly string[];
}

export interface SavedConnectionView {
  readonly name: string;
  readonly tenantUrl: string;
  readonly hasToken: boolean;
  readonly lastUsedAt: number | null;
}

export interface ConnectivityView {
  readonly tenantUrl: string;
  readonly hasToken: boolean;
  readonly options: ConnectionOptions;
  readonly targetKind: 'local' | 'remote' | null;
  readonly dialect: 'legacy' | 'compliant';
  readonly consentedAt: number | null;
  readonly lastTest: ConnectionTestView | null;
}

export interface AssignmentView {
  readonly principalId: string;
  readonly displayName: string;
  readonly objectType: 'User' | 'Group';
  readonly roleName: string;
  /** How many users it brings into scope: direct members of a group, or the user. */
  readonly scopeUserCount: number;
  readonly note: string | null;
}

export type JobState = 'not-configured' | 'off' | 'idle' | 'running' | 'held' | 'failed';

export interface JobStatusView {
  readonly state: JobState;
  /** Why a job is held or failed, and what to do. */
  readonly reason: string | null;
  /** Entra's sentence: `Initial cycle not run. 0% complete`. */
  readonly sentence: string;
  readonly percentComplete: number;
  readonly currentCycle: {
    readonly kind: CycleKind;
    readonly number: number;
    readonly doneCount: number;
    readonly totalCount: number;
  } | null;
  readonly lastCycle: {
    readonly kind: CycleKind;
    readonly number: number;
    readonly finishedAt: number;
    readonly durationMs: number;
    readonly createdCount: number;
    readonly updatedCount: number;
    readonly disabledCount: number;
    readonly deletedCount: number;
    readonly skippedCount: number;
    readonly failedCount: number;
  } | null;
  readonly nextCycleAt: number | null;
  readonly steadyStateAchievedAt: number | null;
  readonly linkedUserCount: number;
  readonly linkedGroupCount: number;
  readonly escrowCount: number;
  /** A remote target has not been allowed to be written yet. */
  readonly needsConsent: { readonly host: string; readonly userCount: number; readonly groupCount: number } | null;
  readonly jobId: string;
}

export interface JobDetailView {
  readonly configuration: Omit<JobConfiguration, 'schemaDocument'>;
  readonly settings: JobSettings;
}

export interface JobSettings {
  readonly scope: ProvisioningScope;
  readonly objectsInFlightCount: number;
  readonly skipsOutOfScopeDeletions: boolean;
  readonly notificationEmail: string;
  readonly isNotificationOn: boolean;
  readonly isDeletionPrevented: boolean;
  readonly deletionThreshold: number;
}

export interface AgendaItemView {
  readonly at: number;
  readonly kind: 'cycle' | 'retry' | 'purge';
  readonly appId: string | null;
  readonly sentence: string;
}

/** A request that would be sent, or is held before it is sent. */
export interface PlannedRequestView {
  readonly method: string;
  readonly target: string;
  readonly body: string;
  readonly purpose: RequestPurpose;
  readonly reason: string;
  readonly identity: SourceIdentity | null;
}

/** What the next cycle would do. Reads were really asked of the target, so that the difference is the true one. */
export interface PlanView {
  readonly kind: CycleKind;
  /** Writes only, in order; at most 500, `totalCount` counts all. */
  readonly requests: readonly PlannedRequestView[];
  readonly totalCount: number;
  readonly counts: readonly {
    readonly action: ProvisioningAction;
    readonly status: ProvisioningStatus;
    readonly count: number;
  }[];
  /** Why the cycle would fail as a whole; null where it would not. */
  readonly error: ProvisioningError | null;
}

/** The four cards of *Provision on demand*; a failed Test connection stands in front of them. */
export interface OnDemandView {
  readonly status: ProvisioningStatus;
  readonly cards: readonly {
    /** Entra's title: `1. Import user`, `2. Determine if user is in scope`, … */
    readonly title: string;
    readonly status: ProvisioningStatus | 'pending';
    readonly summary: string;
    readonly details: Readonly<Record<string, Json>>;
  }[];
  /** Entra's sentences for a skip: `The User 'x' will be skipped due to the following reasons:` and the reasons. */
  readonly skipReasons: readonly string[];
  readonly modifiedProperties: readonly ModifiedProperty[];
  readonly dataFlow: readonly {
    readonly targetAttributeName: string;
    readonly sourceValue: string | null;
    readonly expression: string;
    readonly originalTargetValue: string | null;
    readonly modifiedTargetValue: string | null;
  }[];
  readonly error: ProvisioningError | null;
  /** Log entries this run made, newest first. */
  readonly entryIds: readonly string[];
  readonly exchangeSequences: readonly number[];
}

export interface HoldView {
  readonly isHolding: boolean;
  /** The request that waits; null while none does. */
  readonly held: PlannedRequestView | null;
  /** What a person should know while holding; null while not. */
  readonly note: string | null;
}

export interface HabitView {
  readonly id: string;
  /** What Entra does, one sentence. */
  readonly sentence: string;
  readonly evidence: 'documented' | 'captured' | 'inferred';
  readonly source: string;
  readonly setting: string;
  readonly defaultSetting: string;
  /** Empty where there is no switch. */
  readonly settings: readonly { readonly value: string; readonly sentence: string }[];
}

/** Habits behind decisions, by id. */
export type EvidenceViews = Readonly<
  Record<string, { readonly level: HabitView['evidence']; readonly sentence: string; readonly source: string }>
>;

export interface ExplainView extends Explanation {
  readonly appId: string;
  readonly appName: string;
  readonly subject: { readonly id: string; readonly type: 'User' | 'Group'; readonly name: string };
  readonly evidence: EvidenceViews;
  readonly targetId: string | null;
  /** The attributes that tell most, on the three sides; empty where there is nothing to compare. */
  readonly sides: readonly SideRow[];
  /** Others who wait for a retry with the same error. */
  readonly others: {
    readonly errorCode: string;
    readonly totalCount: number;
    readonly shown: readonly { readonly id: string; readonly name: string; readonly nextAttemptAt: number }[];
  } | null;
}

export interface ComparisonView {
  readonly appId: string;
  readonly appName: string;
  readonly subject: { readonly id: string; readonly type: 'User' | 'Group'; readonly name: string };
  readonly targetId: string | null;
  readonly rows: readonly SideRow[];
  readonly mappedCount: number;
  /** The exchange whose answer is shown; null where the target never answered. */
  readonly answer: {
    readonly sequence: number;
    readonly at: number;
    readonly method: string;
    readonly target: string;
    /** Later writes that were accepted without showing the result. */
    readonly silentCount: number;
  } | null;
  /** The last read was answered with an error, and what is shown is older; null where it was not. */
  readonly failedRead: { readonly sequence: number; readonly at: number; readonly sentence: string } | null;
  /** The last write was refused, which may be why the sides differ; null where it was not. */
  readonly refusedWrite: { readonly sequence: number; readonly status: number | null } | null;
}

export interface AuditEntryView {
  readonly id: string;
  readonly at: number;
  /** Entra's activity: `Update attribute mappings or scope`, `Enable/start provisioning configuration`, … */
  readonly activity: string;
  readonly category: string;
  readonly actor: string;
  readonly status: 'success' | 'failure';
  readonly details: string;
}

export interface MappingPreviewView {
  readonly rows: readonly {
    readonly targetAttributeName: string;
    readonly value: Json;
    readonly problem: string | null;
    /** What should be known of the value: a warning, that it is approximate, that the attribute is left out of the flow. */
    readonly notes: readonly string[];
  }[];
  /** The scoping filters for this object; null where the mapping has none. */
  readonly scope: ScopePreviewView | null;
  readonly requests: readonly RequestPreviewView[];
}

export interface ScopePreviewView {
  readonly isInScope: boolean;
  /** As provisioning logs write a clause: `{title}.{attribute} {OPERATOR} '{value}'`. */
  readonly clauses: readonly { readonly sentence: string; readonly holds: boolean }[];
}

/** A request that the mapping would cause, as it goes over the wire. */
export interface RequestPreviewView {
  readonly dialect: 'legacy' | 'compliant';
  readonly method: string;
  /** Path and query below the tenant URL. */
  readonly target: string;
  readonly body: Json;
  /** What it is, and what it was compared with. */
  readonly reason: string;
}

export interface TargetCheckView {
  /** False: the target has no usable /Schemas, which Entra does not need either. */
  readonly hasSchemas: boolean;
  readonly sentence: string;
  readonly warnings: readonly { readonly targetAttributeName: string; readonly message: string; readonly remedy: string }[];
}

export type ExpressionOutcomeView =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'ignored'; readonly scope: 'attribute' | 'object' }
  | {
      readonly kind: 'error';
      readonly code: string;
      readonly message: string;
      readonly remedy: string;
      readonly column: number | null;
    };

export interface ExpressionEvaluationView {
  readonly outcome: ExpressionOutcomeView;
  readonly isApproximate: boolean;
  readonly warnings: readonly string[];
  /** Each call, in the order in which it ended; the last is the whole expression. */
  readonly steps: readonly {
    /** Nesting, 0 for the whole. */
    readonly depth: number;
    /** Where the call begins in the text, from 1, and how long it is. */
    readonly column: number;
    readonly length: number;
    readonly name: string;
    /** Null argument: omitted, without a value, or a branch that was not taken. */
    readonly arguments: readonly Json[];
    readonly outcome: ExpressionOutcomeView;
  }[];
}

export interface SchemaComparisonView {
  /** False: nothing could be, or was, imported; the problems say why. */
  readonly isAccepted: boolean;
  readonly problems: readonly {
    readonly severity: 'refused' | 'left-out' | 'note';
    /** A JSON pointer, or `line:column`. */
    readonly place: string;
    readonly message: string;
    readonly remedy: string;
  }[];
  /** Between what the application has and what the document says, in words a person knows from the portal. */
  readonly differences: readonly {
    readonly place: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
}

export interface MappingView {
  readonly mapping: ObjectMapping;
  readonly sourceAttributes: readonly string[];
}

export interface LogEntryView {
  /** The changeId. */
  readonly id: string;
  readonly at: number;
  readonly cycleId: string;
  readonly identity: SourceIdentity;
  readonly action: ProvisioningAction;
  readonly status: ProvisioningStatus;
  readonly sentence: string;
  readonly exchangeSequences: readonly number[];
}

export interface LogEntryDetailView extends LogEntryView {
  readonly steps: readonly {
    readonly name: string;
    readonly stepType: StepType;
    readonly status: ProvisioningStatus;
    readonly description: string;
    readonly details: Readonly<Record<string, Json>>;
    readonly exchangeSequences: readonly number[];
  }[];
  readonly modifiedProperties: readonly ModifiedProperty[];
  readonly error: ProvisioningError | null;
  readonly nextAttemptAt: number | null;
  readonly targetId: string | null;
  readonly sourceSystem: string;
  readonly targetSystem: string;
  readonly jobId: string;
}

export interface ExchangeView {
  readonly sequence: number;
  readonly at: number;
  readonly appId: string;
  readonly purpose: RequestPurpose;
  /** Why it was sent, in one sentence. */
  readonly reason: string;
  readonly method: string;
  readonly target: string;
  readonly status: number | null;
  readonly failure: string | null;
  readonly durationMs: number | null;
  readonly identity: SourceIdentity | null;
  readonly cycleId: string | null;
  /** Null for what no cycle sent. */
  readonly cycleNumber: number | null;
  readonly changeId: string | null;
}

export interface ExchangeDetailView extends ExchangeView {
  readonly appName: string;
  /** Where its application sends now, without the tenant URL's query: `https://host/scim`. Null where it has no target any more. */
  readonly address: string | null;
  /** The tenant URL has a query that goes with each request and is never shown. */
  readonly hasSecretQuery: boolean;
  /** A body was so long that only its head was kept. */
  readonly isCut: boolean;
  readonly requestHeaders: readonly (readonly [string, string])[];
  readonly requestBody: string;
  readonly responseHeaders: readonly (readonly [string, string])[];
  readonly responseBody: string;
}

export interface ExchangePageView extends PageView<ExchangeView> {
  /** The newest exchange that was looked at, matching or not; 0 before the first. */
  readonly upTo: number;
  readonly tally: ExchangeTallyView;
}

/** Of all that matches now, whatever a page was asked up to. */
export interface ExchangeTallyView {
  readonly totalCount: number;
  /** Answers from 400 on, and those that never came. */
  readonly failedCount: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  /** Exchanges there are, matching or not. */
  readonly keptCount: number;
}

export interface HarFileView {
  readonly name: string;
  readonly text: string;
  /** How many are in it, and how many the query finds. */
  readonly exchangeCount: number;
  readonly totalCount: number;
}

export interface StartOverView {
  readonly removableUserCount: number;
  readonly removableGroupCount: number;
  readonly matchedCount: number;
  readonly host: string;
}

/** What changed since the last notice; the page reads again what it shows of it. Sent at most every 50 ms. */
export interface LiveNotice {
  readonly topics: readonly ('workspace' | 'clock' | 'receiver' | 'tenant' | 'apps' | 'job' | 'logs' | 'exchanges')[];
}
