import { expect, test } from 'vitest';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import { attributeDifferences } from './attribute-difference.ts';
import { defaultJobConfiguration, toMappingSource } from './default-mappings.ts';
import type { MappedValue } from './mapping.ts';
import { managerClearingOperation, managerOperation, memberOperation, patchOperations } from './patch-operations.ts';
import { ENTERPRISE_USER_URN } from './target-attribute.ts';
import { targetDefinition } from './target-definition.ts';
import { updateRequest } from './wire-requests.ts';
import { type WireStyle, wireStyleOf } from './wire-style.ts';

type Settings = Readonly<Record<string, string>>;

const MANAGER = `${ENTERPRISE_USER_URN}:manager`;
const DEPARTMENT = `${ENTERPRISE_USER_URN}:department`;
const WORK = 'emails[type eq "work"].value';
const held = { displayName: 'old', active: true, emails: [{ type: 'work', value: 'old@b.test' }] };
const wanted = { displayName: 'Ada', active: 'false', [WORK]: 'ada@b.test', [DEPARTMENT]: 'Sales', title: 'Lady' };

test.each<[string, Settings, Json]>([
  [
    'legacy: a path for each, in the order of the rows',
    {},
    [
      { op: 'Replace', path: 'displayName', value: 'Ada' },
      { op: 'Replace', path: 'active', value: 'false' },
      { op: 'Replace', path: WORK, value: 'ada@b.test' },
      { op: 'Add', path: DEPARTMENT, value: 'Sales' },
      { op: 'Add', path: 'title', value: 'Lady' },
    ],
  ],
  [
    'compliant: filtered paths first, then one operation without a path a kind',
    { dialect: 'compliant' },
    [
      { op: 'replace', path: WORK, value: 'ada@b.test' },
      { op: 'replace', value: { displayName: 'Ada', active: false } },
      { op: 'add', value: { [DEPARTMENT]: 'Sales', title: 'Lady' } },
    ],
  ],
  [
    'compliant without the merge: a path for each',
    { dialect: 'compliant', 'pathless-merge': 'off' },
    [
      { op: 'replace', path: 'displayName', value: 'Ada' },
      { op: 'replace', path: 'active', value: false },
      { op: 'replace', path: WORK, value: 'ada@b.test' },
      { op: 'add', path: DEPARTMENT, value: 'Sales' },
      { op: 'add', path: 'title', value: 'Lady' },
    ],
  ],
  [
    '2018: a dot before extension attributes and filters',
    { dialect: 'customappsso-2018' },
    [
      { op: 'Replace', path: 'displayName', value: 'Ada' },
      { op: 'Replace', path: 'active', value: 'false' },
      { op: 'Replace', path: 'emails.[type eq "work"].value', value: 'ada@b.test' },
      { op: 'Add', path: `${ENTERPRISE_USER_URN}.department`, value: 'Sales' },
      { op: 'Add', path: 'title', value: 'Lady' },
    ],
  ],
])('%s', (_sentence, settings, operations) => {
  expect(patchOperations('User', attributeDifferences(mapped(wanted), held), styleOf(settings))).toEqual(operations);
});

test.each<[Settings, Json]>([
  [{}, 'false'],
  [{ 'boolean-spelling': 'capitalised' }, 'False'],
  [{ 'disable-value': 'boolean' }, false],
  [{ 'disable-value': 'boolean', 'boolean-spelling': 'capitalised' }, false],
  [{ dialect: 'customappsso-2018' }, 'false'],
  [{ dialect: 'compliant', 'boolean-spelling': 'capitalised' }, false],
])('with %j, "false" of the mapping disables by %j', (settings, value) => {
  const differences = attributeDifferences(mapped({ active: 'false' }), held);
  expect(patchOperations('User', differences, styleOf(settings))[0]?.['value']).toBe(value);
});

test.each<[Settings, Json]>([
  [{}, { op: 'Replace', path: 'displayName', value: 'Sales' }],
  [{ dialect: 'compliant' }, { op: 'replace', value: { displayName: 'Sales' } }],
  [
    { dialect: 'compliant', 'group-rename': 'with-path' },
    { op: 'replace', path: 'displayName', value: 'Sales' },
  ],
])('with %j, a group is renamed by %j', (settings, operation) => {
  const differences = attributeDifferences(mapped({ displayName: 'Sales' }), held);
  expect(patchOperations('Group', differences, styleOf(settings))).toEqual([operation]);
});

test.each<[Settings, Json, Json]>([
  [{}, { op: 'Add', path: MANAGER, value: '7' }, null],
  [{ dialect: 'compliant' }, { op: 'add', path: MANAGER, value: '7' }, null],
  [
    { 'manager-form': 'object', 'manager-clearing': 'replace-empty' },
    { op: 'Add', path: MANAGER, value: { value: '7' } },
    { op: 'Replace', path: MANAGER, value: { value: '' } },
  ],
  [
    { dialect: 'compliant', 'manager-form': 'array-2015', 'manager-clearing': 'remove-value-filter' },
    { op: 'add', path: 'manager', value: [{ $ref: 'http://.../scim/Users/7', value: '7' }] },
    { op: 'remove', path: 'manager[value eq "7"]' },
  ],
  [
    { dialect: 'customappsso-2018', 'manager-clearing': 'remove-value-filter' },
    { op: 'Add', path: `${ENTERPRISE_USER_URN}.manager`, value: '7' },
    { op: 'Remove', path: 'manager[value eq "7"]' },
  ],
])('with %j, a manager is set by %j and cleared by %j', (settings, setting, clearing) => {
  expect(managerOperation(MANAGER, '7', styleOf(settings))).toEqual(setting);
  expect(managerClearingOperation(MANAGER, '7', styleOf(settings))).toEqual(clearing);
});

test.each<[Settings, Json, Json]>([
  [{}, { op: 'Add', path: 'members', value: [{ value: '7' }] }, { op: 'Remove', path: 'members', value: [{ value: '7' }] }],
  [
    { 'member-ref-null': 'on', 'member-add': 'replace' },
    { op: 'Replace', path: 'members', value: [{ $ref: null, value: '7' }] },
    { op: 'Remove', path: 'members', value: [{ $ref: null, value: '7' }] },
  ],
  [
    { dialect: 'compliant' },
    { op: 'add', path: 'members', value: [{ value: '7' }] },
    { op: 'remove', path: 'members[value eq "7"]' },
  ],
  [{ dialect: 'okta' }, { op: 'add', path: 'members', value: [{ value: '7' }] }, { op: 'remove', path: 'members[value eq "7"]' }],
])('with %j, a member is added by %j and removed by %j', (settings, added, removed) => {
  const change = { attribute: 'members', memberTargetId: '7' };
  expect(memberOperation({ kind: 'add', ...change }, styleOf(settings))).toEqual(added);
  expect(memberOperation({ kind: 'remove', ...change }, styleOf(settings))).toEqual(removed);
});

const admin = { id: '1', value: 'Admin', displayName: 'Administrator' };
const adminText = { value: '{"id":"1","value":"Admin","displayName":"Administrator"}' };
const adminObject = { primary: false, type: 'WindowsAzureActiveDirectoryRole', displayName: 'Administrator', value: 'Admin' };
const adminAssertive = { primary: false, type: 'WindowsAzureActiveDirectoryRole', display: 'Administrator', value: 'Admin' };

test.each<[string, Settings, string, JsonObject, Json | undefined]>([
  ['a string in legacy', {}, 'AppRoleAssignmentsComplex', {}, { op: 'Add', path: 'roles', value: [adminText] }],
  [
    'an object in compliant',
    { dialect: 'compliant' },
    'AppRoleAssignmentsComplex',
    {},
    { op: 'add', path: 'roles', value: [adminObject] },
  ],
  [
    'a string in compliant, too',
    { dialect: 'compliant', 'complex-roles': 'json-in-text' },
    'AppRoleAssignmentsComplex',
    {},
    { op: 'add', path: 'roles', value: [adminText] },
  ],
  [
    'an object in legacy, too',
    { 'complex-roles': 'objects' },
    'AppRoleAssignmentsComplex',
    {},
    { op: 'Add', path: 'roles', value: [adminObject] },
  ],
  ['nothing for a role that is held', {}, 'AppRoleAssignmentsComplex', { roles: [{ value: 'Admin' }] }, undefined],
  ['nothing for a role whose string was kept', {}, 'AppRoleAssignmentsComplex', { roles: [adminText] }, undefined],
  ['nothing is taken away', {}, 'AppRoleAssignmentsComplex', { roles: [adminText, { value: 'User' }] }, undefined],
  [
    'the assertive function replaces all where one is too many',
    {},
    'AssertiveAppRoleAssignmentsComplex',
    { roles: [{ value: 'Admin' }, { value: 'User' }] },
    { op: 'Replace', path: 'roles', value: [adminAssertive] },
  ],
  ['it sends nothing where they are equal', {}, 'AssertiveAppRoleAssignmentsComplex', { roles: [{ value: 'Admin' }] }, undefined],
])('roles: %s', (_sentence, settings, functionName, resource, operation) => {
  const [value] = mapped({ roles: JSON.stringify(admin) }, `${functionName}([appRoleAssignments])`);
  const values = value === undefined ? [] : [{ ...value, value: [JSON.stringify(admin)] }];
  expect(patchOperations('User', attributeDifferences(values, resource), styleOf(settings))[0]).toEqual(operation);
});

test.each<[Settings, Json]>([
  [{}, ['42', '2026-01-05T21:00:00Z']],
  [{ dialect: 'compliant', 'pathless-merge': 'off' }, [42, '2026-01-05T21:00:00Z']],
  [{ dialect: 'okta', 'pathless-merge': 'off' }, [42, '2026-01-05T21:00:00Z']],
])('with %j, a number and a date of the attribute list are sent as %j', (settings, sent) => {
  const [count, at] = mapped({ loginCount: '42', lastLoginAt: '1/5/2026 9:00:00 PM' });
  if (count === undefined || at === undefined) throw new Error('There are two values.');
  const values = [
    { ...count, definition: targetDefinition('loginCount', 'Integer') },
    { ...at, definition: targetDefinition('lastLoginAt', 'DateTime') },
  ];
  const operations = patchOperations('User', attributeDifferences(values, {}), styleOf(settings));
  expect(operations.map((operation) => operation['value'])).toEqual(sent);
});

test('a list only grows, as objects', () => {
  const [row] = mapped({ 'urn:example:User:tags': '' });
  const values = row === undefined ? [] : [{ ...row, value: ['a', 'b', 'c', 'c'] }];
  const resource = { 'urn:example:User': { tags: ['a', { value: 'b' }, 'old'] } };
  expect(patchOperations('User', attributeDifferences(values, resource), styleOf({}))).toEqual([
    { op: 'Add', path: 'urn:example:User:tags', value: [{ value: 'c' }] },
  ]);
});

test('Okta puts the whole user back, with real booleans and what the target added by itself', () => {
  const resource = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    id: '7',
    ...held,
    nickName: 'kept',
    meta: { resourceType: 'User', version: 'W/"1"' },
  };
  const request = updateRequest(
    'User',
    { id: '7', resource },
    attributeDifferences(mapped(wanted), resource),
    styleOf({ dialect: 'okta' }),
  );
  expect([request.method, request.target]).toEqual(['PUT', '/Users/7']);
  expect(request.body).toEqual({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    id: '7',
    displayName: 'Ada',
    active: false,
    emails: [{ type: 'work', value: 'ada@b.test' }],
    nickName: 'kept',
    title: 'Lady',
    [ENTERPRISE_USER_URN]: { department: 'Sales' },
    meta: { resourceType: 'User' },
  });
  expect(resource.emails).toEqual([{ type: 'work', value: 'old@b.test' }]);
});

function styleOf(habitSettings: Settings): WireStyle {
  return wireStyleOf({ dialect: 'legacy', configuration: { habitSettings } });
}

function mapped(values: Readonly<Record<string, string>>, expression?: string): readonly MappedValue[] {
  const [row] = defaultJobConfiguration().user.attributeMappings;
  if (row === undefined) throw new Error('The default mapping has rows.');
  const source = expression === undefined ? row.source : toMappingSource(expression);
  return Object.entries(values).map(([targetAttributeName, value]) => ({
    mapping: { ...row, targetAttributeName, source },
    value,
    problem: null,
  }));
}
