import { describe, expect, test } from 'vitest';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import { habits } from '#shared/entra/habits.ts';
import type { JobConfiguration, ObjectMapping } from '#shared/entra/job-configuration.ts';
import { evaluateMappings } from '#shared/entra/mapping.ts';
import { mappingContext } from '#shared/entra/mapping-context.ts';
import { isInScope, jobScopeStatusOf } from '#shared/entra/scope.ts';
import type { AssignmentPath, TenantGroup, TenantObject, TenantUser } from '#shared/entra/tenant.ts';
import { isEqualJson } from '#shared/kernel/json.ts';
import { type Explanation, explain } from './explain.ts';
import type { EventOf, ExchangeFacts, ExplainFacts } from './explain-facts.ts';
import type { ExplainText } from './explain-text.ts';

const ada: TenantUser = {
  type: 'User',
  objectId: 'user-ada',
  key: 'ada',
  attributes: {
    accountEnabled: true,
    displayName: 'Ada Marsh',
    userPrincipalName: 'ada@larkfield.test',
    mail: 'ada@larkfield.test',
    department: 'Sales',
  },
  managerId: null,
  deletedAt: null,
};
const sales: TenantGroup = {
  type: 'Group',
  objectId: 'group-sales',
  key: 'Sales',
  attributes: { displayName: 'Sales' },
  memberIds: ['user-ada'],
  deletedAt: null,
};
const role = { id: 'r', value: 'User', displayName: 'User' };
const direct = (objectId: string): readonly AssignmentPath[] => [{ objectId, throughGroupId: null, role }];
const link = { targetId: 't1', origin: 'created', isManaged: true } as const;
const linkLeft = { ...link, isManaged: false };

interface Given {
  readonly object?: TenantObject | null;
  readonly paths?: readonly AssignmentPath[];
  readonly configuration?: Partial<JobConfiguration>;
  readonly mapping?: Partial<ObjectMapping>;
  readonly facts?: Partial<ExplainFacts>;
}

/** An active user who is assigned, in a job that runs and has seen everything; then what is given. */
function factsOf(given: Given): ExplainFacts {
  const object = given.object === undefined ? ada : given.object;
  const who = object ?? ada;
  const key = who.type === 'User' ? 'user' : 'group';
  const base = { ...defaultJobConfiguration(), ...given.configuration };
  const mapping = { ...base[key], ...given.mapping };
  const configuration = { ...base, [key]: mapping };
  const status = jobScopeStatusOf(configuration, who, { paths: given.paths ?? direct(who.objectId), patternHost: null });
  const context = mappingContext(configuration, { isSoftDeleted: !isInScope(status), roles: [] });
  const valuesFor = (isSoftDeleted: boolean) => evaluateMappings(mapping, who, { ...context, isSoftDeleted });
  const enabled = valuesFor(false);
  return {
    appName: 'Expenses',
    subject: { id: who.objectId, type: who.type, name: String(who.attributes['displayName']) },
    object,
    status: object === null ? null : status,
    groups: { through: null, direct: [], nested: [] },
    configuration,
    mapping,
    values: object === null ? [] : valuesFor(!isInScope(status)),
    disablingAttributes: valuesFor(true).flatMap(({ mapping: row, value }, index) =>
      isEqualJson(value, enabled[index]?.value) ? [] : [row.targetAttributeName],
    ),
    link: null,
    escrow: null,
    job: { state: 'idle', reason: null, unconsentedHost: null, watermark: 9, cycleCount: 3, nextCycleAt: 9000 },
    isPending: false,
    last: null,
    exchanges: [],
    matches: [],
    write: null,
    differences: null,
    ...given.facts,
  };
}

function end(change: Partial<EventOf<'change-finished'>>): EventOf<'change-finished'> {
  return {
    kind: 'change-finished',
    at: 5000,
    cycleId: 'c1',
    changeId: 'change-1',
    step: 4,
    identity: { id: 'user-ada', type: 'User', displayName: 'Ada Marsh' },
    action: 'create',
    status: 'success',
    targetId: null,
    modifiedProperties: [],
    error: null,
    skipReason: null,
    ...change,
  };
}

const post: ExchangeFacts = {
  sequence: 12,
  at: 5000,
  purpose: 'create',
  method: 'POST',
  target: '/Users',
  status: 409,
  detail: 'uniqueness: userName is taken',
};
const conflict = 'SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering';
const escrow = (errorCode: string) => ({ attempts: 2, firstFailedAt: 1000, nextAttemptAt: 7000, errorCode });
const failed = (code: string) => ({
  escrow: escrow(code),
  last: end({ status: 'failure', error: { code, reason: 'It failed.', recommendedAction: 'Mend it.' } }),
  exchanges: [post],
  write: post,
});
const job = factsOf({}).job;
const clause = (value: string) => ({
  groups: [{ name: 'Staff', clauses: [{ attribute: 'department', operator: 'EQUALS', values: [value] }] }],
  inputFilterGroups: [],
  categoryFilterGroups: [],
});
const inputOnly = { ...clause('x'), groups: [], inputFilterGroups: clause('Finance').groups };
const withoutActive = defaultJobConfiguration().user.attributeMappings.filter((row) => row.targetAttributeName !== 'active');
const requiredTitle = defaultJobConfiguration().user.targetAttributes.map((each) =>
  each.name === 'title' ? { ...each, isRequired: true } : each,
);
const on = { add: true, update: true, delete: true };

type Row = readonly [sentence: string, given: Given, cause: Explanation['cause'], says: string, remedy: string | null];

const unlinked: readonly Row[] = [
  ['nobody assigned it', { paths: [] }, 'not-assigned', 'because the user is not assigned', 'Assign the user'],
  [
    'it is a member of a group that nobody assigned',
    { paths: [], facts: { groups: { through: null, direct: [{ id: 'g', name: 'Sales' }], nested: [] } } },
    'group-not-assigned',
    'Sales is not',
    'Assign the user',
  ],
  [
    'only a nested group leads to it',
    {
      paths: [],
      facts: {
        groups: {
          through: null,
          direct: [{ id: 'g', name: 'Sales' }],
          nested: [{ assigned: { id: 'a', name: 'All staff' }, by: { id: 'g', name: 'Sales' } }],
        },
      },
    },
    'nested-only',
    'Sales, which is inside the assigned group All staff',
    'Assign Sales',
  ],
  [
    'its sign-in is blocked',
    { object: { ...ada, attributes: { ...ada.attributes, accountEnabled: false } } },
    'blocked',
    'sign-in of the user is blocked',
    'Allow sign-in',
  ],
  [
    'it is soft-deleted',
    { object: { ...ada, deletedAt: 77 } },
    'soft-deleted',
    'soft-deleted in Entra ID since <77>',
    'Restore the user',
  ],
  [
    'a scoping filter lets it not through',
    { mapping: { scope: clause('Finance') } },
    'filtered',
    "does not pass the scoping filter: Staff.department EQUALS 'Finance' does not hold",
    'Change the attribute',
  ],
  [
    'an input filter lets it not through',
    { mapping: { scope: inputOnly } },
    'input-filtered',
    'the input filter',
    'Change the attribute',
  ],
  [
    'there is nothing to match it by, before its scope is looked at',
    { paths: [], object: { ...ada, attributes: { displayName: 'Ada Marsh' } } },
    'no-matching-value',
    'no value for the matching attribute userName',
    'Give userPrincipalName a value',
  ],
  [
    'two resources match',
    { facts: failed('DuplicateTargetEntries') },
    'duplicate',
    'more than one resource in the target',
    'Remove the duplicate in the target',
  ],
  [
    'the target refused it',
    { facts: failed(conflict) },
    'failing',
    'the target answered POST /Users with 409: uniqueness: userName is taken. It has failed 2 times since <1000>',
    'Mend what the target refused',
  ],
  [
    'an unassignment came after the failure',
    { paths: [], facts: failed(conflict) },
    'not-assigned',
    'is not assigned',
    'Assign the user',
  ],
  ['Create is off', { mapping: { flowTypes: { ...on, add: false } } }, 'create-off', 'Create is off', 'Tick Create'],
  [
    'a required value is missing',
    { mapping: { targetAttributes: requiredTitle } },
    'required-missing',
    'title is required',
    'Change the attribute',
  ],
  ['the mapping is disabled', { mapping: { enabled: false } }, 'mapping-off', 'is disabled', 'Enable the mapping'],
  [
    'the application is not connected',
    { facts: { job: { ...job, state: 'not-configured' } } },
    'not-configured',
    'not connected',
    'Connect',
  ],
  [
    'writes to a remote target are not allowed',
    { facts: { job: { ...job, unconsentedHost: 'https://scim.example' } } },
    'not-consented',
    'https://scim.example',
    'Allow writes',
  ],
  ['provisioning is off', { facts: { job: { ...job, state: 'off' } } }, 'off', 'provisioning is off', 'Start provisioning'],
  [
    'the job is held',
    { facts: { job: { ...job, state: 'held', reason: 'Press Continue.' } } },
    'held',
    'Press Continue.',
    'Continue',
  ],
  [
    'the target cannot be reached',
    { facts: { job: { ...job, state: 'failed', reason: 'Unavailable: nobody answered.' } } },
    'unreachable',
    'nobody answered',
    'Test the connection',
  ],
  [
    'no cycle has run',
    { facts: { job: { ...job, watermark: null } } },
    'first-cycle-ahead',
    'looks at everybody at <9000>',
    'Move the clock',
  ],
  ['the watermark has not come to it', { facts: { isPending: true } }, 'pending', 'after the last cycle', 'Move the clock'],
  ['no change made the job look at it', {}, 'not-looked-at', 'a cycle reads changes only', 'Restart provisioning'],
  ['it is gone, and nothing is left of it', { object: null }, 'gone', 'remembers nothing', null],
];

const linked: readonly Row[] = [
  [
    'the target held the values already',
    { facts: { link, last: end({ status: 'skipped', skipReason: 'RedundantExport' }) } },
    'redundant',
    'held these values already',
    'Compare',
  ],
  ['everything was sent', { facts: { link, last: end({}) } }, 'current', 'up to date since <5000>', 'Compare'],
  [
    'the target was changed elsewhere',
    { facts: { link, differences: ['title'] } },
    'drift',
    'title is not as the mapping has it',
    'Provision on demand',
  ],
  [
    'Update is off',
    { mapping: { flowTypes: { ...on, update: false } }, facts: { link, differences: ['title'] } },
    'update-off',
    'Update is off',
    'Tick Update',
  ],
  ['a change waits', { facts: { link, isPending: true } }, 'pending', 'has not been sent yet', 'Move the clock'],
  [
    'a change waits, and provisioning is off',
    { facts: { link, isPending: true, job: { ...job, state: 'off' } } },
    'off',
    'has not been sent yet: provisioning is off',
    'Start',
  ],
  [
    'the resource is gone in the target',
    { facts: { link, ...failed('InvalidAnchor') } },
    'failing',
    'did not get there',
    'Restart and forget the links',
  ],
  [
    'it was unassigned and disabled, and is not managed any more',
    { paths: [], facts: { link: linkLeft } },
    'unmanaged',
    'not even its deletion',
    'Assign the user',
  ],
  [
    'it is to be disabled',
    { paths: [], facts: { link, isPending: true } },
    'disabling-ahead',
    'disabled in Expenses by the next cycle at <9000>',
    'Assign',
  ],
  [
    'it is blocked and was disabled',
    {
      object: { ...ada, attributes: { ...ada.attributes, accountEnabled: false } },
      facts: { link, last: end({ action: 'disable' }) },
    },
    'disabled',
    'is disabled in Expenses, because sign-in',
    'Allow sign-in',
  ],
  [
    'nothing maps active',
    { paths: [], mapping: { attributeMappings: withoutActive }, facts: { link } },
    'no-disabling-row',
    'no mapping uses IsSoftDeleted',
    'Map active',
  ],
  [
    'deletions out of scope are skipped',
    { paths: [], configuration: { skipsOutOfScopeDeletions: true }, facts: { link } },
    'left-alone',
    'SkipOutOfScopeDeletions is on',
    'Switch',
  ],
  ['it is gone for good', { object: null, facts: { link } }, 'deletion-ahead', 'is deleted in Expenses by the next cycle', null],
  [
    'it is gone for good, and Delete is off',
    { object: null, mapping: { flowTypes: { ...on, delete: false } }, facts: { link } },
    'delete-off',
    'Delete is off',
    'Tick Delete',
  ],
  [
    'it is gone for good after it left scope',
    { object: null, facts: { link: linkLeft } },
    'unmanaged',
    'not managed any more',
    null,
  ],
  [
    'a group was unassigned, and Delete is off',
    { object: sales, paths: [], mapping: { flowTypes: { ...on, delete: false } }, facts: { link } },
    'delete-off',
    'the group is not assigned',
    'Tick Delete',
  ],
  [
    'a group was unassigned',
    { object: sales, paths: [], facts: { link } },
    'deletion-ahead',
    'is deleted in Expenses',
    'Assign the group',
  ],
];

describe.each([
  ['who is not in the target', unlinked],
  ['who is in the target', linked],
] as const)('%s', (_what, rows) => {
  test.each(rows)('%s', (_sentence, given, cause, says, remedy) => {
    const explanation = explain(factsOf(given));
    expect(explanation.cause).toBe(cause);
    expect(plain(explanation.sentence)).toContain(says);
    if (remedy === null) expect(explanation.remedies).toEqual([]);
    else expect(explanation.remedies[0]?.title).toContain(remedy);
    expect(explanation.remedies.length).toBeLessThanOrEqual(3);
  });
});

test('every habit that an explanation names is one', () => {
  const known = new Set(habits.map(({ id }) => id));
  const named = [...unlinked, ...linked].flatMap(([, given]) => {
    const { habitId, chain } = explain(factsOf(given));
    return [habitId, ...chain.map((each) => each.habitId)];
  });
  expect(named.filter((id) => id !== null && !known.has(id))).toEqual([]);
});

describe('the chain', () => {
  const verdicts = (given: Given) => Object.fromEntries(explain(factsOf(given)).chain.map(({ key, verdict }) => [key, verdict]));

  test('stops where the object stops, and what follows was not reached', () => {
    expect(verdicts({ paths: [] })).toMatchObject({ source: 'passed', assignment: 'stopped', mapping: 'not-reached' });
  });
  test('goes on for a linked object, whom the same thing turns out', () => {
    expect(verdicts({ paths: [], facts: { link } })).toMatchObject({ assignment: 'leaves', match: 'passed', mapping: 'passed' });
  });
  test('shows a filter clause by clause', () => {
    const { chain } = explain(factsOf({ mapping: { scope: clause('Finance') } }));
    expect(chain.find(({ key }) => key === 'filter')?.clauses).toEqual([
      { sentence: "Staff.department EQUALS 'Finance'", holds: false },
    ]);
  });
  test('shows each row of the mapping with its value', () => {
    const rows = explain(factsOf({})).chain.find(({ key }) => key === 'mapping')?.rows ?? [];
    expect(rows.find(({ targetAttributeName }) => targetAttributeName === 'userName')).toMatchObject({
      source: '[userPrincipalName]',
      value: 'ada@larkfield.test',
      problem: null,
    });
  });
  test('shows the request that the target refused, and the retry', () => {
    const { chain } = explain(factsOf({ facts: failed(conflict) }));
    expect(chain.find(({ key }) => key === 'export')?.exchanges).toEqual([post]);
    expect(plain(chain.find(({ key }) => key === 'retry')?.text ?? [])).toContain(
      'tried again by the first cycle from <7000> on',
    );
  });
});

test('what else stands in the way is said besides', () => {
  const { besides } = explain(factsOf({ paths: [], facts: { job: { ...job, state: 'off' } } }));
  expect(besides.map(plain)).toEqual(['Ada Marsh was not provisioned to Expenses, because provisioning is off.']);
});

function plain(text: ExplainText): string {
  return text.map((part) => (typeof part === 'string' ? part : 'at' in part ? `<${part.at}>` : part.code)).join('');
}

test('of a failed disabling it is said what turned the user out', () => {
  const { cause, besides } = explain(factsOf({ paths: [], facts: { link, ...failed(conflict) } }));
  expect(cause).toBe('failing');
  expect(besides.map(plain)).toEqual(['Ada Marsh is out of scope, because the user is not assigned to the application.']);
});
