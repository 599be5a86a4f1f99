import { setImmediate } from 'node:timers/promises';
import { createInProcessTransport } from '#harness/adapters/in-process-transport.ts';
import { createVirtualClock } from '#harness/adapters/virtual-clock.ts';
import { openWorkspaceDb } from '#harness/adapters/workspace-db.ts';
import type { Transport } from '#harness/ports/session-ports.ts';
import { perform } from '#harness/session/scheduler.ts';
import { createScimServer } from '#server/create-server.ts';
import { entraReadyTolerances } from '#server/tolerances.ts';
import { runCycle } from '#shared/engine/job.ts';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import type { JobConfiguration } from '#shared/entra/job-configuration.ts';
import { ENTERPRISE_USER_URN } from '#shared/entra/target-attribute.ts';
import { appRoleIdOf, type TenantGroup, type TenantUser } from '#shared/entra/tenant.ts';
import { HOUR_MS } from '#shared/kernel/duration.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import type { ScimRequest } from '#shared/scim/message.ts';

const START = Date.UTC(2026, 0, 5);

/** Ada, Grace and their group, all in scope, against the bundled server with every tolerance. */
export function openRehearsal(changes: Partial<JobConfiguration>) {
  const db = openWorkspaceDb(':memory:');
  const clock = createVirtualClock(START);
  const random = seededRandom('server');
  const server = createScimServer({ path: ':memory:', host: { clock, random, newToken: () => 'test-token'.padEnd(43, 'x') } });
  const { directory, token } = server.createDirectory({
    organizationId: server.createOrganization('Larkfield').id,
    name: 'Rehearsal',
    id: 'rehearsal',
    tolerances: entraReadyTolerances,
  });
  const wire: Wire = { requests: [], membersInFlight: 0, membersInFlightMax: 0 };
  const transport = recording(createInProcessTransport(server, directory.id, token), wire);
  db.tenant.putAll([ada, grace, group]);
  const names = () =>
    new Map(
      db
        .jobStore('app')
        .allLinks()
        .map(({ sourceId, targetId }) => [targetId, sourceId]),
    );
  let number = 0;

  return {
    /** The writes of one more cycle; ids of the target read as those of the tenant. */
    cycle: async (): Promise<readonly Json[]> => {
      wire.requests.length = 0;
      number += 1;
      const { watermark } = db.jobStore('app').progress();
      const kind = watermark === null ? 'initial' : 'incremental';
      const job = {
        jobId: 'scim.test',
        configuration: { ...defaultJobConfiguration(), scope: 'all', ...changes },
        dialect: 'legacy',
        seed: 'seed',
        sourceSystem: 'Microsoft Entra ID',
        targetSystem: 'customappsso',
      } as const;
      const request = { kind, reason: 'test', number, cycleId: `cycle ${number}`, watermark } as const;
      await perform(runCycle(job, request), { appId: 'app', tenant: db.tenant, job: db.jobStore('app'), transport, clock });
      clock.advanceTo(clock.now() + HOUR_MS);
      return wire.requests.filter(({ method }) => method !== 'GET').map((sent) => inTenantIds(shown(sent), names()));
    },
    change: () => {
      db.tenant.put({ ...ada, attributes: { ...ada.attributes, displayName: 'Ada King' }, managerId: null }, 'updated');
      db.tenant.put({ ...grace, attributes: { ...grace.attributes, accountEnabled: false } }, 'updated');
      db.tenant.put({ ...group, attributes: { displayName: 'Analysts' }, memberIds: ['ada'] }, 'updated');
    },
    /** Ada has these roles, and no others. */
    assignAda: (...roleNames: readonly string[]) => {
      db.tenant.unassign('app', ['ada']);
      const roles = roleNames.map((name) => ({ principalId: 'ada', appRoleId: appRoleIdOf('app', name) }));
      for (const name of roleNames) db.tenant.addRole('app', name);
      db.tenant.assign('app', roles);
    },
    membersInFlightMax: () => wire.membersInFlightMax,
    held: () => {
      const all = (type: 'User' | 'Group') => server.resources(directory.id, { type, offset: 0, limit: 10 }).items;
      const users = all('User').map((resource) => inTenantIds(resource, names()) as JsonObject);
      const userNamed = (name: string) => summary(users.find(({ userName }) => userName === `${name}@larkfield.test`));
      const [only] = all('Group').map((resource) => inTenantIds(resource, names()) as JsonObject);
      return { ada: userNamed('ada'), grace: userNamed('grace'), group: [only?.['displayName'], memberIdsOf(only)] };
    },
  };
}

function summary(user: JsonObject | undefined): readonly (Json | undefined)[] {
  const enterprise = user?.[ENTERPRISE_USER_URN];
  const manager = isJsonObject(enterprise) ? enterprise['manager'] : undefined;
  return [user?.['displayName'], user?.['active'], isJsonObject(manager) ? manager['value'] : undefined];
}

function memberIdsOf(resource: JsonObject | undefined): readonly (Json | undefined)[] {
  const members = resource?.['members'];
  return Array.isArray(members) ? members.map((member: Json) => (isJsonObject(member) ? member['value'] : undefined)) : [];
}

function shown({ method, body }: ScimRequest): Json {
  if (!isJsonObject(body)) return method;
  if (method === 'POST' && Array.isArray(body['roles']) && body['roles'].length > 0) return body['roles'];
  return method === 'PATCH' ? (body['Operations'] ?? null) : `${method} of ${body['displayName']}, active ${body['active']}`;
}

function inTenantIds(json: Json, names: ReadonlyMap<string, string>): Json {
  let text = JSON.stringify(json);
  for (const [targetId, sourceId] of names) text = text.replaceAll(targetId, sourceId);
  return JSON.parse(text) as Json;
}

interface Wire {
  readonly requests: ScimRequest[];
  membersInFlight: number;
  membersInFlightMax: number;
}

function recording(transport: Transport, wire: Wire): Transport {
  return {
    send: async (request) => {
      wire.requests.push(request);
      const isAboutMembers = request.method === 'PATCH' && request.target.startsWith('/Groups');
      if (isAboutMembers) wire.membersInFlightMax = Math.max(wire.membersInFlightMax, ++wire.membersInFlight);
      await setImmediate();
      const sent = await transport.send(request);
      if (isAboutMembers) wire.membersInFlight -= 1;
      return sent;
    },
  };
}

const ada: TenantUser = {
  type: 'User',
  objectId: 'ada',
  key: 'user-ada',
  attributes: { displayName: 'Ada Lovelace', userPrincipalName: 'ada@larkfield.test', mailNickname: 'ada', accountEnabled: true },
  managerId: 'grace',
  deletedAt: null,
};

const grace: TenantUser = {
  ...ada,
  objectId: 'grace',
  key: 'user-grace',
  attributes: { ...ada.attributes, displayName: 'Grace Hopper', userPrincipalName: 'grace@larkfield.test', mailNickname: 'gra' },
  managerId: null,
};

const group: TenantGroup = {
  type: 'Group',
  objectId: 'group',
  key: 'group-sales',
  attributes: { displayName: 'Sales' },
  memberIds: ['ada', 'grace'],
  deletedAt: null,
};
