import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { createScimServer } from '#server/create-server.ts';
import { entraReadyTolerances } from '#server/tolerances.ts';
import { runCycle } from '#shared/engine/job.ts';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import type { TenantObject } from '#shared/entra/tenant.ts';
import { isJsonObject, type Json } from '#shared/kernel/json.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import { createInProcessTransport } from '../adapters/in-process-transport.ts';
import { inTraceOrder } from '../adapters/trace-file.ts';
import { createVirtualClock } from '../adapters/virtual-clock.ts';
import { openWorkspaceDb } from '../adapters/workspace-db.ts';
import { perform } from '../session/scheduler.ts';
import { logDocuments, openLogFiles } from './export.ts';
import { loggedJob } from './logged-job.ts';

const job = loggedJob({ id: '5f1c1c66-3a5e-4b0e-9f0c-0d7f3a2b1c00', name: 'Our product' });

test('every entry has the fields of the records that Graph was seen to give, and nothing else', async () => {
  const known = ['create-success', 'escrow-retry-failure', 'redundant-skip'].map((name) => shapeOf(readRecord(name)));
  const entries = [...logDocuments(await rehearse(1), job)];
  expect(entries.map(({ provisioningStatusInfo }) => provisioningStatusInfo.status)).toEqual(
    expect.arrayContaining(['success', 'skipped', 'failure']),
  );
  expect([...new Set(entries.map((entry) => shapeOf(entry)))].filter((shape) => !known.includes(shape))).toEqual([]);
});

test('a user that was created took the four steps that Entra names', async () => {
  const [entry] = logDocuments(await rehearse(1), job);
  expect(entry?.provisioningSteps.map(({ name, provisioningStepType }) => [name, provisioningStepType])).toEqual([
    ['EntryImportAdd', 'import'],
    ['EntrySynchronizationScoping', 'scoping'],
    ['EntrySynchronizationAdd', 'matching'],
    ['EntryExportAdd', 'export'],
  ]);
  expect(entry).toMatchObject({
    jobId: expect.stringMatching(/^scim\.[0-9a-f]{32}\.5f1c1c66-3a5e-4b0e-9f0c-0d7f3a2b1c00$/),
    activityDateTime: '2026-01-05T00:00:00Z',
    sourceIdentity: { details: { UserPrincipalName: 'person-0@larkfield.test' } },
    targetSystem: { displayName: 'customappsso', details: { ServicePrincipalDisplayName: 'Our product' } },
  });
});

test('the files are the same to the byte whether 1 or 50 objects were in flight', async () => {
  const [one, fifty] = await Promise.all([1, 50].map(async (count) => filesOf(inTraceOrder(await rehearse(count)), 'csv')));
  expect(fifty).toEqual(one);
});

test('the three CSV files hold every entry, step and property, joined on the change id', async () => {
  const events = await rehearse(1);
  const [json] = filesOf(events, 'json');
  const entries = JSON.parse(json?.text ?? '') as ReturnType<typeof entriesOf>;
  expect(entries).toEqual(entriesOf(events));
  const files = filesOf(events, 'csv');
  expect(files.map(({ name }) => name)).toEqual([
    'ProvisioningLogs.csv',
    'ProvisioningLogs_ProvisioningSteps.csv',
    'ProvisioningLogs_ModifiedProperties.csv',
  ]);
  const [logs, steps, properties] = files.map(({ text }) => parse(text, { columns: true }) as readonly Record<string, string>[]);
  expect(logs?.map((row) => [row['changeId'], row['status'], row['reason']])).toEqual(
    entries.map(({ changeId, provisioningStatusInfo: { status, errorInformation } }) => [
      changeId,
      status,
      errorInformation?.reason ?? '',
    ]),
  );
  expect(steps?.map((row) => [row['changeId'], row['description'], JSON.parse(row['details'] ?? '')])).toEqual(
    entries.flatMap(({ changeId, provisioningSteps }) =>
      provisioningSteps.map(({ description, details }) => [changeId, description, details]),
    ),
  );
  expect(properties?.map((row) => [row['changeId'], row['displayName']])).toEqual(
    entries.flatMap(({ changeId, modifiedProperties }) => modifiedProperties.map(({ displayName }) => [changeId, displayName])),
  );
});

test('a log without entries is an empty array, and three files with a header each', () => {
  expect(filesOf([], 'json')).toEqual([{ name: 'ProvisioningLogs.json', text: '[]' }]);
  expect(filesOf([], 'csv').map(({ text }) => text.split('\r\n').length)).toEqual([2, 2, 2]);
});

type Events = Awaited<ReturnType<typeof rehearse>>;

function entriesOf(events: Events) {
  return [...logDocuments(events, job)];
}

function filesOf(events: Events, format: 'json' | 'csv') {
  const files = openLogFiles(format);
  for (const entry of logDocuments(events, job)) files.add(entry);
  return files.finish();
}

/** Two cycles over people and a group; one of them is refused, another has nothing to change. */
async function rehearse(objectsInFlightCount: number) {
  const db = openWorkspaceDb(':memory:');
  const clock = createVirtualClock(Date.UTC(2026, 0, 5));
  const server = createScimServer({
    path: ':memory:',
    host: { clock, random: seededRandom('server'), newToken: () => 'test-token'.padEnd(43, 'x') },
  });
  const { directory, token } = server.createDirectory({
    organizationId: server.createOrganization('Larkfield').id,
    name: 'Rehearsal',
    id: 'rehearsal',
    tolerances: entraReadyTolerances,
  });
  const transport = createInProcessTransport(server, directory.id, token);
  const refusing: typeof transport = {
    send: async (request) => {
      const answer = await transport.send(request);
      const isRefused = request.method === 'POST' && JSON.stringify(request.body).includes('person-3');
      const refusal = { status: 409, headers: {}, text: '{"detail":"There is one, and \\"another\\"."}' };
      return isRefused ? { ...answer, outcome: { kind: 'response', response: refusal } } : answer;
    },
  };
  db.tenant.putAll(objects);
  for (const [index, kind] of (['initial', 'incremental'] as const).entries()) {
    const { watermark } = db.jobStore('app').progress();
    await perform(
      runCycle(
        {
          jobId: job.jobId,
          configuration: { ...defaultJobConfiguration(), scope: 'all', objectsInFlightCount },
          dialect: 'legacy',
          seed: 'seed',
          sourceSystem: 'Microsoft Entra ID',
          targetSystem: 'customappsso',
        },
        { kind, reason: 'test', number: index + 1, cycleId: `cycle-${index + 1}`, watermark },
      ),
      { appId: 'app', tenant: db.tenant, job: db.jobStore('app'), transport: refusing, clock },
    );
    // What nobody mapped does not reach the target.
    for (const object of objects.slice(0, 2)) db.tenant.put({ ...object, key: `${object.key}-2` }, 'updated');
  }
  return db.trace.events('app', 0, 100_000);
}

const objects: readonly TenantObject[] = [
  ...Array.from(
    { length: 6 },
    (_, index): TenantObject => ({
      type: 'User',
      objectId: `10000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      key: `person-${index}`,
      attributes: {
        displayName: `Person ${index}`,
        userPrincipalName: `person-${index}@larkfield.test`,
        mailNickname: `person-${index}`,
        accountEnabled: true,
      },
      managerId: null,
      deletedAt: null,
    }),
  ),
];

function readRecord(name: string): Json {
  return JSON.parse(readFileSync(new URL(`../../fixtures/graph/logs/${name}.json`, import.meta.url), 'utf8')) as Json;
}

/** Every path of keys in a record, but for what stands in `details`, whose names are those of attributes. */
function shapeOf(record: Json): string {
  const paths = new Set<string>();
  const walk = (value: Json, path: string): void => {
    if (Array.isArray(value)) for (const item of value as readonly Json[]) walk(item, path);
    else if (isJsonObject(value) && !path.endsWith('.details')) {
      for (const [key, member] of Object.entries(value)) {
        paths.add(`${path}.${key}`);
        walk(member, `${path}.${key}`);
      }
    }
  };
  walk(record, '');
  for (const optional of paths) if (/\.(modifiedProperties|errorInformation)\./.test(optional)) paths.delete(optional);
  return [...paths].sort().join('\n');
}
