import type { ClientCredentials } from '#shared/entra/client-credentials.ts';
import type { ProvisioningScope, WireDialect } from '#shared/entra/job-configuration.ts';
import type { ScopingFilter } from '#shared/entra/scoping-filter.ts';
import type { TargetType } from '#shared/entra/target-definition.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { Expectation } from './expectation-schema.ts';
import type { AttributeChange, FaultEntry, ResetScope } from './step-schema.ts';

export type ScenarioTarget = LocalTarget | ({ readonly kind: 'remote' } & RemoteTarget);

/** An endpoint, and what opens it: the variable of a bearer token, a client that fetches tokens, or neither. */
export interface RemoteTarget {
  readonly url: string;
  readonly tokenEnv: string | null;
  readonly client: ScenarioClient | null;
}

export interface ScenarioClient extends Pick<ClientCredentials, 'tokenEndpoint' | 'clientId' | 'location' | 'oauthScope'> {
  readonly clientSecretEnv: string;
}

/** The bundled server, in memory. */
export interface LocalTarget {
  readonly kind: 'local';
  readonly dialect: WireDialect;
  /** Null: those of the profile, or all that Entra needs. */
  readonly tolerances: readonly string[] | null;
  /** By id, or by a path relative to the scenario. */
  readonly profile: Placed<string> | null;
  /** Rules as they were written; what they say is read where the server is. */
  readonly faults: readonly Placed<Json>[];
}

interface Placed<T> {
  readonly value: T;
  /** `file:line:column`. */
  readonly place: string;
}

/** What a row of an attribute mapping becomes; undefined leaves that part as it was. */
export interface MappingRow {
  /** `[attribute]`, `"constant"` or an expression. */
  readonly source: string;
  readonly matching: number | undefined;
  readonly apply: 'always' | 'creation' | undefined;
  readonly defaultValue: string | undefined;
  /** The type of a custom target attribute, which comes into the attribute list first; undefined: it must be there. */
  readonly custom: Exclude<TargetType, 'Reference'> | undefined;
}

/** Rows by target attribute; null removes the row. */
export type MappingRows = Readonly<Record<string, MappingRow | null>>;

/** Target object actions; one that is left out stays as it was. */
interface ObjectActions {
  readonly create?: boolean | undefined;
  readonly update?: boolean | undefined;
  readonly delete?: boolean | undefined;
}

export interface ActionSwitches {
  readonly user: ObjectActions;
  readonly group: ObjectActions;
}

/** Of users and of groups; null: none, undefined: as they were. */
export interface ScopingFilters {
  readonly user: ScopingFilter | null | undefined;
  readonly group: ScopingFilter | null | undefined;
}

/** How a scenario sets its job up. What is undefined stays as a new application has it. */
export interface ScenarioConfiguration {
  readonly scope: ProvisioningScope | undefined;
  readonly objectsInFlight: number | undefined;
  readonly skipsOutOfScopeDeletions: boolean | undefined;
  /** Undefined: no deletion is held back. */
  readonly deletionThreshold: number | undefined;
  readonly notificationEmail: string | undefined;
  readonly habits: Readonly<Record<string, string>>;
  readonly actions: ActionSwitches;
  readonly scopingFilters: ScopingFilters;
}

export type Advance =
  | { readonly kind: 'duration'; readonly text: string; readonly ms: number }
  | { readonly kind: 'next-cycle' | 'next-retry' };

type SourceResource = Readonly<Record<string, Json>>;

export type ScenarioAction =
  | { readonly kind: 'testConnection' | 'start' | 'pause' | 'plan' | 'allowDeletions' | 'rejectDeletions' }
  | { readonly kind: 'setMapping'; readonly user: MappingRows; readonly group: MappingRows }
  | { readonly kind: 'setScope'; readonly scope: ProvisioningScope }
  | { readonly kind: 'setHabit'; readonly habits: Readonly<Record<string, string>> }
  | { readonly kind: 'setActions'; readonly actions: ActionSwitches }
  | { readonly kind: 'setScopingFilters'; readonly filters: ScopingFilters }
  /** `role` null: default access. */
  | { readonly kind: 'assign'; readonly assignments: readonly { readonly key: string; readonly role: string | null }[] }
  | { readonly kind: 'unassign' | 'softDelete' | 'restore' | 'hardDelete'; readonly keys: readonly string[] }
  | { readonly kind: 'cycle'; readonly cycleKind: 'initial' | 'incremental' }
  /** `resetScope` empty: what the portal's button resets. */
  | { readonly kind: 'restart'; readonly resetScope: readonly ResetScope[] }
  | { readonly kind: 'onDemand'; readonly key: string; readonly members: readonly string[] }
  | { readonly kind: 'advance'; readonly to: Advance }
  | { readonly kind: 'change'; readonly attributesByKey: Readonly<Record<string, Readonly<Record<string, AttributeChange>>>> }
  | { readonly kind: 'addMember' | 'removeMember'; readonly membersByGroup: Readonly<Record<string, readonly string[]>> }
  | {
      readonly kind: 'membershipRule';
      readonly rulesByGroup: Readonly<Record<string, { readonly attribute: string; readonly value: string } | null>>;
    }
  /** `on`, `off`: rules of the target, by id. */
  | {
      readonly kind: 'fault';
      readonly faults: readonly FaultEntry[];
      readonly on: readonly string[];
      readonly off: readonly string[];
    }
  | {
      readonly kind: 'atTarget';
      readonly createdUsers: readonly SourceResource[];
      readonly createdGroups: readonly SourceResource[];
      readonly changes: Readonly<Record<string, SourceResource>>;
      readonly removed: readonly string[];
    }
  | { readonly kind: 'expect'; readonly expectation: Expectation };

export interface ScenarioStep {
  /** `file:line:column` of the step. */
  readonly place: string;
  readonly action: ScenarioAction;
}

/** A scenario as its file tells it, checked against the tenant it names. */
export interface Scenario {
  /** File name without `.scenario.yaml`: names its trace. */
  readonly id: string;
  readonly file: string;
  readonly name: string;
  readonly target: ScenarioTarget;
  readonly configuration: ScenarioConfiguration;
  readonly seed: number;
  readonly steps: readonly ScenarioStep[];
}
