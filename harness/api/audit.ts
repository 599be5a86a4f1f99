import type { AuditEntryView } from '#shared/api/evidence-views.ts';
import { auditedAs } from '../logs/audit-recorder.ts';
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
  const entry = auditedAs(event);
  if (entry === null) throw new Error(`Broken promise: event ${sequence} is no audit entry`);
  const { activity, category, actor, status, details } = entry;
  return { id: String(sequence), at: event.at, activity, category, actor, status, details };
}
