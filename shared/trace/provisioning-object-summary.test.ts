import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Json } from '#shared/kernel/json.ts';
import { changeRecords } from './change-record.ts';
import type { TraceEvent, TraceFact } from './event.ts';
import { type LoggedJob, type ProvisioningObjectSummary, provisioningObjectSummary } from './provisioning-object-summary.ts';

const ada = { id: 'user-ada', type: 'User', displayName: 'Ada' } as const;

test.each(['create-success', 'escrow-retry-failure', 'redundant-skip'])(
  'the facts of %s give the record that Graph has',
  (name) => {
    const path = new URL(`../../fixtures/graph/logs/${name}.json`, import.meta.url);
    const document = JSON.parse(readFileSync(path, 'utf8')) as ProvisioningObjectSummary;
    const [summary] = summariesOf(factsOf(document), document);
    const { id, targetIdentity } = document;
    // Record ids cannot be known. The first file is of a gallery application, whose mapping names another target object.
    const identityType = targetIdentity.identityType.replace('core:2.0:User', 'extension:enterprise:2.0:User');
    expect({ ...summary, id }).toEqual({ ...document, targetIdentity: { ...targetIdentity, identityType } });
  },
);

test.each([
  ['True', true],
  ['False', false],
  ['3', 3],
  ['', null],
  ['["User"]', ['User']],
])('a detail reads as text: %j', (text, value: Json) => {
  const [summary] = summariesOf([step({ details: { value } }), finished()]);
  expect(summary?.provisioningSteps[0]?.details).toEqual({ value: text });
});

test.each([
  ['what was imported', [step({ details: { userPrincipalName: 'ada@larkfield.test' } })], 'ada@larkfield.test'],
  [
    'what an entry without an import reports',
    [step({ details: { ReportableIdentifier: 'ada@larkfield.test' } })],
    'ada@larkfield.test',
  ],
  ['nothing, where an object is reported by its display name', [step({ details: { ReportableIdentifier: 'Ada' } })], undefined],
])('the principal name of a user is %s', (_sentence, steps, expected) => {
  expect(summariesOf([...steps, finished()])[0]?.sourceIdentity.details['UserPrincipalName']).toBe(expected);
});

test.each([
  ['the source type until the object was looked for', [step()], null, 'User'],
  [
    'the mapped type once it was',
    [step({ stepType: 'matching' })],
    null,
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  ],
  ['the mapped type for a known id', [step()], 'target-1', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
] as const)('the target identity has %s', (_sentence, steps, targetId, expected) => {
  expect(summariesOf([...steps, finished({ targetId })])[0]?.targetIdentity.identityType).toBe(expected);
});

test('an error of our own is one of the service, and what nobody but a cycle did has no cycle', () => {
  const error = { code: 'InternalError', reason: 'r', recommendedAction: null };
  const [summary] = summariesOf([finished({ error, status: 'failure' })]);
  expect([summary?.provisioningStatusInfo.errorInformation?.errorCategory, summary?.cycleId]).toEqual(['failure', '']);
});

function summariesOf(facts: readonly (TraceFact & { readonly at?: number })[], place: Partial<ProvisioningObjectSummary> = {}) {
  const events = facts.map((fact, index): { sequence: number; event: TraceEvent } => ({
    sequence: index + 1,
    event: { at: 0, cycleId: place.cycleId ?? null, changeId: place.changeId ?? 'x', step: index + 1, ...fact },
  }));
  return [...changeRecords(events)].map((record) => provisioningObjectSummary(record, { ...job, ...jobOf(place) }));
}

const job: LoggedJob = {
  tenantId: 'tenant',
  jobId: 'scim.tenant.app',
  servicePrincipal: { id: 'app', displayName: 'Contoso' },
  sourceSystem: { id: 's', displayName: 'Microsoft Entra ID' },
  targetSystem: { id: 't', displayName: 'customappsso', applicationId: 'template' },
};

function jobOf({
  tenantId,
  jobId,
  servicePrincipal,
  sourceSystem,
  targetSystem,
}: Partial<ProvisioningObjectSummary>): Partial<LoggedJob> {
  if (!tenantId || !jobId || !servicePrincipal || !sourceSystem || !targetSystem) return {};
  const { id, displayName, details } = targetSystem;
  return {
    tenantId,
    jobId,
    servicePrincipal,
    sourceSystem: { id: sourceSystem.id, displayName: sourceSystem.displayName },
    targetSystem: { id, displayName, applicationId: details['ApplicationId'] ?? '' },
  };
}

/** The trace that stands behind a published record. */
function factsOf(document: ProvisioningObjectSummary): readonly (TraceFact & { readonly at: number })[] {
  const endedAt = Date.parse(document.activityDateTime);
  const at = endedAt - document.durationInMilliseconds;
  const { id, displayName, identityType } = document.sourceIdentity;
  const identity = { id, displayName, type: identityType === 'Group' ? 'Group' : 'User' } as const;
  const error = document.provisioningStatusInfo.errorInformation;
  return [
    ...document.provisioningSteps.map(({ provisioningStepType, ...rest }) => ({
      kind: 'step-taken' as const,
      at,
      identity,
      stepType: provisioningStepType,
      ...rest,
    })),
    {
      ...finished(),
      at: endedAt,
      identity,
      action: document.provisioningAction,
      status: document.provisioningStatusInfo.status,
      targetId: document.targetIdentity.id || null,
      modifiedProperties: document.modifiedProperties.map(({ displayName: name, ...values }) => ({ name, ...values })),
      error: error && { code: error.errorCode, reason: error.reason, recommendedAction: error.recommendedAction },
    },
  ];
}

function step(difference: Partial<Extract<TraceFact, { kind: 'step-taken' }>> = {}) {
  return {
    kind: 'step-taken',
    identity: ada,
    name: 'EntryImportAdd',
    stepType: 'import',
    status: 'success',
    description: '',
    details: {},
    ...difference,
  } as const;
}

function finished(difference: Partial<Extract<TraceFact, { kind: 'change-finished' }>> = {}) {
  return {
    kind: 'change-finished',
    identity: ada,
    action: 'create',
    status: 'success',
    targetId: null,
    modifiedProperties: [],
    error: null,
    skipReason: null,
    ...difference,
  } as const;
}
