import type { Json, JsonObject } from '#shared/kernel/json.ts';
import type { Random } from '#shared/kernel/random.ts';
import type { ServerClient } from './server-client.ts';
import type { Change, KnownUser, Ledger } from './server-ledger.ts';

/** Groups that every writer edits, by name: `Everybody`, ... */
export type GroupIds = ReadonlyMap<string, string>;

/** Writes one thing after the other to users of its own and to groups of all, until no answer comes any more. */
export async function writeUntilGone(writer: {
  /** Begins the names of its users. */
  readonly name: string;
  readonly client: ServerClient;
  readonly random: Random;
  readonly ledger: Ledger;
  readonly groupIds: GroupIds;
  readonly onAcknowledged: () => void;
}): Promise<void> {
  const { name, client, random, ledger, onAcknowledged } = writer;
  for (let number = 0; ; number += 1) {
    const own = ledger.names().filter((userName) => userName.startsWith(`${name}-`));
    const write = chooseWrite(writer, own, `${name}-${random.next().toString(36)}-${number}`);
    ledger.ask(write.change);
    const answer = await client.send(write.method, write.target, write.body).catch(() => null);
    if (answer === null) return;
    ledger.acknowledge(write.told(answer.status, answer.body));
    onAcknowledged();
  }
}

interface Write {
  readonly method: string;
  readonly target: string;
  readonly body?: Json;
  readonly change: Change;
  /** The change as the answer completes it. Throws where the write was refused: none of these may be. */
  told(status: number, body: JsonObject): Change;
}

type Chooser = Pick<Parameters<typeof writeUntilGone>[0], 'random' | 'ledger' | 'groupIds'>;

function chooseWrite({ random, ledger, groupIds }: Chooser, own: readonly string[], newName: string): Write {
  const pick = <T>(list: readonly T[]): T | undefined => list[random.next() % Math.max(1, list.length)];
  const name = pick(own);
  const user = name === undefined ? null : ledger.user(name);
  const kind = random.next() % 20;
  if (name === undefined || user === null || kind < 6) return createOne(newName);
  const title = `Title ${newName}`;
  const group = pick([...groupIds.keys()]) ?? '';
  const groupId = groupIds.get(group) ?? '';
  if (kind < 9) return retitle(name, user, title);
  if (kind < 11) return replace(name, user, title);
  if (kind < 15) return join(name, user, { group, groupId });
  if (kind < 16) return leave(name, user, groupIds);
  if (kind < 19) return remove(name, user);
  return createSeveral([`${newName}-a`, `${newName}-b`, `${newName}-c`]);
}

function createOne(name: string): Write {
  const after = { id: null, title: 'New', groups: [] };
  return {
    ...{ method: 'POST', target: '/Users', body: userBody(name, after), change: new Map([[name, after]]) },
    told: (status, body) => {
      refuse(status === 201, status, body);
      return new Map([[name, { ...after, id: String(body['id']) }]]);
    },
  };
}

function createSeveral(names: readonly string[]): Write {
  const after = { id: null, title: 'In bulk', groups: [] };
  const operations = names.map((name) => ({ method: 'POST', path: '/Users', bulkId: name, data: userBody(name, after) }));
  return {
    ...{ method: 'POST', target: '/Bulk', change: new Map(names.map((name) => [name, after])) },
    body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'], Operations: operations },
    told: (status, body) => {
      const results = (body['Operations'] ?? []) as readonly JsonObject[];
      refuse(status === 200 && results.every((result) => result['status'] === '201'), status, body);
      return new Map(names.map((name, index) => [name, { ...after, id: idIn(results[index]) }]));
    },
  };
}

function retitle(name: string, user: KnownUser, title: string): Write {
  const body = patchBody({ op: 'replace', path: 'title', value: title });
  return toUser('PATCH', name, { before: user, after: { ...user, title }, body });
}

function replace(name: string, user: KnownUser, title: string): Write {
  const after = { ...user, title };
  return toUser('PUT', name, { before: user, after, body: userBody(name, after) });
}

function remove(name: string, user: KnownUser): Write {
  return toUser('DELETE', name, { before: user, after: null });
}

function join(name: string, user: KnownUser, { group, groupId }: { group: string; groupId: string }): Write {
  const after = { ...user, groups: [...new Set([...user.groups, group])].sort() };
  const body = patchBody({ op: 'add', path: 'members', value: [{ value: user.id }] });
  return toGroup(groupId, body, new Map([[name, after]]));
}

function leave(name: string, user: KnownUser, groupIds: GroupIds): Write {
  const [group = '', ...rest] = user.groups;
  const body = patchBody({ op: 'remove', path: `members[value eq "${user.id}"]` });
  if (group === '') return retitle(name, user, 'In no group');
  return toGroup(groupIds.get(group) ?? '', body, new Map([[name, { ...user, groups: rest }]]));
}

function toUser(
  method: string,
  name: string,
  { before, after, body }: { readonly before: KnownUser; readonly after: KnownUser | null; readonly body?: Json },
): Write {
  return toOne(method, `/Users/${before.id}`, body, new Map([[name, after]]));
}

function toGroup(groupId: string, body: Json, change: Change): Write {
  return toOne('PATCH', `/Groups/${groupId}`, body, change);
}

function toOne(method: string, target: string, body: Json | undefined, change: Change): Write {
  const told: Write['told'] = (status, answer) => {
    refuse(status === 200 || status === 204, status, answer);
    return change;
  };
  return { method, target, ...(body === undefined ? {} : { body }), change, told };
}

function refuse(isRight: boolean, status: number, body: JsonObject): void {
  if (!isRight) throw new Error(`A write that must succeed was answered with ${status}: ${JSON.stringify(body)}`);
}

function idIn(result: JsonObject | undefined): string {
  return decodeURIComponent(String(result?.['location']).split('/').at(-1) ?? '');
}

function userBody(userName: string, { title }: Pick<KnownUser, 'title'>): JsonObject {
  return { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName, title, active: true };
}

function patchBody(...operations: readonly JsonObject[]): JsonObject {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations };
}
