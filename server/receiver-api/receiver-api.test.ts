import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#shared/kernel/json.ts';
import { createScimServer } from '../create-server.ts';
import { openTestDirectory, patchBody, type TestDirectory, testHost, toTestDirectory } from '../testing/test-directory.ts';

const everyUserEvent = 'dsync.user.created,dsync.user.updated,dsync.user.deleted';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
}

/** A product that polls with a key of the workspace, unless another one is given. */
function productOf({ server }: TestDirectory, secret = server.apiKeys.create(null).secret) {
  const get = (target: string, { method = 'GET', headers = {} }: Partial<RequestInitLike> = {}): Answer => {
    const request = { method, target, headers: { authorization: `Bearer ${secret}`, ...headers }, body: '' };
    const response = server.handle(request);
    return { status: response.status, headers: response.headers, body: JSON.parse(response.body) as JsonObject };
  };
  const list = (target: string): { readonly data: readonly JsonObject[]; readonly metadata: JsonObject } => {
    const { status, body } = get(target);
    expect(status).toBe(200);
    expect(body['object']).toBe('list');
    return { data: body['data'] as JsonObject[], metadata: body['list_metadata'] as JsonObject };
  };
  return { get, list };
}

interface RequestInitLike {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

function namesIn(data: readonly JsonObject[]): readonly unknown[] {
  return data.map((item) => item['idp_id'] ?? (item['data'] as JsonObject)['idp_id']);
}

/** A second directory, of another organization. */
function openNeighbour({ server }: TestDirectory): TestDirectory & { readonly organizationId: string } {
  const organizationId = server.createOrganization('Neighbour').id;
  const { directory, token } = server.createDirectory({ organizationId, name: 'Neighbour', tolerances: [] });
  return { ...toTestDirectory(server, directory.id, token), organizationId };
}

describe('the events list', () => {
  test('gives pages in the order of the events, oldest first, until who reads has caught up', () => {
    const directory = openTestDirectory();
    for (const name of ['ada', 'grace', 'mary']) directory.createUser(name);
    const { list } = productOf(directory);
    const first = list(`/receiver/v1/events?events=${everyUserEvent}&limit=2`);
    expect(namesIn(first.data)).toEqual(['ada', 'grace']);
    expect(first.metadata).toEqual({ after: first.data[1]?.['id'] });
    expect(first.data[0]).toEqual({
      object: 'event',
      id: expect.stringMatching(/^event_[0-9A-Z]{26}$/u),
      event: 'dsync.user.created',
      data: expect.objectContaining({ object: 'directory_user' }),
      created_at: expect.stringMatching(/^2026-01-05T08:.*Z$/u),
    });
    const second = list(`/events?events=${everyUserEvent}&limit=2&after=${first.metadata['after']}`);
    expect(namesIn(second.data)).toEqual(['mary']);
    expect(second.metadata).toEqual({ after: null });
    const caughtUp = list(`/events?events=${everyUserEvent}&after=${second.data[0]?.['id']}`);
    expect(caughtUp).toEqual({ data: [], metadata: { after: null } });
  });

  test.each([
    ['order=desc', ['mary', 'grace', 'ada']],
    ['order=normal', ['ada', 'grace', 'mary']],
    ['order=desc&limit=1', ['mary']],
    ['events=dsync.user.updated', []],
    ['range_start=2026-01-05 07:59', ['ada', 'grace', 'mary']],
    ['range_end=2026-01-05T08:00:00Z', []],
    ['range_start=2026-01-05T10:00:00.000%2B01:00', []],
    ['range_start=2026-01-05T09:00:00+01:00', ['ada', 'grace', 'mary']],
  ] as const)('asked with %s', (query, names) => {
    const directory = openTestDirectory();
    for (const name of ['ada', 'grace', 'mary']) directory.createUser(name);
    const events = query.startsWith('events=') ? query : `events=dsync.user.created&${query}`;
    expect(namesIn(productOf(directory).list(`/events?${events}`).data)).toEqual(names);
  });

  test('before gives what lies in front of an event, in the same order', () => {
    const directory = openTestDirectory();
    for (const name of ['ada', 'grace', 'mary']) directory.createUser(name);
    const { list } = productOf(directory);
    const last = list(`/events?events=${everyUserEvent}`).data.at(-1)?.['id'];
    const { data, metadata } = list(`/events?events=${everyUserEvent}&limit=1&before=${last}`);
    expect(namesIn(data)).toEqual(['grace']);
    expect(metadata).toEqual({ after: data[0]?.['id'] });
  });

  test.each([
    ['', 422, 'events'],
    ['events=', 422, 'events'],
    ['events=dsync.activated&limit=0', 422, 'limit'],
    ['events=dsync.activated&limit=101', 422, 'limit'],
    ['events=dsync.activated&limit=ten', 422, 'limit'],
    ['events=dsync.activated&order=up', 422, 'order'],
    ['events=dsync.activated&range_start=yesterday', 422, 'range_start'],
    ['events=dsync.activated&range_end=2026-13-45', 422, 'range_end'],
    ['events=dsync.activated&range_start=2026-02-01&range_end=2026-01-01', 422, 'range_end'],
    ['events=dsync.activated&after=a&before=b', 422, 'before'],
  ] as const)('refuses "%s" with %i, naming the field', (query, status, field) => {
    const answer = productOf(openTestDirectory()).get(`/events?${query}`);
    expect(answer).toMatchObject({
      status,
      body: { message: expect.any(String), errors: [{ code: expect.any(String), field }] },
    });
  });

  test.each([
    ['an unknown organization', 'organization_id=org_x', 'There is no organization "org_x" that this key opens.'],
    ['a cursor that was never given out', 'after=event_x', '"event_x" is no cursor of this list.'],
  ])('refuses %s with 400 and a message', (_what, query, message) => {
    const answer = productOf(openTestDirectory()).get(`/events?events=dsync.activated&${query}`);
    expect(answer).toMatchObject({ status: 400, body: { message } });
  });

  test('looks back thirty days', () => {
    const day = 86_400_000;
    let now = 1_767_600_000_000;
    const host = { ...testHost(), clock: { now: () => now } };
    const server = createScimServer({ path: ':memory:', host });
    const organizationId = server.createOrganization('Larkfield').id;
    const { directory, token } = server.createDirectory({ organizationId, name: 'Larkfield', tolerances: [] });
    const users = toTestDirectory(server, directory.id, token);
    users.createUser('ada');
    now += 20 * day;
    users.createUser('grace');
    const { list } = productOf(users);
    const seen = () => namesIn(list('/events?events=dsync.user.created&range_start=2026-01-01').data);
    expect(seen()).toEqual(['ada', 'grace']);
    now += 11 * day;
    expect(seen()).toEqual(['grace']);
  });
});

describe('a key', () => {
  test.each([
    ['no key', {}],
    ['the token of a directory', 'directory'],
    ['a key that was removed', 'removed'],
  ] as const)('%s opens nothing', (_what, kind) => {
    const directory = openTestDirectory();
    const { key, secret } = directory.server.apiKeys.create(null);
    directory.server.apiKeys.remove(key.id);
    const authorization = kind === 'directory' ? `Bearer ${directory.token}` : kind === 'removed' ? `Bearer ${secret}` : '';
    const answer = productOf(directory).get('/directories', { headers: { authorization } });
    expect(answer).toMatchObject({ status: 401, body: { message: 'Unauthorized' } });
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="receiver"');
  });

  test('of an organization opens nothing of another one', () => {
    const directory = openTestDirectory();
    const neighbour = openNeighbour(directory);
    directory.createUser('ada');
    neighbour.createUser('grace');
    const own = productOf(directory, directory.server.apiKeys.create(neighbour.organizationId).secret);
    const all = productOf(directory);
    expect(namesIn(own.list('/directory_users').data)).toEqual(['grace']);
    expect(namesIn(own.list('/events?events=dsync.user.created').data)).toEqual(['grace']);
    expect(own.list('/directories').data).toMatchObject([{ name: 'Neighbour' }]);
    const [, foreign] = all.list('/directory_users').data;
    expect(foreign).toMatchObject({ idp_id: 'ada' });
    for (const target of [
      `/directory_users/${foreign?.['id']}`,
      `/directories/${directory.id}`,
      `/directory_users?directory=${directory.id}`,
    ]) {
      expect(own.get(target)).toMatchObject({ status: 404, body: { code: 'entity_not_found' } });
    }
    expect(own.get(`/directory_users?after=${foreign?.['id']}`).status).toBe(400);
  });

  test('opens no SCIM endpoint, a web page may not use it, and nothing is written with it', () => {
    const directory = openTestDirectory();
    const { get } = productOf(directory);
    expect(get(`/scim/v2/${directory.id}/Users`).status).toBe(401);
    expect(get('/directories', { headers: { origin: 'https://page.example.test' } }).status).toBe(403);
    expect(get(`/directories/${directory.id}`, { method: 'DELETE' })).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD' },
    });
    expect(directory.server.directory(directory.id)).toBeDefined();
  });
});

describe('what arrived', () => {
  test('a directory is shown in the form of the REST object, with counts where it is read alone', () => {
    const directory = openTestDirectory();
    directory.server.setSettings(directory.id, { inactiveUsers: 'updated' });
    directory.createUser('ada', { active: false });
    directory.createGroup('Sales', [directory.createUser('grace')]);
    const { get, list } = productOf(directory);
    expect(list('/directories').data).toEqual([
      {
        object: 'directory',
        id: directory.id,
        organization_id: expect.stringMatching(/^org_/u),
        external_key: expect.any(String),
        type: 'azure scim v2.0',
        state: 'linked',
        name: 'Larkfield',
        created_at: expect.any(String),
        updated_at: expect.any(String),
      },
    ]);
    expect(get(`/directories/${directory.id}`).body).toMatchObject({
      metadata: { users: { active: 1, inactive: 1 }, groups: 1 },
    });
  });

  test('a user is shown with the groups, a group without its members', () => {
    const directory = openTestDirectory();
    const ada = directory.createUser('ada');
    directory.createGroup('Sales', [ada]);
    const { get, list } = productOf(directory);
    const [user] = list('/directory_users').data;
    expect(get(`/directory_users/${user?.['id']}`).body).toEqual(user);
    expect(user).toMatchObject({
      object: 'directory_user',
      idp_id: 'ada',
      groups: [{ object: 'directory_group', name: 'Sales' }],
    });
    const [group] = list('/directory_groups').data;
    expect(get(`/directory_groups/${group?.['id']}`).body).toEqual(group);
    expect(group).not.toHaveProperty('members');
  });

  test('a user whom the receiver was told is deleted is not there', () => {
    const directory = openTestDirectory();
    const ada = directory.createUser('ada');
    const { get, list } = productOf(directory);
    const id = list('/directory_users').data[0]?.['id'];
    directory.send('PATCH', `/Users/${ada}`, patchBody({ op: 'replace', path: 'active', value: false }));
    expect(list('/directory_users').data).toEqual([]);
    expect(get(`/directory_users/${id}`).status).toBe(404);
  });

  test('users and groups are found by each filter', () => {
    const directory = openTestDirectory();
    const neighbour = openNeighbour(directory);
    const ada = directory.createUser('ada', {
      externalId: 'a-1',
      emails: [{ value: 'Ada@larkfield.test', primary: true }, { value: 'ada@home.test' }],
    });
    directory.createUser('grace', { emails: [{ value: 'grace@larkfield.test' }, { value: 'Ada@larkfield.test' }] });
    neighbour.createUser('mary');
    directory.createGroup('Sales', [ada]);
    directory.createGroup('Field');
    const { list } = productOf(directory);
    const [group] = list('/directory_groups?idp_id=Sales').data;
    const [user] = list('/directory_users?idp_id=a-1').data;
    const found = (target: string) => namesIn(list(target).data);
    expect(found('/directory_users')).toEqual(['mary', 'grace', 'a-1']);
    expect(found(`/directory_users?directory=${directory.id}&order=asc`)).toEqual(['a-1', 'grace']);
    expect(found(`/directory_users?organization_id=${neighbour.organizationId}`)).toEqual(['mary']);
    expect(found(`/directory_users?group=${group?.['id']}`)).toEqual(['a-1']);
    expect(found('/directory_users?email=ada@larkfield.test')).toEqual(['a-1']);
    expect(found('/directory_users?idp_id=grace')).toEqual(['grace']);
    expect(found('/directory_users?idp_id=ada')).toEqual([]);
    expect(found(`/directory_groups?user=${user?.['id']}`)).toEqual(['Sales']);
    expect(found(`/directory_groups?directory=${neighbour.id}`)).toEqual([]);
  });

  test('an object is found where a snapshot of its directory holds it too', async () => {
    const directory = openTestDirectory();
    directory.createUser('ada');
    await directory.server.snapshots.take(directory.id, 'Before');
    const { get, list } = productOf(directory);
    const [user, ...others] = list('/directory_users').data;
    expect(others).toEqual([]);
    expect(get(`/directory_users/${user?.['id']}`)).toMatchObject({ status: 200, body: { idp_id: 'ada' } });
    expect(list('/directories').data).toHaveLength(1);
  });

  test('pages go forward and back, and visit everybody once', () => {
    const directory = openTestDirectory();
    const names = ['ada', 'grace', 'mary', 'olga', 'rosa'];
    for (const name of names) directory.createUser(name);
    const { list } = productOf(directory);
    const first = list('/directory_users?limit=2');
    const second = list(`/directory_users?limit=2&after=${first.metadata['after']}`);
    const third = list(`/directory_users?limit=2&after=${second.metadata['after']}`);
    expect([first, second, third].map(({ data }) => namesIn(data))).toEqual([['rosa', 'olga'], ['mary', 'grace'], ['ada']]);
    expect([first.metadata['before'], third.metadata['after']]).toEqual([null, null]);
    expect(list(`/directory_users?limit=2&before=${third.metadata['before']}`).data).toEqual(second.data);
    expect(list(`/directory_users?limit=2&before=${second.metadata['before']}`)).toEqual(first);
  });
});
