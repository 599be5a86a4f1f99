import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMemoryVault } from '../adapters/vault.ts';
import { openWorkspace, type Workspace } from '../workspace.ts';

const options = { allowsPlainHttp: false, certificateAuthority: null, certificateFingerprint: null, extraHeader: null };

let folder: string;
let workspace: Workspace;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rehearsal-logs-'));
  const opened = await openWorkspace({
    folder,
    host: 'browser',
    openVault: async () => createMemoryVault(),
    samplesFolder: resolve('fixtures/tenants'),
    version: '0.0.0',
    environment: {},
  });
  if (!opened.ok) throw new Error(opened.problems[0]?.message);
  workspace = opened.value;
});

afterEach(async () => {
  await workspace.close();
  rmSync(folder, { recursive: true, force: true });
});

/** One user and one group provisioned; everything an administrator does on the way is done once. */
async function provisioned() {
  const api = createRouterClient(workspace.router, { context: {} });
  const organization = await api.receiver.createOrganization({ name: 'Larkfield' });
  const { directory, token } = await api.receiver.createDirectory({
    organizationId: organization.id,
    name: 'Larkfield Entra',
    behaviour: 'entra-ready',
  });
  const { id: appId } = await api.apps.create({ name: 'Our product' });
  await api.connection.save({ appId, tenantUrl: `${directory.endpoint}?key=not-to-be-seen`, secretToken: token, options });
  const [ada] = (await api.tenant.users({ search: 'Ada' })).items;
  const [sales] = (await api.tenant.groups({ search: 'Sales' })).items;
  await api.assignments.add({ appId, principalIds: [ada?.objectId ?? '', sales?.objectId ?? ''] });
  await api.job.start({ appId });
  await api.clock.advance({ ms: 1 });
  return { api, appId, adaId: ada?.objectId ?? '' };
}

test('an entry as Graph has it, alone and among the others of the download', async () => {
  const { api, appId, adaId } = await provisioned();
  const [entry] = (await api.logs.list({ appId, sourceId: adaId, action: 'create' })).items;
  const graph = await api.logs.graph({ appId, entryId: entry?.id ?? '' });
  expect(graph).toMatchObject({
    changeId: entry?.id,
    provisioningAction: 'create',
    servicePrincipal: { id: appId, displayName: 'Our product' },
    sourceIdentity: { id: adaId },
  });
  const [json] = await api.logs.export({ appId, format: 'json' });
  expect(JSON.parse(json?.text ?? '')).toContainEqual(graph);
  const { totalCount } = await api.logs.list({ appId, limit: 1 });
  expect(JSON.parse(json?.text ?? '')).toHaveLength(totalCount);
  expect((await api.logs.export({ appId, format: 'csv' })).map(({ name }) => name)).toHaveLength(3);
  await expect(api.logs.graph({ appId, entryId: 'gone' })).rejects.toMatchObject({ code: 'REFUSED' });
});

test('what an administrator changes stands in the audit log, newest first, without a secret', async () => {
  const { api, appId, adaId } = await provisioned();
  const { settings } = await api.job.detail({ appId });
  await api.job.saveSettings({ appId, settings: { ...settings, scope: 'all' } });
  const { mapping } = await api.mappings.read({ appId, type: 'Group' });
  const switched = {
    ...mapping,
    attributeMappings: [...mapping.attributeMappings],
    flowTypes: { ...mapping.flowTypes, delete: false },
  };
  await api.mappings.save({ appId, mapping: switched });
  await api.assignments.remove({ appId, principalIds: [adaId] });
  await api.job.restart({ appId });
  await api.job.stop({ appId });
  const { items, totalCount } = await api.audit.list({ appId });
  expect(totalCount).toBe(items.length);
  expect(items.map(({ activity, category, details }) => [activity, category, details.replace(/http\S+/, '<address>')])).toEqual([
    ['Disable/pause provisioning configuration', 'ProvisioningManagement', expect.any(String)],
    ['Enable/restart provisioning configuration', 'ProvisioningManagement', expect.any(String)],
    ['Remove app role assignment from user', 'UserManagement', expect.stringContaining('is no longer assigned')],
    ['Update attribute mappings or scope', 'ProvisioningManagement', 'Mapping of groups: Delete switched off.'],
    ['Update provisioning setting or credentials', 'ProvisioningManagement', 'Settings: Scope is all, was assigned.'],
    ['Enable/start provisioning configuration', 'ProvisioningManagement', expect.any(String)],
    ['Add app role assignment to group', 'GroupManagement', expect.stringContaining('Sales')],
    ['Add app role assignment grant to user', 'UserManagement', expect.stringContaining('Ada')],
    [
      'Update provisioning setting or credentials',
      'ProvisioningManagement',
      'Admin Credentials: the connection to <address> was saved.',
    ],
  ]);
  expect(JSON.stringify(items)).not.toContain('not-to-be-seen');
  expect((await api.audit.list({ appId, search: 'delete switched' })).items).toHaveLength(1);
});

test('a cycle that failed as a whole is what the service itself reports', async () => {
  const { api, appId } = await provisioned();
  const [directory] = await api.receiver.directories({});
  await api.receiver.removeDirectory({ directoryId: directory?.id ?? '' });
  await api.clock.advance({ ms: 40 * 60_000 });
  expect((await api.audit.list({ appId, search: 'quarantine' })).items).toMatchObject([
    { actor: 'Azure AD Provisioning Service', status: 'failure', details: expect.stringContaining('The cycle failed.') },
  ]);
});
