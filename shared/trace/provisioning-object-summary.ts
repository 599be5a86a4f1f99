import { provisioningErrorNamed } from '#shared/entra/provisioning-error.ts';
import { ENTERPRISE_USER_URN, GROUP_URN } from '#shared/entra/target-attribute.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import type { Json } from '#shared/kernel/json.ts';
import { randomUuid, seededRandom } from '#shared/kernel/random.ts';
import { type ChangeRecord, changeIdOf } from './change-record.ts';
import type { ProvisioningAction, ProvisioningError, ProvisioningStatus, StepType } from './event.ts';

/** The job a trace belongs to: what the log says of it and the trace does not repeat with every fact. */
export interface LoggedJob {
  readonly tenantId: string;
  readonly jobId: string;
  readonly servicePrincipal: { readonly id: string; readonly displayName: string };
  readonly sourceSystem: { readonly id: string; readonly displayName: string };
  /** `applicationId`: the gallery template of the application. */
  readonly targetSystem: { readonly id: string; readonly displayName: string; readonly applicationId: string };
}

/**
 * Microsoft Graph's provisioningObjectSummary as it stands on the wire. Evidence: captured (records of 2022 and 2026), which
 * have one `servicePrincipal` with a `displayName` where the reference documents a collection with a `name`.
 * Aliases instead of interfaces, so that a summary is a JSON object to the compiler too.
 */
export type ProvisioningObjectSummary = {
  readonly id: string;
  /** UTC, whole seconds: when the change ended. */
  readonly activityDateTime: string;
  readonly tenantId: string;
  readonly jobId: string;
  /** Empty for what no cycle did. */
  readonly cycleId: string;
  readonly changeId: string;
  readonly provisioningAction: ProvisioningAction;
  readonly durationInMilliseconds: number;
  readonly initiatedBy: { readonly id: string; readonly displayName: string; readonly initiatorType: 'system' };
  readonly servicePrincipal: { readonly id: string; readonly displayName: string };
  readonly sourceSystem: ProvisioningSystem;
  readonly targetSystem: ProvisioningSystem;
  readonly sourceIdentity: ProvisionedIdentity;
  readonly targetIdentity: ProvisionedIdentity;
  readonly provisioningStatusInfo: {
    readonly status: ProvisioningStatus;
    readonly errorInformation: ErrorInformation | null;
  };
  readonly provisioningSteps: readonly {
    readonly name: string;
    readonly provisioningStepType: StepType;
    readonly status: ProvisioningStatus;
    readonly description: string;
    readonly details: Details;
  }[];
  readonly modifiedProperties: readonly {
    readonly displayName: string;
    readonly oldValue: string | null;
    readonly newValue: string | null;
  }[];
};

type Details = Readonly<Record<string, string>>;
type ProvisioningSystem = { readonly id: string; readonly displayName: string; readonly details: Details };
type ProvisionedIdentity = ProvisioningSystem & { readonly identityType: string };
type ErrorInformation = {
  readonly errorCode: string;
  readonly reason: string;
  readonly additionalDetails: string | null;
  readonly errorCategory: 'failure' | 'nonServiceFailure';
  readonly recommendedAction: string | null;
};

/** One log entry, from the trace alone. */
export function provisioningObjectSummary(record: ChangeRecord, job: LoggedJob): ProvisioningObjectSummary {
  const { finished, startedAt, steps } = record;
  const changeId = changeIdOf(record);
  return {
    id: randomUuid(seededRandom(job.jobId, 'provisioning log entry', changeId, String(finished.step))),
    activityDateTime: secondsOf(finished.at),
    tenantId: job.tenantId,
    jobId: job.jobId,
    cycleId: finished.cycleId ?? '',
    changeId,
    provisioningAction: finished.action,
    durationInMilliseconds: Math.max(0, finished.at - startedAt),
    initiatedBy: { id: '', displayName: SERVICE_NAME, initiatorType: 'system' },
    servicePrincipal: job.servicePrincipal,
    sourceSystem: { ...job.sourceSystem, details: {} },
    targetSystem: targetSystemOf(job),
    sourceIdentity: sourceIdentityOf(record),
    targetIdentity: targetIdentityOf(record),
    provisioningStatusInfo: {
      status: finished.status,
      errorInformation: finished.error === null ? null : errorInformationOf(finished.error),
    },
    provisioningSteps: steps.map(({ step: { name, stepType, status, description, details } }) => ({
      name,
      provisioningStepType: stepType,
      status,
      description,
      details: wordsOfAll(details),
    })),
    modifiedProperties: finished.modifiedProperties.map(({ name, oldValue, newValue }) => ({
      displayName: name,
      oldValue,
      newValue,
    })),
  };
}

/** The name that the service gives itself, whatever the directory is called by now (captured in 2026). */
export const SERVICE_NAME = 'Azure AD Provisioning Service';

/** Graph gives whole seconds; the diagnostic stream has seven decimals. */
function secondsOf(at: Instant): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}

function targetSystemOf({ servicePrincipal, targetSystem }: LoggedJob): ProvisioningSystem {
  return {
    id: targetSystem.id,
    displayName: targetSystem.displayName,
    details: {
      ApplicationId: targetSystem.applicationId,
      ServicePrincipalId: servicePrincipal.id,
      ServicePrincipalDisplayName: servicePrincipal.displayName,
    },
  };
}

function sourceIdentityOf(record: ChangeRecord): ProvisionedIdentity {
  const { id, type, displayName } = record.finished.identity;
  const userPrincipalName = type === 'User' ? userPrincipalNameOf(record) : undefined;
  return {
    id,
    displayName,
    identityType: type,
    details: {
      id,
      odatatype: type,
      DisplayName: displayName,
      ...(userPrincipalName === undefined ? {} : { UserPrincipalName: userPrincipalName }),
    },
  };
}

/** What was imported says it; an entry that imports nothing names the user by it. */
function userPrincipalNameOf({ steps, finished }: ChangeRecord): string | undefined {
  const details = steps.map(({ step }) => step.details);
  const imported = details.map((detail) => detail['userPrincipalName']).find((value) => typeof value === 'string');
  if (imported !== undefined) return imported;
  const reported = details.map((detail) => detail['ReportableIdentifier']).find((value) => typeof value === 'string');
  return reported === finished.identity.displayName ? undefined : reported;
}

/** The target's name and attributes stay empty (captured); its type is known once the object was matched, or addressed by id. */
function targetIdentityOf({ steps, finished }: ChangeRecord): ProvisionedIdentity {
  const { type } = finished.identity;
  const isTypeKnown = finished.targetId !== null || steps.some(({ step }) => step.stepType === 'matching');
  return {
    id: finished.targetId ?? '',
    displayName: '',
    identityType: isTypeKnown ? targetTypes[type] : type,
    details: {},
  };
}

/** Target object names of a non-gallery application's mappings (captured in its synchronization schema and on-demand answers). */
const targetTypes = { User: ENTERPRISE_USER_URN, Group: GROUP_URN } as const;

function errorInformationOf({ code, reason, recommendedAction }: ProvisioningError): ErrorInformation {
  return {
    errorCode: code,
    reason,
    additionalDetails: null,
    errorCategory: provisioningErrorNamed(code, 'object')?.category ?? 'nonServiceFailure',
    recommendedAction,
  };
}

/** The log knows only text: `True`, not true. */
function wordsOfAll(details: Readonly<Record<string, Json>>): Details {
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, wordOf(value)]));
}

function wordOf(value: Json): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
