import type { AppRoleAssignment } from '#shared/entra/tenant.ts';
import { displayNameOf } from '#shared/entra/tenant.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { TraceEvent } from '#shared/trace/event.ts';
import { SERVICE_NAME } from '#shared/trace/provisioning-object-summary.ts';
import { createRecorder } from '../session/recorder.ts';
import { taskPlace } from '../session/task-place.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';

/**
 * Activities of Entra's audit log with their categories (Microsoft: reference-audit-activities; which change gives which one:
 * application-provisioning-when-will-provisioning-finish-specific-user). Evidence: documented, but for `Add app role assignment
 * grant to user`, which the reference leaves out and real logs have, and for the last one.
 */
const categories = {
  'Update provisioning setting or credentials': 'ProvisioningManagement',
  'Update attribute mappings or scope': 'ProvisioningManagement',
  'Enable/start provisioning configuration': 'ProvisioningManagement',
  'Disable/pause provisioning configuration': 'ProvisioningManagement',
  'Enable/restart provisioning configuration': 'ProvisioningManagement',
  'Add app role assignment grant to user': 'UserManagement',
  'Remove app role assignment from user': 'UserManagement',
  'Add app role assignment to group': 'GroupManagement',
  'Remove app role assignment from group': 'GroupManagement',
  // Entra has no such buttons and switches, and no activity for them: the words are ours.
  'Reject staged deletions (rehearsal only)': 'ProvisioningManagement',
  'Retry failed objects (rehearsal only)': 'ProvisioningManagement',
  'Set wire habit (rehearsal only)': 'ProvisioningManagement',
} as const;

interface AuditEntry {
  readonly activity: keyof typeof categories;
  /** What was changed, in one sentence. Never a secret. */
  readonly details: string;
  /** Default: success. */
  readonly status?: 'success' | 'failure';
}

/** Parts of a workspace, or of a scenario run, which nobody follows. */
interface AuditedParts extends Pick<WorkspaceParts, 'db'> {
  readonly clock: Clock;
  readonly live: Pick<WorkspaceParts['live'], 'changed'>;
}

/** Whoever sits at the window: a workspace knows no accounts. */
const ACTOR = 'Administrator';

/** Writes down, durably and in the trace, that somebody changed what an application's job does. */
export function recordAudit({ db, clock, live }: AuditedParts, appId: string, ...entries: readonly AuditEntry[]): void {
  const job = db.jobStore(appId);
  const facts = entries.map(({ activity, details, status = 'success' }) => ({
    cycleId: null,
    changeId: null,
    fact: { kind: 'audited', activity, category: categories[activity], actor: ACTOR, status, details } as const,
  }));
  createRecorder({ job, clock }).commit([], facts, taskPlace(job.lastSequence()));
  live.changed('logs');
}

/** Each assignment that was made or taken since `before`, as Entra writes them down: one entry a principal and role. */
export function recordAssignments(parts: AuditedParts, appId: string, before: readonly AppRoleAssignment[]): void {
  const after = parts.db.tenant.assignments(appId);
  recordAudit(
    parts,
    appId,
    ...entriesFor(parts, missingFrom(before, after), 'added'),
    ...entriesFor(parts, missingFrom(after, before), 'removed'),
  );
}

function missingFrom(known: readonly AppRoleAssignment[], all: readonly AppRoleAssignment[]): readonly AppRoleAssignment[] {
  const keys = new Set(known.map(({ principalId, appRoleId }) => `${principalId} ${appRoleId}`));
  return all.filter(({ principalId, appRoleId }) => !keys.has(`${principalId} ${appRoleId}`));
}

function entriesFor(
  { db }: Pick<WorkspaceParts, 'db'>,
  assignments: readonly AppRoleAssignment[],
  change: 'added' | 'removed',
): readonly AuditEntry[] {
  return db.tenant.readObjects(assignments.map(({ principalId }) => principalId)).map((object) => ({
    activity: assignmentActivities[change][object.type],
    details:
      change === 'added'
        ? `${object.type} ${displayNameOf(object)} was assigned to the application.`
        : `${object.type} ${displayNameOf(object)} is no longer assigned to the application.`,
  }));
}

const assignmentActivities = {
  added: { User: 'Add app role assignment grant to user', Group: 'Add app role assignment to group' },
  removed: { User: 'Remove app role assignment from user', Group: 'Remove app role assignment from group' },
} as const;

type AuditedEvent = Extract<TraceEvent, { readonly kind: 'audited' }>;

/** An event as the audit log has it; null where it is none of it. */
export function auditedAs(event: TraceEvent): AuditedEvent | null {
  if (event.kind === 'audited') return event;
  if (event.kind !== 'cycle-failed') return null;
  const { at, cycleId, changeId, step, error } = event;
  return {
    ...{ at, cycleId, changeId, step, kind: 'audited' },
    // The activity with which the service itself reports that a job cannot go on (Microsoft: reference-audit-activities).
    activity: 'Quarantine',
    category: 'ProvisioningManagement',
    actor: SERVICE_NAME,
    status: 'failure',
    details: `The cycle failed. ${error.code}: ${error.reason}`,
  };
}
