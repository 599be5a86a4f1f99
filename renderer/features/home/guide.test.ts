import { expect, test } from 'vitest';
import type { ApplicationView, DirectoryView, JobStatusView } from '#shared/api/views.ts';
import { guideSteps, type Rehearsal } from './guide.ts';

const status: JobStatusView = {
  state: 'off',
  reason: null,
  sentence: 'Initial cycle not run. 0% complete',
  percentComplete: 0,
  currentCycle: null,
  lastCycle: null,
  nextCycleAt: null,
  steadyStateAchievedAt: null,
  linkedUserCount: 0,
  linkedGroupCount: 0,
  escrowCount: 0,
  needsConsent: null,
  jobId: 'scim.job',
};
const directory: DirectoryView = {
  id: 'larkfield-entra',
  organizationId: 'org-larkfield',
  organizationName: 'Larkfield Instruments',
  name: 'Larkfield Entra',
  endpoint: 'http://127.0.0.1:8080/scim/v2/larkfield-entra',
  state: 'waiting',
  tolerances: [],
  tokenSuffixes: ['f4Qe'],
  userCount: 0,
  groupCount: 0,
  eventCount: 0,
  requestCount: 0,
  createdAt: 0,
  lastRequestAt: null,
};
const app: ApplicationView = {
  id: 'app-expenses',
  name: 'Tidewater Expenses',
  createdAt: 0,
  isConfigured: true,
  tenantUrl: directory.endpoint,
  hasToken: true,
  targetKind: 'local',
  status,
};
const nothing: Rehearsal = { directories: [], apps: [], assignmentCount: 0, tenantUserCount: 25 };
const doneKeys = (rehearsal: Rehearsal) => guideSteps(rehearsal).flatMap(({ key, isDone }) => (isDone ? [key] : []));

test.each<[string, Rehearsal, readonly string[]]>([
  ['nothing is there', nothing, []],
  ['a directory was created', { ...nothing, directories: [directory] }, ['directory']],
  ['an application exists without a connection', { ...nothing, apps: [{ ...app, isConfigured: false }] }, []],
  ['it is connected', { ...nothing, directories: [directory], apps: [app] }, ['directory', 'connection']],
  [
    'the target is a server elsewhere: no directory is needed here',
    { ...nothing, apps: [{ ...app, targetKind: 'remote' }] },
    ['directory', 'connection'],
  ],
  [
    'somebody is assigned',
    { ...nothing, directories: [directory], apps: [app], assignmentCount: 1 },
    ['directory', 'connection', 'assignment'],
  ],
  [
    'users are linked',
    { ...nothing, directories: [directory], apps: [{ ...app, status: { ...status, linkedUserCount: 12 } }], assignmentCount: 1 },
    ['directory', 'connection', 'assignment', 'provisioning', 'both-sides'],
  ],
])('%s', (_sentence, rehearsal, expected) => {
  expect(doneKeys(rehearsal)).toEqual(expected);
});

test('each step leads to the screen where it is done', () => {
  expect(guideSteps(nothing).map(({ href }) => href)).toEqual([
    '/recv/orgs/add-directory',
    '/entra/apps/new',
    '/entra/apps',
    '/entra/apps',
    '/wire',
  ]);
  expect(guideSteps({ ...nothing, directories: [directory], apps: [app] }).map(({ href }) => href)).toEqual([
    '/recv/orgs/add-directory',
    '/entra/apps/app-expenses/connectivity',
    '/entra/apps/app-expenses/assignments',
    '/entra/apps/app-expenses/overview',
    '/recv/dirs/larkfield-entra',
  ]);
});

test('an empty tenant is filled before somebody can be assigned', () => {
  const [, , assignment] = guideSteps({ ...nothing, apps: [app], tenantUserCount: 0 });
  expect(assignment).toMatchObject({ href: '/entra/users', linkText: 'Users of the tenant' });
});
