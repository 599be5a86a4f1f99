import { isLoopbackHost } from '#shared/entra/tenant-url.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';

export interface ForwardProxy {
  readonly host: string;
  readonly port: number;
  /** Value of Proxy-Authorization; secret. Null where the address names no user. */
  readonly authorization: string | null;
}

export interface Place {
  readonly scheme: 'http' | 'https';
  /** In lower case; an IPv6 address in brackets. */
  readonly host: string;
  readonly port: number;
}

/** The proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name for a place, or null. Places on this machine never get one. */
export function proxyFor(place: Place, environment: NodeJS.ProcessEnv): Parsed<ForwardProxy | null> {
  const read = (name: string) => environment[name.toLowerCase()] || environment[name];
  const name = place.scheme === 'https' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const address = read(name);
  if (!address || isLoopbackHost(place.host) || isExempt(place, read('NO_PROXY') ?? '')) return accepted(null);
  const url = URL.parse(address.includes('://') ? address : `http://${address}`);
  if (url?.protocol !== 'http:' || url.hostname === '') {
    return refused({
      place: name,
      message: `The environment variable ${name} names no proxy of the form http://host:port.`,
      remedy: `Correct or unset ${name}, or put ${place.host} into NO_PROXY.`,
    });
  }
  const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return accepted({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 80),
    authorization: url.username === '' ? null : `Basic ${Buffer.from(user).toString('base64')}`,
  });
}

/** `example.test` and `.example.test` exempt the name and what is below it; `*` exempts all; `host:port` that port only. */
function isExempt({ host, port }: Place, list: string): boolean {
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', onlyPort] = /^\*?\.?(.+?)(?::(\d+))?$/.exec(entry) ?? [];
      if (name === '' || (onlyPort !== undefined && Number(onlyPort) !== port)) return false;
      return host === name || host.endsWith(`.${name}`) || host === `[${name}]`;
    });
}
