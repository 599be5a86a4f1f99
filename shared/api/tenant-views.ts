// What the tenant's pages are shown.
import type { TenantGroup, TenantUser } from '#shared/entra/tenant.ts';
import type { ProvisioningAction, ProvisioningStatus } from '#shared/trace/event.ts';

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
