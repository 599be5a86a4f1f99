import { isLoopbackHost, parseTenantUrl } from '#shared/entra/tenant-url.ts';
import { accepted, type Parsed, type Problem, refused } from '#shared/kernel/parsed.ts';
import type { Place } from '../adapters/proxy.ts';
import { createSecretMask } from '../adapters/secret-mask.ts';

/** Where an endpoint is, taken apart. */
export interface WebhookAddress {
  readonly place: Place;
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path and query as they go on the wire; secret where there is a query. */
  readonly path: string;
  /** Fit to be shown and stored: query values are `***`. */
  readonly masked: string;
  /** Takes values of the query out of a text: an endpoint may echo them. */
  readonly mask: (text: string) => string;
  /** On this machine, where nobody has to be asked. */
  readonly isLoopback: boolean;
}

/** Takes a URL apart. What it refuses it never quotes: it may hold a password. */
export function parseWebhookUrl(text: string): Parsed<WebhookAddress> {
  const url = parseTenantUrl(text);
  if (!url.ok) return refused(...url.problems.map(({ message }) => refusedUrl(message.replace('tenant URL', 'endpoint URL'))));
  const { scheme, host, port, origin, masked } = url.value;
  const isLoopback = isLoopbackHost(host);
  if (scheme === 'http' && !isLoopback) {
    return refused(refusedUrl(`${origin} would get names and addresses of people over plain http.`));
  }
  const rest = /^[^:]+:\/\/[^/?#]*(.*)$/u.exec(text.trim())?.[1] ?? '';
  return accepted({
    place: { scheme, host, port },
    origin,
    path: rest.startsWith('/') ? rest : `/${rest}`,
    masked: maskedAsTyped(masked, rest),
    mask: createSecretMask(url.value, null, null),
    isLoopback,
  });
}

function refusedUrl(message: string): Problem {
  const remedy = 'Write it as https://hooks.example.test/directory-events; plain http:// is for this machine only.';
  return { place: 'Endpoint URL', message, remedy };
}

/** The tenant URL's mask takes a slash at the end away, which for a webhook is part of the path. */
function maskedAsTyped(masked: string, rest: string): string {
  const path = rest.split('?')[0] ?? '';
  const [shown = '', ...query] = masked.split('?');
  const slashes = /\/*$/u.exec(path)?.[0] ?? '';
  return [shown + slashes, ...query].join('?');
}

/** What the vault calls an endpoint's secrets. */
export function webhookSecretNames(endpointId: string): { readonly url: string; readonly secret: string } {
  return { url: `webhook/${endpointId}/url`, secret: `webhook/${endpointId}/secret` };
}
