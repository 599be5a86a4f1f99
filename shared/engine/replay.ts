import { assertNever } from '#shared/kernel/assert.ts';
import type { JobStanding, Remembered, StagedDeletion, TraceEvent } from '#shared/trace/event.ts';
import type { Escrow, JobProgress, Link } from './effect.ts';
import { lifted, withStanding } from './job-standing.ts';

/** What a job remembers, by source id. */
export interface JobState {
  readonly links: ReadonlyMap<string, Link>;
  readonly escrows: ReadonlyMap<string, Escrow>;
  /** Disables and deletions that are held back. */
  readonly staged: ReadonlyMap<string, StagedDeletion>;
  readonly progress: JobProgress;
}

/** What the job remembered once the last of these events was durable. They stand in the order in which they were recorded. */
export function stateFromTrace(events: Iterable<TraceEvent>): JobState {
  const state: Draft = {
    links: new Map(),
    escrows: new Map(),
    staged: new Map(),
    progress: { watermark: null, cycleCount: 0, pendingCycle: null },
  };
  for (const event of events) {
    for (const change of event.remembered ?? []) remember(state, change);
    state.progress = progressAfter(state, event);
  }
  return state;
}

interface Draft {
  readonly links: Map<string, Link>;
  readonly escrows: Map<string, Escrow>;
  readonly staged: Map<string, StagedDeletion>;
  progress: JobProgress;
}

function remember({ links, escrows, staged }: Draft, change: Remembered): void {
  switch (change.kind) {
    case 'put-link': {
      const { link } = change;
      links.set(link.sourceId, { ...link, exportedMemberIds: links.get(link.sourceId)?.exportedMemberIds ?? [] });
      return;
    }
    case 'remove-link':
      links.delete(change.sourceId);
      staged.delete(change.sourceId);
      for (const [id, link] of links) if (link.type === 'Group') links.set(id, withMember(link, change.sourceId, false));
      return;
    case 'put-exported-member':
    case 'remove-exported-member': {
      const link = links.get(change.groupId);
      if (link !== undefined) links.set(link.sourceId, withMember(link, change.memberId, change.kind === 'put-exported-member'));
      return;
    }
    case 'put-escrow':
      escrows.set(change.escrow.sourceId, change.escrow);
      return;
    case 'remove-escrow':
      escrows.delete(change.sourceId);
      return;
    case 'put-staged':
      staged.set(change.staged.sourceId, change.staged);
      return;
    case 'remove-staged':
      staged.delete(change.sourceId);
      return;
    default:
      assertNever(change);
  }
}

function withMember(link: Link, memberId: string, isMember: boolean): Link {
  const { exportedMemberIds } = link;
  if (exportedMemberIds.includes(memberId) === isMember) return link;
  const others = exportedMemberIds.filter((id) => id !== memberId);
  return { ...link, exportedMemberIds: isMember ? [...others, memberId] : others };
}

function progressAfter({ links, escrows, staged, progress }: Draft, event: TraceEvent): JobProgress {
  switch (event.kind) {
    case 'cycle-started': {
      const { cycleId, cycleKind: kind, number } = event;
      return { ...progress, cycleCount: number - 1, pendingCycle: cycleId === null ? null : { cycleId, kind } };
    }
    case 'cycle-finished':
      if (event.prunedEscrowCount !== undefined) escrows.clear();
      return withStanding(
        { watermark: event.watermark, cycleCount: progress.cycleCount + 1, pendingCycle: null },
        event.standing ?? {},
      );
    case 'cycle-failed':
      return withStanding({ ...progress, cycleCount: progress.cycleCount + 1, pendingCycle: null }, event.standing ?? {});
    case 'state-reset':
      if (event.forgets.includes('links')) links.clear();
      if (event.forgets.includes('escrows')) escrows.clear();
      if (event.forgets.includes('staged') || event.forgets.includes('links')) staged.clear();
      return withStanding(
        {
          ...(event.forgets.includes('watermark') ? { ...progress, watermark: null, pendingCycle: null } : progress),
          ...(event.forgets.includes('cycles') ? { cycleCount: 0 } : {}),
        },
        standingAfterReset(progress.standing ?? {}, event),
      );
    default:
      return progress;
  }
}

function standingAfterReset(
  standing: JobStanding,
  { forgets, allowsDeletes }: Extract<TraceEvent, { readonly kind: 'state-reset' }>,
): JobStanding {
  if (forgets.includes('cycles')) return {};
  const left = forgets.includes('quarantine') ? lifted(standing) : standing;
  return allowsDeletes === true ? { ...left, allowsDeletes } : left;
}
