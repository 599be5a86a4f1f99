import { describe, expect, test } from 'vitest';
import { defaultJobConfiguration, toMappingSource } from '#shared/entra/default-mappings.ts';
import { habits } from '#shared/entra/habits.ts';
import { ENTERPRISE_USER_URN } from '#shared/entra/target-attribute.ts';
import { appRoleIdOf } from '#shared/entra/tenant.ts';
import type { Json } from '#shared/kernel/json.ts';
import { openRehearsal } from './wire-rehearsal.ts';

/** What Ada's update, her lost manager, Grace's block and the group's new name are sent as. */
const dialects: readonly (readonly [Readonly<Record<string, string>>, readonly Json[]])[] = [
  [
    {},
    [
      [{ op: 'Replace', path: 'displayName', value: 'Ada King' }],
      [{ op: 'Replace', path: 'active', value: 'False' }],
      [{ op: 'Replace', path: 'displayName', value: 'Analysts' }],
      [{ op: 'Remove', path: 'members', value: [{ value: 'grace' }] }],
    ],
  ],
  [
    { dialect: 'compliant', 'manager-clearing': 'remove-value-filter', 'member-add': 'replace' },
    [
      [{ op: 'replace', path: 'displayName', value: 'Ada King' }],
      [{ op: 'replace', path: 'active', value: false }],
      [{ op: 'replace', value: { displayName: 'Analysts' } }],
      [{ op: 'remove', path: 'manager[value eq "grace"]' }],
      [{ op: 'remove', path: 'members[value eq "grace"]' }],
    ],
  ],
  [
    { 'manager-form': 'array-2015', 'manager-clearing': 'replace-empty', 'member-ref-null': 'on', 'disable-value': 'boolean' },
    [
      [{ op: 'Replace', path: 'displayName', value: 'Ada King' }],
      [{ op: 'Replace', path: 'active', value: false }],
      [{ op: 'Replace', path: 'displayName', value: 'Analysts' }],
      [{ op: 'Replace', path: `${ENTERPRISE_USER_URN}:manager`, value: { value: '' } }],
      [{ op: 'Remove', path: 'members', value: [{ $ref: null, value: 'grace' }] }],
    ],
  ],
  [
    { dialect: 'okta', 'manager-form': 'object' },
    [
      'PUT of Ada King, active true',
      'PUT of Grace Hopper, active false',
      [{ op: 'replace', value: { displayName: 'Analysts' } }],
      [{ op: 'remove', path: 'members[value eq "grace"]' }],
    ],
  ],
];

describe.each(dialects)('with %j', (habitSettings, writes) => {
  test('a change is spelled so, arrives, and leaves nothing to send', async () => {
    const rehearsal = openRehearsal({ habitSettings });
    expect(await rehearsal.cycle()).toHaveLength(6);
    rehearsal.change();
    expect(await rehearsal.cycle()).toEqual(writes);
    const isCleared = habitSettings['manager-clearing'] !== undefined;
    expect(rehearsal.held()).toEqual({
      ada: ['Ada King', true, isCleared ? undefined : 'grace'],
      grace: ['Grace Hopper', false, undefined],
      group: ['Analysts', ['ada']],
    });
    expect(await rehearsal.cycle()).toEqual([]);
  });
});

// With them requests go to another place, or are spelled as no service provider of today reads them.
const unreadable = ['scim-inserted=on', 'dialect=customappsso-2018'];
const choices = habits
  .filter(({ area }) => area === 'wire')
  .flatMap(({ id, settings }) => settings.map(({ value }) => [id, value] as const))
  .filter(([id, value]) => !unreadable.includes(`${id}=${value}`));

test.each(choices)('%s=%s: a change arrives and leaves nothing to send', async (id, value) => {
  const rehearsal = openRehearsal({ habitSettings: { [id]: value } });
  await rehearsal.cycle();
  rehearsal.change();
  await rehearsal.cycle();
  const isCleared = id === 'manager-clearing' && value !== 'nothing';
  expect(rehearsal.held()).toEqual({
    ada: ['Ada King', true, isCleared ? undefined : 'grace'],
    grace: ['Grace Hopper', false, undefined],
    group: ['Analysts', ['ada']],
  });
  expect(await rehearsal.cycle()).toEqual([]);
});

test('the dialect of 2018 is refused where it spells a path with a dot', async () => {
  const rehearsal = openRehearsal({ habitSettings: { dialect: 'customappsso-2018', 'scim-inserted': 'off' } });
  const [, , , manager] = await rehearsal.cycle();
  expect(manager).toEqual([{ op: 'Add', path: `${ENTERPRISE_USER_URN}.manager`, value: 'grace' }]);
  expect(rehearsal.held().ada).toEqual(['Ada Lovelace', true, undefined]);
});

test.each([
  [{}, 1],
  [{ 'member-requests': 'concurrent' }, 2],
])('with %j, %d requests about one group are in flight at once', async (habitSettings, count) => {
  const rehearsal = openRehearsal({ habitSettings, objectsInFlightCount: 8 });
  await rehearsal.cycle();
  expect(rehearsal.membersInFlightMax()).toBe(count);
  expect(rehearsal.held().group).toEqual(['Sales', ['ada', 'grace']]);
});

const asText = (role: string): Json => ({
  value: JSON.stringify({ id: appRoleIdOf('app', role), value: role, displayName: role }),
});
const asObject = (role: string, name: 'display' | 'displayName'): Json => ({
  primary: false,
  type: 'WindowsAzureActiveDirectoryRole',
  [name]: role,
  value: role,
});

test.each<[string, Readonly<Record<string, string>>, Json, Json]>([
  ['AppRoleAssignmentsComplex', {}, [[{ op: 'Add', path: 'roles', value: [asText('Admin')] }]], []],
  [
    'AppRoleAssignmentsComplex',
    { dialect: 'compliant' },
    [[{ op: 'add', path: 'roles', value: [asObject('Admin', 'displayName')] }]],
    [],
  ],
  [
    'AssertiveAppRoleAssignmentsComplex',
    { dialect: 'compliant' },
    [[{ op: 'replace', path: 'roles', value: [asObject('User', 'display'), asObject('Admin', 'display')] }]],
    [[{ op: 'replace', path: 'roles', value: [asObject('Admin', 'display')] }]],
  ],
])('%s with %j: a role is given, a second one, and the first is taken away', async (name, habitSettings, given, taken) => {
  const { user: mapping } = defaultJobConfiguration();
  const [row] = mapping.attributeMappings;
  if (row === undefined) throw new Error('The default mapping has rows.');
  const roles = {
    ...row,
    targetAttributeName: 'roles',
    source: toMappingSource(`${name}([appRoleAssignments])`),
    matchingPriority: 0,
  };
  const rehearsal = openRehearsal({
    scope: 'assigned',
    habitSettings,
    user: { ...mapping, attributeMappings: [...mapping.attributeMappings, roles] },
  });
  rehearsal.assignAda('User');
  expect(await rehearsal.cycle()).toEqual([[asObject('User', name.startsWith('Assertive') ? 'display' : 'displayName')]]);
  rehearsal.assignAda('User', 'Admin');
  expect(await rehearsal.cycle()).toEqual(given);
  rehearsal.assignAda('Admin');
  expect(await rehearsal.cycle()).toEqual(taken);
  expect(await rehearsal.cycle()).toEqual([]);
});
