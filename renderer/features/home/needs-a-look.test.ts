import { expect, test } from 'vitest';
import type { ApplicationView } from '#shared/api/application-views.ts';
import type { JobStatusView } from '#shared/api/job-views.ts';
import { needsALook } from './needs-a-look.ts';

const status: JobStatusView = {
  state: 'idle',
  reason: null,
  sentence: 'Initial cycle completed. 100% complete',
  percentComplete: 100,
  currentCycle: null,
  lastCycle: {
    kind: 'initial',
    number: 14,
    finishedAt: 0,
    durationMs: 0,
    createdCount: 12,
    updatedCount: 0,
    disabledCount: 0,
    deletedCount: 0,
    skippedCount: 0,
    failedCount: 0,
  },
  nextCycleAt: 0,
  steadyStateAchievedAt: 0,
  linkedUserCount: 12,
  linkedGroupCount: 0,
  escrowCount: 0,
  quarantine: null,
  halt: null,
  stagedCount: 0,
  needsConsent: null,
  jobId: 'scim.job',
};
const app: ApplicationView = {
  id: 'expenses',
  name: 'Tidewater Expenses',
  createdAt: 0,
  isConfigured: true,
  tenantUrl: 'http://127.0.0.1:8080/scim/v2/larkfield-entra',
  hasToken: true,
  targetKind: 'local',
  status,
};
const failed = (failedCount: number) => ({ lastCycle: status.lastCycle === null ? null : { ...status.lastCycle, failedCount } });

test.each<[string, Partial<JobStatusView>, readonly (readonly [string, string])[]]>([
  ['nothing is wrong', {}, []],
  [
    'the job failed as a whole',
    { state: 'failed', reason: 'InvalidCredentials: 401' },
    [['failed', 'Tidewater Expenses: provisioning has failed as a whole']],
  ],
  [
    'a job waits for a person',
    { state: 'held', reason: 'Press Continue.' },
    [['holding', 'Tidewater Expenses waits for somebody']],
  ],
  [
    'a remote host was not allowed to be written',
    { needsConsent: { host: 'https://api.tidewater.test', userCount: 12, groupCount: 1 } },
    [['warning', 'Tidewater Expenses: https://api.tidewater.test has not been allowed to be written']],
  ],
  [
    'one object failed and waits for its retry: the failure first',
    { ...failed(1), escrowCount: 1 },
    [
      ['failed', 'Tidewater Expenses: 1 object failed in cycle 14'],
      ['escrowed', 'Tidewater Expenses: 1 object waits for a retry'],
    ],
  ],
  ['many objects', failed(1204), [['failed', 'Tidewater Expenses: 1,204 objects failed in cycle 14']]],
])('%s', (_sentence, difference, expected) => {
  const concerns = needsALook([{ ...app, status: { ...status, ...difference } }], []);
  expect(concerns.map(({ role, text }) => [role, text])).toEqual(expected);
});

test('a directory that refuses its caller leads to the requests it got, before what only waits', () => {
  const waiting = { ...app, id: 'new', name: 'New one', isConfigured: false };
  const concerns = needsALook([waiting], [{ id: 'larkfield-entra', name: 'Larkfield Entra', state: 'invalid-credentials' }]);
  expect(concerns.map(({ text, href }) => [text, href])).toEqual([
    ['Larkfield Entra refuses the token it is called with', '/recv/dirs/larkfield-entra?tab=requests'],
    ['New one has no connection yet', '/entra/apps/new/connectivity'],
  ]);
});
