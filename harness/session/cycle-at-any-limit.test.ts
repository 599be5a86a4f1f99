import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createScimServer } from '#server/create-server.ts';
import { entraReadyTolerances } from '#server/tolerances.ts';
import { runCycle } from '#shared/engine/job.ts';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import type { TenantGroup, TenantUser } from '#shared/entra/tenant.ts';
import { MINUTE_MS } from '#shared/kernel/duration.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import type { CycleKind } from '#shared/trace/event.ts';
import { createInProcessTransport } from '../adapters/in-process-transport.ts';
import { traceLines } from '../adapters/trace-file.ts';
import { createVirtualClock } from '../adapters/virtual-clock.ts';
import { openWorkspaceDb } from '../adapters/workspace-db.ts';
import type { Transport } from '../ports/session-ports.ts';
import { perform } from './scheduler.ts';

const START = Date.UTC(2026, 0, 5);

test('an initial and an incremental cycle leave the same trace whether 1, 4 or 100 objects are in flight', async () => {
  const runs = await Promise.all([1, 4, 100].map(rehearse));
  const [one, four, hundred] = runs;
  expect(four?.trace).toEqual(one?.trace);
  expect(hundred?.trace).toEqual(one?.trace);
  expect(four?.recordedChangeIds).not.toEqual(one?.recordedChangeIds);
  expect(one?.trace.join('\n')).toContain('http://localhost/scim/v2/rehearsal/Users/');
  expect(one?.trace.join('\n')).not.toContain('test-token');
});

async function rehearse(objectsInFlightCount: number) {
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
  const transport = unsteady(createInProcessTransport(server, directory.id, token));
  const cycle = async (kind: CycleKind, number: number): Promise<void> => {
    const job = {
      jobId: 'scim.test',
      configuration: { ...defaultJobConfiguration(), scope: 'all', objectsInFlightCount },
      dialect: 'legacy',
      seed: 'seed',
      sourceSystem: 'Microsoft Entra ID',
      targetSystem: 'customappsso',
    } as const;
    const { watermark } = db.jobStore('app').progress();
    const request = { kind, reason: 'test', number, cycleId: `cycle ${number}`, watermark };
    await perform(runCycle(job, request), { appId: 'app', tenant: db.tenant, job: db.jobStore('app'), transport, clock });
  };

  db.tenant.putAll([...users, everyone]);
  await cycle('initial', 1);
  clock.advanceTo(START + 40 * MINUTE_MS);
  for (const user of users.slice(3, 9)) {
    db.tenant.put({ ...user, attributes: { ...user.attributes, department: 'Research' } }, 'updated');
  }
  db.tenant.put({ ...everyone, memberIds: everyone.memberIds.slice(4) }, 'updated');
  await cycle('incremental', 2);

  const events = db.trace.events('app', 0, 100_000);
  return { trace: [...traceLines(events)], recordedChangeIds: events.map(({ recorded }) => recorded.event.changeId) };
}

/** Lets answers overtake each other, the same way each time. */
function unsteady(transport: Transport): Transport {
  return {
    send: async (request) => {
      for (let turns = seededRandom('turns', request.target).next() % 5; turns > 0; turns -= 1) await setImmediate();
      return transport.send(request);
    },
  };
}

const users = Array.from({ length: 20 }, (_, index): TenantUser => {
  const name = `person-${index}`;
  return {
    type: 'User',
    objectId: `10000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    key: `user-${name}`,
    attributes: { displayName: name, userPrincipalName: `${name}@larkfield.test`, mailNickname: name, accountEnabled: true },
    managerId: index % 3 === 0 ? null : '10000000-0000-4000-8000-000000000000',
    deletedAt: null,
  };
});

const everyone: TenantGroup = {
  type: 'Group',
  objectId: '20000000-0000-4000-8000-000000000000',
  key: 'group-everyone',
  attributes: { displayName: 'Everyone' },
  memberIds: users.map(({ objectId }) => objectId),
  deletedAt: null,
};
