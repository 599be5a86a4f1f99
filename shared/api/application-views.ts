// What the pages of an application are shown: connection and assignments.
import type { CredentialLocation } from '#shared/entra/client-credentials.ts';
import type { JobStatusView } from './job-views.ts';

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
    readonly field: 'tenantUrl' | 'secretToken' | 'clientCredentials' | null;
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

export interface ClientCredentialsView {
  /** With secret query values as `***`. */
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly location: CredentialLocation | null;
  readonly oauthScope: string | null;
}

export interface ConnectivityView {
  readonly tenantUrl: string;
  readonly hasToken: boolean;
  /** The client that fetches tokens, its secret left out; null where the connection uses a bearer token. */
  readonly clientCredentials: ClientCredentialsView | null;
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
