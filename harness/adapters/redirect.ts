import { headerOf, type RawAnswer } from './answer-reader.ts';
import type { Place } from './proxy.ts';
import { authorityOf } from './target-socket.ts';
import { TransportFault } from './transport-fault.ts';

/** Where a redirect leads, or undefined where the answer is none. Throws a TransportFault where the token may not follow. */
export function redirectTarget(
  answer: Pick<RawAnswer, 'status' | 'headers'>,
  { from, path }: { readonly from: Place; readonly path: string },
): { place: Place; path: string } | undefined {
  const { status } = answer;
  if (![301, 302, 303, 307, 308].includes(status)) return undefined;
  const location = headerOf(answer, 'location');
  if (location === undefined) return undefined;
  const target = URL.parse(location, `${from.scheme}://${from.host}:${from.port}${path}`);
  const here = authorityOf(from);
  if (target === null || !/^https?:$/.test(target.protocol)) {
    throw new TransportFault('redirect', `${here} answered ${status} with a Location that is no web address.`);
  }
  const scheme = target.protocol === 'https:' ? 'https' : 'http';
  const place = { scheme, host: target.hostname, port: Number(target.port || (scheme === 'https' ? 443 : 80)) } as const;
  const isUpgrade = from.scheme === 'http' && scheme === 'https';
  const isSameServer = from.scheme === scheme && from.port === place.port;
  if (authorityOf({ ...from, port: 0 }) !== authorityOf({ ...place, port: 0 }) || !(isSameServer || isUpgrade)) {
    throw new TransportFault(
      'redirect',
      `${here} answered ${status} and redirects to ${scheme}://${authorityOf(place)}; the token was not sent there.`,
    );
  }
  return { place, path: target.pathname + target.search };
}
