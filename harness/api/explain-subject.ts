import { displayNameOf } from '#shared/entra/tenant.ts';
import type { ExplainFacts } from '#shared/trace/explain-facts.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';

/** An object by its id; of one that is gone for good, what its link or its last log entry tells. */
export function subjectNamed({ db }: WorkspaceParts, appId: string, id: string): ExplainFacts['subject'] | undefined {
  const object = db.tenant.readObject(id);
  if (object !== undefined) return { id, type: object.type, name: displayNameOf(object) };
  const [last] = db.trace.changes({ appId, sourceId: id, search: '', status: 'all', action: 'all', offset: 0, limit: 1 }).items;
  const event = last?.recorded.event;
  if (event?.kind === 'change-finished') return { id, type: event.identity.type, name: event.identity.displayName };
  const [link] = db.jobStore(appId).readLinks([id]);
  return link === undefined ? undefined : { id, type: link.type, name: id };
}
