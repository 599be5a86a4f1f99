import type { Clock } from '#shared/kernel/clock.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { Random } from '#shared/kernel/random.ts';

/** What the server needs of its host. It reads no time and no chance of its own. */
export interface ServerHost {
  readonly clock: Clock;
  /** Ids of resources and events. */
  readonly random: Random;
  /** Bearer tokens: from the system's secure source; a repeatable one only in scenarios. */
  readonly newToken: () => string;
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
}

/** The bundled service provider: SCIM on one side, what its owner may look at and change on the other. */
export interface ScimServer {
  handle(request: HttpRequest): HttpResponse;
  createOrganization(name: string): Organization;
  organizations(): readonly Organization[];
  /** The token is answered here and never again: only its SHA-256 and its suffix are stored. A given `token` or `id` is used as it is. */
  createDirectory(input: {
    readonly organizationId: string;
    readonly name: string;
    readonly tolerances: readonly string[];
    readonly id?: string;
    readonly token?: string;
  }): {
    readonly directory: Directory;
    readonly token: string;
  };
  directories(): readonly Directory[];
  directory(id: string): Directory | undefined;
  removeDirectory(id: string): void;
  /** Two tokens may live at once, for a rotation without a gap: the oldest of three goes. */
  addToken(directoryId: string): string;
  setTolerances(directoryId: string, tolerances: readonly string[]): void;
  /** Resources as stored, newest change first. `search` matches userName, displayName, externalId and e-mail. */
  resources(
    directoryId: string,
    query: { readonly type: 'User' | 'Group'; readonly search?: string; readonly offset: number; readonly limit: number },
  ): Page<Json>;
  resource(directoryId: string, type: 'User' | 'Group', id: string): Json | undefined;
  /** Newest first. */
  events(directoryId: string, query: { readonly offset: number; readonly limit: number }): Page<DirectoryEvent>;
  requests(directoryId: string, query: { readonly offset: number; readonly limit: number }): Page<ReceivedRequest>;
  /** Told after each acknowledged change or request, with the directory's id. */
  onChanged(listener: (directoryId: string) => void): () => void;
  close(): void;
}
