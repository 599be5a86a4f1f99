import type { ConnectionOptions, ConnectionTestView, ProbeView } from '#shared/api/application-views.ts';
import type { ClientCredentials } from '#shared/entra/client-credentials.ts';
import type { JobConfiguration } from '#shared/entra/job-configuration.ts';
import { probeErrorOf } from '#shared/entra/probe-verdict.ts';
import type { TenantUrl } from '#shared/entra/tenant-url.ts';
import type { WireError } from '#shared/entra/wire-error.ts';
import { type Probe, probeRequests } from '#shared/entra/wire-requests.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import type { ScimRequest, TransportFailure } from '#shared/scim/message.ts';
import type { RequestPurpose } from '#shared/trace/event.ts';
import { createHttpTransport } from '../adapters/http-transport.ts';
import type { SentExchange, Transport } from '../ports/session-ports.ts';
import { requestAccessToken, type TokenExchange } from './access-token.ts';
import { diagnoseProbe } from './connection-diagnosis.ts';
import { type CheckedInput, checkConnectionInput } from './connection-input.ts';
import { answerWarnings, connectionWarnings, tokenWarnings } from './connection-warnings.ts';
import type { RehearsalIssuer } from './rehearsal-issuer.ts';

export interface ConnectionTestInput {
  /** As typed, secrets included. */
  readonly tenantUrl: string;
  readonly secretToken: string | null;
  readonly clientCredentials: ClientCredentials | null;
  readonly options: ConnectionOptions;
  readonly configuration: JobConfiguration;
  /** Address of the bundled server; null where there is none. */
  readonly serverAddress: string | null;
  /** Makes what is sent where the secret token is blank; null: then nothing is. */
  readonly issuer: RehearsalIssuer | null;
  readonly environment: NodeJS.ProcessEnv;
  /** The GUIDs that nobody has are drawn from it. */
  readonly guid: string;
  /** Per probe. */
  readonly timeoutMs?: number;
  /** Told of each request that was sent, so that it stands on the wire like any other. */
  readonly onExchange?: (sent: SentRequest, exchange: SentExchange) => void;
}

interface SentRequest {
  readonly purpose: RequestPurpose;
  readonly request: ScimRequest;
}

const DEFAULT_TIMEOUT_MS = 20_000;

/** Test Connection: sends the probes that Entra sends, tells its verdict in its words and the stage that failed in ours. */
export async function testConnection(input: ConnectionTestInput): Promise<ConnectionTestView> {
  const checked = checkConnectionInput(input);
  if (checked.kind === 'refused') {
    return {
      passed: false,
      message: INVALID_CREDENTIALS,
      errorCode: 'SystemForCrossDomainIdentityManagementInvalidCredentials',
      details: 'Please provide a valid tenant URL for your application.',
      diagnosis: checked.diagnosis,
      probes: [],
      warnings: [],
    };
  }
  const { url, options, isBundledServer } = checked;
  const { environment, serverAddress, timeoutMs = DEFAULT_TIMEOUT_MS } = input;
  const probes = probeRequests({ configuration: input.configuration, dialect: url.dialect }, seededRandom(input.guid));
  // A test asks for a token anew: the one that is kept says nothing of credentials that were just typed.
  const access = checked.client && (await requestAccessToken(checked.client, { options, environment, serverAddress, timeoutMs }));
  if (access !== null) input.onExchange?.({ purpose: 'access-token', request: access.request }, access.exchange);
  if (access?.outcome.kind === 'failure') return tokenVerdict(checked, access, access.outcome.failure, probes);
  const ownToken = access === null && checked.token.trim() === '' ? ((await input.issuer?.token()) ?? null) : null;
  const token = access === null ? (ownToken ?? checked.token) : access.outcome.token;
  const transport = createHttpTransport({ url, token, options, environment, isBundledServer, timeoutMs });
  try {
    const results = await sendProbes(probes, transport, input.onExchange);
    const verdict = verdictOn({ ...checked, isOwnTokenSent: ownToken !== null }, results);
    return access === null ? verdict : { ...verdict, probes: [tokenView(access), ...verdict.probes] };
  } finally {
    transport.close();
  }
}

/** Without a token no probe is sent: what the token endpoint answered is the verdict. */
function tokenVerdict(
  checked: CheckedInput,
  access: TokenExchange,
  failed: TransportFailure,
  probes: readonly Probe[],
): ConnectionTestView {
  const [probe] = probes;
  const outcome = { kind: 'failure', failure: failed } as const;
  const error = probe === undefined ? null : probeErrorOf(probe.request, outcome);
  const unsent = probes.map((each) => probeView(checked.url, { probe: each, sent: null, error: null }));
  return {
    passed: false,
    message: INVALID_CREDENTIALS,
    errorCode: error?.code ?? null,
    details: error?.reason ?? null,
    diagnosis: diagnoseProbe({ ...checked, resource: 'Users', outcome }),
    probes: [tokenView(access), ...unsent],
    warnings: connectionWarnings(checked),
  };
}

function tokenView({ request, exchange, outcome }: TokenExchange): ProbeView {
  const response = exchange.outcome.kind === 'response' ? exchange.outcome.response : null;
  return {
    label: 'Fetches an access token with the credentials of the client',
    method: request.method,
    url: request.target,
    status: response?.status ?? null,
    durationMs: exchange.durationMs,
    responseText: response?.text.slice(0, RESPONSE_TEXT_LENGTH_MAX) ?? '',
    verdict: outcome.kind === 'token' ? 'passed' : 'failed',
  };
}

/** The classic portal's two answers (Microsoft's tutorials; engine facts, Admin Credentials). */
const AUTHORIZED = 'The supplied credentials are authorized to enable provisioning';
const INVALID_CREDENTIALS =
  'You appear to have entered invalid credentials. Please confirm you are using the correct information for an administrative account.';

interface SentInput extends CheckedInput {
  /** A token of our own issuer was sent, for the field was blank. */
  readonly isOwnTokenSent: boolean;
}

interface ProbeResult {
  readonly probe: Probe;
  /** Null: not sent, because one before it failed. */
  readonly sent: SentExchange | null;
  readonly error: WireError | null;
}

async function sendProbes(
  probes: readonly Probe[],
  transport: Transport,
  onExchange: ConnectionTestInput['onExchange'],
): Promise<readonly ProbeResult[]> {
  const results: ProbeResult[] = [];
  for (const probe of probes) {
    const hasFailed = results.some(({ error }) => error !== null);
    const sent = hasFailed ? null : await transport.send(probe.request);
    if (sent !== null) onExchange?.(probe, sent);
    results.push({ probe, sent, error: sent === null ? null : probeErrorOf(probe.request, sent.outcome) });
  }
  return results;
}

function verdictOn(checked: SentInput, results: readonly ProbeResult[]): ConnectionTestView {
  const failed = results.find(({ error }) => error !== null);
  return {
    ...(failed?.sent && failed.error ? failure(checked, failed.probe, failed.sent, failed.error) : SUCCESS),
    probes: results.map((result) => probeView(checked.url, result)),
    warnings: [
      ...connectionWarnings(checked),
      ...(failed === undefined ? tokenWarnings(checked) : []),
      ...results.flatMap(({ probe, sent, error }) =>
        sent && error === null ? answerWarnings(resourceOf(probe), sent.outcome) : [],
      ),
    ],
  };
}

type Verdict = Pick<ConnectionTestView, 'passed' | 'message' | 'errorCode' | 'details' | 'diagnosis'>;

const SUCCESS: Verdict = {
  passed: true,
  message: AUTHORIZED,
  errorCode: null,
  details: null,
  diagnosis: {
    stage: 'passed',
    sentence: 'Both searches for something that cannot exist were answered with 200 and a list.',
    remedy: 'Save the credentials to go on.',
    field: null,
    repair: null,
  },
};

function failure(checked: CheckedInput, probe: Probe, { outcome }: SentExchange, error: WireError): Verdict {
  const diagnosis = diagnoseProbe({ ...checked, resource: resourceOf(probe), outcome });
  // Some captured texts repeat the toast; it stands above them already.
  const details = error.reason.replace(INVALID_CREDENTIALS, '').trim();
  return { passed: false, message: INVALID_CREDENTIALS, errorCode: error.code, details, diagnosis };
}

function resourceOf({ purpose }: Probe): 'Users' | 'Groups' {
  return purpose === 'probe-users' ? 'Users' : 'Groups';
}

const RESPONSE_TEXT_LENGTH_MAX = 20_000;

function probeView(url: TenantUrl, { probe, sent, error }: ProbeResult): ProbeView {
  const response = sent?.outcome.kind === 'response' ? sent.outcome.response : null;
  return {
    label: probe.label,
    method: probe.request.method,
    url: `${url.origin}${url.basePath}${probe.request.target}${url.hasSecretQuery ? '&***' : ''}`,
    status: response?.status ?? null,
    durationMs: sent?.durationMs ?? 0,
    responseText: response?.text.slice(0, RESPONSE_TEXT_LENGTH_MAX) ?? '',
    verdict: sent === null ? 'not-sent' : error === null ? 'passed' : 'failed',
  };
}
