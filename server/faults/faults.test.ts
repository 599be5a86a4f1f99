import { describe, expect, test } from 'vitest';
import { assert } from '#shared/kernel/assert.ts';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { everyTolerance, openTestDirectory, patchBody, type TestDirectory, userBody } from '../testing/test-directory.ts';
import { readFaults } from './read-faults.ts';

interface Scene extends TestDirectory {
  readonly ada: string;
  readonly grace: string;
  readonly linus: string;
  readonly sales: string;
}

/** Three users, two of them in a group. */
function openScene(...rules: readonly JsonObject[]): Scene {
  const directory = openTestDirectory(everyTolerance);
  const [ada, grace, linus] = ['ada', 'grace', 'linus'].map((name) =>
    directory.createUser(`${name}@larkfield.test`, { active: true }),
  );
  assert(ada !== undefined && grace !== undefined && linus !== undefined, 'three users');
  const sales = directory.createGroup('Sales', [ada, grace]);
  misbehave(directory, ...rules);
  return { ...directory, ada, grace, linus, sales };
}

function misbehave({ server, id }: TestDirectory, ...rules: readonly JsonObject[]): void {
  const read = readFaults(
    rules.map((rule, index) => ({ id: `fault-${index}`, ...rule })),
    'faults',
  );
  assert(read.ok, JSON.stringify(read));
  server.setFaults(id, { seed: '1', rules: read.value });
}

const effect = (kind: string, fields: JsonObject = {}): JsonObject => ({ effect: { kind, ...fields } });
const membersOf = ({ server, id, sales }: Scene): readonly string[] => idsOf(server.resource(id, 'Group', sales));
const add = (...ids: readonly string[]): JsonObject =>
  patchBody({ op: 'add', path: 'members', value: ids.map((value) => ({ value })) });

function idsOf(group: Json | undefined): readonly string[] {
  const { members = [] } = group as { members?: readonly { value: string }[] };
  return members.map(({ value }) => value);
}

describe('a directory that misbehaves', () => {
  test('empties the group where a remove names members by value, and not where its path does', () => {
    const scene = openScene(effect('members-wiped'));
    scene.send('PATCH', `/Groups/${scene.sales}`, patchBody({ op: 'remove', path: `members[value eq "${scene.grace}"]` }));
    expect(membersOf(scene)).toEqual([scene.ada]);
    scene.send('PATCH', `/Groups/${scene.sales}`, add(scene.grace, scene.linus));
    const answer = scene.send(
      'PATCH',
      `/Groups/${scene.sales}`,
      patchBody({ op: 'Remove', path: 'members', value: [{ value: scene.ada }] }),
    );
    expect([answer.status, membersOf(scene)]).toEqual([204, []]);
  });

  test('answers a change it loses as one it made, tells of no event, and records the request', () => {
    const scene = openScene(effect('lost-update'));
    const before = scene.eventNames();
    const created = scene.send('POST', '/Users', userBody('new@larkfield.test'));
    const changed = scene.send('PATCH', `/Users/${scene.ada}`, patchBody({ op: 'add', path: 'title', value: 'Pilot' }));
    expect([created.status, changed.status, changed.body['title']]).toEqual([201, 200, 'Pilot']);
    misbehave(scene);
    expect(scene.send('GET', `/Users/${String(created.body['id'])}`).status).toBe(404);
    expect(scene.send('GET', `/Users/${scene.ada}`).body).not.toHaveProperty('title');
    expect(scene.eventNames()).toEqual(before);
    expect(scene.server.requests(scene.id, { offset: 0, limit: 4 }).items.map(({ method }) => method)).toEqual([
      'GET',
      'GET',
      'PATCH',
      'POST',
    ]);
  });

  test('keeps the word "False", shows it, and forgets it for a real boolean', () => {
    const scene = openScene(effect('boolean-kept-as-text'));
    const disable = (value: Json) =>
      scene.send('PATCH', `/Users/${scene.ada}`, patchBody({ op: 'Replace', path: 'active', value })).body['active'];
    expect(disable('False')).toBe('False');
    expect(scene.send('GET', `/Users/${scene.ada}`).body['active']).toBe('False');
    expect(scene.send('GET', `/Users/${scene.grace}`).body['active']).toBe(true);
    expect(disable(false)).toBe(false);
  });

  test('loses the member before where two changes come at once', () => {
    const scene = openScene({ when: { every: 2 }, ...effect('concurrent-member-lost') });
    scene.send('PATCH', `/Groups/${scene.sales}`, patchBody({ op: 'remove', path: 'members' }));
    scene.send('PATCH', `/Groups/${scene.sales}`, add(scene.ada));
    misbehave(scene, { when: { every: 2 }, ...effect('concurrent-member-lost') });
    scene.send('PATCH', `/Groups/${scene.sales}`, add(scene.grace));
    scene.send('PATCH', `/Groups/${scene.sales}`, add(scene.linus));
    expect(membersOf(scene)).toEqual([scene.ada, scene.linus]);
  });

  test('keeps the newest members where it keeps only so many', () => {
    const scene = openScene(effect('member-limit', { limit: 2 }));
    scene.send('PATCH', `/Groups/${scene.sales}`, add(scene.linus));
    expect(membersOf(scene)).toEqual([scene.grace, scene.linus]);
  });

  test('shows what was before a change, as often as it is told', () => {
    const scene = openScene({ when: { method: 'GET' }, ...effect('stale-read', { reads: 2 }) });
    const created = scene.send('POST', '/Users', userBody('new@larkfield.test')).body['id'];
    scene.send('PATCH', `/Users/${scene.ada}`, patchBody({ op: 'add', path: 'title', value: 'Pilot' }));
    scene.send('DELETE', `/Users/${scene.linus}`);
    const find = () => scene.send('GET', '/Users?filter=userName+eq+%22new%40larkfield.test%22').body['totalResults'];
    const title = () => scene.send('GET', `/Users/${scene.ada}`).body['title'];
    const status = () => scene.send('GET', `/Users/${scene.linus}`).status;
    expect([find(), scene.send('GET', `/Users/${String(created)}`).status, find()]).toEqual([0, 404, 1]);
    expect([title(), title(), title()]).toEqual([undefined, undefined, 'Pilot']);
    expect([status(), status(), status()]).toEqual([200, 200, 404]);
  });

  test('finds a userName by its letters alone, and refuses a second one all the same', () => {
    const scene = openScene({ when: { method: 'GET' }, ...effect('case-sensitive-user-name') });
    const find = (name: string) =>
      scene.send('GET', `/Users?filter=${encodeURIComponent(`userName eq "${name}"`)}`).body['totalResults'];
    expect([find('ada@larkfield.test'), find('ADA@larkfield.test')]).toEqual([1, 0]);
    expect(scene.send('POST', '/Users', userBody('ADA@larkfield.test')).status).toBe(409);
  });

  test.each<[string, JsonObject, string, JsonObject]>([
    [
      'no id',
      effect('omits', { attributes: ['ID'] }),
      '/Users?filter=userName+sw+%22ada%22',
      { Resources: [expect.not.objectContaining({ id: expect.anything() })] as never },
    ],
    ['a match twice', effect('duplicate-match'), '/Users?filter=userName+sw+%22ada%22', { totalResults: 2, itemsPerPage: 2 }],
    ['everything whatever the filter', effect('ignored-filter'), '/Users?filter=userName+sw+%22ada%22', { totalResults: 3 }],
    ['404 where nothing is found', effect('not-found-when-empty'), '/Users?filter=userName+eq+%22x%22', { status: '404' }],
  ])('shows %s', (_sentence, rule, target, body) => {
    expect(openScene(rule).send('GET', target).body).toMatchObject(body);
  });

  test('shows members whatever is excluded, the manager as a text, and another id', () => {
    const scene = openScene(effect('members-despite-exclusion'), effect('manager-as-text'), effect('changed-id'));
    const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
    const answer = scene.send(
      'PATCH',
      `/Users/${scene.ada}`,
      patchBody({ op: 'add', path: `${enterprise}:manager`, value: scene.grace }),
    );
    expect(answer.body).toMatchObject({ id: `${scene.ada}-changed`, [enterprise]: { manager: scene.grace } });
    expect(scene.send('GET', `/Groups/${scene.sales}?excludedAttributes=members`).body).toHaveProperty('members');
  });

  test('hides who is not active, alone and in lists', () => {
    const scene = openScene({ when: { method: 'GET' }, ...effect('inactive-hidden') });
    scene.send('PATCH', `/Users/${scene.ada}`, patchBody({ op: 'replace', path: 'active', value: false }));
    expect([scene.send('GET', `/Users/${scene.ada}`).status, scene.send('GET', '/Users').body['totalResults']]).toEqual([404, 2]);
  });

  test('spoils values: others wiped, parts added anew, dotted keys passed over', () => {
    const scene = openScene(effect('value-path-wipes-others'), effect('value-path-adds-anew'), effect('dotted-keys-dropped'));
    const change = (...operations: readonly JsonObject[]) =>
      scene.send('PATCH', `/Users/${scene.ada}`, patchBody(...operations)).body;
    change({
      op: 'add',
      path: 'emails',
      value: [
        { type: 'home', value: 'a@home.test' },
        { type: 'work', value: 'a@work.test' },
      ],
    });
    expect(change({ op: 'replace', path: 'emails[type eq "work"].value', value: 'b@work.test' })).toMatchObject({
      emails: [{ type: 'work', value: 'b@work.test' }],
    });
    misbehave(scene, effect('value-path-adds-anew'), effect('dotted-keys-dropped'));
    const addressed = change(
      { op: 'add', path: 'addresses[type eq "work"].locality', value: 'Bath' },
      { op: 'add', path: 'addresses[type eq "work"].region', value: 'Avon' },
      { op: 'add', value: { 'name.givenName': 'Ada', title: 'Pilot' } },
    );
    expect(addressed).toMatchObject({
      addresses: [
        { type: 'work', locality: 'Bath' },
        { type: 'work', region: 'Avon' },
      ],
      title: 'Pilot',
    });
    expect(addressed).not.toHaveProperty('name');
  });

  test('refuses what it would tolerate', () => {
    const scene = openScene(effect('intolerant', { tolerances: ['create-on-missing-value-path'] }));
    const operation = { op: 'Add', path: 'emails[type eq "work"].value', value: 'a@work.test' };
    expect(scene.send('PATCH', `/Users/${scene.ada}`, patchBody(operation))).toMatchObject({
      status: 400,
      body: { scimType: 'noTarget' },
    });
  });

  test('lets a token expire until another one is used', () => {
    const scene = openScene(effect('token-expires', { after: 2 }));
    const ask = (token: string) => scene.send('GET', '/Users?count=0', undefined, { authorization: `Bearer ${token}` });
    expect([ask(scene.token), ask(scene.token), ask(scene.token)].map(({ status }) => status)).toEqual([200, 200, 401]);
    expect(ask(scene.token).headers['www-authenticate']).toContain('error="invalid_token"');
    const rotated = scene.server.addToken(scene.id);
    expect([ask(rotated).status, ask(scene.token).status]).toEqual([200, 401]);
  });

  test('says when to come back, in seconds or as a date', () => {
    const scene = openScene(
      { when: { nth: 1 }, ...effect('too-many-requests', { retryAfterS: 90 }) },
      { when: { nth: 2 }, ...effect('too-many-requests', { retryAfterS: 90, form: 'date' }) },
    );
    const [seconds, date] = [scene.send('GET', '/Users'), scene.send('GET', '/Users')].map(
      ({ headers }) => headers['retry-after'] ?? '',
    );
    expect(seconds).toBe('90');
    expect(date).toMatch(/^Mon, 05 Jan 2026 08:\d\d:\d\d GMT$/);
  });
});

test('who has no token meets no fault, and what is done rightly neither', () => {
  const scene = openScene(effect('login-page'));
  expect(scene.send('GET', '/Users', undefined, { authorization: 'Bearer wrong' }).status).toBe(401);
  const headers = { authorization: `Bearer ${scene.token}` };
  const asked = { method: 'GET', target: `/scim/v2/${scene.id}/Users`, headers, body: '' };
  expect([scene.server.handle(asked).headers['content-type'], scene.server.handleRightly(asked).headers['content-type']]).toEqual(
    ['text/html; charset=utf-8', 'application/scim+json; charset=utf-8'],
  );
  expect(scene.server.faults(scene.id).rules).toMatchObject([{ seenCount: 1, firedCount: 1 }]);
});
