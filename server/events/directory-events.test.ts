import { describe, expect, test } from 'vitest';
import { fixedClock } from '#shared/kernel/clock.ts';
import type { JsonObject } from '#shared/kernel/json.ts';
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

const switchTo = (active: boolean) => patchBody({ op: 'replace', path: 'active', value: active });

test('with custom state management a disabled user raises updated with the state inactive', () => {
  const directory = openTestDirectory();
  directory.server.setSettings(directory.id, { inactiveUsers: 'updated' });
  const ada = directory.createUser('ada', { active: true });
  directory.send('PATCH', `/Users/${ada}`, switchTo(false));
  expect(newestEvent(directory)).toMatchObject({
    event: 'dsync.user.updated',
    data: { state: 'inactive', previous_attributes: { state: 'active' } },
  });
});

describe('where inactive users are dropped, as a new directory does', () => {
  test('a disabled user arrives as deleted, in silence changes and is deleted', () => {
    const directory = openTestDirectory();
    const ada = directory.createUser('ada', { active: true });
    directory.send('PATCH', `/Users/${ada}`, switchTo(false));
    expect(newestEvent(directory)).toMatchObject({ event: 'dsync.user.deleted', data: { idp_id: 'ada', state: 'inactive' } });
    directory.send('PATCH', `/Users/${ada}`, patchBody({ op: 'replace', path: 'displayName', value: 'Ada' }));
    directory.send('DELETE', `/Users/${ada}`);
    expect(directory.eventNames()).toEqual(['dsync.activated', 'dsync.user.created', 'dsync.user.deleted']);
  });

  test('a user who is created inactive raises nothing before being active', () => {
    const directory = openTestDirectory();
    const ada = directory.createUser('ada', { active: false });
    expect(directory.eventNames()).toEqual(['dsync.activated']);
    directory.send('PATCH', `/Users/${ada}`, switchTo(true));
    expect(newestEvent(directory)).toMatchObject({ event: 'dsync.user.created', data: { state: 'active' } });
  });

  test('an inactive user whom the directory was seeded with is not known before being active', () => {
    const directory = openTestDirectory();
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
    directory.server.seed(directory.id, [{ schemas, id: 'ada', userName: 'ada', active: false }]);
    directory.send('PATCH', '/Users/ada', patchBody({ op: 'replace', path: 'displayName', value: 'Ada' }));
    expect(directory.eventNames()).toEqual(['dsync.activated']);
    directory.send('PATCH', '/Users/ada', switchTo(true));
    expect(directory.eventNames()).toEqual(['dsync.activated', 'dsync.user.created']);
  });

  test('a user who comes back is created anew and added to each group, whatever happened to memberships meanwhile', () => {
    const directory = openTestDirectory();
    const ada = directory.createUser('ada', { active: true });
    directory.createGroup('Sales', [ada]);
    const field = directory.createGroup('Field', [ada]);
    directory.send('PATCH', `/Users/${ada}`, switchTo(false));
    const told = directory.eventNames().length;
    directory.send('PATCH', `/Groups/${field}`, patchBody({ op: 'remove', path: 'members' }));
    directory.createGroup('Crew', [ada]);
    directory.send('PATCH', `/Users/${ada}`, switchTo(true));
    expect(directory.eventNames().slice(told)).toEqual([
      'dsync.group.created',
      'dsync.user.created',
      'dsync.group.user_added',
      'dsync.group.user_added',
    ]);
    const added = directory.server.events(directory.id, { offset: 0, limit: 2 }).items;
    expect(added.map(({ data }) => data)).toMatchObject([{ group: { name: 'Sales' } }, { group: { name: 'Crew' } }]);
  });

  test('each event has an id of its own, also where the clock stands still', () => {
    const host = { clock: fixedClock(1_767_600_000_000), random: seededRandom('still'), newToken: () => 'token' };
    const server = createScimServer({ path: ':memory:', host });
    const { directory, token } = server.createDirectory({
      organizationId: server.createOrganization('Larkfield').id,
      name: 'Larkfield',
      tolerances: [],
    });
    const users = toTestDirectory(server, directory.id, token);
    const ada = users.createUser('ada');
    users.createGroup('Sales', [ada]);
    for (const active of [false, true, false, true]) users.send('PATCH', `/Users/${ada}`, switchTo(active));
    const ids = server.events(directory.id, { offset: 0, limit: 100 }).items.map(({ id }) => id);
    expect(ids).toHaveLength(10);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test.each([
  {
    sentence: 'who was dropped is created, whatever the state, once the directory tells of states',
    from: 'deleted',
    to: 'updated',
    event: 'dsync.user.created',
  },
  {
    sentence: 'who is known as inactive is dropped with the next change, once the directory drops inactive users',
    from: 'updated',
    to: 'deleted',
    event: 'dsync.user.deleted',
  },
] as const)('a switch of the flow loses nobody: $sentence', ({ from, to, event }) => {
  const directory = openTestDirectory();
  directory.server.setSettings(directory.id, { inactiveUsers: from });
  const ada = directory.createUser('ada', { active: true });
  directory.send('PATCH', `/Users/${ada}`, switchTo(false));
  directory.server.setSettings(directory.id, { inactiveUsers: to });
  directory.send('PATCH', `/Users/${ada}`, patchBody({ op: 'replace', path: 'displayName', value: 'Ada' }));
  expect(newestEvent(directory)).toMatchObject({ event, data: { state: 'inactive', name: 'Ada' } });
});

test('before April 2026 raw attributes, addresses, title and user name were told beside the custom attributes', () => {
  const directory = openTestDirectory();
  directory.server.setSettings(directory.id, { eventPayload: 'before-april-2026' });
  const ada = directory.createUser('ada', { title: 'Chemist', emails: [{ value: 'ada@larkfield.test', type: 'work' }] });
  directory.createGroup('Sales', [ada]);
  const [added, , created] = directory.server.events(directory.id, { offset: 0, limit: 3 }).items;
  expect(created?.data).toMatchObject({
    raw_attributes: { userName: 'ada', title: 'Chemist' },
    emails: [{ primary: false, type: 'work', value: 'ada@larkfield.test' }],
    job_title: 'Chemist',
    username: 'ada',
    custom_attributes: { job_title: 'Chemist' },
  });
  expect(added?.data).toMatchObject({ group: { raw_attributes: { displayName: 'Sales' } } });
});

describe('a directory', () => {
  const eventsOf = ({ server }: ReturnType<typeof openTestDirectory>, name: string): readonly JsonObject[] => {
    const { data } = JSON.parse(server.askReceiverApi(null, `/events?events=${name}`).body) as { data: JsonObject[] };
    return data.map((event) => event['data'] as JsonObject);
  };

  test('tells that it is there with its domains and its external key, and that it goes without', () => {
    const directory = openTestDirectory();
    directory.createGroup('Sales', [directory.createUser('ada')]);
    directory.server.removeDirectory(directory.id);
    const form = ['created_at', 'id', 'name', 'object', 'organization_id', 'state', 'type', 'updated_at'];
    const [activated, deleted] = [eventsOf(directory, 'dsync.activated')[0], eventsOf(directory, 'dsync.deleted')[0]];
    expect(Object.keys(activated ?? {}).toSorted()).toEqual([...form, 'domains', 'external_key'].toSorted());
    expect(activated).toMatchObject({ object: 'directory', type: 'azure scim v2.0', state: 'active', domains: [] });
    expect(Object.keys(deleted ?? {}).toSorted()).toEqual(form);
    expect(eventsOf(directory, 'dsync.user.deleted,dsync.group.deleted')).toEqual([]);
  });

  test('that has the name of one that is gone shows none of its events', () => {
    const { server, id } = openTestDirectory();
    const organizationId = String(server.organizations()[0]?.id);
    server.removeDirectory(id);
    server.createDirectory({ organizationId, name: 'Larkfield', id, tolerances: [] });
    expect(server.events(id, { offset: 0, limit: 10 })).toMatchObject({ items: [{ event: 'dsync.activated' }], totalCount: 1 });
  });

  test('tells of each token that comes and goes by its last characters; the third one retires the first', () => {
    const directory = openTestDirectory();
    const tokens = [directory.token, directory.server.addToken(directory.id), directory.server.addToken(directory.id)];
    const suffix = (index: number) => String(tokens[index]).slice(-4);
    directory.server.revokeToken(directory.id, suffix(1));
    const told = directory.server.events(directory.id, { offset: 0, limit: 4 }).items.toReversed();
    expect(told.map(({ event, data }) => [event, (data as JsonObject)['token_suffix']])).toEqual([
      ['dsync.token.created', suffix(1)],
      ['dsync.token.created', suffix(2)],
      ['dsync.token.revoked', suffix(0)],
      ['dsync.token.revoked', suffix(1)],
    ]);
    const [created, , , revoked] = told.map(({ data }) => data as JsonObject);
    expect(created).toEqual({
      object: 'directory_token',
      id: expect.stringMatching(/^directory_token_[0-9A-Z]{26}$/u),
      directory_id: directory.id,
      organization_id: expect.any(String),
      token_suffix: suffix(1),
      created_at: expect.stringMatching(/^2026-01-05T/u),
    });
    expect(revoked).toEqual(created);
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
