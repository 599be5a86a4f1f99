import http from 'node:http';
import net, { type Socket } from 'node:net';
import tls, { type TLSSocket } from 'node:tls';
import { domainToASCII } from 'node:url';
import type { ForwardProxy, Place } from './proxy.ts';
import { TransportFault } from './transport-fault.ts';

export interface Trust {
  /** PEM text of an authority to trust beside Node's own list. */
  readonly certificateAuthority: string | null;
  /** The one certificate to trust, whoever signed it: SHA-256, upper-case hex with colons. */
  readonly certificateFingerprint: string | null;
}

/**
 * A connection on which a request may be sent: through the proxy where there is one, and for https only after the
 * certificate was checked. Rejects with a TransportFault or Node's error.
 */
export async function openTargetSocket(
  place: Place,
  proxy: ForwardProxy | null,
  trust: Trust,
  timeoutMs: number,
): Promise<Socket> {
  const host = hostName(place.host);
  if (place.scheme === 'http') {
    if (proxy === null) return connected(net.connect({ host, port: place.port }), timeoutMs, 'connect');
    return connected(net.connect({ host: proxy.host, port: proxy.port }), timeoutMs, 'connect').catch(() => {
      throw unreachable(proxy);
    });
  }
  const tunnel = proxy === null ? null : await openTunnel(place, proxy, timeoutMs);
  return secured(place, { host, port: place.port, ...(tunnel && { socket: tunnel }) }, trust, timeoutMs);
}

/** As Node's resolver and TLS want it: no brackets, and an international name in its ASCII form. */
function hostName(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : domainToASCII(host) || host;
}

/** `scim.example.test:443`, for sentences and the Host header. */
export function authorityOf({ scheme, host, port }: Place): string {
  const name = host.startsWith('[') ? host : domainToASCII(host) || host;
  return port === (scheme === 'https' ? 443 : 80) ? name : `${name}:${port}`;
}

function openTunnel(place: Place, proxy: ForwardProxy, timeoutMs: number): Promise<Socket> {
  const target = `${place.host}:${place.port}`;
  const via = nameOf(proxy);
  return new Promise((resolve, reject) => {
    const request = http.request({
      method: 'CONNECT',
      host: proxy.host,
      port: proxy.port,
      path: target,
      timeout: timeoutMs,
      headers: { Host: target, ...(proxy.authorization !== null && { 'Proxy-Authorization': proxy.authorization }) },
    });
    const refuse = (status: number | undefined, socket: { destroy(): void }) => {
      socket.destroy();
      reject(new TransportFault('refused', `${via} answered ${status} to the request for a tunnel to ${target}.`));
    };
    request.on('connect', (response, socket) => {
      if (response.statusCode !== 200) return refuse(response.statusCode, socket);
      resolve(socket as Socket);
    });
    request.on('response', (response) => refuse(response.statusCode, response));
    request.on('timeout', () => request.destroy(new TransportFault('timeout', `${via} opened no tunnel in time.`)));
    request.on('error', (error) => {
      reject(error instanceof TransportFault ? error : unreachable(proxy));
    });
    request.end();
  });
}

function nameOf(proxy: ForwardProxy): string {
  return `The proxy ${proxy.host}:${proxy.port}`;
}

function unreachable(proxy: ForwardProxy): TransportFault {
  return new TransportFault('refused', `${nameOf(proxy)} cannot be reached.`);
}

async function secured(
  place: Place,
  options: tls.ConnectionOptions & { readonly host: string },
  trust: Trust,
  timeoutMs: number,
): Promise<Socket> {
  const socket = tls.connect({
    ...options,
    ...(net.isIP(options.host) === 0 && { servername: options.host }),
    ...(trust.certificateAuthority !== null && { ca: [...tls.getCACertificates('default'), trust.certificateAuthority] }),
    // The certificate is judged below, before the socket is handed on, so that a refusal can name its fingerprint and a
    // pinned one may be signed by anybody. Nothing is written to the socket until then.
    rejectUnauthorized: false,
  });
  await connected(socket, timeoutMs, 'secureConnect');
  const reason = certificateReason(socket, trust.certificateFingerprint);
  if (reason === undefined) return socket;
  socket.destroy();
  throw new TransportFault('tls', `The certificate of ${authorityOf(place)} ${reason}`);
}

function certificateReason(socket: TLSSocket, pinned: string | null): string | undefined {
  const fingerprint = socket.getPeerX509Certificate()?.fingerprint256;
  if (pinned !== null) {
    return fingerprint === pinned ? undefined : `is not the pinned one: its SHA-256 fingerprint is ${fingerprint ?? 'absent'}.`;
  }
  if (socket.authorized) return undefined;
  const code = String(socket.authorizationError);
  return `${CERTIFICATE_REASONS[code] ?? 'is not trusted'} (${code}). Its SHA-256 fingerprint is ${fingerprint ?? 'absent'}.`;
}

/** OpenSSL's verdicts in words; the rest keep their code. */
const CERTIFICATE_REASONS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'leads to an authority that is not on the trust list',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes without the certificate of an authority on the trust list',
  UNABLE_TO_GET_ISSUER_CERT: 'comes without the certificates in between',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes without the certificates in between, or from an authority not on the trust list',
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'was issued for another name',
};

function connected<S extends Socket>(socket: S, timeoutMs: number, event: 'connect' | 'secureConnect'): Promise<S> {
  return new Promise((resolve, reject) => {
    const settle = (outcome: () => void) => {
      socket.setTimeout(0);
      socket.off('error', fail).off('close', close).off(event, succeed).off('timeout', giveUp);
      outcome();
    };
    const fail = (error: Error) => {
      settle(() => reject(error));
      // The promise tells it once; what a dying socket adds is of no use and must not end the process.
      socket.on('error', () => undefined);
    };
    const close = () => fail(Object.assign(new Error('The connection was closed.'), { code: 'ECONNRESET' }));
    const succeed = () => settle(() => resolve(socket));
    const giveUp = () => {
      fail(Object.assign(new Error('No connection in time.'), { code: 'ETIMEDOUT' }));
      socket.destroy();
    };
    socket.on('error', fail).on('close', close).on(event, succeed).on('timeout', giveUp).setTimeout(timeoutMs);
  });
}
