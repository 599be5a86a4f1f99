import type { JobConfiguration } from '#shared/entra/job-configuration.ts';
import type { AppRoleAssignment } from '#shared/entra/tenant.ts';
import type { ScenarioAction } from '#shared/scenario/scenario.ts';
import { recordAssignments, recordAudit } from '../logs/audit-recorder.ts';
import { habitChangeSentence, mappingChangeSentence } from '../logs/audit-sentences.ts';
import type { ScenarioWorld } from './scenario-job.ts';

/** What the audit looks at: the configuration and the assignments, before a step and after it. */
export interface Audited {
  readonly configuration: JobConfiguration;
  readonly assignments: readonly AppRoleAssignment[];
}

/** A scenario has no open pages. */
const nobody = { changed: () => undefined };

/** Writes down what a step changed about the job, as the screens of a workspace do. */
export function auditStep(action: ScenarioAction, before: Audited, after: Audited, world: ScenarioWorld): void {
  const { db, clock, appId } = world;
  const parts = { db, clock, live: nobody };
  const record = (activity: Parameters<typeof recordAudit>[2]['activity'], details: string): void =>
    recordAudit(parts, appId, { activity, details });
  switch (action.kind) {
    case 'setMapping':
    case 'setActions':
    case 'setScopingFilters':
      for (const type of ['user', 'group'] as const) {
        if (before.configuration[type] === after.configuration[type]) continue;
        record(
          'Update attribute mappings or scope',
          mappingChangeSentence(before.configuration[type], after.configuration[type]),
        );
      }
      break;
    case 'setScope':
      record(
        'Update provisioning setting or credentials',
        `Settings: Scope is ${after.configuration.scope}, was ${before.configuration.scope}.`,
      );
      break;
    case 'setHabit': {
      const details = habitChangeSentence(before.configuration, after.configuration);
      if (details !== null) record('Set wire habit (rehearsal only)', details);
      break;
    }
    case 'start':
      record('Enable/start provisioning configuration', 'Provisioning was switched on.');
      break;
    case 'pause':
      record('Disable/pause provisioning configuration', 'Provisioning was switched off.');
      break;
    case 'restart': {
      const scopes = action.resetScope.length === 0 ? '' : ` with resetScope ${action.resetScope.join(', ')}`;
      record('Enable/restart provisioning configuration', `Provisioning was restarted${scopes}.`);
      break;
    }
    case 'allowDeletions':
      record('Enable/restart provisioning configuration', 'The deletions that were held back were allowed (ForceDeletes).');
      break;
    case 'rejectDeletions':
      record('Reject staged deletions (rehearsal only)', 'The deletions that were held back were rejected.');
      break;
    case 'assign':
    case 'unassign':
      recordAssignments(parts, appId, before.assignments);
      break;
    default:
  }
}
