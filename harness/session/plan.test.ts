import { expect, test } from 'vitest';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import type { TenantUser } from '#shared/entra/tenant.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import { createVirtualClock } from '../adapters/virtual-clock.ts';
import { openWorkspaceDb } from '../adapters/workspace-db.ts';
import type { Transport } from '../ports/session-ports.ts';
import { planCycle } from './plan.ts';
import { toPlanReport } from './scenario-plan.ts';

/** A target that holds nothing, and what it was asked for. */
function emptyTarget() {
  const requests: ScimRequest[] = [];
  const transport: Transport = {
    send: async (request) => {
      requests.push(request);
      const response = { status: 200, headers: {}, text: '{"totalResults":0,"Resources":[]}' };
      return { outcome: { kind: 'response', response }, durationMs: 0, rawRequestHeaders: [], rawResponseHeaders: [] };
    },
  };
  return { requests, transport };
}

test('of a long plan the first 500 requests are listed, and all of them are counted by their kind', async () => {
  const db = openWorkspaceDb(':memory:');
  const users = Array.from({ length: 510 }, (_, index): TenantUser => {
    const objectId = `user-${String(index).padStart(3, '0')}`;
    const attributes = { userPrincipalName: `${objectId}@larkfield.test`, displayName: objectId, accountEnabled: true };
    return { type: 'User', objectId, key: objectId, attributes, managerId: null, deletedAt: null };
  });
  const group = { type: 'Group', objectId: 'sales', key: 'sales', attributes: { displayName: 'Sales' } } as const;
  db.tenant.putAll([...users, { ...group, memberIds: ['user-000', 'user-001'], deletedAt: null }]);
  const { requests, transport } = emptyTarget();
  const plan = await planCycle(
    {
      jobId: 'scim.test',
      configuration: { ...defaultJobConfiguration(), scope: 'all' },
      dialect: 'legacy',
      seed: 'seed',
      sourceSystem: 'Microsoft Entra ID',
      targetSystem: 'customappsso',
    },
    { kind: 'initial', reason: 'test', number: 1, cycleId: 'cycle-1', watermark: null },
    { appId: 'app', tenant: db.tenant, job: db.jobStore('app'), transport, clock: createVirtualClock(0) },
  );
  const requestCounts = { 'PATCH /Groups': 2, 'POST /Groups': 1, 'POST /Users': 510 };
  expect([plan.requests.length, plan.totalCount, plan.requestCounts]).toEqual([500, 513, requestCounts]);
  const report = toPlanReport(plan);
  expect([report.requests.length, report.totalCount, report.requestCounts]).toEqual([50, 513, requestCounts]);
  expect(new Set(requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  db.close();
});
