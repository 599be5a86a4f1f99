import { expect, test } from 'vitest';
import type { FaultKindView } from '#shared/api/fault-views.ts';
import { draftOf, newDraft, problemsByField, ruleOf, withKind } from './rule-draft.ts';

const status: FaultKindView = {
  kind: 'status',
  group: 'instead',
  sentence: 'Answers with a status.',
  source: 'RFC 7644 §3.12',
  fields: [
    { name: 'status', type: 'integer', min: 200, max: 599, sentence: 'The status.' },
    { name: 'scimType', type: 'choice', choices: ['invalidFilter', ''], default: '', sentence: 'The keyword.' },
    { name: 'detail', type: 'text', default: 'Told to refuse.', sentence: 'What it says.' },
    { name: 'body', type: 'text', isOptional: true, sentence: 'A body of its own.' },
  ],
};
const dropped: FaultKindView = {
  kind: 'dropped',
  group: 'way',
  sentence: 'Closes the connection.',
  source: 'Microsoft Learn',
  fields: [{ name: 'moment', type: 'choice', choices: ['before', 'after'], sentence: 'When.' }],
};
const omits: FaultKindView = {
  kind: 'omits',
  group: 'answer',
  sentence: 'Leaves attributes out.',
  source: 'an issue',
  fields: [
    { name: 'attributes', type: 'texts', sentence: 'Names.' },
    { name: 'isCarriedOut', type: 'boolean', default: false, sentence: 'Whether.' },
  ],
};

test('a new rule has the defaults of its fault and a name that is free', () => {
  expect(newDraft(status, ['status', 'status-2'])).toMatchObject({
    id: 'status-3',
    isOn: true,
    kind: 'status',
    values: { status: '', scimType: '', detail: 'Told to refuse.' },
    methods: [],
  });
  expect(ruleOf(newDraft(dropped, []), dropped)).toEqual({
    id: 'dropped',
    isOn: true,
    when: {},
    effect: { kind: 'dropped', moment: 'before' },
  });
});

test('another fault brings a name of its own, unless one was typed', () => {
  const draft = newDraft(status, []);
  expect(withKind(draft, dropped, ['dropped'])).toMatchObject({ id: 'dropped-2', kind: 'dropped', values: { moment: 'before' } });
  expect(withKind({ ...draft, id: 'busy', methods: ['GET'] }, dropped, [])).toMatchObject({ id: 'busy', methods: ['GET'] });
});

test.each([
  [
    status,
    {
      id: 'busy',
      isOn: false,
      when: {
        method: ['PATCH', 'PUT'],
        type: 'Group',
        path: '/Groups/*',
        parameter: 'filter',
        operation: { op: 'remove', attribute: 'members', hasFilter: false },
        nth: [1, 4],
        every: 2,
        after: 0,
        times: 3,
        chance: 0.5,
      },
      effect: { kind: 'status', status: 503, scimType: '', detail: 'Busy.', body: '' },
    },
  ],
  [omits, { id: 'bare', isOn: true, when: {}, effect: { kind: 'omits', attributes: ['id', 'active'], isCarriedOut: true } }],
] as const)('a rule that is shown and not changed is the same rule: %#', (kind, rule) => {
  expect(ruleOf(draftOf(rule), kind)).toEqual(rule);
});

test('durations are shown as they are typed', () => {
  const draft = draftOf({ id: 'later', when: { fromMs: 0, untilMs: 300_000 }, effect: { kind: 'dropped', moment: 'after' } });
  expect(draft.when).toMatchObject({ from: 'PT0S', until: 'PT300S' });
  expect(ruleOf(draft, dropped)['when']).toEqual({ from: 'PT0S', until: 'PT300S' });
});

test('what is no number is given on as it was typed, and what was left out is not given at all', () => {
  const draft = newDraft(status, []);
  const rule = ruleOf({ ...draft, values: { ...draft.values, status: 'many' }, when: { ...draft.when, nth: '1, x' } }, status);
  expect(rule['effect']).toEqual({ kind: 'status', status: 'many', scimType: '', detail: 'Told to refuse.' });
  expect(rule['when']).toEqual({ nth: [1, 'x'] });
  expect(ruleOf(draft, status)['effect']).not.toHaveProperty('status');
});

test('problems are found by their fields; those of other rules stand apart', () => {
  const problem = (place: string) => ({ place, message: 'No.', remedy: 'Yes.' });
  const places = ['rules[1].id', 'rules[1].when.every', 'rules[1].when.operation.op', 'rules[1].effect.ms', 'rules[10].id'];
  const byField = problemsByField(places.map(problem), 1);
  expect([...byField].map(([field, problems]) => [field, problems.length])).toEqual([
    ['id', 1],
    ['when.every', 1],
    ['when.op', 1],
    ['effect.ms', 1],
    ['', 1],
  ]);
});
