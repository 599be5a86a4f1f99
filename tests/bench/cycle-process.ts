// Runs cycles over a large tenant in a process of its own, and tells its parent what they took.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type CycleRequest, runCycle } from '#shared/engine/job.ts';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import type { ProvisioningScope } from '#shared/entra/job-configuration.ts';
import { parseTenantUrl } from '#shared/entra/tenant-url.ts';
import { assert } from '#shared/kernel/assert.ts';
import { createHttpTransport } from '../../harness/adapters/http-transport.ts';
import { openWorkspaceDb } from '../../harness/adapters/workspace-db.ts';
import type { Transport } from '../../harness/ports/session-ports.ts';
import type { WorkspaceDb } from '../../harness/ports/workspace-ports.ts';
import { perform } from '../../harness/session/scheduler.ts';
import { bareAnswer } from './bare-answer.ts';
import { cpuMsSince } from './cpu-time.ts';
import { everyId, GROUP_COUNT, groupId, userId } from './large-tenant.ts';

export interface CycleErrand {
  readonly kind: 'initial' | 'incremental';
  readonly userCount: number;
  readonly inFlightCount: number;
  /** Port of the bare server; null answers in process. */
  readonly port: number | null;
  /** Of an incremental cycle: who is in scope, and whether a group is among the ten objects that changed. */
  readonly scope?: ProvisioningScope;
  readonly changesGroup?: boolean;
}

export interface CycleMeasure {
  readonly ms: number;
  /** Of the one thread that everything runs on: what others do on the machine adds little to it. */
  readonly cpuMs: number;
  readonly objectCount: number;
  readonly requestCounts: Readonly<Record<string, number>>;
  /** The most that was resident at once. */
  readonly rssMegabytes: number;
}

const APP_ID = 'bench';

process.once('message', async (errand: CycleErrand) => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const path = join(folder, 'workspace.db');
  fillApart(path, errand.userCount);
  const db = openWorkspaceDb(path);
  if (errand.kind === 'incremental') settleAndChange(db, errand);
  const { transport, counts, close } = openTransport(errand.port);
  // What filling the tenant left behind is not the cycle's.
  await setImmediate();
  const [from, cpuFrom] = [performance.now(), process.threadCpuUsage()];
  await cycle(db, errand, transport);
  const ms = performance.now() - from;
  const measure: CycleMeasure = {
    ms,
    cpuMs: cpuMsSince(cpuFrom),
    objectCount: errand.userCount + GROUP_COUNT,
    requestCounts: counts,
    rssMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  process.send?.(measure);
  close();
  db.close();
  rmSync(folder, { recursive: true });
  process.disconnect();
});

/** In a process of its own: what it takes to write down 100,000 users is not what a cycle over them takes. */
function fillApart(path: string, userCount: number): void {
  const program = `
    import { openWorkspaceDb } from ${JSON.stringify(join(import.meta.dirname, '../../harness/adapters/workspace-db.ts'))};
    import { fillTenant } from ${JSON.stringify(join(import.meta.dirname, 'large-tenant.ts'))};
    const db = openWorkspaceDb(${JSON.stringify(path)});
    fillTenant(db.tenant, ${userCount});
    db.close();
  `;
  execFileSync(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'inherit' });
}

async function cycle(db: WorkspaceDb, { kind, inFlightCount, scope = 'all' }: CycleErrand, transport: Transport): Promise<void> {
  const job = db.jobStore(APP_ID);
  const { watermark, cycleCount } = job.progress();
  const number = cycleCount + 1;
  const request: CycleRequest = { kind, reason: 'measured', number, cycleId: `cycle ${number}`, watermark };
  const configuration = { ...defaultJobConfiguration(), scope, objectsInFlightCount: inFlightCount };
  const names = { sourceSystem: 'Microsoft Entra ID', targetSystem: 'customappsso' };
  await perform(runCycle({ jobId: 'scim.bench', configuration, dialect: 'legacy', seed: 'seed', ...names }, request), {
    ...{ appId: APP_ID, tenant: db.tenant, job, transport },
    clock: { now: () => Date.now() },
  });
}

/** As after an initial cycle, without its requests; then nine or ten users change, and perhaps a group. */
function settleAndChange(db: WorkspaceDb, { userCount, scope, changesGroup = false }: CycleErrand): void {
  const { tenant } = db;
  const job = db.jobStore(APP_ID);
  if (scope === 'assigned') {
    const ids = [...everyId(userCount)].map(({ id }) => id);
    tenant.assign(
      APP_ID,
      ids.map((principalId) => ({ principalId, appRoleId: '00000000-0000-0000-0000-000000000000' })),
    );
  }
  job.commit(
    [...everyId(userCount)].map(({ id, type }) => ({
      kind: 'put-link',
      link: { sourceId: id, type, targetId: id, origin: 'created', isManaged: true, exportedMemberIds: [] },
    })),
    [],
  );
  job.commit([{ kind: 'put-progress', progress: { watermark: tenant.lastSequence(), cycleCount: 1, pendingCycle: null } }], []);
  for (let number = 0; number < (changesGroup ? 9 : 10); number += 1) {
    const user = tenant.readObject(userId(number * 7));
    assert(user?.type === 'User', 'the tenant was filled');
    tenant.put({ ...user, attributes: { ...user.attributes, jobTitle: 'Lead' } }, 'updated');
  }
  const group = tenant.readObject(groupId(0));
  if (changesGroup && group?.type === 'Group') tenant.put({ ...group, memberIds: group.memberIds.slice(1) }, 'updated');
}

function openTransport(port: number | null) {
  const http = port === null ? null : httpTransport(port);
  const counts: Record<string, number> = {};
  const send: Transport['send'] = async (request) => {
    counts[request.method] = (counts[request.method] ?? 0) + 1;
    if (http !== null) return http.send(request);
    const { status, text } = bareAnswer(request.method, request.body === null ? '' : JSON.stringify(request.body));
    const response = { status, headers: { 'content-type': 'application/scim+json' }, text };
    return { outcome: { kind: 'response', response }, durationMs: 0, rawRequestHeaders: [], rawResponseHeaders: [] };
  };
  return { transport: { send }, counts, close: () => http?.close() };
}

function httpTransport(port: number) {
  const url = parseTenantUrl(`http://127.0.0.1:${port}/scim`);
  assert(url.ok, 'the address is one');
  const options = { allowsPlainHttp: true, certificateAuthority: null, certificateFingerprint: null, extraHeader: null };
  return createHttpTransport({ url: url.value, token: 'token', options, environment: {} });
}
