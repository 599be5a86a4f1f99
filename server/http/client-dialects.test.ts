import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { everyTolerance, openTestDirectory, patchBody, type TestDirectory } from '../testing/test-directory.ts';

// The shapes in which provisioning clients send changes, in both of their dialects: the capitalised one, with one path for each
// attribute and words for booleans, and the lower-case one, which merges single-valued attributes into one object.

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

interface Scene {
  readonly directory: TestDirectory;
  readonly ada: string;
  readonly grace: string;
  readonly sales: string;
}

function openScene(tolerances: readonly string[]): Scene {
  const directory = openTestDirectory(tolerances);
  const grace = directory.createUser('grace@larkfield.test');
  const ada = directory.createUser('ada@larkfield.test', {
    active: true,
    emails: [{ type: 'work', value: 'ada@larkfield.test', primary: true }],
    [enterprise]: { manager: { value: grace } },
  });
  return { directory, ada, grace, sales: directory.createGroup('Sales', [ada]) };
}

function memberIds({ directory, sales }: Scene): readonly Json[] {
  const members = directory.send('GET', `/Groups/${sales}`).body['members'] ?? [];
  return (members as readonly JsonObject[]).map((member) => member['value'] ?? null);
}

describe('changes of a user: accepted as meant with every tolerance, by the letter without', () => {
  test.each<[string, readonly JsonObject[], JsonObject, number]>([
    ['disable, capitalised', [{ op: 'Replace', path: 'active', value: 'False' }], { active: false }, 400],
    ['disable, lower-case word', [{ op: 'Replace', path: 'active', value: 'false' }], { active: false }, 400],
    ['disable as an addition', [{ op: 'Add', path: 'active', value: 'False' }], { active: false }, 400],
    ['disable, lower-case', [{ op: 'replace', path: 'active', value: false }], { active: false }, 200],
    ['one attribute, lower-case', [{ op: 'add', path: 'nickName', value: 'Babs' }], { nickName: 'Babs' }, 200],
    [
      'several paths',
      [
        { op: 'Replace', path: 'emails[type eq "work"].value', value: 'new@larkfield.test' },
        { op: 'Add', path: 'name.familyName', value: 'Lark' },
        { op: 'Add', path: `${enterprise}:department`, value: 'Retail' },
      ],
      { emails: [{ value: 'new@larkfield.test' }], name: { familyName: 'Lark' }, [enterprise]: { department: 'Retail' } },
      400,
    ],
    [
      'a filtered path, then one object with flat keys',
      [
        { op: 'replace', path: 'emails[type eq "work"].value', value: 'new@larkfield.test' },
        { op: 'replace', value: { displayName: 'Ada', 'name.givenName': 'Ada', [`${enterprise}:employeeNumber`]: '7' } },
      ],
      { displayName: 'Ada', name: { givenName: 'Ada' }, [enterprise]: { employeeNumber: '7' } },
      400,
    ],
    [
      'an object of plain keys',
      [{ op: 'replace', value: { active: false, displayName: 'A' } }],
      { active: false, displayName: 'A' },
      200,
    ],
    [
      'a value that is not there yet',
      [{ op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+49 30 1' }],
      { phoneNumbers: [{ type: 'mobile', value: '+49 30 1' }] },
      400,
    ],
    [
      'roles as documents in strings',
      [{ op: 'Add', path: 'roles', value: [{ value: '{"id":"1","value":"Admin"}' }] }],
      { roles: [{ value: '{"id":"1","value":"Admin"}' }] },
      400,
    ],
    [
      'the primary role, named by a word',
      [{ op: 'add', path: 'roles[primary eq "True"].value', value: 'Admin' }],
      { roles: [{ primary: true, value: 'Admin' }] },
      400,
    ],
    [
      'the manager as a bare id',
      [{ op: 'add', path: `${enterprise}:manager`, value: 'm1' }],
      { [enterprise]: { manager: { value: 'm1' } } },
      400,
    ],
    [
      'the manager in a list, without its URN',
      [{ op: 'Add', path: 'manager', value: [{ $ref: 'http://example.test/Users/m1', value: 'm1' }] }],
      { [enterprise]: { manager: { value: 'm1' } } },
      400,
    ],
    ['an attribute this server does not define', [{ op: 'Add', path: 'urn:example:custom:2.0:User:badge', value: '7' }], {}, 400],
  ])('%s', (_sentence, operations, outcome, strictStatus) => {
    const tolerant = openScene(everyTolerance);
    const answer = tolerant.directory.send('PATCH', `/Users/${tolerant.ada}`, patchBody(...operations));
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject(outcome);
    const strict = openScene([]);
    expect(strict.directory.send('PATCH', `/Users/${strict.ada}`, patchBody(...operations)).status).toBe(strictStatus);
  });

  test.each<[string, (graceId: string) => JsonObject]>([
    ['by an empty value', () => ({ op: 'replace', path: `${enterprise}:manager`, value: { value: '' } })],
    ['by an empty string', () => ({ op: 'Replace', path: `${enterprise}:manager`, value: '' })],
    ['by a filter, without the URN', (graceId) => ({ op: 'remove', path: `manager[value eq "${graceId}"]` })],
  ])('the manager is cleared %s', (_sentence, operation) => {
    const scene = openScene(everyTolerance);
    const answer = scene.directory.send('PATCH', `/Users/${scene.ada}`, patchBody(operation(scene.grace)));
    expect(answer.status).toBe(200);
    expect(answer.body).not.toHaveProperty([enterprise]);
  });
});

describe('changes of members', () => {
  type Outcome = 'both' | 'ada' | 'grace' | 'none' | 'refused';
  test.each<[string, (scene: Scene) => readonly JsonObject[], Outcome, Outcome]>([
    [
      'add, capitalised',
      ({ grace }) => [{ op: 'Add', path: 'members', value: [{ $ref: null, value: grace }] }],
      'both',
      'refused',
    ],
    ['add, lower-case', ({ grace }) => [{ op: 'add', path: 'members', value: [{ value: grace }] }], 'both', 'both'],
    ['add of one who is there', ({ ada }) => [{ op: 'add', path: 'members', value: [{ value: ada }] }], 'ada', 'ada'],
    [
      'replace with one, meant as an addition',
      ({ grace }) => [{ op: 'replace', path: 'members', value: [{ value: grace }] }],
      'both',
      'grace',
    ],
    ['remove by value', ({ ada }) => [{ op: 'Remove', path: 'members', value: [{ value: ada }] }], 'none', 'refused'],
    ['remove by value, lower-case', ({ ada }) => [{ op: 'remove', path: 'members', value: [{ value: ada }] }], 'none', 'refused'],
    ['remove by filter', ({ ada }) => [{ op: 'remove', path: `members[value eq "${ada}"]` }], 'none', 'none'],
    ['remove by another filter', () => [{ op: 'remove', path: 'members[type eq "User"]' }], 'none', 'none'],
    ['remove of one who is not there', ({ grace }) => [{ op: 'remove', path: `members[value eq "${grace}"]` }], 'ada', 'refused'],
    ['remove of all', () => [{ op: 'remove', path: 'members' }], 'none', 'none'],
    [
      'add, then remove again',
      ({ grace }) => [
        { op: 'add', path: 'members', value: [{ value: grace }] },
        { op: 'remove', path: `members[value eq "${grace}"]` },
      ],
      'ada',
      'ada',
    ],
  ])('%s', (_sentence, operations, tolerantOutcome, strictOutcome) => {
    for (const [tolerances, outcome] of [
      [everyTolerance, tolerantOutcome],
      [[], strictOutcome],
    ] as const) {
      const scene = openScene(tolerances);
      const { ada, grace } = scene;
      const answer = scene.directory.send('PATCH', `/Groups/${scene.sales}`, patchBody(...operations(scene)));
      expect(answer.status).toBe(outcome === 'refused' ? 400 : 204);
      const expected = { both: [ada, grace], ada: [ada], grace: [grace], none: [], refused: [ada] };
      expect(memberIds(scene)).toEqual(expected[outcome]);
    }
  });

  test('PUT sets the members even where a replace in a PATCH adds', () => {
    const scene = openScene(everyTolerance);
    const body = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: 'Sales',
      members: [{ value: scene.grace }],
    };
    scene.directory.send('PUT', `/Groups/${scene.sales}`, body);
    expect(memberIds(scene)).toEqual([scene.grace]);
  });
});

test('a create with a client-made id, unknown schemas and a word for a boolean is accepted where that is tolerated', () => {
  const group = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group', 'http://example.test/2006/11/Group'],
    id: 'chosen-by-the-client',
    displayName: 'Support',
    members: [],
    meta: { resourceType: 'Group' },
  };
  const user = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: 'new@larkfield.test',
    addresses: null,
    department: null,
    roles: [{ primary: 'True', value: 'Admin', displayName: 'Admin' }],
  };
  const tolerant = openTestDirectory(everyTolerance);
  expect(tolerant.send('POST', '/Groups', group)).toMatchObject({
    status: 201,
    body: { id: expect.not.stringMatching('chosen') },
  });
  expect(tolerant.send('POST', '/Users', user)).toMatchObject({
    status: 201,
    body: { roles: [{ primary: true, value: 'Admin' }] },
  });
  const strict = openTestDirectory();
  expect([strict.send('POST', '/Groups', group).status, strict.send('POST', '/Users', user).status]).toEqual([400, 400]);
});
