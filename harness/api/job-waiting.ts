import type { JobStatusView, StagedDeletionView, WaitingObjectView } from '#shared/api/job-views.ts';
import type { Escrow } from '#shared/engine/effect.ts';
import { displayNameOf } from '#shared/entra/tenant.ts';
import { recordAudit } from '../logs/audit-recorder.ts';
import { quarantineHistory } from '../session/job-quarantine.ts';
import type { JobRunner } from '../session/job-runner.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { api, found, orRefuse, refusal } from './implementer.ts';

/** What waits in a provisioning job: for its retry, for a decision, for the end of a quarantine. */
export function waitingHandlers(parts: WorkspaceParts, runner: JobRunner, status: (appId: string) => Promise<JobStatusView>) {
  const { db } = parts;
  const storeOf = (appId: string) => {
    found(applicationOf(parts, appId), 'application');
    return db.jobStore(appId);
  };
  const assertStaged = (appId: string): void => {
    if (storeOf(appId).stagedCount() > 0) return;
    throw refusal({
      place: 'Deletions',
      message: 'No deletion is held back.',
      remedy: 'Somebody decided already, or none is needed any more: see the provisioning logs.',
    });
  };

  return {
    quarantineHistory: api.job.quarantineHistory.handler(async ({ input }) => {
      storeOf(input.appId);
      await db.trace.settled();
      return quarantineHistory(parts, input.appId);
    }),
    waiting: api.job.waiting.handler(({ input: { appId, offset, limit } }) => {
      const store = storeOf(appId);
      return { items: waitingViews(parts, appId, store.escrowPage(offset, limit)), totalCount: store.escrowCount() };
    }),
    retryNow: api.job.retryNow.handler(async ({ input: { appId, sourceIds } }) => {
      const waitingCount = sourceIds === undefined ? storeOf(appId).escrowCount() : storeOf(appId).readEscrows(sourceIds).length;
      if (waitingCount === 0) {
        throw refusal({
          place: 'Retry now',
          message: 'None of these objects waits for a retry.',
          remedy: 'A cycle has taken them up meanwhile: see the provisioning logs.',
        });
      }
      await runner.retryNow(appId, sourceIds);
      const details = `Retries of ${waitingCount} ${waitingCount === 1 ? 'object' : 'objects'} were made due.`;
      recordAudit(parts, appId, { activity: 'Retry failed objects (rehearsal only)', details });
      parts.live.changed('job', 'clock');
      return status(appId);
    }),
    staged: api.job.staged.handler(({ input: { appId, offset, limit } }) => {
      const store = storeOf(appId);
      return {
        items: store
          .stagedPage(offset, limit)
          .map(({ changeId, ...rest }): StagedDeletionView => ({ ...rest, entryId: changeId })),
        totalCount: store.stagedCount(),
      };
    }),
    allowDeletions: api.job.allowDeletions.handler(async ({ input: { appId } }) => {
      assertStaged(appId);
      orRefuse(await runner.restart(appId, 'deletions allowed by an administrator', ['ForceDeletes']));
      recordAudit(parts, appId, {
        activity: 'Enable/restart provisioning configuration',
        details: 'The deletions that were held back were allowed (ForceDeletes).',
      });
      parts.live.changed('job', 'clock', 'tenant');
      return status(appId);
    }),
    rejectDeletions: api.job.rejectDeletions.handler(async ({ input: { appId } }) => {
      assertStaged(appId);
      await runner.rejectDeletions(appId);
      recordAudit(parts, appId, {
        activity: 'Reject staged deletions (rehearsal only)',
        details: 'The deletions that were held back were rejected.',
      });
      parts.live.changed('job', 'clock');
      return status(appId);
    }),
  };
}

function waitingViews(parts: WorkspaceParts, appId: string, escrows: readonly Escrow[]): readonly WaitingObjectView[] {
  const ids = escrows.map(({ sourceId }) => sourceId);
  const names = new Map(parts.db.tenant.readObjects(ids).map((object) => [object.objectId, displayNameOf(object)]));
  const outcomes = parts.db.trace.lastOutcomes(ids);
  const dueAt = applicationOf(parts, appId)?.job.nextCycleAt ?? null;
  return escrows.map(({ sourceId, type, attempts, firstFailedAt, nextAttemptAt, errorCode }) => {
    const outcome = outcomes.get(sourceId);
    return {
      sourceId,
      type,
      displayName: names.get(sourceId) ?? sourceId,
      attemptCount: attempts,
      firstFailedAt,
      // A retry that is due is taken up by the first cycle from then on.
      nextAttemptAt: dueAt === null ? null : Math.max(dueAt, nextAttemptAt),
      errorCode,
      entryId: outcome?.appId === appId ? outcome.recorded.event.changeId : null,
    };
  });
}
