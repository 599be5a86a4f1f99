import { expect, test } from 'vitest';
import { createHttpTransport } from '#harness/adapters/http-transport.ts';
import { createInProcessTransport } from '#harness/adapters/in-process-transport.ts';
import { createVirtualClock } from '#harness/adapters/virtual-clock.ts';
import { openWorkspaceDb } from '#harness/adapters/workspace-db.ts';
import type { Transport } from '#harness/ports/session-ports.ts';
import { perform } from '#harness/session/scheduler.ts';
import { faultDefinitions } from '#server/faults/fault-catalogue.ts';
import type { FaultKind } from '#server/faults/fault-rule.ts';
import { readFaults } from '#server/faults/read-faults.ts';
import { listenScim } from '#server/http/listen.ts';
import { everyTolerance, openTestDirectory, type TestDirectory } from '#server/testing/test-directory.ts';
import { runCycle } from '#shared/engine/job.ts';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import type { TenantGroup, TenantUser } from '#shared/entra/tenant.ts';
import { parseTenantUrl } from '#shared/entra/tenant-url.ts';
import { assert } from '#shared/kernel/assert.ts';
import type { JsonObject } from '#shared/kernel/json.ts';

/** When both clients give up. */
const TIMEOUT_MS = 600;
const APP_ID = 'outcomes';
const CYCLE_COUNT = 2;

/** Fields that have no default, by kind. */
const fields: Partial<Record<FaultKind, JsonObject>> = {
  status: { status: 409 },
  'token-expires': { after: 1 },
  latency: { ms: 1000 },
  omits: { attributes: ['id'] },
  'patch-answer': { form: 'resource' },
  intolerant: { tolerances: ['create-on-missing-value-path'] },
};

/** The probes of the first cycle go well, so that objects are what it happens to; what is waited for happens twice. */
function whenOf(kind: FaultKind): JsonObject {
  return { after: 2, times: kind === 'latency' || kind === 'no-answer' ? 2 : 50 };
}

test.each(faultDefinitions.map(({ kind }) => kind))(
  '%s: a job makes the same of it in process and over sockets',
  async (kind) => {
    const inProcess = openDirectory(kind);
    const { server, id, token } = inProcess;
    const outcome = await outcomeOf(inProcess, createInProcessTransport(server, id, token, { timeoutMs: TIMEOUT_MS }));

    const overSockets = openDirectory(kind);
    const face = await listenScim(overSockets.server, 0);
    const url = parseTenantUrl(`http://127.0.0.1:${face.port}/scim/v2/${overSockets.id}`);
    assert(url.ok, 'the address can be read');
    const options = { allowsPlainHttp: true, certificateAuthority: null, certificateFingerprint: null, extraHeader: null };
    const transport = createHttpTransport({
      ...{ url: url.value, token: overSockets.token, options, environment: {} },
      ...{ isBundledServer: true, timeoutMs: TIMEOUT_MS },
    });
    try {
      expect(await outcomeOf(overSockets, transport)).toEqual(outcome);
    } finally {
      transport.close();
      await face.close();
    }
  },
);

function openDirectory(kind: FaultKind): TestDirectory {
  const directory = openTestDirectory(everyTolerance);
  // One to be matched, and one that a wrong answer may bring in.
  directory.createUser('user-1@larkfield.test', { emails: [{ type: 'home', value: 'one@home.test' }] });
  directory.createUser('guest@larkfield.test', { active: false });
  const rules = readFaults([{ id: 'fault', when: whenOf(kind), effect: { kind, ...fields[kind] } }], 'faults');
  assert(rules.ok, JSON.stringify(rules));
  directory.server.setFaults(directory.id, { seed: '7', rules: rules.value });
  return directory;
}

/** What the log, the job and the target hold in the end. */
async function outcomeOf({ server, id }: TestDirectory, transport: Transport): Promise<unknown> {
  const db = openWorkspaceDb(':memory:');
  const clock = createVirtualClock(Date.UTC(2026, 0, 5));
  const job = db.jobStore(APP_ID);
  db.tenant.putAll([...users, group]);
  const configuration = { ...defaultJobConfiguration(), scope: 'all' } as const;
  const names = { sourceSystem: 'Microsoft Entra ID', targetSystem: 'customappsso' };
  for (let number = 1; number <= CYCLE_COUNT; number += 1) {
    const { watermark } = job.progress();
    const kind = watermark === null ? 'initial' : 'incremental';
    const request = { kind, reason: 'test', number, cycleId: `cycle ${number}`, watermark } as const;
    const task = runCycle({ jobId: 'scim.outcomes', configuration, dialect: 'legacy', seed: 'seed', ...names }, request);
    await perform(task, { appId: APP_ID, tenant: db.tenant, job, transport, clock });
  }
  const page = { offset: 0, limit: 100 };
  const outcome = {
    changes: db.trace
      .events(APP_ID, 0, 1000)
      .map(({ recorded }) => recorded.event)
      .filter(({ kind }) => kind === 'change-finished' || kind === 'cycle-failed' || kind === 'object-escrowed'),
    ...{ links: job.allLinks(), escrows: job.allEscrows(), progress: job.progress() },
    resources: (['User', 'Group'] as const).map((type) => server.resources(id, { type, ...page })),
    faults: server.faults(id),
  };
  db.close();
  server.close();
  // Names of the host and its port differ.
  return JSON.parse(JSON.stringify(outcome).replace(/127\.0\.0\.1(?::\d+)?/g, 'localhost'));
}

const users = [1, 2, 3].map(
  (number): TenantUser => ({
    ...{ type: 'User', objectId: `user-${number}`, key: `user-${number}`, deletedAt: null },
    managerId: number === 1 ? null : 'user-1',
    attributes: { userPrincipalName: `user-${number}@larkfield.test`, displayName: `User ${number}`, accountEnabled: true },
  }),
);

const group: TenantGroup = {
  ...{ type: 'Group', objectId: 'group-1', key: 'group-1', deletedAt: null },
  attributes: { displayName: 'Group' },
  memberIds: users.map(({ objectId }) => objectId),
};
