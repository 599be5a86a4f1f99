import type { ProvisioningObjectSummary } from '#shared/trace/provisioning-object-summary.ts';
import { csvLine } from './csv.ts';

/** One of the three files of Entra's CSV download. */
interface LogTable {
  /** Entra's name of the file, without an ending. */
  readonly name: string;
  readonly header: string;
  /** The lines of one entry, none or many. */
  linesOf(entry: ProvisioningObjectSummary): string;
}

type Cell = string | number | null;

/**
 * Three files that share the change id (Microsoft: howto-analyze-provisioning-logs). Evidence: documented are the names of the
 * files and what is in each; inferred are the columns, named after Graph's fields, because no header row was ever published.
 */
export const logTables: readonly LogTable[] = [
  table<ProvisioningObjectSummary>('ProvisioningLogs', (entry) => [entry], {
    id: ({ id }) => id,
    activityDateTime: ({ activityDateTime }) => activityDateTime,
    tenantId: ({ tenantId }) => tenantId,
    jobId: ({ jobId }) => jobId,
    cycleId: ({ cycleId }) => cycleId,
    changeId: ({ changeId }) => changeId,
    provisioningAction: ({ provisioningAction }) => provisioningAction,
    status: ({ provisioningStatusInfo }) => provisioningStatusInfo.status,
    errorCode: (entry) => errorOf(entry)?.errorCode ?? null,
    reason: (entry) => errorOf(entry)?.reason ?? null,
    errorCategory: (entry) => errorOf(entry)?.errorCategory ?? null,
    recommendedAction: (entry) => errorOf(entry)?.recommendedAction ?? null,
    durationInMilliseconds: ({ durationInMilliseconds }) => durationInMilliseconds,
    initiatedBy: ({ initiatedBy }) => initiatedBy.displayName,
    servicePrincipalId: ({ servicePrincipal }) => servicePrincipal.id,
    servicePrincipalDisplayName: ({ servicePrincipal }) => servicePrincipal.displayName,
    sourceSystem: ({ sourceSystem }) => sourceSystem.displayName,
    sourceIdentityId: ({ sourceIdentity }) => sourceIdentity.id,
    sourceIdentityDisplayName: ({ sourceIdentity }) => sourceIdentity.displayName,
    sourceIdentityType: ({ sourceIdentity }) => sourceIdentity.identityType,
    sourceIdentityUserPrincipalName: ({ sourceIdentity }) => sourceIdentity.details['UserPrincipalName'] ?? null,
    targetSystem: ({ targetSystem }) => targetSystem.displayName,
    targetIdentityId: ({ targetIdentity }) => targetIdentity.id,
    targetIdentityType: ({ targetIdentity }) => targetIdentity.identityType,
  }),
  table('ProvisioningLogs_ProvisioningSteps', stepsOf, {
    changeId: ({ changeId }) => changeId,
    stepNumber: ({ stepNumber }) => stepNumber,
    name: ({ name }) => name,
    provisioningStepType: ({ provisioningStepType }) => provisioningStepType,
    status: ({ status }) => status,
    description: ({ description }) => description,
    details: ({ details }) => JSON.stringify(details),
  }),
  table('ProvisioningLogs_ModifiedProperties', propertiesOf, {
    changeId: ({ changeId }) => changeId,
    displayName: ({ displayName }) => displayName,
    oldValue: ({ oldValue }) => oldValue,
    newValue: ({ newValue }) => newValue,
  }),
];

function table<Row>(
  name: string,
  rowsOf: (entry: ProvisioningObjectSummary) => readonly Row[],
  columns: Readonly<Record<string, (row: Row) => Cell>>,
): LogTable {
  const cells = Object.values(columns);
  return {
    name,
    header: csvLine(Object.keys(columns)),
    linesOf: (entry) =>
      rowsOf(entry)
        .map((row) => csvLine(cells.map((cell) => cell(row))))
        .join(''),
  };
}

function errorOf({ provisioningStatusInfo }: ProvisioningObjectSummary) {
  return provisioningStatusInfo.errorInformation;
}

function stepsOf({ changeId, provisioningSteps }: ProvisioningObjectSummary) {
  return provisioningSteps.map((step, index) => ({ changeId, stepNumber: index + 1, ...step }));
}

function propertiesOf({ changeId, modifiedProperties }: ProvisioningObjectSummary) {
  return modifiedProperties.map((property) => ({ changeId, ...property }));
}
