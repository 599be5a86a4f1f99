import { randomUUID } from 'node:crypto';
import type {
  ConnectionOptions,
  ConnectionTestView,
  ConnectivityView,
  SavedConnectionView,
} from '#shared/api/application-views.ts';
import { type ClientCredentials, parseClientCredentials } from '#shared/entra/client-credentials.ts';
import { parseTenantUrl } from '#shared/entra/tenant-url.ts';
import { parseConnectionOptions } from '../adapters/connection-options.ts';
import { recordAudit } from '../logs/audit-recorder.ts';
import type { JobRunner } from '../session/job-runner.ts';
import { recordOutsideCycles } from '../session/outside-cycles.ts';
import { readClientCredentials, readTarget, recordedTarget } from '../session/target.ts';
import { testConnection } from '../session/test-connection.ts';
import type { ApplicationRecord, ConnectionRecord } from '../workspace-document.ts';
import { applicationOf, secretNames, updateApplication, type WorkspaceParts } from '../workspace-parts.ts';
import { api, found, orRefuse, refusal } from './implementer.ts';

interface Credentials {
  readonly tenantUrl: string;
  readonly secretToken: string | null;
  readonly clientCredentials: ClientCredentials | null;
  readonly options: ConnectionOptions;
}

/** As they come from the page: a secret that is null is the one in the vault. */
interface TypedCredentials extends Omit<Credentials, 'clientCredentials'> {
  readonly clientCredentials: (Omit<ClientCredentials, 'clientSecret'> & { readonly clientSecret: string | null }) | null;
}

/** Admin Credentials: Test Connection, Save, and connections kept by name. */
export function connectionHandlers(parts: WorkspaceParts, runner: JobRunner) {
  const lastTests = new Map<string, ConnectionTestView>();
  const recordOf = (appId: string) => found(applicationOf(parts, appId), 'application');
  const view = (record: ApplicationRecord): ConnectivityView => connectivityView(parts, record, lastTests.get(record.id) ?? null);

  /** What was typed, with what is kept: a masked query value or header and an untouched token mean the ones in the vault. */
  const completed = async (appId: string, typed: TypedCredentials): Promise<Credentials> => {
    const kept = await readTarget(parts, appId);
    if (!kept.ok) {
      return { ...typed, tenantUrl: typed.tenantUrl.trim(), clientCredentials: withKeptSecret(typed.clientCredentials, null) };
    }
    const keptUrl = (await parts.vault.read(secretNames({ appId }).tenantUrl)) ?? '';
    const header = typed.options.extraHeader;
    return {
      tenantUrl: withKeptQuery(typed.tenantUrl.trim(), keptUrl),
      // Either a token or a client: of what is not used, nothing is kept.
      secretToken: typed.clientCredentials === null ? (typed.secretToken ?? kept.value.token) : null,
      clientCredentials: withKeptSecret(typed.clientCredentials, kept.value.clientCredentials),
      options:
        header?.value === MASK
          ? { ...typed.options, extraHeader: { name: header.name, value: kept.value.options.extraHeader?.value ?? '' } }
          : typed.options,
    };
  };
  const test = async (appId: string, typed: TypedCredentials): Promise<ConnectionTestView> => {
    const { tenantUrl, secretToken, clientCredentials, options } = await completed(appId, typed);
    const result = await testConnection({
      tenantUrl,
      secretToken,
      clientCredentials,
      options,
      configuration: recordOf(appId).configuration,
      serverAddress: parts.serverAddress,
      issuer: parts.issuer,
      environment: parts.environment,
      guid: randomUUID(),
      onExchange: ({ purpose, request }, exchange) => {
        recordOutsideCycles(parts, appId, { at: parts.clock.now(), request, exchange, purpose, identity: null });
      },
    });
    lastTests.set(appId, result);
    return result;
  };
  const keepSecrets = async (owner: Parameters<typeof secretNames>[0], credentials: Credentials) => {
    const names = secretNames(owner);
    const write = (name: string, secret: string | null) => (secret ? parts.vault.write(name, secret) : parts.vault.remove(name));
    await write(names.tenantUrl, credentials.tenantUrl);
    await write(names.token, credentials.secretToken);
    await write(names.headerValue, credentials.options.extraHeader?.value ?? null);
    await write(names.tokenEndpoint, credentials.clientCredentials?.tokenEndpoint ?? null);
    await write(names.clientSecret, credentials.clientCredentials?.clientSecret ?? null);
  };
  const put = async (appId: string, credentials: Credentials) => {
    const url = orRefuse(parseTenantUrl(credentials.tenantUrl));
    await keepSecrets({ appId }, credentials);
    parts.accessTokens.delete(appId);
    await updateApplication(parts, appId, (record) => ({
      ...record,
      connection: recordOfConnection(url.masked, credentials),
      hasToken: Boolean(credentials.secretToken),
      job: { ...record.job, failure: null },
    }));
    recordAudit(parts, appId, {
      activity: 'Update provisioning setting or credentials',
      details: `Admin Credentials: the connection to ${url.masked} was saved.`,
    });
    parts.live.changed('clock');
    // Started anew, so that a remote target which nobody has allowed to be written switches the job off.
    if (recordOf(appId).job.isOn) await runner.stop(appId).then(() => runner.start(appId));
  };
  const savedViews = (): readonly SavedConnectionView[] =>
    parts.document.value.connections.map(({ name, tenantUrl, hasToken, lastUsedAt }) => ({
      name,
      tenantUrl,
      hasToken,
      lastUsedAt,
    }));

  return {
    read: api.connection.read.handler(({ input }) => view(recordOf(input.appId))),
    test: api.connection.test.handler(({ input }) => test(recordOf(input.appId).id, input)),
    save: api.connection.save.handler(async ({ input }) => {
      const { id } = recordOf(input.appId);
      const typed = await completed(id, input);
      orRefuse(parseTenantUrl(typed.tenantUrl));
      if (typed.clientCredentials !== null) orRefuse(parseClientCredentials(typed.clientCredentials));
      // Also what is saved although its test failed must be usable: a certificate that can be read, a header that can be sent.
      const credentials = { ...typed, options: orRefuse(parseConnectionOptions(typed.options)) };
      const result = await test(id, input);
      if (!result.passed && !input.evenIfFailed) {
        throw refusal({ place: 'Admin Credentials', message: result.message, remedy: result.diagnosis.remedy });
      }
      await put(id, credentials);
      return view(recordOf(id));
    }),
    saved: api.connection.saved.handler(savedViews),
    keep: api.connection.keep.handler(async ({ input }) => {
      const record = recordOf(input.appId);
      const target = orRefuse(await readTarget(parts, record.id));
      const name = input.name.trim();
      if (name === '')
        throw refusal({ place: 'Name', message: 'The connection needs a name.', remedy: 'Type at least one letter.' });
      await keepSecrets(
        { connectionName: name },
        {
          tenantUrl: (await parts.vault.read(secretNames({ appId: record.id }).tenantUrl)) ?? '',
          secretToken: target.token,
          clientCredentials: target.clientCredentials,
          options: target.options,
        },
      );
      const kept = {
        ...recordOfConnection(target.url.masked, target),
        name,
        hasToken: target.token !== null,
        lastUsedAt: parts.clock.now(),
      };
      await parts.document.update((document) => ({
        ...document,
        connections: [...document.connections.filter((other) => other.name !== name), kept],
      }));
      parts.live.changed('apps');
      return savedViews();
    }),
    use: api.connection.use.handler(async ({ input }) => {
      const record = recordOf(input.appId);
      const kept = found(
        parts.document.value.connections.find(({ name }) => name === input.name),
        'saved connection',
      );
      const names = secretNames({ connectionName: kept.name });
      await put(record.id, {
        tenantUrl: (await parts.vault.read(names.tenantUrl)) ?? kept.tenantUrl,
        secretToken: await parts.vault.read(names.token),
        clientCredentials: (await readClientCredentials(parts.vault, { connectionName: kept.name }, kept)) ?? null,
        options: optionsOf(kept, (await parts.vault.read(names.headerValue)) ?? ''),
      });
      await parts.document.update((document) => ({
        ...document,
        connections: document.connections.map((other) =>
          other.name === kept.name ? { ...other, lastUsedAt: parts.clock.now() } : other,
        ),
      }));
      lastTests.delete(record.id);
      return view(recordOf(record.id));
    }),
    forget: api.connection.forget.handler(async ({ input }) => {
      await parts.document.update((document) => ({
        ...document,
        connections: document.connections.filter(({ name }) => name !== input.name),
      }));
      for (const name of Object.values(secretNames({ connectionName: input.name }))) await parts.vault.remove(name);
      parts.live.changed('apps');
      return savedViews();
    }),
  };
}

const MASK = '***';

/** `?key=***` stands for the value that is kept under `key`: it was shown masked and left as it was. */
function withKeptQuery(typed: string, kept: string): string {
  const values = new Map((kept.split('?')[1] ?? '').split('&').map((pair): [string, string] => [pair.split('=')[0] ?? '', pair]));
  return typed.replace(/([?&])([^?&=#]+)=\*\*\*(?=&|$)/g, (masked, mark: string, name: string) => {
    const pair = values.get(name);
    return pair === undefined ? masked : `${mark}${pair}`;
  });
}

function withKeptSecret(
  typed: TypedCredentials['clientCredentials'],
  kept: ClientCredentials | null,
): Credentials['clientCredentials'] {
  if (typed === null) return null;
  const tokenEndpoint = withKeptQuery(typed.tokenEndpoint.trim(), kept?.tokenEndpoint ?? '');
  // A secret goes to the address it was given for: elsewhere it has to be typed again.
  const isSameAddress = tokenEndpoint === kept?.tokenEndpoint;
  return { ...typed, tokenEndpoint, clientSecret: typed.clientSecret ?? (isSameAddress ? kept.clientSecret : '') };
}

function recordOfConnection(
  tenantUrl: string,
  { options, clientCredentials }: Pick<Credentials, 'options' | 'clientCredentials'>,
): ConnectionRecord {
  const { allowsPlainHttp, certificateAuthority, certificateFingerprint, extraHeader } = options;
  const extraHeaderName = extraHeader?.name ?? null;
  const client = clientCredentials === null ? null : recordOfClient(clientCredentials);
  return { tenantUrl, allowsPlainHttp, certificateAuthority, certificateFingerprint, extraHeaderName, clientCredentials: client };
}

function recordOfClient({
  tokenEndpoint,
  clientId,
  location,
  oauthScope,
}: ClientCredentials): ConnectionRecord['clientCredentials'] {
  const url = parseTenantUrl(tokenEndpoint);
  return { tokenEndpoint: url.ok ? url.value.masked : '', clientId, location, oauthScope };
}

function optionsOf(record: ConnectionRecord, headerValue: string): ConnectionOptions {
  const { allowsPlainHttp, certificateAuthority, certificateFingerprint, extraHeaderName } = record;
  const extraHeader = extraHeaderName === null ? null : { name: extraHeaderName, value: headerValue };
  return { allowsPlainHttp, certificateAuthority, certificateFingerprint, extraHeader };
}

const NO_EXCEPTIONS: ConnectionOptions = {
  allowsPlainHttp: false,
  certificateAuthority: null,
  certificateFingerprint: null,
  extraHeader: null,
};

function connectivityView(
  parts: WorkspaceParts,
  record: ApplicationRecord,
  lastTest: ConnectionTestView | null,
): ConnectivityView {
  const target = recordedTarget(parts, record);
  return {
    tenantUrl: record.connection?.tenantUrl ?? '',
    hasToken: record.hasToken,
    clientCredentials: record.connection?.clientCredentials ?? null,
    options: record.connection === null ? NO_EXCEPTIONS : optionsOf(record.connection, MASK),
    targetKind: target?.kind ?? null,
    dialect: target?.url.dialect ?? 'legacy',
    consentedAt: record.job.consentedAt,
    lastTest,
  };
}
