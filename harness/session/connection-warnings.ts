import { isLoopbackHost, type TenantUrl } from '#shared/entra/tenant-url.ts';
import { isJsonObject, parseJson } from '#shared/kernel/json.ts';
import { SCIM_MEDIA_TYPE, type ScimOutcome } from '#shared/scim/message.ts';
import type { CheckedInput } from './connection-input.ts';

/** What a passed test would meet in Entra's cloud, each with its reason. */
export function connectionWarnings(checked: CheckedInput): readonly string[] {
  const { url, client, options, isBundledServer } = checked;
  const refuses = 'Entra would refuse this:';
  return [
    ...url.warnings,
    ...(url.scheme === 'http' && !isBundledServer
      ? [`${refuses} plain http, on which anybody on the way can read the token.`]
      : []),
    ...(url.scheme === 'https' && options.certificateFingerprint !== null
      ? [`${refuses} a certificate trusted only because it is pinned here.`]
      : []),
    ...(url.scheme === 'https' && options.certificateAuthority !== null
      ? [`${refuses} a certificate of an authority of your own, if the endpoint's is one.`]
      : []),
    ...(options.extraHeader !== null
      ? [
          `${refuses} the header ${options.extraHeader.name}. No header can be configured there: the endpoint must work without it.`,
        ]
      : []),
    ...(!isBundledServer && isPrivateHost(url)
      ? [`Entra's cloud cannot reach ${url.host}: an address on this machine or a private network needs its on-premises agent.`]
      : []),
    ...(client?.tokenEndpoint.scheme === 'http' && !(isBundledServer && client.tokenEndpoint.origin === url.origin)
      ? [`${refuses} a token endpoint over plain http, on which anybody on the way can read the secret of the client.`]
      : []),
  ];
}

/** What a passed test says of the secret token. */
export function tokenWarnings({
  token,
  client,
  isOwnTokenSent,
}: Pick<CheckedInput, 'token' | 'client'> & { readonly isOwnTokenSent: boolean }): readonly string[] {
  if (client !== null) return [];
  if (isOwnTokenSent) {
    return [
      'The secret token is blank. Entra sends a signed token of its own then; here one of this rehearsal went, which says that it is not Entra. Check that the endpoint verifies tokens, and whom else it lets in.',
    ];
  }
  if (token.trim() === '') {
    return [
      'The endpoint answered without a token. With a blank one Entra sends a signed token of its own; check that nobody else is let in.',
    ];
  }
  return [
    ...(/^\s*bearer\s/i.test(token)
      ? ['The token begins with "Bearer ", which Entra puts in front itself. This endpoint did not mind.']
      : []),
    ...(token.trim() !== token ? ['The blanks around the token were not sent.'] : []),
  ];
}

/** RFC 1918 and RFC 4193 addresses, and names that only a local resolver knows. */
function isPrivateHost({ host }: TenantUrl): boolean {
  return (
    isLoopbackHost(host) ||
    /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)[\d.]+$/.test(host) ||
    /^\[f[cd]/.test(host) ||
    /^[^.:[]+$|\.(local|internal|lan)$/.test(host)
  );
}

/** What Entra tolerates in a probe's answer but others may not. */
export function answerWarnings(resource: 'Users' | 'Groups', outcome: ScimOutcome): readonly string[] {
  if (outcome.kind === 'failure') return [];
  const { headers, text } = outcome.response;
  const mediaType = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? 'none';
  const body = parseJson(text);
  const resources = isJsonObject(body) ? body['Resources'] : undefined;
  return [
    ...(mediaType === SCIM_MEDIA_TYPE || mediaType === 'application/json'
      ? []
      : [`The answer of /${resource} has the media type ${mediaType} instead of ${SCIM_MEDIA_TYPE} (RFC 7644 §3.1).`]),
    ...(Array.isArray(resources) && resources.length > 0
      ? [
          `/${resource} found something for a value that nobody has: it seems to ignore the filter, and Entra would link to what it answers.`,
        ]
      : []),
  ];
}
