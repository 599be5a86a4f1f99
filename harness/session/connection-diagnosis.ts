import type { ConnectionOptions, ConnectionTestView } from '#shared/api/application-views.ts';
import type { TenantUrl } from '#shared/entra/tenant-url.ts';
import { isJsonObject, parseJson } from '#shared/kernel/json.ts';
import { ERROR_URN, type ScimOutcome, type ScimResponse, type TransportFailure } from '#shared/scim/message.ts';
import { differentPath, differentScheme } from './tenant-url-repair.ts';

export type Diagnosis = ConnectionTestView['diagnosis'];

/** One probe that did not pass, and what is known about the connection it went over. */
export interface FailedProbe {
  readonly url: TenantUrl;
  /** As typed. */
  readonly token: string;
  readonly options: ConnectionOptions;
  readonly isBundledServer: boolean;
  readonly resource: 'Users' | 'Groups';
  readonly outcome: ScimOutcome;
}

/** Which stage on the way to a SCIM answer failed, in our words; never quotes a token or a query value. */
export function diagnoseProbe(probe: FailedProbe): Diagnosis {
  const { outcome } = probe;
  if (outcome.kind === 'failure') return diagnoseFailure(probe, outcome.failure);
  const { response } = outcome;
  if (response.status === 401 || (response.status === 403 && !isHtml(response))) return diagnoseCredentials(probe, response);
  return response.status === 200 ? diagnoseBody(probe, response) : diagnoseStatus(probe, response);
}

const about = (stage: Diagnosis['stage'], sentence: string, remedy: string, rest: Partial<Diagnosis> = {}): Diagnosis => ({
  stage,
  sentence,
  remedy,
  field: null,
  repair: null,
  ...rest,
});

function diagnoseFailure(probe: FailedProbe, { kind, detail }: TransportFailure): Diagnosis {
  const { url, isBundledServer, options } = probe;
  const field = 'tenantUrl';
  const isProxy = /proxy/i.test(detail);
  switch (kind) {
    case 'unknown-host':
      return about('name', detail, `Check the spelling of "${url.host}". Entra itself needs a name that public resolvers know.`, {
        field,
      });
    case 'refused':
    case 'timeout':
      if (isProxy) return about('connection', detail, `Correct HTTPS_PROXY or HTTP_PROXY, or put ${url.host} into NO_PROXY.`);
      return about(
        'connection',
        detail,
        isBundledServer
          ? 'Copy the endpoint from its directory page: the bundled server may have moved to another port.'
          : 'Check host and port, that the service provider is running, and that no firewall is in between.',
        { field },
      );
    case 'reset':
    case 'unparsable': {
      // What a TLS port does to plain http: it hangs up, or answers an alert that is no HTTP.
      const isTlsPort = url.scheme === 'http' && (kind === 'reset' || detail.includes('HPE_'));
      if (isTlsPort) {
        return about('connection', detail, 'If the endpoint speaks TLS at this port, begin the tenant URL with https://.', {
          field,
          repair: differentScheme(url, 'https'),
        });
      }
      return about(
        kind === 'reset' ? 'connection' : 'media-type',
        detail,
        'Look into the log of the endpoint, or of what stands in front of it.',
      );
    }
    case 'tls': {
      if (!detail.includes('certificate')) {
        const remedy = isBundledServer
          ? 'The bundled server speaks plain http: begin the tenant URL with http://.'
          : 'If the endpoint speaks plain http at this port, Entra cannot use it; put TLS in front of it.';
        const repair = isBundledServer || options.allowsPlainHttp ? differentScheme(url, 'http') : null;
        return about('tls', detail, remedy, { field, repair });
      }
      return about('tls', detail, certificateRemedy(detail), { field });
    }
    case 'token-refused':
      return about(
        'credentials',
        detail,
        'Compare client identifier and secret with what the service provider issued, and whether it wants them in the header or the body.',
        { field: 'clientCredentials' },
      );
    case 'token-unavailable':
      return about('credentials', detail, 'Check the token endpoint: it must answer a POST with 200 and an access token.', {
        field: 'clientCredentials',
      });
    case 'redirect':
      return about(
        'redirect',
        detail,
        'Enter the address it redirects to, if that is the SCIM endpoint. If it is a login page, the path is wrong or nothing there reads the token.',
        { field },
      );
  }
}

function certificateRemedy(detail: string): string {
  if (detail.includes('not the pinned one'))
    return 'If the certificate was renewed, pin the new fingerprint. If not, somebody may be in between.';
  const entra = 'Entra would refuse it too.';
  if (detail.includes('CERT_HAS_EXPIRED')) return `${entra} Renew the certificate.`;
  if (detail.includes('ALTNAME')) return `${entra} Use a host name that the certificate names, or have it issued for this one.`;
  return (
    'Entra accepts certificates of public authorities only, with those in between. For this rehearsal, give the certificate of ' +
    'its authority under the exceptions of this connection, or pin this one by its fingerprint.'
  );
}

function diagnoseCredentials({ token, url }: FailedProbe, response: ScimResponse): Diagnosis {
  const field = 'secretToken';
  const sentence = `${url.host} answered ${response.status}: it refused the secret token.`;
  if (token.trim() === '') {
    return about(
      'credentials',
      `${url.host} answered ${response.status}: it wants a token of its own, and the field is blank.`,
      'Paste the bearer token of the directory. With a blank field Entra sends a signed token of its own, and the window one of this rehearsal, which the endpoint would have to trust.',
      { field },
    );
  }
  if (/^\s*bearer\s/i.test(token)) {
    return about(
      'credentials',
      sentence,
      'The token begins with "Bearer ". Entra puts that word in front itself: paste only what follows it.',
      {
        field,
        repair: { label: 'Remove “Bearer ” and test again', removesBearer: true },
      },
    );
  }
  if (/^https?:\/\//i.test(token.trim()))
    return about('credentials', sentence, 'The token field holds a web address. Paste the token there.', { field });
  if (/\s|^["'].*["']$/s.test(token.trim())) {
    return about(
      'credentials',
      sentence,
      'The token holds a blank or stands in quotes. Copy it again, without what surrounds it.',
      { field },
    );
  }
  if (response.status === 403) {
    return about(
      'credentials',
      `${url.host} answered 403: it knows the token but does not let it read.`,
      'Give the token the right to provision users and groups at the service provider.',
      { field },
    );
  }
  return about('credentials', sentence, 'Copy the token again, or make a new one at the service provider; it may have expired.', {
    field,
  });
}

function diagnoseStatus({ url, resource, isBundledServer }: FailedProbe, response: ScimResponse): Diagnosis {
  const { status } = response;
  const sentence = `${url.host} answered ${status} to the search in /${resource}${quotedDetail(response)}.`;
  const field = 'tenantUrl';
  if (/plain HTTP request was sent to HTTPS/i.test(response.text)) {
    return about('connection', sentence, 'The endpoint speaks TLS at this port.', {
      field,
      repair: differentScheme(url, 'https'),
    });
  }
  if (status === 404 && resource === 'Groups') {
    return about(
      'status',
      'Users are found, but there is no /Groups.',
      'Entra fails the test even where only users are wanted: let GET /Groups answer 200 with an empty list.',
    );
  }
  if (status === 404) {
    if (isBundledServer)
      return about('status', sentence, 'Copy the endpoint from its directory page: no directory answers at this path.', {
        field,
      });
    return about('status', sentence, `Check the path: Entra asked for ${url.basePath}/Users.`, {
      field,
      repair: differentPath(url),
    });
  }
  return about('status', sentence, STATUS_REMEDIES[status] ?? remedyOfClass(status));
}

const STATUS_REMEDIES: Readonly<Record<number, string>> = {
  400: 'Entra searches by the matching attribute: the endpoint must support "eq" for it (RFC 7644 §3.4.2.2).',
  403: 'A gateway or firewall in front may refuse requests that carry no User-Agent: Entra sends none, so it must let them pass.',
  405: 'The endpoint must allow GET with a filter on /Users and /Groups (RFC 7644 §3.4.2).',
  406: 'The endpoint wants an Accept header. Entra sends none: without one it must answer application/scim+json.',
  429: 'The endpoint limits how often it may be asked. Wait, then test again.',
  501: 'The endpoint does not implement the search, without which Entra cannot match users and groups.',
};

function remedyOfClass(status: number): string {
  if (status >= 500) return 'The endpoint failed. Look into its log; the raw exchange above shows what it was asked.';
  if (status >= 300 && status < 400) return 'The endpoint redirects without saying where. Enter the address it means.';
  return 'A search without a hit must be answered with 200 and an empty list (RFC 7644 §3.4.2).';
}

function diagnoseBody({ url, resource }: FailedProbe, response: ScimResponse): Diagnosis {
  const answered = `${url.host} answered 200 to the search in /${resource}`;
  if (response.text.trim() === '')
    return about('scim', `${answered}, with nothing in it.`, 'The answer must be a ListResponse (RFC 7644 §3.4.2).');
  if (isHtml(response)) {
    return about(
      'media-type',
      `${answered} with a web page instead of SCIM.`,
      'It is often a login page or the application itself: then the path is wrong, or nothing there reads the token.',
      { field: 'tenantUrl', repair: differentPath(url) },
    );
  }
  const body = parseJson(response.text);
  if (body === undefined) {
    return about(
      'media-type',
      `${answered} with a text that is no JSON.`,
      'The answer must be application/scim+json (RFC 7644 §3.1).',
      {
        field: 'tenantUrl',
        repair: differentPath(url),
      },
    );
  }
  if (isJsonObject(body) && Array.isArray(body['Resources']) && body['Resources'].length > 1) {
    return about(
      'scim',
      `${answered} with ${body['Resources'].length} resources, for a value that nobody has: it ignores the filter.`,
      'Let the endpoint apply the filter. Otherwise Entra links its users to the wrong resources.',
    );
  }
  if (isJsonObject(body) && Array.isArray(body['schemas']) && body['schemas'].includes(ERROR_URN)) {
    return about(
      'scim',
      `${answered} with an error message${quotedDetail(response)}.`,
      'An error needs its own status; no hit is 200 with an empty list.',
    );
  }
  return about(
    'scim',
    `${answered} with JSON that is no ListResponse.`,
    'Every answer to a filter is a ListResponse, with "totalResults" and "Resources" (RFC 7644 §3.4.2); no hit is an empty one.',
  );
}

function isHtml({ headers, text }: ScimResponse): boolean {
  return /html/i.test(headers['content-type'] ?? '') || /^\s*<(!doctype|html)/i.test(text);
}

/** ` (detail of the SCIM error)`, or nothing. */
function quotedDetail({ text }: ScimResponse): string {
  const body = parseJson(text);
  const detail = isJsonObject(body) ? body['detail'] : undefined;
  return typeof detail === 'string' && detail !== '' ? ` ("${detail.slice(0, 300)}")` : '';
}
