import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { attributeDifferences } from '#shared/entra/attribute-difference.ts';
import { createBody } from '#shared/entra/create-body.ts';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import type { WireDialect } from '#shared/entra/job-configuration.ts';
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
import { isJsonObject, type Json } from '#shared/kernel/json.ts';
import type { ScimRequest } from '#shared/scim/message.ts';

interface Golden {
  readonly method: string;
  readonly path: string;
  readonly body: Json;
}

const folder = resolve(import.meta.dirname, '../../fixtures/wire');
const MANAGER = `${ENTERPRISE_USER_URN}:manager`;

/** What composes each golden request. Old values stand for what the target answered before. */
const composed: Readonly<Record<string, () => ScimRequest>> = {
  'user-test-connection-probe.captured': () => matchRequest('User', 'userName', '7d420df3-9995-4831-a406-ecf8166f5f6a'),
  'group-test-connection-probe.inferred': () => matchRequest('Group', 'displayName', '00000000-0000-4000-8000-000000000000'),
  'user-query-by-username': () => matchRequest('User', 'userName', 'Test_User_00aa00aa-bb11-cc22-dd33-44ee44ee44ee'),
  'group-query-by-displayname': () => matchRequest('Group', 'displayName', 'displayName'),
  'group-query-by-externalid.captured': () => matchRequest('Group', 'externalId', 'MyGroup'),
  'user-get': () => readRequest('User', '5d48a0a8e9f04aa38008'),
  'group-get': () => readRequest('Group', '40734ae655284ad3abcc'),
  'user-create': () =>
    createRequest(
      'User',
      mapped({
        userName: 'Test_User_00aa00aa-bb11-cc22-dd33-44ee44ee44ee',
        active: 'True',
        'emails[type eq "work"].value': 'Test_User_11bb11bb-cc22-dd33-ee44-55ff55ff55ff@testuser.com',
        'name.givenName': 'givenName',
        'name.familyName': 'familyName',
        'name.formatted': 'givenName familyName',
        externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
      }),
    ),
  'user-create-single-role': () =>
    createRequest(
      'User',
      mapped({
        userName: 'alias@contoso.OnMicrosoft.com',
        active: 'True',
        displayName: 'First Name Last Name',
        externalId: 'alias',
        'roles[primary eq "True"].value': 'Admin',
      }),
    ),
  'group-create.captured-2021': () =>
    createRequest('Group', mapped({ displayName: 'Org Admin', externalId: '00000000-0000-0000-0000-000000000000' })),
  'user-add-single-legacy': () => update('legacy', { nickName: 'Babs' }),
  'user-add-missing-email-legacy.captured-2025': () =>
    update('legacy', { 'emails[type eq "work"].value': 'something@outlook.com' }),
  'user-add-active-legacy.inferred': () => update('legacy', { active: 'False' }),
  'group-add-externalid-legacy.inferred': () =>
    update('legacy', { externalId: '00000000-0000-0000-0000-000000000000' }, {}, { type: 'Group', id: '{id}' }),
  'user-disable-legacy': () => update('legacy', { active: 'False' }, { active: 'True' }),
  'user-disable-legacy.captured-2025-lowercase-mapping': () =>
    update('legacy', { active: 'false' }, { active: 'True' }, { type: 'User', id: '2' }),
  'user-reactivate-legacy.inferred': () => update('legacy', { active: 'True' }, { active: 'False' }),
  'user-patch-multi-valued': () =>
    update(
      'legacy',
      { 'emails[type eq "work"].value': 'updatedEmail@microsoft.com', 'name.familyName': 'updatedFamilyName' },
      { 'emails[type eq "work"].value': 'old@microsoft.com', 'name.familyName': 'familyName' },
      { type: 'User', id: '6764549bef60420686bc' },
    ),
  'user-patch-single-valued': () =>
    update(
      'legacy',
      { userName: '5b50642d-79fc-4410-9e90-4c077cdd1a59@testuser.com' },
      { userName: 'old@testuser.com' },
      { type: 'User', id: '5171a35d82074e068ce2' },
    ),
  'user-replace-displayname-legacy.captured-2019': () => update('legacy', { displayName: ' User X' }, { displayName: 'User Y' }),
  'user-disable-compliant': () => update('compliant', { active: 'False' }, { active: 'True' }),
  'user-reactivate-compliant.inferred': () => update('compliant', { active: 'True' }, { active: 'False' }),
  'user-add-department-compliant-2020': () =>
    update('compliant', { [`${ENTERPRISE_USER_URN}:department`]: 'Tech Infrastructure' }, {}, { type: 'User', id: COMPLIANT_ID }),
  'user-replace-multiple-compliant': () =>
    update(
      'compliant',
      {
        displayName: 'Bjfe',
        'emails[type eq "work"].value': 'TestMhvaes@test.microsoft.com',
        'name.givenName': 'Kkom',
        'name.familyName': 'Unua',
        [`${ENTERPRISE_USER_URN}:employeeNumber`]: 'Aklq',
      },
      {
        displayName: 'old',
        'emails[type eq "work"].value': 'old@test.microsoft.com',
        'name.givenName': 'old',
        'name.familyName': 'old',
        [`${ENTERPRISE_USER_URN}:employeeNumber`]: 'old',
      },
    ),
  'user-replace-email-primary-and-pathless-compliant': () =>
    update(
      'compliant',
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
      { type: 'User', id: COMPLIANT_ID },
    ),
  'user-pathless-replace-name-compliant.captured-2024': () =>
    update(
      'compliant',
      { 'name.familyName': 'test', 'name.formatted': 'test test2' },
      { 'name.familyName': 'old', 'name.formatted': 'old' },
    ),
  'user-manager-add-legacy.captured': () => managerRequest('{id}', { attribute: MANAGER, managerTargetId: '271' }, 'legacy'),
  'user-manager-add-compliant.captured-2024': () =>
    managerRequest('{id}', { attribute: MANAGER, managerTargetId: '2c2f6fb8-254f-492e-b7fe-c09c5a61c8a2' }, 'compliant'),
  'group-add-member-legacy': () => members('a99962b9f99d4c4fac67', 'add', 'f648f8d5ea4e4cd38e9c', 'legacy'),
  'group-remove-member-legacy': () => members('a99962b9f99d4c4fac67', 'remove', 'f648f8d5ea4e4cd38e9c', 'legacy'),
  'group-add-member-compliant-2020': () => members(COMPLIANT_ID, 'add', '10263a6910a84ef9a581dd9b8dcc0eae', 'compliant'),
  'group-remove-member-compliant': () => members('{id}', 'remove', '7f4bc1a3-285e-48ae-8202-5accb43efb0e', 'compliant'),
  'user-delete': () => deleteRequest('User', '5171a35d82074e068ce2'),
  'group-delete': () => deleteRequest('Group', 'cdb1ce18f65944079d37'),
};

const COMPLIANT_ID = 'ac56b4e5-e079-46d0-810e-85ddbd223b09';

/** Where the published form is older than the captures that we follow. */
const adapted: Readonly<Record<string, (body: Json) => Json>> = {
  // Since 2020 a member value carries no `$ref` (captured: elimity-com/scim pull 79).
  'group-add-member-legacy': withoutRef,
  'group-remove-member-legacy': withoutRef,
  // The role sample lists the core schema alone; Create User lists both always.
  'user-create-single-role': (body) =>
    isJsonObject(body) ? { ...body, schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE_USER_URN] } : body,
};

const names = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length));

test('every golden request is composed, and nothing else claims to be one', () => {
  expect(Object.keys(composed).toSorted()).toEqual(names.toSorted());
});

test.each(names)('%s', (name) => {
  const golden = JSON.parse(readFileSync(resolve(folder, `${name}.json`), 'utf8')) as Golden;
  const request = composed[name]?.();
  const body = (adapted[name] ?? ((unchanged) => unchanged))(golden.body);
  expect({ method: request?.method, path: decoded(request?.target ?? ''), body: request?.body }).toEqual({
    method: golden.method,
    path: decoded(golden.path),
    body,
  });
});

test.each(['user-test-connection-probe.captured', 'group-test-connection-probe.inferred'])(
  '%s, encoded to the letter',
  (name) => {
    const golden = JSON.parse(readFileSync(resolve(folder, `${name}.json`), 'utf8')) as Golden;
    expect(composed[name]?.().target).toBe(golden.path);
  },
);

test.each(['user-create', 'group-create.captured-2021'])('%s, with its keys in the published order', (name) => {
  const golden = JSON.parse(readFileSync(resolve(folder, `${name}.json`), 'utf8')) as Golden;
  expect(JSON.stringify(composed[name]?.().body)).toBe(JSON.stringify(golden.body));
});

test('a request with a body says so, and none names a client or what it accepts', () => {
  for (const compose of Object.values(composed)) {
    const { headers, body } = compose();
    expect(headers).toEqual({
      ADSCIMVersion: '5.0',
      ...(body === null ? {} : { 'Content-Type': 'application/scim+json; charset=utf-8' }),
    });
  }
});

function update(
  dialect: WireDialect,
  values: Readonly<Record<string, string>>,
  held: Readonly<Record<string, string>> = {},
  { type, id }: { readonly type: ObjectType; readonly id: string } = { type: 'User', id: '{id}' },
): ScimRequest {
  return updateRequest(type, id, attributeDifferences(mapped(values), createBody(type, mapped(held))), dialect);
}

function members(groupId: string, kind: 'add' | 'remove', memberTargetId: string, dialect: WireDialect): ScimRequest {
  return memberRequest(groupId, { kind, attribute: 'members', memberTargetId }, dialect);
}

function mapped(values: Readonly<Record<string, string>>): readonly MappedValue[] {
  const [row] = defaultJobConfiguration().user.attributeMappings;
  if (row === undefined) throw new Error('The default mapping has rows.');
  return Object.entries(values).map(([targetAttributeName, value]) => ({
    mapping: { ...row, targetAttributeName },
    value,
    problem: null,
  }));
}

/** Documentation shows most queries decoded. */
function decoded(path: string): string {
  return decodeURIComponent(path.replaceAll('+', ' '));
}

function withoutRef(body: Json): Json {
  return JSON.parse(JSON.stringify(body, (key, value: unknown) => (key === '$ref' ? undefined : value))) as Json;
}
