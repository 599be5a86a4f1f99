import { setTimeout as delay } from 'node:timers/promises';
import { createInProcessTransport } from '#harness/adapters/in-process-transport.ts';
import { createVirtualClock } from '#harness/adapters/virtual-clock.ts';
import { openWorkspaceDb } from '#harness/adapters/workspace-db.ts';
import type { Transport } from '#harness/ports/session-ports.ts';
import { perform } from '#harness/session/scheduler.ts';
import { everyTolerance, openTestDirectory } from '#server/testing/test-directory.ts';
import { runCycle } from '#shared/engine/job.ts';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import type { TenantUser } from '#shared/entra/tenant.ts';
import { type Ratio, ratioOf } from './ratio.ts';

const USER_COUNT = 100;
const ANSWER_MS = 2;

/** What objects in flight gain, in process and over a wire that takes its time, and what a cycle costs that finds nothing to do. */
export async function measureCycles(): Promise<readonly Ratio[]> {
  const initial = (objectsInFlightCount: number, answerMs: number) => ({
    label: `an initial cycle over ${USER_COUNT} users, ${objectsInFlightCount} in flight, ${answerMs} ms for an answer`,
    run: async () => {
      const rehearsal = openRehearsal(objectsInFlightCount, answerMs);
      await rehearsal.cycle('initial');
      rehearsal.close();
    },
  });
  const settled = openRehearsal(1, 0);
  await settled.cycle('initial');
  const quiet = { label: 'a restart that finds everybody in place', run: () => settled.cycle('initial') };
  const ratios = [
    await ratioOf('cycle-10-to-1-in-flight', initial(10, 0), initial(1, 0), 5),
    await ratioOf('cycle-10-to-1-in-flight-slow-answers', initial(10, ANSWER_MS), initial(1, ANSWER_MS), 3),
    await ratioOf('cycle-restart-to-first', quiet, initial(1, 0), 5),
  ];
  settled.close();
  return ratios;
}

function openRehearsal(objectsInFlightCount: number, answerMs: number) {
  const db = openWorkspaceDb(':memory:');
  const clock = createVirtualClock(Date.UTC(2026, 0, 5));
  const { server, id, token } = openTestDirectory(everyTolerance);
  const inProcess = createInProcessTransport(server, id, token);
  const transport: Transport = {
    send: async (request) => {
      if (answerMs > 0) await delay(answerMs);
      return inProcess.send(request);
    },
  };
  const job = db.jobStore('app');
  db.tenant.putAll(users);
  return {
    cycle: async (kind: 'initial' | 'incremental') => {
      const { watermark, cycleCount } = job.progress();
      const number = cycleCount + 1;
      const configuration = { ...defaultJobConfiguration(), scope: 'all', objectsInFlightCount } as const;
      const names = { sourceSystem: 'Microsoft Entra ID', targetSystem: 'customappsso' };
      const task = runCycle(
        { jobId: 'scim.bench', configuration, dialect: 'legacy', seed: 'seed', ...names },
        { kind, reason: 'measured', number, cycleId: `cycle ${number}`, watermark },
      );
      await perform(task, { appId: 'app', tenant: db.tenant, job, transport, clock });
      if (job.linkCounts().userCount !== USER_COUNT) throw new Error('The cycle did not bring everybody.');
    },
    close: () => {
      db.close();
      server.close();
    },
  };
}

const users = Array.from({ length: USER_COUNT }, (_, index): TenantUser => {
  const name = `person-${index}`;
  return {
    type: 'User',
    objectId: `10000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    key: `user-${name}`,
    attributes: { displayName: name, userPrincipalName: `${name}@larkfield.test`, mailNickname: name, accountEnabled: true },
    managerId: null,
    deletedAt: null,
  };
});
