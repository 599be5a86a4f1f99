import type { ObjectOutcomeView } from '#shared/api/tenant-views.ts';
import type { TenantObject } from '#shared/entra/tenant.ts';
import type { TraceEvent } from '#shared/trace/event.ts';
import { scopeOf } from '../session/job-scope.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';

export const noOutcome: ObjectOutcomeView = { kind: 'none', action: null, at: null, entryId: null, nextAttemptAt: null };

/** How objects stand in one application, by object id. */
export function outcomesIn(
  parts: WorkspaceParts,
  appId: string,
  objects: readonly TenantObject[],
): ReadonlyMap<string, ObjectOutcomeView> {
  const { db } = parts;
  const statusOf = scopeOf(parts, appId);
  const ids = objects.map(({ objectId }) => objectId);
  const job = db.jobStore(appId);
  const escrows = new Map(job.readEscrows(ids).map((escrow) => [escrow.sourceId, escrow]));
  const linked = new Set(job.readLinks(ids).map(({ sourceId }) => sourceId));
  return new Map(
    objects.map((object): [string, ObjectOutcomeView] => {
      const { objectId } = object;
      const last = lastChangeOf(parts, appId, objectId);
      const common = {
        action: last?.action ?? null,
        at: last?.at ?? null,
        entryId: last?.changeId ?? null,
        nextAttemptAt: escrows.get(objectId)?.nextAttemptAt ?? null,
      };
      if (escrows.has(objectId)) return [objectId, { ...common, kind: 'retry' }];
      if (!linked.has(objectId)) {
        const status = statusOf(object);
        if (!status.isAssigned) return [objectId, { ...common, kind: 'not-assigned' }];
        if (status.filter?.isInScope === false) return [objectId, { ...common, kind: 'out-of-scope' }];
      }
      return [objectId, last === null ? { ...common, kind: 'none' } : { ...common, kind: kindOf(last) }];
    }),
  );
}

type Finished = Extract<TraceEvent, { readonly kind: 'change-finished' }>;

function kindOf({ status, skipReason }: Finished): ObjectOutcomeView['kind'] {
  if (status === 'failure') return 'failed';
  if (status !== 'skipped') return 'done';
  return skipReason === 'RedundantExport' ? 'up-to-date' : 'skipped';
}

function lastChangeOf({ db }: WorkspaceParts, appId: string, sourceId: string): Finished | null {
  const last = db.trace.lastOutcomes([sourceId]).get(sourceId);
  if (last === undefined) return null;
  if (last.appId === appId && last.recorded.event.kind === 'change-finished') return last.recorded.event;
  const query = { appId, sourceId, search: '', status: 'all', action: 'all', offset: 0, limit: 1 };
  const event = db.trace.changes(query).items[0]?.recorded.event;
  return event?.kind === 'change-finished' ? event : null;
}
