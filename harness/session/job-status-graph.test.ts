import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
let appId: string;
let directoryId: string;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  ({ appId, directoryId } = await opened.connect());
});
afterEach(() => opened.remove());

/** A body of Microsoft Graph, without what only a request there has. */
function known(name: string): JsonObject {
  const { '@odata.context': _context, ...body } = JSON.parse(
    readFileSync(`fixtures/graph/jobs/${name}.json`, 'utf8'),
  ) as JsonObject;
  return body;
}

const job = async () => (await opened.api.job.graphStatus({ appId })) as { readonly status: JsonObject };

/** Names and types instead of values; one element stands for a list. */
function shapeOf(value: Json): Json {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (!isJsonObject(value)) return value === null ? 'null' : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shapeOf(member)]));
}

async function startAndWait(): Promise<void> {
  const ada = await opened.personNamed('Ada');
  const sales = await opened.groupNamed('Sales');
  await opened.api.assignments.add({ appId, principalIds: [ada.objectId, sales.objectId] });
  await opened.api.job.start({ appId });
  await opened.api.clock.advance({ ms: 1 });
}

test('a job that was never started is paused, as Graph creates it', async () => {
  expect(await job()).toEqual({
    ...known('job-create-response-scim'),
    id: expect.stringMatching(`^scim\\.[0-9a-f]{32}\\.${appId}$`),
  });
});

test('a job in its first cycle has not run, and shows an empty execution that failed without an error', async () => {
  await opened.api.stepping.setHolding({ appId, isHolding: true });
  await startAndWait();
  const { status, ...rest } = await job();
  const { status: knownStatus, ...knownRest } = known('job-get-started-notrun') as { readonly status: JsonObject };
  expect(rest).toEqual({ ...knownRest, id: expect.any(String) });
  expect(status).toEqual({ ...knownStatus, progress: [expect.objectContaining({ completedUnits: 0 })] });
});

test('a job that works has the names and types of Graph, and the counts of its cycle', async () => {
  await startAndWait();
  const { status } = await job();
  const { status: knownStatus } = known('job-get-active-scim-composed') as { readonly status: JsonObject };
  // Graph keeps the last progress of a cycle that has ended; nothing is under way here.
  expect(shapeOf({ ...status, progress: [] })).toEqual(shapeOf({ ...knownStatus, progress: [] }));
  expect(status).toMatchObject({
    code: 'Active',
    lastExecution: { state: 'Succeeded', countEntitled: 13, countEscrowed: 0 },
    synchronizedEntryCountByType: [{ value: 1 }, { value: 12 }],
  });
});

test('a job that fails as a whole is in quarantine, and counts its failures in a row', async () => {
  await startAndWait();
  await opened.api.receiver.removeDirectory({ directoryId });
  await opened.api.clock.advanceTo({ what: 'next-cycle' });
  await opened.api.clock.advanceTo({ what: 'next-cycle' });
  const { status } = await job();
  const quarantine = (known('job-get-quarantine-aws-sso') as { readonly status: JsonObject }).status['quarantine'] ?? null;
  expect(shapeOf(status['quarantine'] ?? null)).toEqual(shapeOf(quarantine));
  expect(status).toMatchObject({
    code: 'Quarantine',
    countSuccessiveCompleteFailures: 2,
    lastExecution: { state: 'Failed' },
    quarantine: { seriesCount: 2, reason: 'EncounteredQuarantineException' },
  });
  expect(await opened.api.job.start({ appId })).toMatchObject({ reason: null });
});
