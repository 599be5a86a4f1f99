import type { AuditEntryView } from '#shared/api/evidence-views.ts';
import { SERVICE_NAME } from '#shared/trace/provisioning-object-summary.ts';
import type { StoredEvent } from '../ports/workspace-ports.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { api, found } from './implementer.ts';

/** Audit logs of one application: what people changed, and cycles that failed as a whole. */
export function auditHandlers(parts: WorkspaceParts) {
  return {
    list: api.audit.list.handler(({ input }) => {
      found(applicationOf(parts, input.appId), 'application');
      const { items, totalCount } = parts.db.trace.audit(input);
      return { items: items.map(entryView), totalCount };
    }),
  };
}

function entryView({ sequence, recorded }: StoredEvent): AuditEntryView {
  const { event } = recorded;
  const place = { id: String(sequence), at: event.at };
  if (event.kind === 'audited') {
    const { activity, category, actor, status, details } = event;
    return { ...place, activity, category, actor, status, details };
  }
  if (event.kind !== 'cycle-failed') throw new Error(`Broken promise: event ${sequence} is no audit entry`);
  // The activity with which the service itself reports that a job cannot go on (Microsoft: reference-audit-activities).
  return {
    ...place,
    activity: 'Quarantine',
    category: 'ProvisioningManagement',
    actor: SERVICE_NAME,
    status: 'failure',
    details: `The cycle failed. ${event.error.code}: ${event.error.reason}`,
  };
}
