// What the receiver's pages are shown.
import type { Json } from '#shared/kernel/json.ts';

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
  readonly tokenSuffixes: readonly string[];
  readonly userCount: number;
  readonly groupCount: number;
  readonly eventCount: number;
  readonly requestCount: number;
  readonly createdAt: number;
  readonly lastRequestAt: number | null;
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
