import { expect, test } from 'vitest';
import { changePointers } from './event-change.ts';

const eventOf = (data: object) => JSON.parse(JSON.stringify({ id: 'event_1', event: 'dsync.user.updated', data }));

test.each([
  ['an event without a change has no marks', { first_name: 'Ada' }, [], []],
  [
    'what changed is marked where it stands now, and where it says what it was',
    { first_name: 'Ada', state: 'inactive', previous_attributes: { state: 'active' } },
    ['/data/state'],
    ['/data/previous_attributes'],
  ],
  [
    'of a map only the members that changed are marked, and of a list the whole',
    {
      custom_attributes: { department_name: 'Sales', 'a/b~c': 1, emails: [{ value: 'ada@larkfield.test' }] },
      previous_attributes: { custom_attributes: { department_name: 'Support', 'a/b~c': null, emails: [] } },
    },
    ['/data/custom_attributes/department_name', '/data/custom_attributes/a~1b~0c', '/data/custom_attributes/emails'],
    ['/data/previous_attributes'],
  ],
  [
    'what was an object and is none any more is marked as a whole',
    { role: null, previous_attributes: { role: { slug: 'admin' } } },
    ['/data/role'],
    ['/data/previous_attributes'],
  ],
  ['previous attributes that are no object mark nothing', { previous_attributes: 'active' }, [], []],
])('%s', (_sentence, data, now, before) => {
  expect(changePointers(eventOf(data))).toEqual({ now, before });
});

test('what is no event marks nothing', () => {
  expect(changePointers(['data'])).toEqual({ now: [], before: [] });
});
