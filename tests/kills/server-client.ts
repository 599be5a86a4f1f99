import http from 'node:http';
import { isJsonObject, type Json, type JsonObject, parseJson } from '#shared/kernel/json.ts';
import { DIRECTORY_ID } from './server-process.ts';

/** A connection of one client to the directory; requests go out one after the other. */
export interface ServerClient {
  /** Rejects where no whole answer came: the write may have happened or not. */
  send(method: string, target: string, body?: Json): Promise<{ readonly status: number; readonly body: JsonObject }>;
  close(): void;
}

/** `onSent`: told when the last byte of a request is handed to the system. */
export function connectToServer(port: number, token: string, onSent: () => void = () => undefined): ServerClient {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  return {
    send: (method, target, body) =>
      new Promise((resolve, reject) => {
        const text = body === undefined ? '' : JSON.stringify(body);
        const headers = {
          authorization: `Bearer ${token}`,
          ...(text === '' ? {} : { 'content-type': 'application/scim+json', 'content-length': Buffer.byteLength(text) }),
        };
        const path = `/scim/v2/${DIRECTORY_ID}${target}`;
        const request = http.request({ host: '127.0.0.1', port, path, method, headers, agent }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const answer = parseJson(Buffer.concat(chunks).toString());
            resolve({ status: response.statusCode ?? 0, body: isJsonObject(answer) ? answer : {} });
          });
        });
        request.on('error', reject);
        request.end(text, onSent);
      }),
    close: () => agent.destroy(),
  };
}

/** Every resource of a type, page after page. */
export async function readAll({ send }: ServerClient, endpoint: string): Promise<readonly JsonObject[]> {
  const found: JsonObject[] = [];
  for (;;) {
    const { status, body } = await send('GET', `${endpoint}?startIndex=${found.length + 1}&count=1000`);
    if (status !== 200) throw new Error(`${endpoint} was answered with ${status}: ${JSON.stringify(body)}`);
    const page = Array.isArray(body['Resources']) ? body['Resources'].filter(isJsonObject) : [];
    found.push(...page);
    if (page.length === 0 || found.length >= Number(body['totalResults'])) return found;
  }
}
