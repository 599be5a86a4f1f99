import type { DirectorySettings } from '#server/settings.ts';
import type { Json, JsonObject } from '#shared/kernel/json.ts';

/** What is in a directory before a published request arrives, and what comes of it. */
export interface Scene {
  /** In place of `{id}` stands `id`. */
  readonly seed?: readonly JsonObject[];
  readonly settings?: Partial<DirectorySettings>;
  /** The status where no answer was published. */
  readonly status: number;
  readonly scimType?: string;
  /** What reading an address shows afterwards. */
  readonly after?: Readonly<Record<string, { readonly status?: number; readonly body?: Readonly<Record<string, unknown>> }>>;
}

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

function user(id: string, attributes: JsonObject = {}): JsonObject {
  const schemas: Json = ['urn:ietf:params:scim:schemas:core:2.0:User', ...(enterprise in attributes ? [enterprise] : [])];
  return { schemas, id, userName: `${id}@before.test`, ...attributes };
}

function group(id: string, ...members: readonly string[]): JsonObject {
  const schemas: Json = ['urn:ietf:params:scim:schemas:core:2.0:Group'];
  return { schemas, id, displayName: `Group ${id}`, members: members.map((value) => ({ value })) };
}

/** The user whom Microsoft's sample answers show, before the change. */
function testUser(id: string, externalId: string, attributes: JsonObject = {}): JsonObject {
  return user(id, {
    externalId,
    userName: 'Test_User_00aa00aa-bb11-cc22-dd33-44ee44ee44ee',
    name: { formatted: 'givenName familyName', familyName: 'familyName', givenName: 'givenName' },
    active: true,
    emails: [{ value: 'Test_User_11bb11bb-cc22-dd33-ee44-55ff55ff55ff@testuser.com', type: 'work', primary: true }],
    ...attributes,
  });
}

const workEmail = [{ type: 'work', value: 'before@before.test' }];

function changedUser(attributes: JsonObject, outcome: Readonly<Record<string, unknown>>, id = 'id'): Scene {
  return { seed: [user(id, attributes)], status: 200, after: { [`/Users/${id}`]: { status: 200, body: outcome } } };
}

/** A group that has `before` and then `after`; whoever is named is a user. */
function changedGroup(id: string, before: readonly string[], after: readonly string[]): Scene {
  return {
    seed: [group(id, ...before), ...[...new Set([...before, ...after])].map((one) => user(one))],
    status: 204,
    after: { [`/Groups/${id}`]: { status: 200, body: after.length === 0 ? {} : { members: after.map((value) => ({ value })) } } },
  };
}

const bystander = '00000000-0000-4000-8000-000000000001';
const compliantGroup = 'ac56b4e5-e079-46d0-810e-85ddbd223b09';
const legacyGroup = 'a99962b9f99d4c4fac67';
const legacyMember = 'f648f8d5ea4e4cd38e9c';
const roleValue = (id: string, value: string, displayName: string): string => JSON.stringify({ id, value, displayName });

export const scenes: Readonly<Record<string, Scene>> = {
  'group-add-externalid-legacy.inferred': {
    seed: [group('id')],
    status: 204,
    after: { '/Groups/id': { body: { externalId: '00000000-0000-0000-0000-000000000000' } } },
  },
  'group-add-member-as-replace-compliant.captured-2026': changedGroup('11', [bystander], [bystander, '673']),
  'group-add-member-compliant-2020': changedGroup(compliantGroup, [bystander], [bystander, '10263a6910a84ef9a581dd9b8dcc0eae']),
  'group-add-member-legacy': changedGroup(legacyGroup, [bystander], [bystander, legacyMember]),
  'group-create-2018-with-id': { status: 201 },
  'group-create': { status: 201 },
  'group-create.captured-2021': { status: 201, after: { '/Groups': { body: { Resources: [{ displayName: 'Org Admin' }] } } } },
  'group-delete': {
    seed: [group('cdb1ce18f65944079d37')],
    status: 204,
    after: { '/Groups/cdb1ce18f65944079d37': { status: 404 } },
  },
  'group-get': {
    seed: [
      {
        ...group('40734ae655284ad3abcc', bystander),
        displayName: 'displayName',
        externalId: '60f1bb27-2e1e-402d-bcc4-ec999564a194',
      },
      user(bystander),
    ],
    status: 200,
  },
  'group-query-by-displayname': {
    seed: [
      {
        ...group('8c601452cc934a9ebef9', bystander),
        displayName: 'displayName',
        externalId: '0db508eb-91e2-46e4-809c-30dcbda0c685',
      },
      group('other'),
      user(bystander),
    ],
    status: 200,
  },
  'group-query-by-externalid.captured': { seed: [{ ...group('1'), externalId: 'MyGroup' }], status: 200 },
  'group-remove-member-compliant-2020': changedGroup(
    compliantGroup,
    ['16b083c0-f1e8-4544-b6ee-27a28dc98761', bystander],
    [bystander],
  ),
  'group-remove-member-compliant': changedGroup('id', ['7f4bc1a3-285e-48ae-8202-5accb43efb0e', bystander], [bystander]),
  'group-remove-member-legacy': changedGroup(legacyGroup, [legacyMember, bystander], [bystander]),
  'group-rename-compliant.validator-captured': {
    seed: [group('3a63d3fa-7c79-435d-b622-c9198cc2f0cf')],
    status: 204,
    after: { '/Groups/3a63d3fa-7c79-435d-b622-c9198cc2f0cf': { body: { displayName: 'WUZPWMBDDCGI' } } },
  },
  'group-test-connection-probe.inferred': { seed: [group('1')], status: 200 },
  'schemas-discover': { status: 200 },
  'user-add-active-legacy.inferred': changedUser({}, { active: false }),
  'user-add-department-compliant-2020': changedUser({}, { [enterprise]: { department: 'Tech Infrastructure' } }, compliantGroup),
  'user-add-missing-email-legacy.captured-2025': changedUser({}, { emails: [{ type: 'work', value: 'something@outlook.com' }] }),
  'user-add-single-legacy': changedUser({}, { nickName: 'Babs' }),
  // One URN of it lacks a colon, and two attributes of that extension stand outside of it.
  'user-create-example2-nulls': { status: 400, scimType: 'invalidSyntax', after: { '/Users': { body: { totalResults: 0 } } } },
  'user-create-roles-complex': {
    status: 201,
    after: {
      '/Users': {
        body: {
          Resources: [
            {
              roles: [
                { primary: false, type: 'WindowsAzureActiveDirectoryRole', value: 'Admin' },
                { primary: false, type: 'WindowsAzureActiveDirectoryRole', value: 'User' },
              ],
            },
          ],
        },
      },
    },
  },
  'user-create-single-role': {
    status: 201,
    after: { '/Users': { body: { Resources: [{ roles: [{ primary: true, value: 'Admin' }] }] } } },
  },
  'user-create': { status: 201 },
  'user-delete-example6': {
    seed: [user('a0a0a0a0-bbbb-cccc-dddd-e1e1e1e1e1e1')],
    status: 204,
    after: { '/Users/a0a0a0a0-bbbb-cccc-dddd-e1e1e1e1e1e1': { status: 404 } },
  },
  'user-delete': { seed: [user('5171a35d82074e068ce2')], status: 204, after: { '/Users/5171a35d82074e068ce2': { status: 404 } } },
  'user-disable-compliant': changedUser({ active: true }, { active: false }),
  'user-disable-legacy.captured-2021': {
    ...changedUser({ active: true }, { active: false }, 'user@example.com'),
    settings: { userPatchStatus: 204 },
  },
  'user-disable-legacy.captured-2025-lowercase-mapping': changedUser({ active: true }, { active: false }, '2'),
  'user-disable-legacy': changedUser({ active: true }, { active: false }),
  'user-disable-tutorial': {
    seed: [
      user('5171a35d82074e068ce2', {
        userName: 'deanruiz@testuser.com',
        name: { familyName: 'Harris', givenName: 'Larry' },
        active: true,
        emails: [{ value: 'gloversuzanne@testuser.com', type: 'work', primary: true }],
        addresses: [{ country: 'ML', type: 'work', primary: true }],
      }),
    ],
    status: 200,
  },
  'user-get-not-found': { seed: [user('1')], status: 404 },
  'user-get.captured-2018': { seed: [user('1813229')], status: 200 },
  'user-get.captured-2026': { seed: [user('1654')], status: 200 },
  'user-get': { seed: [testUser('5d48a0a8e9f04aa38008', '58342554-38d6-4ec8-948c-50044d0a33fd')], status: 200 },
  'user-manager-add-array-example5': changedUser(
    {},
    { [enterprise]: { manager: { value: '00aa00aa-bb11-cc22-dd33-44ee44ee44ee' } } },
    'a0a0a0a0-bbbb-cccc-dddd-e1e1e1e1e1e1',
  ),
  'user-manager-add-compliant.captured-2024': changedUser(
    { [enterprise]: { manager: { value: '1' } } },
    { [enterprise]: { manager: { value: '2c2f6fb8-254f-492e-b7fe-c09c5a61c8a2' } } },
  ),
  'user-manager-add-legacy.captured': changedUser({}, { [enterprise]: { manager: { value: '271' } } }),
  'user-patch-multi-valued': {
    seed: [
      testUser('6764549bef60420686bc', '6c75de36-30fa-4d2d-a196-6bdcdb6b6539', {
        // The service that answered made the whole name out of its parts; here it is what the client says it is.
        name: { formatted: 'givenName updatedFamilyName', familyName: 'familyName', givenName: 'givenName' },
      }),
    ],
    status: 200,
  },
  'user-patch-single-valued': { seed: [testUser('5171a35d82074e068ce2', 'aa1eca08-7179-4eeb-a0be-a519f7e5cd1a')], status: 200 },
  'user-pathless-replace-name-compliant.captured-2024': changedUser(
    { name: { givenName: 'before', familyName: 'before' } },
    { name: { givenName: 'before', familyName: 'test', formatted: 'test test2' } },
  ),
  // Without quotation marks the value is none.
  'user-query-by-externalid-example1': { seed: [user('1', { externalId: 'jyoung' })], status: 400, scimType: 'invalidFilter' },
  'user-query-by-username': {
    seed: [
      testUser('2441309d85324e7793ae', '7fce0092-d52e-4f76-b727-3955bd72c939', {
        name: { familyName: 'familyName', givenName: 'givenName' },
      }),
      user('other'),
    ],
    status: 200,
  },
  'user-query-zero-results': { seed: [user('1')], status: 200 },
  'user-reactivate-compliant.inferred': changedUser({ active: false }, { active: true }),
  'user-reactivate-legacy.inferred': changedUser({ active: false }, { active: true }),
  'user-replace-displayname-legacy.captured-2019': changedUser({ displayName: 'before' }, { displayName: ' User X' }),
  'user-replace-email-primary-and-pathless-compliant': changedUser(
    { active: true, emails: workEmail },
    { active: false, userName: 'someone', emails: [{ type: 'work', value: 'someone@contoso.com', primary: true }] },
    compliantGroup,
  ),
  'user-replace-multiple-compliant': changedUser(
    { emails: workEmail },
    {
      displayName: 'Bjfe',
      name: { givenName: 'Kkom', familyName: 'Unua' },
      emails: [{ type: 'work', value: 'TestMhvaes@test.microsoft.com' }],
      [enterprise]: { employeeNumber: 'Aklq' },
    },
  ),
  'user-roles-assertive-patch-compliant': changedUser(
    { roles: [{ value: 'before' }] },
    {
      roles: [
        { primary: false, type: 'WindowsAzureActiveDirectoryRole', display: 'User', value: 'User' },
        { primary: false, type: 'WindowsAzureActiveDirectoryRole', display: 'Test', value: 'Test' },
      ],
    },
  ),
  'user-roles-complex-patch-legacy.captured-2023': changedUser(
    {},
    {
      roles: [
        { value: roleValue('827f0d2e-be15-4d8f-a8e3-f8697239c112', 'DocumentMgmt-Admin', 'DocumentMgmt Admin') },
        { value: roleValue('8ae06bd4-35bb-4fcd-977e-14e074ad1192', 'Admin', 'Admin') },
      ],
    },
  ),
  'user-roles-complex-patch-legacy': changedUser(
    { roles: [{ value: 'before' }] },
    {
      roles: [
        { value: 'before' },
        { value: roleValue('06b07648-ecfe-589f-9d2f-6325724a46ee', 'Admin', 'Admin') },
        { value: roleValue('06b07648-ecfe-599f-9d2f-6325724a46ee', 'User', 'User') },
      ],
    },
  ),
  'user-test-connection-probe-externalid.captured': { seed: [user('1')], status: 200 },
  'user-test-connection-probe.captured': { seed: [user('1')], status: 200 },
  'validator-group-add-member': changedGroup(
    '83f42ecc-3851-430e-8a9b-e54de3fad833',
    [],
    ['805d32c6-9e01-43b9-9735-4576cae634b5'],
  ),
  'validator-group-add-then-remove-same-patch': {
    seed: [
      group('69fc935f-e0ec-469a-bac1-274431b29106', bystander),
      user(bystander),
      user('761ac150-9d77-49b2-8f3f-8ec2eacf99da'),
    ],
    status: 204,
    after: { '/Groups/69fc935f-e0ec-469a-bac1-274431b29106': { body: { members: [{ value: bystander }] } } },
  },
  'validator-group-add-two-members': changedGroup(
    '1b2367d6-8dd3-4ae8-84e1-709d54be44b2',
    [],
    ['ee90548a-11dd-4795-b3ac-9cfcd99232bc', '35ddd382-61d2-48ec-a366-11d37d83d765'],
  ),
  'validator-group-create': { status: 201, after: { '/Groups': { body: { Resources: [{ displayName: 'ZGHZBQHCAPZU' }] } } } },
  'validator-group-replace-externalid': {
    seed: [{ ...group('90b63fd7-197d-4634-ac88-4faafb2a19cb'), externalId: 'before' }],
    status: 204,
    after: {
      '/Groups/90b63fd7-197d-4634-ac88-4faafb2a19cb': { body: { externalId: '663fa3a8-e2b6-4ac0-96c8-363432cdc01d' } },
    },
  },
  'validator-user-add-attributes-verbose-excerpt': changedUser(
    {},
    {
      active: true,
      displayName: 'RJEXKNFYZKXS',
      emails: [{ type: 'work', value: 'broderick_ohara@blick.name', primary: true }],
      name: { givenName: 'Terrence', familyName: 'Brandi' },
      roles: [{ primary: true, display: 'TQBJFQYVJCAG', value: 'UOYTUVLKIPND', type: 'VGNBBCPQEMYC' }],
      [enterprise]: { employeeNumber: 'LXDAHKZRQYLX' },
    },
    '167dbf70-19d7-4507-b29e-a9fe88bf286e',
  ),
  'validator-user-create-full': {
    status: 201,
    after: {
      '/Users': {
        body: {
          Resources: [
            { roles: [{ primary: true, value: 'WDEIISGWWQBE' }], [enterprise]: { manager: { value: 'XYMKVVRYDIOO' } } },
          ],
        },
      },
    },
  },
  'validator-user-create-minimal': {
    status: 201,
    after: { '/Users': { body: { Resources: [{ userName: 'eleanore@boyercorwin.biz' }] } } },
  },
  'validator-user-delete-nonexistent': { seed: [user('1')], status: 404 },
  'validator-user-remove-manager': changedUser(
    { [enterprise]: { department: 'before', manager: { value: '1' } } },
    { [enterprise]: { department: 'before' } },
    'b6df17e2-f55e-43f4-b67a-664e782dacda',
  ),
};
