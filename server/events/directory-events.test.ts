import { expect, test } from 'vitest';
import { fixedClock } from '#shared/kernel/clock.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import { createScimServer } from '../create-server.ts';
import { openTestDirectory, patchBody, toTestDirectory } from '../testing/test-directory.ts';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

function newestEvent(directory: ReturnType<typeof openTestDirectory>): { event: string; data: unknown } {
  const [newest] = directory.server.events(directory.id, { offset: 0, limit: 1 }).items;
  if (newest === undefined) throw new Error('No event was raised');
  return newest;
}

test('a user who is created and then given a manager raises created, then updated with what was before', () => {
  const directory = openTestDirectory();
  const ada = directory.createUser('ada', {
    displayName: 'Ada',
    emails: [{ type: 'work', value: 'ada@larkfield.test', primary: true }],
  });
  const grace = directory.createUser('grace');
  directory.send('PATCH', `/Users/${ada}`, patchBody({ op: 'add', path: `${enterprise}:manager`, value: { value: grace } }));
  expect(directory.eventNames()).toEqual(['dsync.activated', 'dsync.user.created', 'dsync.user.created', 'dsync.user.updated']);
  expect(newestEvent(directory).data).toMatchObject({
    object: 'directory_user',
    id: expect.stringMatching(/^directory_user_[0-9A-Z]{26}$/u),
    directory_id: 'larkfield',
    email: 'ada@larkfield.test',
    state: 'active',
    custom_attributes: { display_name: 'Ada', manager_id: grace },
    previous_attributes: { custom_attributes: { manager_id: null } },
  });
});

test('a disabled user raises updated with the state inactive', () => {
  const directory = openTestDirectory();
  const ada = directory.createUser('ada', { active: true });
  directory.send('PATCH', `/Users/${ada}`, patchBody({ op: 'replace', path: 'active', value: false }));
  expect(newestEvent(directory)).toMatchObject({
    event: 'dsync.user.updated',
    data: { state: 'inactive', previous_attributes: { state: 'active' } },
  });
});

test('memberships raise an event for each user who joins or leaves, none for a nested group and none for what changes nothing', () => {
  const directory = openTestDirectory();
  const [ada, grace] = [directory.createUser('ada'), directory.createUser('grace')];
  const inner = directory.createGroup('Inner');
  const sales = directory.createGroup('Sales', [ada, inner]);
  directory.send(
    'PATCH',
    `/Groups/${sales}`,
    patchBody({ op: 'replace', path: 'members', value: [{ value: grace }, { value: inner }] }),
  );
  directory.send('PATCH', `/Groups/${sales}`, patchBody({ op: 'add', path: 'members', value: [{ value: grace }] }));
  directory.send('PATCH', `/Groups/${sales}`, patchBody({ op: 'replace', path: 'displayName', value: 'Sales' }));
  directory.send('PATCH', `/Groups/${sales}`, patchBody({ op: 'replace', path: 'displayName', value: 'Field sales' }));
  directory.send('DELETE', `/Groups/${sales}`);
  directory.send('DELETE', `/Users/${ada}`);
  expect(directory.eventNames().slice(3)).toEqual([
    'dsync.group.created',
    'dsync.group.created',
    'dsync.group.user_added',
    'dsync.group.user_removed',
    'dsync.group.user_added',
    'dsync.group.updated',
    'dsync.group.deleted',
    'dsync.user.deleted',
  ]);
  const renamed = directory.server.events(directory.id, { offset: 2, limit: 1 }).items[0];
  expect(renamed?.data).toMatchObject({ name: 'Field sales', previous_attributes: { name: 'Sales' } });
});

test('a refused request raises no event', () => {
  const directory = openTestDirectory();
  directory.createUser('ada');
  directory.send('POST', '/Users', { userName: 'ada' });
  expect(directory.eventNames()).toEqual(['dsync.activated', 'dsync.user.created']);
});

test('ids do not depend on the order in which requests arrive', () => {
  const idsAfter = (...names: readonly string[]): unknown => {
    const host = { clock: fixedClock(1_767_600_000_000), random: seededRandom('order'), newToken: () => 'token' };
    const server = createScimServer({ path: ':memory:', host });
    const organization = server.createOrganization('Larkfield');
    const { directory, token } = server.createDirectory({ organizationId: organization.id, name: 'Larkfield', tolerances: [] });
    const users = toTestDirectory(server, directory.id, token);
    const ids = names.map((name) => [name, users.createUser(name)]);
    const events = server.events(directory.id, { offset: 0, limit: 10 }).items.map(({ id }) => id);
    return { ids: Object.fromEntries(ids), events: events.toSorted() };
  };
  expect(idsAfter('ada', 'grace')).toEqual(idsAfter('grace', 'ada'));
});
