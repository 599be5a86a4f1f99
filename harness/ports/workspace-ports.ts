import type { TenantUser } from '#shared/entra/tenant.ts';
import type { ExchangeQuery } from '#shared/trace/exchange-query.ts';
import type { JobStore, RecordedEvent, TenantStore } from './session-ports.ts';

/** One open database: the tenant, and the state and trace of every application's provisioning job. */
export interface WorkspaceDb {
  readonly tenant: TenantStore;
  readonly users: UserQueries;
  jobStore(appId: string): JobStore;
  /** Removes the links, escrows, progress, trace and assignments of an application. */
  removeApplication(appId: string): void;
  readonly trace: TraceQueries;
  close(): void;
}

/** Whom a list of users shows. `any` and null let everybody through. */
export interface UserFilter {
  /** Matches display name, user principal name and mail, anywhere and in any case. */
  readonly search: string;
  readonly isDeleted: boolean;
  readonly account: 'any' | 'enabled' | 'blocked';
  readonly department: string | null;
  readonly mail: 'any' | 'none';
  /** In any of these applications: waits for a retry, has a resource in the target; or has none in any of them. */
  readonly target: { readonly state: 'failed' | 'linked' | 'unlinked'; readonly appIds: readonly string[] } | null;
}

/** The tenant's users as lists show them: by display name, each question answered from an index. */
export interface UserQueries {
  page(query: UserFilter & { readonly offset: number; readonly limit: number }): {
    readonly objects: readonly TenantUser[];
    /** How many pass the filter, on all pages. */
    readonly totalCount: number;
  };
  /** What users who are not deleted have as department, each once, by name. */
  departments(): readonly string[];
}

export interface StoredEvent {
  /** Order of recording, over all applications; never used twice. */
  readonly sequence: number;
  readonly appId: string;
  readonly recorded: RecordedEvent;
}

export interface ScannedExchange {
  readonly sequence: number;
  /** The answer's number, else the word for why none came. */
  readonly status: string | null;
  readonly durationMs: number | null;
  readonly event: string;
}

export interface EventPage {
  readonly items: readonly StoredEvent[];
  /** How many match, on all pages. */
  readonly totalCount: number;
}

/** What is asked of the trace: each question answered from an index. */
export interface TraceQueries {
  /**
   * Resolves when hardly anything that a cycle recorded waits to be sorted in. Queries see all of it at any time; but after a long cycle
   * the first of them takes as long as the sorting does, and nothing else can be done meanwhile.
   */
  settled(): Promise<void>;
  /**
   * Finished changes, newest first. `search` matches display name, source id, target id and change id, anywhere and in any
   * case; `all` as status or action matches every one.
   */
  changes(query: {
    readonly appId: string;
    readonly search: string;
    readonly status: string;
    readonly action: string;
    readonly sourceId?: string;
    readonly offset: number;
    readonly limit: number;
  }): EventPage;
  /** Every event of one change, in order. */
  ofChange(appId: string, changeId: string): readonly StoredEvent[];
  /** Every event of several changes, in the order of recording. */
  ofChanges(appId: string, changeIds: readonly string[]): readonly StoredEvent[];
  /** Recorded exchanges, newest first. `search` matches method and target together (`post /users`), and the display name. */
  exchanges(query: {
    readonly appId?: string;
    readonly changeId?: string;
    readonly search: string;
    readonly offset: number;
    readonly limit: number;
  }): EventPage;
  exchange(sequence: number): StoredEvent | undefined;
  /** Sequence number of the newest exchange; 0 before the first. */
  lastExchange(): number;
  /**
   * What matching and counting need of the exchanges in a range that hold for a query, in the order of recording: all but what it
   * asks of bodies. `event` is the stored JSON where it was asked for, else empty.
   */
  scanExchanges(scan: {
    readonly query: ExchangeQuery;
    readonly appIdsOf: (name: string) => readonly string[];
    readonly after: number;
    readonly upTo: number;
    readonly withEvents: boolean;
  }): readonly ScannedExchange[];
  /** Those of these numbers that are exchanges, newest first. */
  exchangesAt(sequences: readonly number[]): readonly StoredEvent[];
  /** Exchanges about one source object: newest first before a number, or oldest first after one. */
  exchangesAbout(
    query: { readonly appId: string; readonly sourceId: string; readonly limit: number } & (
      | { readonly before: number; readonly after?: undefined }
      | { readonly after: number; readonly before?: undefined }
    ),
  ): readonly StoredEvent[];
  /** The newest finished change of each source object, in any application. */
  lastOutcomes(sourceIds: readonly string[]): ReadonlyMap<string, StoredEvent>;
  /** What somebody changed about the job, and cycles that failed as a whole, newest first. `search` matches activity and details. */
  audit(query: { readonly appId: string; readonly search: string; readonly offset: number; readonly limit: number }): EventPage;
  /** Starts, ends and failures of cycles, newest first. */
  cycles(appId: string, limit: number): readonly StoredEvent[];
  /** The number of each of these that is a cycle: a run on demand has an id in its place, too. */
  cycleNumbersAmong(ids: readonly string[]): ReadonlyMap<string, number>;
  /** Finished changes of one cycle, counted by action and status. */
  cycleCounts(
    appId: string,
    cycleId: string,
  ): readonly { readonly action: string; readonly status: string; readonly count: number }[];
  /** Every event of an application in the order of recording, after a sequence number. */
  events(appId: string, after: number, limit: number): readonly StoredEvent[];
}
