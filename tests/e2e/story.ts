import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { reached, type UiClient } from '../ui-client.ts';
import { walkOf } from './walk.ts';

/** How far the story has come that all screens are shown in. */
export const stages = ['new', 'connecting', 'filled', 'holding'] as const;
export type Stage = (typeof stages)[number];

export interface Story {
  /** What `:app`, `:user` and the like stand for in the address of a screen; more with each stage. */
  readonly ids: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
  /** Goes on to a stage: only forward. */
  reach(stage: Stage): Promise<void>;
  /** Lets a held cycle go, so that the program can end. */
  end(): Promise<void>;
}

interface Credentials {
  readonly endpoint: string;
  readonly token: string;
}

const CYCLE_MS = 40 * 60_000;

/**
 * A small company and its three applications, told in a new workspace: one that goes well, one whose target refuses, one whose token
 * is no longer accepted. `page` stands on its first screen; `api` is of the same workspace.
 */
export function createStory(page: Page, api: UiClient['api']): Story {
  const ids: Record<string, string> = {};
  let credentials: Credentials = { endpoint: '', token: '' };
  let stageCount = 1;
  let telling: Promise<void> | undefined;

  const tell: Record<Stage, () => Promise<void>> = {
    new: async () => undefined,
    connecting: async () => {
      credentials = await walkOf(page).createDirectory();
      const [directory] = await api.receiver.directories({});
      ids['dir'] = directory?.id ?? '';
      ids['org'] = directory?.organizationId ?? '';
      ids['app'] = (await api.apps.create({ name: 'Our product' })).id;
    },
    filled: async () => {
      await connect(api, ids['app'] ?? '', credentials);
      // One after the other: cycles at the same time would share out numbers differently each time.
      await tellOfTheStrictVendor(api, ids);
      await tellOfOurProduct(api, ids);
      await tellOfTheOldEndpoint(api, ids);
      await runCycle(api, ids['strict'] ?? '');
      // Not sent yet, so that a plan has something to show.
      await api.tenant.updateUser({ objectId: ids['waiting'] ?? '', attributes: { department: 'Partner Sales' } });
      await noteIds(api, ids);
    },
    holding: async () => {
      const appId = ids['app'] ?? '';
      for (const other of ['strict', 'broken']) await api.job.stop({ appId: ids[other] ?? '' });
      await api.stepping.setHolding({ appId, isHolding: true });
      await api.tenant.updateUser({ objectId: ids['user'] ?? '', attributes: { jobTitle: 'Head of Sales, Rotterdam' } });
      // Answered only when the held cycle has ended.
      void api.clock.advance({ ms: CYCLE_MS }).catch(() => undefined);
      await reached(api, async () => (await api.stepping.read({ appId })).held !== null);
    },
  };

  return {
    ids,
    get credentials() {
      return credentials;
    },
    reach: async (stage) => {
      while (stageCount <= stages.indexOf(stage)) {
        const next = stages[stageCount] ?? 'new';
        // Told once, also where that fails: a story goes on from where it stands, and not from half a chapter.
        telling ??= tell[next]();
        await telling;
        telling = undefined;
        stageCount += 1;
      }
    },
    end: async () => {
      if (stageCount === stages.length) await api.stepping.setHolding({ appId: ids['app'] ?? '', isHolding: false });
    },
  };
}

/** Two directories of people arrive; somebody is blocked, somebody moves, somebody goes. */
async function tellOfOurProduct(api: UiClient['api'], ids: Record<string, string>): Promise<void> {
  const appId = ids['app'] ?? '';
  const people = await peopleOf(api);
  await api.assignments.add({ appId, principalIds: [people('Sales'), people('Ada Marsh'), people('Priya Menon')] });
  await runCycle(api, appId);
  await api.tenant.updateUser({
    objectId: people('Ada Marsh'),
    attributes: { jobTitle: 'Head of Sales', mobile: '+44 7700 900218' },
  });
  await api.tenant.updateUser({ objectId: people('Umar Siddiqui'), attributes: { accountEnabled: false } });
  await api.clock.advance({ ms: CYCLE_MS });
  await api.tenant.softDelete({ objectId: people('Vera Kovac') });
  await api.assignments.add({ appId, principalIds: [people('Field Service')] });
  await api.clock.advance({ ms: CYCLE_MS });
  ids['user'] = people('Ada Marsh');
  ids['waiting'] = people('Tove Lund');
  ids['group'] = people('Sales');
}

/** A vendor that takes SCIM by the letter: most of what Entra sends by habit is refused, and waits to be tried again. */
async function tellOfTheStrictVendor(api: UiClient['api'], ids: Record<string, string>): Promise<void> {
  const { directory, token } = await api.receiver.createDirectory({
    organizationId: ids['org'] ?? '',
    name: 'Northwind strict',
    behaviour: 'strict',
  });
  const { id: appId } = await api.apps.create({ name: 'Strict vendor' });
  await connect(api, appId, { endpoint: directory.endpoint, token });
  const people = await peopleOf(api);
  await api.assignments.add({ appId, principalIds: [people('Engineering'), people('Finance')] });
  await runCycle(api, appId);
  await api.tenant.updateUser({ objectId: people('Bastian Keller'), attributes: { accountEnabled: false } });
  await api.clock.advance({ ms: CYCLE_MS });
  await api.job.stop({ appId });
  ids['strict'] = appId;
  ids['strictDir'] = directory.id;
  ids['failing'] = people('Bastian Keller');
  ids['refused'] = people('Nadia Haas');
}

/** Its directory is gone, and with it the token: the job is quarantined. */
async function tellOfTheOldEndpoint(api: UiClient['api'], ids: Record<string, string>): Promise<void> {
  const { directory, token } = await api.receiver.createDirectory({
    organizationId: ids['org'] ?? '',
    name: 'Old endpoint',
    behaviour: 'entra-ready',
  });
  const { id: appId } = await api.apps.create({ name: 'Old endpoint' });
  await connect(api, appId, { endpoint: directory.endpoint, token });
  const people = await peopleOf(api);
  await api.assignments.add({ appId, principalIds: [people('Greta Lindqvist')] });
  await runCycle(api, appId);
  await api.receiver.removeDirectory({ directoryId: directory.id });
  await api.job.restart({ appId });
  await reached(api, async () => (await api.job.status({ appId })).state === 'quarantined');
  ids['broken'] = appId;
}

/** One object after the other, so that two tellings send the same in the same order. */
async function connect(api: UiClient['api'], appId: string, { endpoint, token }: Credentials): Promise<void> {
  await api.connection.save({ appId, tenantUrl: endpoint, secretToken: token, options: {}, evenIfFailed: false });
  const { settings } = await api.job.detail({ appId });
  await api.job.saveSettings({ appId, settings: { ...settings, objectsInFlightCount: 1 } });
}

/** Switches provisioning on, and waits for the cycle that is due at once. */
async function runCycle(api: UiClient['api'], appId: string): Promise<void> {
  const before = (await api.job.status({ appId })).lastCycle?.number ?? 0;
  await api.job.start({ appId });
  await reached(api, async () => {
    const { state, lastCycle } = await api.job.status({ appId });
    return state === 'idle' && (lastCycle?.number ?? 0) > before;
  });
}

async function peopleOf(api: UiClient['api']): Promise<(name: string) => string> {
  const users = await api.tenant.users({ limit: 1000 });
  const groups = await api.tenant.groups({ limit: 1000 });
  const idOf = new Map([...users.items, ...groups.items].map(({ displayName, objectId }) => [displayName, objectId]));
  return (name) => {
    const id = idOf.get(name);
    if (id === undefined) throw new Error(`The tenant has no ${name}.`);
    return id;
  };
}

/** The newest log entry, exchange and audit entry worth a look. */
async function noteIds(api: UiClient['api'], ids: Record<string, string>): Promise<void> {
  const updates = await api.logs.list({ appId: ids['app'] ?? '', search: 'Ada Marsh', action: 'update', status: 'success' });
  const failures = await api.logs.list({ appId: ids['strict'] ?? '', status: 'failure' });
  const audits = await api.audit.list({ appId: ids['app'] ?? '' });
  const exchanges = await api.exchanges.list({ appId: ids['app'] ?? '', limit: 1000 });
  const patch = exchanges.items.find(({ method, identity }) => method === 'PATCH' && identity?.displayName === 'Ada Marsh');
  ids['entry'] = updates.items[0]?.id ?? '';
  ids['failure'] = failures.items[0]?.id ?? '';
  ids['audit'] = audits.items[0]?.id ?? '';
  ids['exchange'] = String(patch?.sequence ?? '');
  const trace = readFileSync('fixtures/traces/member-removal-legacy.trace.jsonl', 'utf8');
  ids['recording'] = (await api.recordings.import({ name: 'A member leaves.trace.jsonl', text: trace })).id;
}
