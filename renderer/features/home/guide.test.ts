import { expect, test } from 'vitest';
import type { ApplicationView } from '#shared/api/application-views.ts';
import type { JobStatusView } from '#shared/api/job-views.ts';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { guideSteps, guideSubject, type Rehearsal } from './guide.ts';

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
  quarantine: null,
  halt: null,
  stagedCount: 0,
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
  settings: { userPatchStatus: 200, groupPatchStatus: 204, allowedOrigins: [] },
  resourceTypes: ['User', 'Group'],
  misbehaviour: null,
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
const linked = { ...app, status: { ...status, linkedUserCount: 12 } };
const ada = { principalId: 'user-ada', displayName: 'Ada Marsh', objectType: 'User' } as const;
const nothing: Rehearsal = {
  directories: [],
  apps: [],
  assignments: [],
  tenantUserCount: 25,
  tenantGroupCount: 6,
  candidate: { objectId: 'user-oskar', displayName: 'Oskar Nyberg' },
  hasCompared: false,
};
const doneKeys = (rehearsal: Rehearsal) => guideSteps(rehearsal).flatMap(({ key, isDone }) => (isDone ? [key] : []));

test.each<[string, Partial<Rehearsal>, readonly string[]]>([
  ['nothing is there', {}, []],
  ['a directory was created', { directories: [directory] }, ['directory']],
  ['an application exists without a connection', { apps: [{ ...app, isConfigured: false }] }, []],
  ['it is connected', { directories: [directory], apps: [app] }, ['directory', 'connection']],
  [
    'the target is a server elsewhere: no directory is needed here',
    { apps: [{ ...app, targetKind: 'remote' }] },
    ['directory', 'connection'],
  ],
  [
    'somebody is assigned',
    { directories: [directory], apps: [app], assignments: [ada] },
    ['directory', 'connection', 'assignment'],
  ],
  [
    'somebody has arrived, and nobody has looked at both sides',
    { directories: [directory], apps: [linked], assignments: [ada] },
    ['directory', 'connection', 'assignment', 'provisioning'],
  ],
  [
    'both sides were looked at',
    { directories: [directory], apps: [linked], assignments: [ada], hasCompared: true },
    ['directory', 'connection', 'assignment', 'provisioning', 'sides'],
  ],
  [
    'looking at both sides with nobody there is not the end',
    { directories: [directory], apps: [app], hasCompared: true },
    ['directory', 'connection'],
  ],
])('%s', (_sentence, difference, expected) => {
  expect(doneKeys({ ...nothing, ...difference })).toEqual(expected);
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
    '/entra/apps/app-expenses/assignments/add',
    '/entra/apps/app-expenses/on-demand/user-oskar',
    '/compare/user-oskar?app=app-expenses',
  ]);
});

test('the guide is about somebody who is assigned, else about whom it would assign', () => {
  expect(guideSubject(nothing)?.displayName).toBe('Oskar Nyberg');
  expect(guideSubject({ ...nothing, assignments: [{ ...ada, objectType: 'Group' }, ada] })?.displayName).toBe('Ada Marsh');
});

test('an empty tenant is filled before somebody can be assigned', () => {
  const [, , assignment] = guideSteps({ ...nothing, apps: [app], tenantUserCount: 0, candidate: null });
  expect(assignment).toMatchObject({ href: '/entra/users', doText: 'Load the sample tenant' });
});
