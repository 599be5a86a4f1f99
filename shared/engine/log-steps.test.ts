import { beforeEach, describe, expect, test } from 'vitest';
import { MINUTE_MS } from '#shared/kernel/duration.ts';
import type { TraceFact } from '#shared/trace/event.ts';
import { provisionOnDemand } from './on-demand.ts';
import { answer, TestWorld } from './test-world.ts';

type StepTaken = Extract<TraceFact, { readonly kind: 'step-taken' }>;

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

let world: TestWorld;

beforeEach(() => {
  world = new TestWorld();
  world.putUser('ada', { displayName: 'Ada', givenName: 'Ada', surname: 'Marsh', department: 'Harbour' });
  world.putGroup('sales', ['ada']);
});

const stepsOf = (id: string): readonly StepTaken[] =>
  world.facts.filter((fact) => fact.kind === 'step-taken').filter(({ identity }) => identity.id === id);
const stepOf = (id: string, name: string): StepTaken | undefined => stepsOf(id).find((step) => step.name === name);
const finishOf = (id: string) =>
  world.facts.filter((fact) => fact.kind === 'change-finished').findLast(({ identity }) => identity.id === id);
const namesOf = (id: string) => stepsOf(id).map(({ name }) => name);

function settle(): void {
  world.assign('ada', 'sales');
  world.cycle();
}

const refuse = (method: string) => {
  world.intercept = (request) => (request.method === method ? answer(400, { detail: 'no' }) : undefined);
};

describe('a change that failed keeps what it tried to write', () => {
  test('a creation', () => {
    world.assign('ada');
    refuse('POST');
    world.cycle();
    expect(finishOf('ada')?.modifiedProperties).toContainEqual({ name: 'name.givenName', oldValue: null, newValue: 'Ada' });
  });

  test.each([
    ['an update', () => world.putUser('ada', { department: 'Sales' }), `${enterprise}:department`, 'Harbour', 'Sales'],
    [
      'a disable',
      () => {
        world.unassign('ada');
        world.unassign('sales');
      },
      'active',
      'true',
      'False',
    ],
    [
      'a manager',
      () => {
        world.putUser('ben');
        world.assign('ben');
        world.putUser('ada', {}, { managerId: 'ben' });
      },
      `${enterprise}:manager`,
      null,
      'u3',
    ],
  ])('%s', (_sentence, change, name, oldValue, newValue) => {
    settle();
    change();
    refuse('PATCH');
    world.cycle();
    expect(finishOf('ada')).toMatchObject({ status: 'failure', modifiedProperties: [{ name, oldValue, newValue }] });
  });

  test('members, those that were accepted among them', () => {
    settle();
    for (const key of ['ben', 'cyd']) world.putUser(key);
    world.assign('ben', 'cyd');
    world.putGroup('sales', ['ada', 'ben', 'cyd']);
    world.intercept = ({ method, body }) =>
      method === 'PATCH' && JSON.stringify(body).includes('"u3"') ? answer(400, { detail: 'no' }) : undefined;
    world.cycle();
    expect(finishOf('sales')).toMatchObject({
      status: 'failure',
      modifiedProperties: ['u3', 'u4'].map((newValue) => ({ name: 'members', oldValue: null, newValue })),
    });
  });
});

describe('the step that found a resource', () => {
  test('has two blanks, the name that the target holds, and its attributes under flattened names', () => {
    settle();
    world.target.set('u1', { ...world.target.get('u1'), userName: 'ada@elsewhere.test' });
    world.putUser('ada', { department: 'Sales' });
    world.cycle();
    const step = stepOf('ada', 'EntryImport');
    expect(step).toMatchObject({
      stepType: 'matching',
      status: 'success',
      description: "Retrieved  'ada@elsewhere.test' from customappsso",
      details: {
        id: 'u1',
        userName: 'ada@elsewhere.test',
        active: 'True',
        namegivenName: 'Ada',
        urnietfparamsscimschemasextensionenterprise20Userdepartment: 'Harbour',
      },
    });
    expect(step?.details).not.toHaveProperty('title');
  });

  test('shows of a manager the id, and of a group no members', () => {
    world.putUser('ben', {}, { managerId: 'ada' });
    world.assign('ben');
    settle();
    world.putUser('ben', { department: 'Sales' });
    world.putGroup('sales', ['ada', 'ben']);
    world.cycle();
    expect(stepOf('ben', 'EntryImport')?.details).toMatchObject({
      urnietfparamsscimschemasextensionenterprise20Usermanager: world.links.get('ada')?.targetId,
    });
    expect(Object.keys(stepOf('sales', 'EntryImport')?.details ?? {}).sort()).toEqual(['displayName', 'externalId', 'id']);
  });

  test('shows no more of a value than its beginning', () => {
    settle();
    world.target.set('u1', { ...world.target.get('u1'), title: 'x'.repeat(100_000) });
    world.putUser('ada', { jobTitle: 'Lead' });
    world.cycle();
    expect(String(stepOf('ada', 'EntryImport')?.details['title'])).toMatch(/^x{4000}… \(100000 characters\)$/);
  });

  test('names an object as the source does where the target holds no name', () => {
    settle();
    world.intercept = ({ method }) => (method === 'GET' ? answer(200, { id: 'u1' }) : undefined);
    world.run(provisionOnDemand({ ...world.job }, { objectId: 'ada', memberIds: [], runId: 'run' }));
    world.intercept = ({ target }) => (target.startsWith('/Users/u1') ? answer(200, { id: 'u1' }) : undefined);
    world.putUser('ada', { department: 'Sales' });
    world.cycle();
    expect(stepOf('ada', 'EntryImport')?.description).toBe("Retrieved  'ada@larkfield.test' from customappsso");
  });
});

describe('what the import of an update shows', () => {
  test.each<[string, string, () => void, Readonly<Record<string, string>>]>([
    ['the attributes that changed', 'ada', () => world.putUser('ada', { department: 'Sales' }), { department: 'Sales' }],
    ['one that was cleared, without a text', 'ada', () => world.putUser('ada', { department: '' }), { department: '' }],
    [
      'both of two changes',
      'ada',
      () => {
        world.putUser('ada', { surname: 'M.' });
        world.putUser('ada', { jobTitle: 'Lead' });
      },
      { surname: 'M.', jobTitle: 'Lead' },
    ],
    [
      'what the service computes from one',
      'ada',
      () => world.putUser('ada', { accountEnabled: false }),
      { accountEnabled: 'False', IsSoftDeleted: 'True' },
    ],
    [
      'roles',
      'ada',
      () => world.assignRoles('ada', ['Editor']),
      { appRoleAssignments: 'Editor, Default Access', IsSoftDeleted: 'False' },
    ],
    ['a deletion', 'ada', () => world.putUser('ada', {}, { deletedAt: 1 }), { IsSoftDeleted: 'True' }],
    [
      'a manager by id',
      'ada',
      () => {
        world.putUser('ben');
        world.putUser('ada', {}, { managerId: 'ben' });
      },
      { manager: 'ben' },
    ],
    [
      'nothing but the id of a group whose members changed',
      'sales',
      () => {
        world.putUser('ben');
        world.putGroup('sales', ['ada', 'ben']);
      },
      {},
    ],
    [
      'the name of a group that was renamed',
      'sales',
      () => world.putGroup('sales', ['ada'], { attributes: { displayName: 'Harbour' } }),
      { displayName: 'Harbour' },
    ],
  ])('%s', (_sentence, id, change, shown) => {
    settle();
    change();
    world.cycle();
    expect(stepOf(id, 'EntryImportUpdate')?.details).toEqual({ objectId: id, ...shown });
  });

  test('is everything where the change is not known, as in an initial cycle', () => {
    settle();
    world.putUser('ada', { department: 'Sales' });
    world.cycle({ kind: 'initial' });
    expect(stepOf('ada', 'EntryImportUpdate')?.details).toMatchObject({ objectId: 'ada', department: 'Sales', surname: 'Marsh' });
  });
});

test('a retry says what waited, in the words and formats of a captured record, and nothing is received again', () => {
  world.assign('ada');
  world.now = Date.UTC(2026, 2, 24, 7, 17, 42, 909);
  refuse('POST');
  world.cycle();
  world.now += 40 * MINUTE_MS;
  world.cycle();
  expect(namesOf('ada')).toEqual([
    'EntryEscrowRetry',
    'EntrySynchronizationScoping',
    'EntrySynchronizationAdd',
    'EntryExportAdd',
  ]);
  expect(stepsOf('ada')[0]).toMatchObject({
    stepType: 'import',
    status: 'success',
    description:
      'We are retrying an operation that previously failed.\r\nIdentifier: ada@larkfield.test\r\nObject type: User\r\nDirectory: Microsoft Entra ID',
  });
  expect(stepsOf('ada')[0]?.details).toEqual({
    CountProcessed: 0,
    CreationTime: '2026-03-24T07:17:42.9090000Z',
    Identifier: 'ada',
    ModificationType: 'Add',
    NextAttempt: '3/24/2026 7:17:42 AM',
    Origin: 'Source',
    TypeName: 'EscrowedEntryDefault',
  });
});

test.each([
  ['Update', () => world.putUser('ada', { department: 'Sales' })],
  ['Delete', () => world.hardDelete('ada')],
])('the retry of what came as %s says so', (modificationType, change) => {
  settle();
  change();
  world.intercept = ({ method }) => (method === 'PATCH' || method === 'DELETE' ? answer(500, null) : undefined);
  world.cycle();
  world.now = Date.UTC(2026, 0, 12, 13, 5, 9);
  world.cycle();
  expect(stepOf('ada', 'EntryEscrowRetry')?.details['ModificationType']).toBe(modificationType);
});

describe('an object that is skipped', () => {
  const NOT_ASSIGNED =
    "1) This object is not assigned to the application. If you did not expect the object to be skipped, assign the object to the application or change your scoping filter to allow all users and groups to be in scope for provisioning. 2) This object does not have required entitlement for provisioning. If you did not expect the object to be skipped, update provisioning scope to 'Sync all users and groups' or assign the object to the application with entitlement of provisioning category";

  test('because it is not assigned has the captured sentence and details', () => {
    world.cycle();
    const step = stepOf('ada', 'EntrySynchronizationSkip');
    expect(step).toMatchObject({
      stepType: 'export',
      status: 'skipped',
      description: `The User 'ada@larkfield.test' will be skipped due to the following reasons: ${NOT_ASSIGNED}`,
    });
    expect(step?.details).toEqual({
      SkipReason: 'NotEffectivelyEntitled',
      IsActive: 'True',
      'Assigned to the application': 'False',
      IsInProvisioningScope: 'True',
      ScopeEvaluationResult: '{}',
      ReportableIdentifier: 'ada@larkfield.test',
    });
    expect(stepOf('ada', 'EntrySynchronizationScoping')?.details).toMatchObject({ 'User has the required role': 'False' });
  });

  test('because it is blocked is assigned all the same', () => {
    world.putUser('ada', { accountEnabled: false });
    world.assign('ada');
    world.cycle();
    expect(stepOf('ada', 'EntrySynchronizationSkip')).toMatchObject({
      description:
        "The User 'ada@larkfield.test' will be skipped due to the following reasons: 1) This object is blocked or deleted in the source system, and inactive objects are not created.",
      details: { IsActive: 'False', 'Assigned to the application': 'True' },
    });
  });

  test('because a required value is missing is named with its target object, in a step of processing', () => {
    world.putUser('ada', { userPrincipalName: 'ada@larkfield.test' });
    const { user } = world.configuration;
    world.configuration = {
      ...world.configuration,
      user: {
        ...user,
        attributeMappings: user.attributeMappings
          .map((row) => ({ ...row, matchingPriority: row.targetAttributeName === 'displayName' ? 1 : 0 }))
          .map((row) =>
            row.targetAttributeName === 'userName' ? { ...row, source: { type: 'Attribute', name: 'jobTitle' } as const } : row,
          ),
      },
    };
    world.assign('ada');
    world.cycle();
    expect(namesOf('ada')).toEqual([
      'EntryImportAdd',
      'EntrySynchronizationScoping',
      'EntrySynchronizationAdd',
      'EntrySynchronizationSkip',
    ]);
    expect(stepsOf('ada').at(-1)).toMatchObject({
      stepType: 'processing',
      status: 'skipped',
      description: `${enterprise} 'ada@larkfield.test' will be skipped because the value of the property userName is missing or invalid. Please update the value of the property userName on the object in the source system.`,
    });
    expect(stepsOf('ada').at(-1)?.details).toEqual({
      PropertyName: 'userName',
      SkipReason: 'AttributeValidationFailed',
      ReportableIdentifier: 'ada@larkfield.test',
    });
    expect(world.log).toContain('create skipped ada AttributeValidationFailed');
  });

  test('because nothing differs has the captured sentence', () => {
    settle();
    world.putUser('ada', {});
    world.cycle();
    expect(stepsOf('ada').at(-1)).toMatchObject({
      name: 'EntrySynchronizationSkip',
      stepType: 'export',
      description:
        "The state of the entry in both the source and target systems already match. No change to the User 'ada@larkfield.test' currently needs to be made.",
      details: { SkipReason: 'RedundantExport', ReportableIdentifier: 'ada@larkfield.test' },
    });
  });
});
