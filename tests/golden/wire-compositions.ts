import { attributeDifferences } from '#shared/entra/attribute-difference.ts';
import { createBody } from '#shared/entra/create-body.ts';
import { defaultJobConfiguration, toMappingSource } from '#shared/entra/default-mappings.ts';
import type { HabitId, HabitSetting } from '#shared/entra/habits.ts';
import type { MappedValue } from '#shared/entra/mapping.ts';
import { ENTERPRISE_USER_URN } from '#shared/entra/target-attribute.ts';
import {
  createRequest,
  deleteRequest,
  managerRequest,
  matchRequest,
  memberRequest,
  type ObjectType,
  readRequest,
  updateRequest,
} from '#shared/entra/wire-requests.ts';
import type { WireStyle } from '#shared/entra/wire-style.ts';
import type { ScimRequest } from '#shared/scim/message.ts';

/** What sends one published request: the composer's call, and the habits that are not at their default. */
export interface Composition {
  readonly settings: { readonly [Id in HabitId]?: HabitSetting<Id> };
  readonly compose: (style: WireStyle) => ScimRequest;
}

const MANAGER = `${ENTERPRISE_USER_URN}:manager`;
const COMPLIANT_ID = 'ac56b4e5-e079-46d0-810e-85ddbd223b09';
const USER_5171 = '5171a35d82074e068ce2';
const EXAMPLE_ID = 'a0a0a0a0-bbbb-cccc-dddd-e1e1e1e1e1e1';

/** By the name of the file in fixtures/wire. Old values stand for what the target answered before. */
export const compositions: Readonly<Record<string, Composition>> = {
  ...byDefault({
    'user-test-connection-probe.captured': match('User', 'userName', '7d420df3-9995-4831-a406-ecf8166f5f6a'),
    'user-test-connection-probe-externalid.captured': match('User', 'externalId', '9edf3db5-f590-4367-a7b6-d76747c0a509'),
    'group-test-connection-probe.inferred': match('Group', 'displayName', '00000000-0000-4000-8000-000000000000'),
    'user-query-by-username': match('User', 'userName', 'Test_User_00aa00aa-bb11-cc22-dd33-44ee44ee44ee'),
    'user-query-zero-results': match('User', 'userName', 'non-existent user'),
    'group-query-by-displayname': match('Group', 'displayName', 'displayName'),
    'group-query-by-externalid.captured': match('Group', 'externalId', 'MyGroup'),
    'user-get': (style) => readRequest('User', '5d48a0a8e9f04aa38008', style),
    'user-get-not-found': (style) => readRequest('User', USER_5171, style),
    'user-get.captured-2018': (style) => readRequest('User', '1813229', style),
    'user-get.captured-2026': (style) => readRequest('User', '1654', style),
    'group-get': (style) => readRequest('Group', '40734ae655284ad3abcc', style),
    'user-create': create('User', {
      userName: 'Test_User_00aa00aa-bb11-cc22-dd33-44ee44ee44ee',
      active: 'True',
      'emails[type eq "work"].value': 'Test_User_11bb11bb-cc22-dd33-ee44-55ff55ff55ff@testuser.com',
      'name.givenName': 'givenName',
      'name.familyName': 'familyName',
      'name.formatted': 'givenName familyName',
      externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
    }),
    'group-create.captured-2021': create('Group', {
      displayName: 'Org Admin',
      externalId: '00000000-0000-0000-0000-000000000000',
    }),
    'user-add-single-legacy': update({ nickName: 'Babs' }),
    'user-add-missing-email-legacy.captured-2025': update({ 'emails[type eq "work"].value': 'something@outlook.com' }),
    'user-add-active-legacy.inferred': update({ active: 'False' }),
    'group-add-externalid-legacy.inferred': update(
      { externalId: '00000000-0000-0000-0000-000000000000' },
      {},
      { type: 'Group', id: '{id}' },
    ),
    'user-disable-legacy': update({ active: 'False' }, { active: 'True' }),
    'user-disable-legacy.captured-2021': update({ active: 'False' }, { active: 'True' }, user('user@example.com')),
    'user-disable-legacy.captured-2025-lowercase-mapping': update({ active: 'false' }, { active: 'True' }, user('2')),
    'user-reactivate-legacy.inferred': update({ active: 'True' }, { active: 'False' }),
    'user-patch-multi-valued': update(
      { 'emails[type eq "work"].value': 'updatedEmail@microsoft.com', 'name.familyName': 'updatedFamilyName' },
      { 'emails[type eq "work"].value': 'old@microsoft.com', 'name.familyName': 'familyName' },
      user('6764549bef60420686bc'),
    ),
    'user-patch-single-valued': update(
      { userName: '5b50642d-79fc-4410-9e90-4c077cdd1a59@testuser.com' },
      { userName: 'old@testuser.com' },
      user(USER_5171),
    ),
    'user-replace-displayname-legacy.captured-2019': update({ displayName: ' User X' }, { displayName: 'User Y' }),
    'user-disable-compliant': update({ active: 'False' }, { active: 'True' }),
    'user-reactivate-compliant.inferred': update({ active: 'True' }, { active: 'False' }),
    'user-add-department-compliant-2020': update(
      { [`${ENTERPRISE_USER_URN}:department`]: 'Tech Infrastructure' },
      {},
      user(COMPLIANT_ID),
    ),
    'user-replace-multiple-compliant': replaceAll({
      displayName: 'Bjfe',
      'emails[type eq "work"].value': 'TestMhvaes@test.microsoft.com',
      'name.givenName': 'Kkom',
      'name.familyName': 'Unua',
      [`${ENTERPRISE_USER_URN}:employeeNumber`]: 'Aklq',
    }),
    'user-replace-email-primary-and-pathless-compliant': update(
      {
        'emails[type eq "work"].value': 'someone@contoso.com',
        'emails[type eq "work"].primary': 'True',
        active: 'False',
        userName: 'someone',
      },
      {
        'emails[type eq "work"].value': 'old@contoso.com',
        'emails[type eq "work"].primary': 'False',
        active: 'True',
        userName: 'old',
      },
      user(COMPLIANT_ID),
    ),
    'user-manager-add-legacy.captured': manager('{id}', '271'),
    'user-manager-add-compliant.captured-2024': manager('{id}', '2c2f6fb8-254f-492e-b7fe-c09c5a61c8a2'),
    'user-roles-complex-patch-legacy': roles('AppRoleAssignmentsComplex', [
      { id: '06b07648-ecfe-589f-9d2f-6325724a46ee', value: 'Admin', displayName: 'Admin' },
      { id: '06b07648-ecfe-599f-9d2f-6325724a46ee', value: 'User', displayName: 'User' },
    ]),
    'user-roles-complex-patch-legacy.captured-2023': roles('AppRoleAssignmentsComplex', [
      { id: '827f0d2e-be15-4d8f-a8e3-f8697239c112', value: 'DocumentMgmt-Admin', displayName: 'DocumentMgmt Admin' },
      { id: '8ae06bd4-35bb-4fcd-977e-14e074ad1192', value: 'Admin', displayName: 'Admin' },
    ]),
    'user-roles-assertive-patch-compliant': roles('AssertiveAppRoleAssignmentsComplex', [
      { id: '1', value: 'User', displayName: 'User' },
      { id: '2', value: 'Test', displayName: 'Test' },
    ]),
    'group-rename-compliant.validator-captured': update(
      { displayName: 'WUZPWMBDDCGI' },
      { displayName: 'old' },
      { type: 'Group', id: '3a63d3fa-7c79-435d-b622-c9198cc2f0cf' },
    ),
    'group-add-member-compliant-2020': member(COMPLIANT_ID, 'add', '10263a6910a84ef9a581dd9b8dcc0eae'),
    'group-remove-member-compliant': member('{id}', 'remove', '7f4bc1a3-285e-48ae-8202-5accb43efb0e'),
    'group-remove-member-compliant-2020': member(COMPLIANT_ID, 'remove', '16b083c0-f1e8-4544-b6ee-27a28dc98761'),
    'user-delete': (style) => deleteRequest('User', USER_5171, style),
    'user-delete-example6': (style) => deleteRequest('User', EXAMPLE_ID, style),
    'group-delete': (style) => deleteRequest('Group', 'cdb1ce18f65944079d37', style),
  }),
  'user-create-single-role': {
    settings: { 'user-create-schemas': 'core-only' },
    compose: create('User', { ...roleSample(), 'roles[primary eq "True"].value': 'Admin' }),
  },
  'user-create-roles-complex': {
    settings: { 'user-create-schemas': 'core-only' },
    compose: (style) =>
      createRequest(
        'User',
        [
          ...mapped(roleSample()),
          roleRow('AppRoleAssignmentsComplex', [
            { id: '1', value: 'Admin', displayName: 'Admin' },
            { id: '2', value: 'User', displayName: 'User' },
          ]),
        ],
        style,
      ),
  },
  'user-disable-tutorial': {
    settings: { 'disable-value': 'boolean', 'patch-key-order': 'operations-first' },
    compose: update({ active: 'False' }, { active: 'True' }, user(USER_5171)),
  },
  'user-pathless-replace-name-compliant.captured-2024': {
    settings: { 'patch-key-order': 'operations-first' },
    compose: replaceAll({ 'name.familyName': 'test', 'name.formatted': 'test test2' }),
  },
  'user-manager-add-array-example5': {
    settings: { 'manager-form': 'array-2015' },
    compose: manager(EXAMPLE_ID, '00aa00aa-bb11-cc22-dd33-44ee44ee44ee'),
  },
  'group-create': { settings: { 'group-create-schema': 'adscim' }, compose: create('Group', groupSample()) },
  'group-create-2018-with-id': {
    settings: { 'group-create-schema': 'with-id-2018' },
    compose: create('Group', groupSample()),
  },
  'group-add-member-legacy': {
    settings: { 'member-ref-null': 'on' },
    compose: member('a99962b9f99d4c4fac67', 'add', 'f648f8d5ea4e4cd38e9c'),
  },
  'group-remove-member-legacy': {
    settings: { 'member-ref-null': 'on' },
    compose: member('a99962b9f99d4c4fac67', 'remove', 'f648f8d5ea4e4cd38e9c'),
  },
  'group-add-member-as-replace-compliant.captured-2026': {
    settings: { 'member-add': 'replace' },
    compose: member('11', 'add', '673'),
  },
};

type Compose = Composition['compose'];
type Values = Readonly<Record<string, string>>;
interface Place {
  readonly type: ObjectType;
  readonly id: string;
}

function byDefault(composers: Readonly<Record<string, Compose>>): Readonly<Record<string, Composition>> {
  return Object.fromEntries(Object.entries(composers).map(([name, compose]) => [name, { settings: {}, compose }]));
}

function match(type: ObjectType, attribute: string, value: string): Compose {
  return (style) => matchRequest(type, { attribute, value }, style);
}

function create(type: ObjectType, values: Values): Compose {
  return (style) => createRequest(type, mapped(values), style);
}

function update(values: Values, held: Values = {}, { type, id }: Place = user('{id}')): Compose {
  return (style) => {
    const resource = createBody(type, mapped(held), style);
    return updateRequest(type, { id, resource }, attributeDifferences(mapped(values), resource), style);
  };
}

function replaceAll(values: Values): Compose {
  return update(values, Object.fromEntries(Object.keys(values).map((name) => [name, 'old'])));
}

function manager(targetId: string, managerTargetId: string): Compose {
  return (style) => managerRequest(targetId, { attribute: MANAGER, managerTargetId }, style);
}

function member(groupId: string, kind: 'add' | 'remove', memberTargetId: string): Compose {
  return (style) => memberRequest(groupId, { kind, attribute: 'members', memberTargetId }, style);
}

interface RoleSample {
  readonly id: string;
  readonly value: string;
  readonly displayName: string;
}

function roles(functionName: string, assigned: readonly RoleSample[]): Compose {
  return (style) => {
    const resource = createBody('User', [], style);
    const differences = attributeDifferences([roleRow(functionName, assigned)], resource);
    return updateRequest('User', { id: '{id}', resource }, differences, style);
  };
}

function roleRow(functionName: string, assigned: readonly RoleSample[]): MappedValue {
  return {
    mapping: { ...row(), targetAttributeName: 'roles', source: toMappingSource(`${functionName}([appRoleAssignments])`) },
    value: assigned.map((role) => JSON.stringify(role)),
    problem: null,
  };
}

function user(id: string): Place {
  return { type: 'User', id };
}

function roleSample(): Values {
  return {
    userName: 'alias@contoso.OnMicrosoft.com',
    active: 'True',
    displayName: 'First Name Last Name',
    externalId: 'alias',
  };
}

function groupSample(): Values {
  return { displayName: 'displayName', externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159' };
}

function mapped(values: Values): readonly MappedValue[] {
  return Object.entries(values).map(([targetAttributeName, value]) => ({
    mapping: { ...row(), targetAttributeName },
    value,
    problem: null,
  }));
}

function row() {
  const [first] = defaultJobConfiguration().user.attributeMappings;
  if (first === undefined) throw new Error('The default mapping has rows.');
  return first;
}
