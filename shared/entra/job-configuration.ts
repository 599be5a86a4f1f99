import type { JsonObject } from '#shared/kernel/json.ts';
import type { ScopingFilter } from './scoping-filter.ts';
import type { TargetDefinition } from './target-definition.ts';

/** Where a value comes from. Microsoft Graph: attributeMappingSource. */
export type MappingSource =
  | { readonly type: 'Attribute'; readonly name: string }
  | { readonly type: 'Constant'; readonly value: string }
  | { readonly type: 'Function'; readonly expression: string }
  | { readonly type: 'None' };

/** One source value to one target attribute. Microsoft Graph: attributeMapping. */
export interface AttributeMapping {
  /** A SCIM path: `userName`, `name.givenName`, `emails[type eq "work"].value`, `urn:…:User:department`. */
  readonly targetAttributeName: string;
  readonly source: MappingSource;
  /** 0: not a matching attribute; else the precedence, lowest first. */
  readonly matchingPriority: number;
  readonly flowType: FlowType;
  /** Sent at creation only, where the source is null. */
  readonly defaultValue: string | null;
}

/**
 * When a row flows. The portal knows `Always` and *Only during object creation* (`ObjectAddOnly`); the others stand in imported
 * documents only: never remove a value (`ValueAddOnly`, `MultiValueAddOnly`), only where the target has none (`AttributeAddOnly`).
 * Microsoft Graph: attributeFlowType.
 */
export type FlowType = 'Always' | 'ObjectAddOnly' | 'MultiValueAddOnly' | 'ValueAddOnly' | 'AttributeAddOnly';

/** Microsoft Graph: objectMapping. Target object actions are `flowTypes`. */
export interface ObjectMapping {
  readonly name: string;
  readonly enabled: boolean;
  readonly sourceObjectName: 'User' | 'Group';
  readonly targetObjectName: string;
  readonly flowTypes: { readonly add: boolean; readonly update: boolean; readonly delete: boolean };
  readonly attributeMappings: readonly AttributeMapping[];
  /** Source object scope: who passes no filter is out of scope, whatever the assignments say. Null: no filter. */
  readonly scope: ScopingFilter | null;
  /** The attribute list of the target object, in its order. */
  readonly targetAttributes: readonly TargetDefinition[];
}

export type ProvisioningScope = 'assigned' | 'all';

/** What the tenant URL selects: `compliant` with `?aadOptscim062020`. What a job speaks in the end: `SpokenDialect` in wire-style.ts. */
export type WireDialect = 'legacy' | 'compliant';

/** Everything an administrator sets on one provisioning job, but the secrets and the tenant URL. */
export interface JobConfiguration {
  readonly scope: ProvisioningScope;
  readonly user: ObjectMapping;
  readonly group: ObjectMapping;
  /** Requests about different objects that may be in flight at once; 1 gives a total order. */
  readonly objectsInFlightCount: number;
  /** Habits set to something else than their default, by id; see habits.ts. */
  readonly habitSettings: Readonly<Record<string, string>>;
  /** True: an object that leaves scope is not disabled (Microsoft: skip-out-of-scope-deletions). */
  readonly skipsOutOfScopeDeletions: boolean;
  /** The synchronizationSchema document this was read from, which an export goes back to for what is not modelled here; null: none. */
  readonly schemaDocument: JsonObject | null;
}
