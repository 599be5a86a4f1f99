import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { createMemoryVault, type Vault } from '../adapters/vault.ts';
import { openWorkspace, type Workspace } from '../workspace.ts';

/** A workspace in a folder of its own, asked through its contract as a page asks. Its secrets outlive a host, as in a keyring. */
export class TestWorkspace {
  readonly folder = mkdtempSync(join(tmpdir(), 'rehearsal-'));
  readonly #vault: Vault = createMemoryVault();
  #opened: Workspace | undefined;

  get workspace(): Workspace {
    if (this.#opened === undefined) throw new Error('The workspace is closed.');
    return this.#opened;
  }

  get api() {
    return createRouterClient(this.workspace.router, { context: {} });
  }

  async open(): Promise<void> {
    const opened = await openWorkspace({
      folder: this.folder,
      host: 'browser',
      openVault: async () => this.#vault,
      samplesFolder: resolve('fixtures/tenants'),
      version: '0.0.0',
      environment: {},
    });
    if (!opened.ok) throw new Error(opened.problems[0]?.message);
    this.#opened = opened.value;
  }

  /** As a host that ends. */
  async close(): Promise<void> {
    await this.#opened?.close();
    this.#opened = undefined;
  }

  async remove(): Promise<void> {
    await this.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Receiver and Entra side connected, the sample tenant loaded, nobody assigned yet. */
  async connect(query = '') {
    const { api } = this;
    const organization = await api.receiver.createOrganization({ name: 'Larkfield' });
    const { directory, token } = await api.receiver.createDirectory({
      organizationId: organization.id,
      name: 'Larkfield Entra',
      behaviour: 'entra-ready',
    });
    await api.tenant.loadSample({ sampleId: 'larkfield' });
    const app = await api.apps.create({ name: 'Our product' });
    const tenantUrl = `${directory.endpoint}${query}`;
    await api.connection.save({ appId: app.id, tenantUrl, secretToken: token, options: connectionOptions });
    return { appId: app.id, directoryId: directory.id, token };
  }

  async personNamed(search: string) {
    const [person] = (await this.api.tenant.users({ search })).items;
    if (person === undefined) throw new Error(`nobody named ${search}`);
    return person;
  }

  async groupNamed(search: string) {
    const [group] = (await this.api.tenant.groups({ search })).items;
    if (group === undefined) throw new Error(`no group named ${search}`);
    return group;
  }
}

export const connectionOptions = {
  allowsPlainHttp: false,
  certificateAuthority: null,
  certificateFingerprint: null,
  extraHeader: null,
};
