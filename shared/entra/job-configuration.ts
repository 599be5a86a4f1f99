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
  readonly flowType: 'Always' | 'ObjectAddOnly';
  /** Sent at creation only, where the source is null. */
  readonly defaultValue: string | null;
}

/** Microsoft Graph: objectMapping. Target object actions are `flowTypes`. */
export interface ObjectMapping {
  readonly name: string;
  readonly enabled: boolean;
  readonly sourceObjectName: 'User' | 'Group';
  readonly targetObjectName: string;
  readonly flowTypes: { readonly add: boolean; readonly update: boolean; readonly delete: boolean };
  readonly attributeMappings: readonly AttributeMapping[];
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
}
