// What the receiver's pages are shown.
import type { Json } from '#shared/kernel/json.ts';
import type { Problem } from '#shared/kernel/parsed.ts';
import type { DifferenceRow } from '#shared/trace/exchange-difference.ts';
import type { MisbehaviourView } from './fault-views.ts';

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
  readonly settings: {
    /** Of a PATCH that asks for no attributes: 200 with the resource, or 204 without. */
    readonly userPatchStatus: 200 | 204;
    readonly groupPatchStatus: 200 | 204;
    /** Of web pages whose requests are let in. */
    readonly allowedOrigins: readonly string[];
  };
  /** Names: User, Group, and those of its own schemas. */
  readonly resourceTypes: readonly string[];
  /** How it misbehaves; null where it behaves. */
  readonly misbehaviour: MisbehaviourView | null;
  readonly tokenSuffixes: readonly string[];
  readonly userCount: number;
  readonly groupCount: number;
  readonly eventCount: number;
  readonly requestCount: number;
  readonly createdAt: number;
  readonly lastRequestAt: number | null;
}

/** What a schema document adds to a directory, or what is wrong with it. */
export interface SchemaCheckView {
  /** With the extensions of each, by URN; empty where there are problems. */
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly endpoint: string;
    readonly extensions: readonly string[];
  }[];
  /** Places are JSON pointers; the line where the text is no JSON at all. */
  readonly problems: readonly Problem[];
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

/** What a request that arrived did to the user or group it is about; without rows where it is about none. */
export interface ReceivedDifferenceView {
  readonly isBeforeKnown: boolean;
  readonly isAfterKnown: boolean;
  readonly rows: readonly DifferenceRow[];
}

/** One thing that a directory may accept although the RFCs do not. */
export interface ToleranceView {
  readonly id: string;
  /** What is accepted. */
  readonly sentence: string;
  /** What it departs from: `RFC 7644 §3.5.2`. */
  readonly rule: string;
  /** A real client that needs it, and where that is told. */
  readonly neededBy: string;
  readonly source: string;
  readonly isEntraReady: boolean;
}

/** How directory events of a directory tell of inactive users, and the shape of their payload. */
export interface EventFlowView {
  /** `deleted`: a user who turns inactive is dropped. `updated`: the user stays, with another state. */
  readonly inactiveUsers: 'deleted' | 'updated';
  /** Before April 2026, `raw_attributes` and the top-level `emails`, `job_title` and `username` were filled. */
  readonly payload: 'current' | 'before-april-2026';
}

/** A key of the read-only API. Only its last characters are kept in clear. */
interface ApiKeyView {
  readonly id: string;
  /** Null: every organization. */
  readonly organizationId: string | null;
  readonly suffix: string;
  readonly createdAt: number;
}

export interface ApiAccessView {
  /** `http://127.0.0.1:8080/receiver/v1` */
  readonly address: string;
  readonly keys: readonly ApiKeyView[];
}

/** Shown once: the key is not stored. */
export interface CreatedApiKeyView {
  readonly key: ApiKeyView;
  readonly secret: string;
}

export interface ApiAnswerView {
  readonly status: number;
  readonly body: Json;
}

/** What came of a seed. */
export interface SeedView {
  /** How many were put there: 0 where there are problems. */
  readonly userCount: number;
  readonly groupCount: number;
  /** A hundred at most; where there is one, the directory is as it was. */
  readonly problems: readonly {
    /** `users.json: Resources[3] (ada)`, or `User ada@larkfield.test` */
    readonly place: string;
    readonly message: string;
    readonly remedy: string;
  }[];
}

/** A change of a directory as a whole: the one that is going on, or the last one since the program was started. */
export interface DirectoryWorkView {
  readonly kind: 'seed' | 'take' | 'restore' | 'reset' | 'remove-snapshot';
  /** Of the file, the sample or the snapshot; empty where it has none. */
  readonly name: string;
  /** `stopping`: what was done is being taken back. `refused`, `stopped`: the directory is as it was. */
  readonly state: 'running' | 'stopping' | 'done' | 'refused' | 'stopped';
  readonly step: 'reading' | 'putting' | 'taking-back' | 'keeping' | 'clearing' | 'bringing-back';
  /** Resources, of this step. */
  readonly doneCount: number;
  /** Null: not known before the end. */
  readonly totalCount: number | null;
  readonly canStop: boolean;
  /** Of a seed that is done, or of one that was refused. */
  readonly seed: SeedView | null;
}

/** What a directory held at one moment. */
export interface SnapshotView {
  readonly id: string;
  readonly name: string;
  /** `asked`: somebody took it. The others were kept before something else replaced what the directory held. */
  readonly cause: 'asked' | 'before-restore' | 'before-reset';
  readonly createdAt: number;
  readonly userCount: number;
  readonly groupCount: number;
  /** Of the resources as JSON text, without members. */
  readonly byteCount: number;
}

/** A client that may fetch access tokens. Only the last characters of its secret are kept in clear. */
export interface OAuthClientView {
  readonly id: string;
  readonly secretSuffix: string;
  /** Of each access token, in seconds. */
  readonly expiresInSeconds: number;
  readonly createdAt: number;
  readonly lastTokenAt: number | null;
}

export interface OAuthAccessView {
  /** `http://127.0.0.1:8080/oauth2/<directory>/token` */
  readonly tokenAddress: string;
  readonly clients: readonly OAuthClientView[];
}

/** Shown once: the secret is not stored. */
export interface CreatedOAuthClientView {
  readonly tokenAddress: string;
  readonly client: OAuthClientView;
  readonly secret: string;
}
