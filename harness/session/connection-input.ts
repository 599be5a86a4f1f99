import type { ConnectionOptions } from '#shared/api/application-views.ts';
import { type ClientCredentials, parseClientCredentials, type TokenClient } from '#shared/entra/client-credentials.ts';
import { parseTenantUrl, type TenantUrl } from '#shared/entra/tenant-url.ts';
import type { Problem } from '#shared/kernel/parsed.ts';
import { isHeaderValue, parseConnectionOptions } from '../adapters/connection-options.ts';
import type { Diagnosis } from './connection-diagnosis.ts';
import { targetKindOf } from './target.ts';
import { differentScheme } from './tenant-url-repair.ts';

export interface CheckedInput {
  readonly kind: 'checked';
  readonly url: TenantUrl;
  /** As typed; empty for none. */
  readonly token: string;
  /** What brings a token in its place; null: nothing does. */
  readonly client: TokenClient | null;
  readonly options: ConnectionOptions;
  /** The place is the bundled server's, whether http or, by mistake, https was typed. */
  readonly isBundledServer: boolean;
}

/** Looks at what was typed before anything is sent: some of it cannot be sent, and plain http must not be. */
export function checkConnectionInput(input: {
  readonly tenantUrl: string;
  readonly secretToken: string | null;
  readonly clientCredentials: ClientCredentials | null;
  readonly options: ConnectionOptions;
  readonly serverAddress: string | null;
}): CheckedInput | { readonly kind: 'refused'; readonly diagnosis: Diagnosis } {
  const token = input.secretToken ?? '';
  const url = parseTenantUrl(input.tenantUrl);
  if (!url.ok) return refusal(url.problems[0], { field: 'tenantUrl', repair: missingScheme(input.tenantUrl) });
  const options = parseConnectionOptions(input.options);
  if (!options.ok) return refusal(options.problems[0], {});
  if (!isHeaderValue(token.trim())) return refusal(TOKEN_PROBLEM, { field: 'secretToken' });
  const client = input.clientCredentials === null ? null : parseClientCredentials(input.clientCredentials);
  if (client !== null && !client.ok) return refusal(client.problems[0], { field: 'clientCredentials' });
  const place = { ...url.value, origin: url.value.origin.replace(/^https:/, 'http:') };
  const isBundledServer = input.serverAddress !== null && targetKindOf(place, input.serverAddress) === 'local';
  if (url.value.scheme === 'http' && !isBundledServer && !options.value.allowsPlainHttp) {
    return refusal(PLAIN_HTTP_PROBLEM, { field: 'tenantUrl', repair: differentScheme(url.value, 'https') });
  }
  return { kind: 'checked', url: url.value, token, client: client?.value ?? null, options: options.value, isBundledServer };
}

const TOKEN_PROBLEM: Problem = {
  place: 'Secret token',
  message: 'The secret token holds a line break or another character that no header can carry.',
  remedy: 'Copy it again, as one line.',
};

const PLAIN_HTTP_PROBLEM: Problem = {
  place: 'Tenant URL',
  message: 'Entra would refuse this: over plain http, anybody on the way can read the token. Nothing was sent.',
  remedy: 'Begin the tenant URL with https://, or allow plain http under the exceptions of this connection.',
};

function refusal(problem: Problem | undefined, rest: Partial<Diagnosis>): { kind: 'refused'; diagnosis: Diagnosis } {
  const { message = '', remedy = '' } = problem ?? {};
  return { kind: 'refused', diagnosis: { stage: 'input', sentence: message, remedy, field: null, repair: null, ...rest } };
}

/** Only what looks like a host and a path is offered back: a token in the wrong field must not be shown. */
function missingScheme(text: string): Diagnosis['repair'] {
  const address = text.trim();
  if (!/^(localhost|[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,})(:\d{1,5})?(\/[\w./~-]*)?$/i.test(address)) return null;
  return { label: `Use https://${address} and test again`, tenantUrl: `https://${address}` };
}
