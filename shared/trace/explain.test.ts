import { describe, expect, test } from 'vitest';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import { habits } from '#shared/entra/habits.ts';
import { type Explanation, explain } from './explain.ts';
import { ada, clause, conflict, end, factsOf, failed, type Given, link, linkLeft, plain, sales } from './explain-test-facts.ts';

const job = factsOf({}).job;
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

test('what else stands in the way is said besides', () => {
  const { besides } = explain(factsOf({ paths: [], facts: { job: { ...job, state: 'off' } } }));
  expect(besides.map(plain)).toEqual(['Ada Marsh was not provisioned to Expenses, because provisioning is off.']);
});

test('of a failed disabling it is said what turned the user out', () => {
  const { cause, besides } = explain(factsOf({ paths: [], facts: { link, ...failed(conflict) } }));
  expect(cause).toBe('failing');
  expect(besides.map(plain)).toEqual(['Ada Marsh is out of scope, because the user is not assigned to the application.']);
});
