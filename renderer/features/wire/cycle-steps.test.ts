import { expect, test } from 'vitest';
import type { ExchangeView } from '#shared/api/evidence-views.ts';
import type { PlannedRequestView } from '#shared/api/job-views.ts';
import { cycleSteps } from './cycle-steps.ts';

const ada = { id: 'user-ada', type: 'User', displayName: 'Ada' } as const;
const grace = { id: 'user-grace', type: 'User', displayName: 'Grace' } as const;

function sent(identity: ExchangeView['identity'], method: string, status: number | null): ExchangeView {
  return {
    sequence: 1,
    at: 0,
    appId: 'a',
    purpose: 'match',
    reason: '',
    method,
    target: '/Users',
    status,
    failure: null,
    durationMs: 1,
    identity,
    cycleId: 'c',
    cycleNumber: 1,
    changeId: null,
    byHand: null,
  };
}

function heldFor(identity: PlannedRequestView['identity'], method: string): PlannedRequestView {
  return { method, target: '/Users', body: '', purpose: 'create', reason: '', identity };
}

const told = (steps: ReturnType<typeof cycleSteps>) => steps.map(({ title, state, text }) => [title, state, text ?? '']);

test('objects stand in the order in which they were first looked at, the held one last, then what may follow', () => {
  const exchanges = [sent(null, 'GET', 200), sent(ada, 'GET', 200), sent(grace, 'GET', 200), sent(ada, 'POST', 201)];
  expect(told(cycleSteps({ exchanges, held: heldFor(grace, 'POST'), leftCount: 5 }))).toEqual([
    ['Test Connection', 'done', '1 request, 200'],
    ['Ada', 'done', '2 requests, 201'],
    ['Grace', 'current', '1 request sent, POST is held'],
    ['Up to 4 more objects', 'pending', ''],
  ]);
});

test('a write that was refused and a request without an answer are failures; a read that found nothing is not', () => {
  const exchanges = [sent(null, 'GET', 404), sent(ada, 'POST', 400), sent(grace, 'GET', null)];
  expect(told(cycleSteps({ exchanges, held: null, leftCount: null }))).toEqual([
    ['Test Connection', 'done', '1 request, 404'],
    ['Ada', 'failed', '1 request, 400'],
    ['Grace', 'failed', '1 request, no answer'],
  ]);
});

test('in a long cycle only the last objects are told one by one', () => {
  const exchanges = Array.from({ length: 12 }, (_, n) =>
    sent({ id: `user-${n}`, type: 'User', displayName: `User ${n}` }, 'POST', 201),
  );
  const steps = cycleSteps({ exchanges, held: heldFor(null, 'GET'), leftCount: 0 });
  expect(steps.map(({ title }) => title)).toEqual([
    '2 objects',
    ...Array.from({ length: 10 }, (_, n) => `User ${n + 2}`),
    'Test Connection',
  ]);
});
