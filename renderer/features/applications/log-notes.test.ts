import { expect, test } from 'vitest';
import type { LogEntryDetailView } from '#shared/api/evidence-views.ts';
import { notesOf } from './log-notes.ts';
import { shortPathOf } from './mapped-attributes.ts';

const manager = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager';
const created: LogEntryDetailView = {
  id: 'change-1',
  at: 0,
  cycleId: 'cycle-1',
  identity: { id: 'user-ada', type: 'User', displayName: 'Ada Lovell' },
  action: 'create',
  status: 'success',
  sentence: '',
  exchangeSequences: [],
  steps: [],
  modifiedProperties: [{ name: 'userName', oldValue: null, newValue: 'ada@example.test' }],
  error: null,
  nextAttemptAt: null,
  targetId: 't1',
  sourceSystem: 'Microsoft Entra ID',
  targetSystem: 'customappsso',
  jobId: 'job-1',
};
const property = (name: string) => [{ name, oldValue: null, newValue: 'x' }];
const withMail = { managerId: null, attributes: { mail: 'ada@example.test' } };

test.each([
  ['a create of a user with a manager announces the update', {}, { ...withMail, managerId: 'user-grace' }, ['manager']],
  ['a create of a user without one says why no update follows', {}, withMail, ['no-manager']],
  [
    'an update that carries the manager says why',
    { action: 'update' as const, modifiedProperties: property(manager) },
    withMail,
    ['manager'],
  ],
  [
    'an update of another attribute needs no note',
    { action: 'update' as const, modifiedProperties: property('title') },
    withMail,
    [],
  ],
  ['a user without mail is explained', {}, { managerId: null, attributes: {} }, ['no-manager', 'no-mail']],
  [
    'no note on mail once another attribute fills it',
    { modifiedProperties: property('emails[type eq "work"].value') },
    { managerId: null, attributes: {} },
    ['no-manager'],
  ],
  ['a failed create promises nothing', { status: 'failure' as const }, withMail, []],
  ['a user who is gone from the tenant gets no guess', {}, null, []],
  ['a disable says that it is no delete', { action: 'disable' as const }, withMail, ['disable']],
  ['a group has none of these questions', { identity: { id: 'g', type: 'Group' as const, displayName: 'Sales' } }, null, []],
])('%s', (_sentence, change, user, keys) => {
  expect(notesOf({ ...created, ...change }, user).map(({ key }) => key)).toEqual(keys);
});

test('a long path keeps its ending', () => {
  expect(shortPathOf(manager)).toBe('urn:…:enterprise:2.0:User:manager');
  expect(shortPathOf('name.givenName')).toBe('name.givenName');
});
