import type { Clock } from '#shared/kernel/clock.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { Random } from '#shared/kernel/random.ts';
import type { SeedOutcome } from './directories/seeding.ts';
import type { Snapshots } from './directories/snapshots.ts';
import type { Turns } from './directories/turns.ts';
import type { FaultCount } from './faults/fault-choice.ts';
import type { FaultPlan } from './faults/fault-rule.ts';
import type { OAuthClients } from './oauth/oauth-clients.ts';
import type { DirectorySettings } from './settings.ts';
import type { ApiKeys } from './store/api-keys.ts';
import type { WebhookStore } from './store/webhook-store.ts';

/** What the server needs of its host. It reads no time and no chance of its own. */
export interface ServerHost {
  readonly clock: Clock;
  /** Ids of resources and events. */
  readonly random: Random;
  /** Bearer tokens: from the system's secure source; a repeatable one only in scenarios. */
  readonly newToken: () => string;
  /** Whether requests are kept to be looked at; left out: they are. */
  readonly recordsRequests?: boolean;
}

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
}

/** `waiting` until the first request arrives; `invalid-credentials` while the last request carried a wrong token. */
export type DirectoryState = 'waiting' | 'linked' | 'invalid-credentials';

export interface Directory {
  /** Used in the endpoint: `/scim/v2/<id>`. Letters, digits, `-` and `_`. */
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  /** `azure scim v2.0`: what a receiver calls a directory that Entra feeds. */
  readonly type: 'azure scim v2.0';
  readonly state: DirectoryState;
  /** Tolerances switched on, by id. */
  readonly tolerances: readonly string[];
  /** Names of the resource types: User, Group, and those of its own schemas. */
  readonly resourceTypes: readonly string[];
  readonly settings: DirectorySettings;
  /** Last four characters of each live token: all that is kept in clear. */
  readonly tokenSuffixes: readonly string[];
  readonly createdAt: number;
  readonly userCount: number;
  readonly groupCount: number;
  readonly lastRequestAt: number | null;
}

/** One directory event (`dsync.user.created`, …) in the envelope a receiver of Directory Sync gets. */
export interface DirectoryEvent {
  readonly sequence: number;
  readonly id: string;
  readonly event: string;
  readonly createdAt: number;
  readonly data: Json;
}

/** A request as it arrived, and the answer it got. Authorization is never kept. */
export interface ReceivedRequest {
  readonly sequence: number;
  readonly at: number;
  readonly method: string;
  /** Path and query as received. */
  readonly target: string;
  readonly requestBody: string;
  readonly status: number;
  readonly responseBody: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly totalCount: number;
}

export interface HttpRequest {
  readonly method: string;
  /** Path and query as received, from `/scim/v2/<directory>` on. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How a directory that misbehaves hands its answer over; absent: whole, and at once. */
  readonly delivery?: Delivery;
}

/** What becomes of an answer on its way. A status of 0 beside it means that the request was not carried out. */
export interface Delivery {
  /** `never`: the client waits in vain; `reset`: the connection is closed instead; `no-http`: bytes that are no HTTP come. */
  readonly kind: 'whole' | 'never' | 'reset' | 'reset-in-body' | 'no-http';
  /** Milliseconds before anything of it is sent. */
  readonly delayMs: number;
  /** Whether the connection takes no further request. */
  readonly closesConnection: boolean;
}

/** The bundled service provider: SCIM on one side, what its owner may look at and change on the other. */
export interface ScimServer {
  handle(request: HttpRequest): HttpResponse;
  /**
   * Answers several in order, with one commit for all they change; each is all or nothing for itself. An Error stands for the answer of
   * one that failed as it must not. Throws where the commit fails: then nothing has changed.
   */
  handleTogether(requests: readonly HttpRequest[]): readonly (HttpResponse | Error)[];
  /** The same, but nothing goes wrong on purpose: for what the owner of a directory does by hand. */
  handleRightly(request: HttpRequest): HttpResponse;
  createOrganization(name: string): Organization;
  organizations(): readonly Organization[];
  /**
   * The token is answered here and never again: only its SHA-256 and its suffix are stored. A given `token` or `id` is used as it is.
   * `schemas` adds extensions and resource types for good: a document as shared/scim/read-schema.ts reads it, which throws here.
   */
  createDirectory(input: {
    readonly organizationId: string;
    readonly name: string;
    readonly tolerances: readonly string[];
    readonly id?: string;
    readonly token?: string;
    readonly schemas?: Json;
    readonly settings?: Partial<DirectorySettings>;
  }): {
    readonly directory: Directory;
    readonly token: string;
  };
  directories(): readonly Directory[];
  directory(id: string): Directory | undefined;
  removeDirectory(id: string): void;
  /** Two tokens may live at once, for a rotation without a gap: the oldest of three goes. */
  addToken(directoryId: string): string;
  /** From the next request on the token is refused; the others live on. False where no live token has this suffix. */
  revokeToken(directoryId: string, suffix: string): boolean;
  setTolerances(directoryId: string, tolerances: readonly string[]): void;
  setSettings(directoryId: string, settings: Partial<DirectorySettings>): void;
  /** How the directory misbehaves from now on, instead of before; counts begin anew. Kept over a restart, but for the counts. */
  setFaults(directoryId: string, plan: FaultPlan): void;
  /** Switches a rule of the plan on or off; the counts of the others go on. Kept over a restart. False where the plan has no such rule. */
  switchFault(directoryId: string, ruleId: string, isOn: boolean): boolean;
  /** The plan of the directory, and how often each rule has met its requests. */
  faults(directoryId: string): { readonly seed: string; readonly rules: readonly FaultCount[] };
  /**
   * Puts resources into a directory as a GET shows them: each under its own `id`, of the type its `meta.resourceType` or else its first
   * schema names. Members may come in any order. All or nothing; raises no directory events. Throws ScimError for what a POST would
   * refuse.
   */
  seed(directoryId: string, resources: Iterable<Json>): void;
  /**
   * The same in turns with the requests that come in, which see what is there already. Answers what is wrong, a hundred problems at most:
   * where there is one, or where it is stopped, all is taken back, and what was there before, or came meanwhile, stays. So it is after
   * the end of the process, when the database is opened again. Throws where another change of the whole directory is going on.
   */
  seedInTurns(directoryId: string, resources: Iterable<Json>, turns?: Turns): Promise<SeedOutcome>;
  /** All resources as the text of one ListResponse, in pieces, as `seed` takes them. To be read at once: what changes meanwhile may show. */
  exportResources(directoryId: string): Iterable<string>;
  readonly snapshots: Snapshots;
  /** Who may fetch access tokens at `/oauth2/<directory>/token`. */
  readonly oauthClients: Omit<OAuthClients, 'find' | 'issue'>;
  /** Resources as stored, newest change first. `search` matches userName, displayName, externalId and e-mail. */
  resources(
    directoryId: string,
    query: { readonly type: string; readonly search?: string; readonly offset: number; readonly limit: number },
  ): Page<Json>;
  resource(directoryId: string, type: string, id: string): Json | undefined;
  /** Newest first. */
  events(directoryId: string, query: { readonly offset: number; readonly limit: number }): Page<DirectoryEvent>;
  requests(directoryId: string, query: { readonly offset: number; readonly limit: number }): Page<ReceivedRequest>;
  /** Where directory events are sent. */
  readonly webhooks: WebhookStore;
  /** Who may ask the read-only API that answers beside SCIM. */
  readonly apiKeys: ApiKeys;
  /** A GET of that API as a key of this organization (null: of the workspace) gets it; `target` with or without the API's base. */
  askReceiverApi(organizationId: string | null, target: string): HttpResponse;
  /** Told after each acknowledged change or request, with the directory's id. */
  onChanged(listener: (directoryId: string) => void): () => void;
  close(): void;
}
