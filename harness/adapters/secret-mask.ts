import type { ConnectionOptions } from '#shared/api/application-views.ts';
import type { TenantUrl } from '#shared/entra/tenant-url.ts';

const SECRET_LENGTH_MIN = 6;

/**
 * Takes a connection's secrets out of a text: a service provider may echo the token in an error, or the tenant URL's
 * query in `meta.location`. Values shorter than six characters are left: they would be found in innocent words.
 */
export function createSecretMask(
  url: TenantUrl,
  token: string | null,
  extraHeader: ConnectionOptions['extraHeader'],
): (text: string) => string {
  const queryValues = url.secretQuery.split('&').map((piece) => piece.slice(piece.indexOf('=') + 1));
  const secrets = [token ?? '', extraHeader?.value ?? '', ...queryValues, ...queryValues.map(percentDecoded)]
    .map((secret) => secret.trim())
    .filter((secret) => secret.length >= SECRET_LENGTH_MIN)
    .toSorted((a, b) => b.length - a.length);
  return (text) => {
    let masked = text;
    // Hardly ever there, and asked of every header of every answer.
    for (const secret of secrets) if (masked.includes(secret)) masked = masked.replaceAll(secret, '***');
    return masked;
  };
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
