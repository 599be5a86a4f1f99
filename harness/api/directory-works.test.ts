import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DirectoryWorkView } from '#shared/api/receiver-views.ts';
import { TestWorkspace } from '../testing/test-workspace.ts';

let opened: TestWorkspace;
let directoryId: string;
beforeEach(async () => {
  opened = new TestWorkspace();
  await opened.open();
  const { id: organizationId } = await opened.api.receiver.createOrganization({ name: 'Larkfield' });
  directoryId = (await opened.api.receiver.createDirectory({ organizationId, name: 'Crew', behaviour: 'strict' })).directory.id;
});
afterEach(() => opened.remove());

const receiver = () => opened.api.receiver;
const work = () => receiver().directoryWork({ directoryId });
const users = (count: number) =>
  JSON.stringify(
    Array.from({ length: count }, (_, number) => ({
      ...{ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], id: `u${number}`, userName: `user-${number}` },
    })),
  );
const seed = (count: number) =>
  receiver().seedDirectory({ directoryId, source: { kind: 'json', fileName: 'crew.json', text: users(count) } });
async function until(isReached: (view: DirectoryWorkView) => boolean): Promise<void> {
  for (let view = await work(); view === null || !isReached(view); view = await work()) await nextTurn();
}

test('a seed is seen while it goes on, and how it ended until that is dismissed', async () => {
  expect(await work()).toBe(null);
  const seeding = seed(1200);
  await until(({ doneCount }) => doneCount === 1000);
  expect(await work()).toMatchObject({ kind: 'seed', name: 'crew.json', state: 'running', step: 'putting', canStop: true });
  expect((await receiver().directory({ directoryId })).userCount).toBeGreaterThan(0);
  await receiver().dismissDirectoryWork({ directoryId });
  expect(await work()).toMatchObject({ state: 'running' });
  const view = await seeding;
  expect(await work()).toMatchObject({ state: 'done', seed: view });
  await receiver().dismissDirectoryWork({ directoryId });
  expect(await work()).toBe(null);
});

test('a seed that is stopped is refused to whoever began it, and leaves the directory as it was', async () => {
  const seeding = seed(1500);
  // The refusal may come before somebody waits for it.
  seeding.catch(() => undefined);
  await until(({ doneCount }) => doneCount >= 1000);
  await receiver().stopDirectoryWork({ directoryId });
  await expect(seeding).rejects.toMatchObject({ message: 'This was stopped.' });
  expect(await work()).toMatchObject({ state: 'stopped', step: 'taking-back' });
  expect((await receiver().directory({ directoryId })).userCount).toBe(0);
});

test('a second change is refused while one goes on, and tells what to do', async () => {
  const seeding = seed(800);
  await until(({ state }) => state === 'running');
  await expect(receiver().resetDirectory({ directoryId })).rejects.toMatchObject({
    message: 'All of this directory is being changed already.',
    data: { remedy: expect.stringContaining('stop it on the page Data') },
  });
  expect(await seeding).toMatchObject({ userCount: 800 });
});

test('a file that is no JSON in its middle is refused with its place, and nothing of it stays', async () => {
  const text = users(400).replace('"user-300"', 'user-300');
  const source = { kind: 'json', fileName: 'crew.json', text } as const;
  const { problems } = await receiver().seedDirectory({ directoryId, source });
  expect(problems).toMatchObject([{ place: expect.stringMatching(/^crew\.json:1:\d+$/) }]);
  expect(await work()).toMatchObject({ state: 'refused', seed: { problems } });
  expect((await receiver().directory({ directoryId })).userCount).toBe(0);
});
