import { describe, expect, test } from 'vitest';
import { includesAttribute, project, readProjection, toProjection } from './projection.ts';
import { groupType, userType } from './resource-types.ts';
import { attribute, type ResourceType } from './schema.ts';

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const type: ResourceType = {
  ...userType,
  schema: {
    ...userType.schema,
    attributes: [
      ...userType.schema.attributes,
      attribute('pin', 'Never shown.', { returned: 'never' }),
      attribute('notes', 'Shown to who asks.', { returned: 'request' }),
      attribute('badge', 'Shown always.', { returned: 'always' }),
      attribute('desk', 'Where the user sits.', {
        type: 'complex',
        subAttributes: [
          attribute('room', 'Shown with the desk.', { returned: 'always' }),
          attribute('floor', 'A number.'),
          attribute('key', 'Never shown.', { returned: 'never' }),
        ],
      }),
    ],
  },
};

const ada = {
  schemas: [userType.schema.id, enterprise],
  id: '1',
  userName: 'ada',
  pin: '1234',
  notes: 'n',
  badge: 'b',
  desk: { room: '7', floor: '2', key: 'k' },
  emails: [{ value: 'a@x.test', type: 'work' }, { type: 'home' }],
  [enterprise]: { department: 'Research' },
};
const always = { schemas: ada.schemas, id: '1', badge: 'b' };

describe('an answer shows', () => {
  test.each<[string, string | null, string | null, object]>([
    [
      'what is returned by default',
      null,
      null,
      { ...always, userName: 'ada', desk: { room: '7', floor: '2' }, emails: ada.emails, [enterprise]: ada[enterprise] },
    ],
    ['what is named, and what is always returned', 'userName', null, { ...always, userName: 'ada' }],
    ['what is returned on request, when it is named', 'notes', null, { ...always, notes: 'n' }],
    ['never what is never returned', 'pin,desk.key', null, { ...always, desk: { room: '7' } }],
    ['beside a sub-attribute those that are always returned', 'desk.floor', null, { ...always, desk: { room: '7', floor: '2' } }],
    ['sub-attributes of each element that has them', 'emails.value', null, { ...always, emails: [{ value: 'a@x.test' }] }],
    [
      'names in any case, with their URN',
      `URN:ietf:params:scim:schemas:core:2.0:User:USERNAME`,
      null,
      { ...always, userName: 'ada' },
    ],
    ['an extension by its URN', enterprise, null, { ...always, [enterprise]: { department: 'Research' } }],
    ['nothing of what no schema defines', 'colour,department', null, always],
    [
      'all but what is excluded, and what is always returned even then',
      null,
      `id,schemas,badge,desk.room,desk.floor,emails,${enterprise}:department`,
      { ...always, userName: 'ada', desk: { room: '7' } },
    ],
    [
      'nothing of an element of which all is excluded',
      null,
      `emails.type,userName,desk,${enterprise}`,
      { ...always, emails: [{ value: 'a@x.test' }] },
    ],
  ])('%s', (_sentence, attributes, excluded, shown) => {
    expect(project(ada, type, readProjection(attributes, excluded))).toEqual(shown);
  });

  test('all of the core schema by its URN, but for what is never or only by name returned', () => {
    const shown = project(ada, type, readProjection(userType.schema.id, null));
    expect(Object.keys(shown)).toEqual(['schemas', 'id', 'userName', 'notes', 'badge', 'desk', 'emails']);
  });
});

test('attributes and excludedAttributes together are refused, unless one of them names nothing', () => {
  expect(() => readProjection('userName', 'emails')).toThrow('mutually exclusive');
  expect(() => toProjection(['userName'], ['emails'])).toThrow('RFC 7644 §3.9');
  expect(readProjection('userName', ' ,')).toEqual({ attributes: ['userName'], excluded: [] });
});

test('members are not loaded for an answer that does not show them', () => {
  const shows = (attributes: string | null, excluded: string | null): boolean =>
    includesAttribute(readProjection(attributes, excluded), groupType, 'members');
  expect([shows(null, null), shows('displayName', null), shows('members.value', null), shows(groupType.schema.id, null)]).toEqual(
    [true, false, true, true],
  );
  expect([shows(null, 'MEMBERS'), shows(null, 'members.display')]).toEqual([false, true]);
});
