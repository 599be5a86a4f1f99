// What the frame is shown: the workspace, its clock, what a search finds.
import type { TenantUserView } from './tenant-views.ts';

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

export interface PageView<T> {
  readonly items: readonly T[];
  readonly totalCount: number;
}

export interface AgendaItemView {
  readonly at: number;
  readonly kind: 'cycle' | 'retry' | 'purge';
  readonly appId: string | null;
  readonly sentence: string;
}

/** What changed since the last notice; the page reads again what it shows of it. Sent at most every 50 ms. */
export interface LiveNotice {
  readonly topics: readonly (
    | 'workspace'
    | 'clock'
    | 'receiver'
    | 'tenant'
    | 'apps'
    | 'job'
    | 'logs'
    | 'exchanges'
    | 'scenarios'
    | 'recordings'
  )[];
}
