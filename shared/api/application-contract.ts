// An enterprise application: its connection, and who is assigned.
import { type } from '@orpc/contract';
import { z } from 'zod';
import type {
  ApplicationView,
  AssignmentView,
  ConnectionTestView,
  ConnectivityView,
  SavedConnectionView,
} from './application-views.ts';
import { app, appId, base, none, objectId } from './inputs.ts';

const connectionOptions = z.object({
  allowsPlainHttp: z.boolean().default(false),
  certificateAuthority: z.string().max(100_000).nullable().default(null),
  certificateFingerprint: z.string().max(200).nullable().default(null),
  extraHeader: z
    .object({ name: z.string().max(200), value: z.string().max(4000) })
    .nullable()
    .default(null),
});
const clientCredentials = z.object({
  tokenEndpoint: z.string().max(4000),
  clientId: z.string().max(2000),
  /** Null: the one that is kept. */
  clientSecret: z.string().max(20_000).nullable(),
  location: z.enum(['header', 'body']).nullable(),
  oauthScope: z.string().max(4000).nullable().default(null),
});
const credentials = {
  tenantUrl: z.string().max(4000),
  secretToken: z.string().max(20_000).nullable(),
  /** In place of the secret token; null for a bearer token. */
  clientCredentials: clientCredentials.nullable().default(null),
  options: connectionOptions,
};

export const apps = {
  list: base.input(none).output(type<readonly ApplicationView[]>()),
  read: base.input(app).output(type<ApplicationView>()),
  create: base.input(z.object({ name: z.string().max(200) })).output(type<ApplicationView>()),
  remove: base.input(app).output(type<null>()),
};

export const connection = {
  read: base.input(app).output(type<ConnectivityView>()),
  test: base.input(z.object({ appId, ...credentials })).output(type<ConnectionTestView>()),
  /** Tests first, as Entra does; refuses what did not pass unless `evenIfFailed`. */
  save: base
    .input(z.object({ appId, ...credentials, evenIfFailed: z.boolean().default(false) }))
    .output(type<ConnectivityView>()),
  saved: base.input(none).output(type<readonly SavedConnectionView[]>()),
  keep: base.input(z.object({ appId, name: z.string().min(1).max(200) })).output(type<readonly SavedConnectionView[]>()),
  /** Puts a kept connection into the application, token included, without showing it. */
  use: base.input(z.object({ appId, name: z.string().max(200) })).output(type<ConnectivityView>()),
  forget: base.input(z.object({ name: z.string().max(200) })).output(type<readonly SavedConnectionView[]>()),
};

export const assignments = {
  list: base.input(app).output(type<readonly AssignmentView[]>()),
  add: base
    .input(
      z.object({
        appId,
        principalIds: z.array(objectId).min(1).max(10_000),
        roleName: z.string().max(120).nullable().default(null),
      }),
    )
    .output(type<readonly AssignmentView[]>()),
  /** App roles of the application: `User` and `msiam_access`-like defaults, and those a person added. */
  roles: base.input(app).output(type<readonly string[]>()),
  addRole: base.input(z.object({ appId, name: z.string().min(1).max(120) })).output(type<readonly string[]>()),
  remove: base
    .input(z.object({ appId, principalIds: z.array(objectId).min(1).max(10_000) }))
    .output(type<readonly AssignmentView[]>()),
};
