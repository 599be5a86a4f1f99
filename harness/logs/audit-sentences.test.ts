import { expect, test } from 'vitest';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import { mappingChangeSentence, settingsChangeSentence } from './audit-sentences.ts';

const { user, group } = defaultJobConfiguration();
const [first, second, ...others] = user.attributeMappings;
const rows = (...attributeMappings: readonly (typeof first)[]): Partial<ObjectMapping> => ({
  attributeMappings: attributeMappings.filter((row) => row !== undefined),
});

test.each<[sentence: string, before: ObjectMapping, difference: Partial<ObjectMapping>]>([
  ['Mapping of users: saved without a change.', user, {}],
  ['Mapping of groups: Delete switched off.', group, { flowTypes: { add: true, update: true, delete: false } }],
  [`Mapping of users: ${second?.targetAttributeName} removed.`, user, rows(first, ...others)],
  [
    `Mapping of users: nickName added; ${first?.targetAttributeName} changed.`,
    user,
    rows(first && { ...first, defaultValue: 'x' }, second, ...others, first && { ...first, targetAttributeName: 'nickName' }),
  ],
  [
    `Mapping of users: ${[second, ...others.slice(0, 4)].map((row) => row?.targetAttributeName).join(', ')} and ${others.length - 4} more removed.`,
    user,
    rows(first),
  ],
])('%s', (sentence, before, difference) => {
  expect(mappingChangeSentence(before, { ...before, ...difference })).toBe(sentence);
});

test('scoping filters are told by their titles', () => {
  const clause = (value: string) => ({ attribute: 'department', operator: 'EQUALS', values: [value] });
  const scope = (...groups: readonly (readonly [name: string, value: string])[]): ObjectMapping['scope'] => ({
    groups: groups.map(([name, value]) => ({ name, clauses: [clause(value)] })),
    inputFilterGroups: [],
    categoryFilterGroups: [],
  });
  const before = { ...user, scope: scope(['Sales', 'Sales'], ['Pilots', 'Pilots']) };
  const after = { ...user, scope: scope(['Sales', 'Sales EMEA'], ['Locks', 'Locks']) };
  expect(mappingChangeSentence(before, after)).toBe(
    'Mapping of users: scoping filter "Locks" added; scoping filter "Pilots" removed; scoping filter "Sales" changed.',
  );
  expect(mappingChangeSentence({ ...user, scope: null }, { ...user, scope: scope() })).toContain('saved without a change');
});

test('settings are named as the screens name them', () => {
  const before = {
    scope: 'assigned',
    objectsInFlightCount: 1,
    skipsOutOfScopeDeletions: false,
    notificationEmail: '',
    isNotificationOn: false,
    isDeletionPrevented: true,
    deletionThreshold: 500,
  } as const;
  expect([
    settingsChangeSentence(before, {
      ...before,
      scope: 'all',
      isDeletionPrevented: false,
      notificationEmail: 'ada@larkfield.test',
    }),
    settingsChangeSentence(before, before),
  ]).toEqual([
    'Settings: Scope is all, was assigned; Notification email is ada@larkfield.test, was empty; Prevent accidental deletion is off, was on.',
    'Settings saved without a change.',
  ]);
});
