// Sends as many requests of each kind as it is told, by Node's own http, and does nothing with the answers. Tells its parent how long
// that took. The cycle it is compared with sends its requests through undici, as harness/adapters/http-transport.ts does.
import http from 'node:http';
import { cpuMsSince } from './cpu-time.ts';

export interface BareErrand {
  readonly port: number;
  readonly inFlightCount: number;
  readonly counts: Readonly<Record<string, number>>;
}

export interface BareMeasure {
  readonly ms: number;
  readonly cpuMs: number;
}

process.once('message', async (errand: BareErrand) => {
  const methods = Object.entries(errand.counts).flatMap(([method, count]) => Array.from({ length: count }, () => method));
  const agent = new http.Agent({ keepAlive: true });
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < methods.length) {
      const method = methods[next] ?? 'GET';
      next += 1;
      await ask(agent, errand.port, method);
    }
  };
  const [from, cpuFrom] = [performance.now(), process.threadCpuUsage()];
  await Promise.all(Array.from({ length: errand.inFlightCount }, work));
  const measure: BareMeasure = { ms: performance.now() - from, cpuMs: cpuMsSince(cpuFrom) };
  process.send?.(measure);
  agent.destroy();
  process.disconnect();
});

function ask(agent: http.Agent, port: number, method: string): Promise<string> {
  const [path, body] = messages[method] ?? ['/', ''];
  return new Promise((resolve, reject) => {
    const length = body === '' ? {} : { 'Content-Type': 'application/scim+json', 'Content-Length': Buffer.byteLength(body) };
    const request = http.request({
      agent,
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: { Authorization: 'Bearer token', ...length },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        text += piece;
      });
      response.on('end', () => resolve(text));
    });
    request.end(body);
  });
}

const messages: Readonly<Record<string, readonly [path: string, body: string]>> = {
  GET: ['/Users?filter=userName+eq+%22person-1%40larkfield.test%22', ''],
  POST: [
    '/Users',
    JSON.stringify({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
      externalId: 'person-1',
      userName: 'person-1@larkfield.test',
      active: true,
      displayName: 'Person 1',
      emails: [{ primary: true, type: 'work', value: 'person-1@larkfield.test' }],
      meta: { resourceType: 'User' },
      name: { formatted: 'Person 1', familyName: '1', givenName: 'Person' },
      title: 'Engineer',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Department 1' },
    }),
  ],
  PATCH: [
    '/Users/1',
    JSON.stringify({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'Add', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager', value: '10' }],
    }),
  ],
};
