// Sends requests over plain sockets, one at a time on each, and counts the answers: a client that costs next to nothing.
import { connect, type Socket } from 'node:net';

export interface LoadErrand {
  readonly port: number;
  readonly connectionCount: number;
  readonly durationMs: number;
  readonly kind: 'filter' | 'page' | 'create' | 'rename' | 'add-member';
  readonly userCount: number;
  /** Of `page`: the query. Of `rename`: ids. Of `add-member`: the group and who joins it. */
  readonly query?: string;
  readonly ids?: readonly string[];
  /** Distinguishes what windows create. */
  readonly window: number;
}

export interface LoadMeasure {
  readonly requestsPerSecond: number;
  /** Of one request, with one connection. */
  readonly medianMs: number;
  readonly statuses: Readonly<Record<string, number>>;
}

process.on('message', async (errand: LoadErrand | 'close') => {
  if (errand === 'close') process.disconnect();
  else process.send?.(await load(errand));
});

async function load(errand: LoadErrand): Promise<LoadMeasure> {
  const statuses: Record<string, number> = {};
  const times: number[] = [];
  const sockets = await Promise.all(Array.from({ length: errand.connectionCount }, () => open(errand.port)));
  let number = 0;
  let answerCount = 0;
  const from = performance.now();
  const end = from + errand.durationMs;
  const work = async (socket: Socket): Promise<void> => {
    const exchange = openExchange(socket);
    while (performance.now() < end) {
      const messages = messagesOf(errand, number);
      number += 1;
      const start = performance.now();
      const status = await exchange(messages[0] ?? '');
      times.push(performance.now() - start);
      statuses[status] = (statuses[status] ?? 0) + 1;
      answerCount += 1;
      // What only puts things back is not counted.
      for (const message of messages.slice(1)) await exchange(message);
    }
  };
  await Promise.all(sockets.map(work));
  const seconds = (performance.now() - from) / 1000;
  for (const socket of sockets) socket.destroy();
  times.sort((one, other) => one - other);
  return { requestsPerSecond: answerCount / seconds, medianMs: times[Math.floor(times.length / 2)] ?? 0, statuses };
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Sends a message and answers its status once the whole answer is there. */
function openExchange(socket: Socket): (message: string) => Promise<string> {
  let waiting: ((status: string) => void) | undefined;
  let failed: (() => void) | undefined;
  let head = '';
  let missing = -1;
  socket.on('close', () => failed?.());
  socket.on('data', (chunk) => {
    if (missing < 0) {
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) return;
      const length = /\r\ncontent-length: (\d+)/iu.exec(head.slice(0, end))?.[1] ?? '0';
      missing = Number(length) - (head.length - end - 4);
    } else missing -= chunk.length;
    if (missing > 0) return;
    const status = head.slice(9, 12);
    head = '';
    missing = -1;
    waiting?.(status);
  });
  return (message) =>
    new Promise((resolve, reject) => {
      waiting = resolve;
      failed = () => reject(new Error('The server closed the connection.'));
      socket.write(message);
    });
}

const USER_URN = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE_URN = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** What is measured, and what puts it back. */
function messagesOf(errand: LoadErrand, number: number): readonly string[] {
  // A step that shares no factor with the counts visits everybody in an order that is none.
  const person = (number * 7919) % errand.userCount;
  switch (errand.kind) {
    case 'filter':
      return [message('GET', `/Users?filter=userName+eq+%22person-${person}%40larkfield.test%22`)];
    case 'page':
      return [message('GET', `/Users?${errand.query}`)];
    case 'create': {
      const name = `new-${errand.window}-${number}`;
      const body = {
        schemas: [USER_URN, ENTERPRISE_URN],
        externalId: name,
        userName: `${name}@larkfield.test`,
        active: true,
        displayName: name,
        emails: [{ primary: true, type: 'work', value: `${name}@larkfield.test` }],
        meta: { resourceType: 'User' },
        name: { formatted: name, familyName: name, givenName: 'New' },
        title: 'Engineer',
        [ENTERPRISE_URN]: { department: 'Department 1' },
      };
      return [message('POST', '/Users', body)];
    }
    case 'rename':
      return [
        message('PATCH', `/Users/${errand.ids?.[number % errand.ids.length]}`, {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [{ op: 'Replace', path: 'displayName', value: `Renamed ${errand.window} ${number}` }],
        }),
      ];
    case 'add-member': {
      const [group, user] = errand.ids ?? [];
      const patch = (operation: object): string =>
        message('PATCH', `/Groups/${group}`, {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [operation],
        });
      return [
        patch({ op: 'Add', path: 'members', value: [{ value: user }] }),
        patch({ op: 'Remove', path: `members[value eq "${user}"]` }),
      ];
    }
  }
}

function message(method: string, path: string, body?: object): string {
  const text = body === undefined ? '' : JSON.stringify(body);
  const head = [
    `${method} /scim/v2/larkfield${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Accept: application/scim+json',
    'Authorization: Bearer token-of-the-measurement',
    ...(text === '' ? [] : ['Content-Type: application/scim+json', `Content-Length: ${Buffer.byteLength(text)}`]),
  ];
  return `${head.join('\r\n')}\r\n\r\n${text}`;
}
