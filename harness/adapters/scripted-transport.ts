import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ConnectionOptions } from '#shared/api/application-views.ts';
import { parseTenantUrl } from '#shared/entra/tenant-url.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import { createHttpTransport, type HttpTransportSetup } from './http-transport.ts';
import { openEndpoint, type ScriptedEndpoint } from './scripted-endpoint.ts';

export const TOKEN = 'token-of-larkfield';
export const NO_EXCEPTIONS: ConnectionOptions = {
  allowsPlainHttp: false,
  certificateAuthority: null,
  certificateFingerprint: null,
  extraHeader: null,
};
export const ASK: ScimRequest = {
  method: 'GET',
  target: '/Users?filter=userName+eq+%22ada%22',
  headers: { ADSCIMVersion: '5.0' },
  body: null,
};

const open: { close(): void | Promise<void> }[] = [];

/** Closes what one test has opened; for `afterEach`. */
export async function closeOpened(): Promise<void> {
  for (const each of open.splice(0)) await each.close();
}

export function closeLater(opened: { close(): void | Promise<void> }): void {
  open.push(opened);
}

export async function endpoint(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  kind: 'http' | 'tls' = 'http',
): Promise<ScriptedEndpoint> {
  const opened = await openEndpoint(answer, kind);
  open.push(opened);
  return opened;
}

/** Sends over a new transport. Plain http is allowed unless the exceptions say otherwise. */
export async function send(address: string, request: ScimRequest, setup: Partial<HttpTransportSetup> = {}) {
  return transportTo(address, setup).send(request);
}

export function transportTo(address: string, setup: Partial<HttpTransportSetup> = {}) {
  const url = parseTenantUrl(address);
  if (!url.ok) throw new Error(url.problems[0]?.message);
  const transport = createHttpTransport({
    url: url.value,
    token: TOKEN,
    options: { ...NO_EXCEPTIONS, allowsPlainHttp: true },
    environment: {},
    ...setup,
  });
  open.push(transport);
  return transport;
}

type Sent = Awaited<ReturnType<typeof send>>;

/** The failure, where it is one; else what came in its place. */
export function failureIn({ outcome }: Sent) {
  return outcome.kind === 'failure' ? outcome.failure : outcome;
}

/** The response, where it is one; else what came in its place. */
export function responseIn({ outcome }: Sent) {
  return outcome.kind === 'response' ? outcome.response : outcome;
}

export function answerEmptyList(_request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Content-Type', 'application/scim+json').end('{"totalResults":0}');
}
