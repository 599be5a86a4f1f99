import { type Json, type JsonObject, parseJson } from '#shared/kernel/json.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import { createScimServer } from '../create-server.ts';
import type { ScimServer, ServerHost } from '../scim-server.ts';
import { entraReadyTolerances } from '../tolerances.ts';

/** 2026-01-05T08:00:00Z, and a second later with each look at the clock. */
export function testHost(): ServerHost {
  let now = 1_767_600_000_000;
  let tokens = 0;
  return {
    clock: {
      now: () => {
        now += 1000;
        return now;
      },
    },
    random: seededRandom('test'),
    newToken: () => {
      tokens += 1;
      return `test-token-${tokens}`.padEnd(43, 'x');
    },
  };
}

/** All that Entra needs. */
export const everyTolerance: readonly string[] = entraReadyTolerances;

/** What a test sees of an answer. */
interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
}

export interface TestDirectory {
  readonly server: ScimServer;
  readonly id: string;
  readonly token: string;
  /** `target` is below the directory's address. */
  send(method: string, target: string, body?: Json, headers?: Readonly<Record<string, string>>): TestAnswer;
  /** Creates a user and answers the id. */
  createUser(userName: string, attributes?: JsonObject): string;
  createGroup(displayName: string, memberIds?: readonly string[]): string;
  /** Names of the directory events, oldest first. */
  eventNames(): readonly string[];
}

export function openTestDirectory(tolerances: readonly string[] = [], path = ':memory:'): TestDirectory {
  const server = createScimServer({ path, host: testHost() });
  const organization = server.createOrganization('Larkfield');
  const { directory, token } = server.createDirectory({ organizationId: organization.id, name: 'Larkfield', tolerances });
  return toTestDirectory(server, directory.id, token);
}

export function toTestDirectory(server: ScimServer, id: string, token: string): TestDirectory {
  const send: TestDirectory['send'] = (method, target, body, headers = {}) => {
    const response = server.handle({
      method,
      target: `/scim/v2/${id}${target}`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json; charset=utf-8', ...headers },
      body: body === undefined ? '' : JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: (parseJson(response.body) ?? {}) as JsonObject };
  };
  const create = (target: string, body: JsonObject): string => {
    const answer = send('POST', target, body);
    if (answer.status !== 201) throw new Error(`Could not create at ${target}: ${JSON.stringify(answer.body)}`);
    return String(answer.body['id']);
  };
  return {
    server,
    id,
    token,
    send,
    createUser: (userName, attributes = {}) => create('/Users', userBody(userName, attributes)),
    createGroup: (displayName, memberIds = []) => create('/Groups', groupBody(displayName, memberIds)),
    eventNames: () =>
      server
        .events(id, { offset: 0, limit: 1000 })
        .items.map(({ event }) => event)
        .reverse(),
  };
}

export function userBody(userName: string, attributes: JsonObject = {}): JsonObject {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
    userName,
    ...attributes,
  };
}

function groupBody(displayName: string, memberIds: readonly string[]): JsonObject {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    displayName,
    members: memberIds.map((value) => ({ value })),
  };
}

export function patchBody(...operations: readonly JsonObject[]): JsonObject {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations };
}
