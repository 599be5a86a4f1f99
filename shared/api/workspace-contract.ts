// The frame: the workspace, what changes in it, its clock.
import { eventIterator, type } from '@orpc/contract';
import { z } from 'zod';
import { base, directoryId, none } from './inputs.ts';
import type { AgendaItemView, ClockView, LiveNotice, WorkspaceFindingsView, WorkspaceView } from './workspace-views.ts';

export const workspace = {
  read: base.input(none).output(type<WorkspaceView>()),
  dismissNotices: base.input(none).output(type<null>()),
  /** People and groups of both sides by a part of their names, and the exchange of that number. */
  find: base.input(z.object({ text: z.string().max(200) })).output(type<WorkspaceFindingsView>()),
  /** The object of the tenant that a resource of a directory came from; null where no job remembers it. */
  counterpart: base
    .input(z.object({ directoryId, type: z.enum(['User', 'Group']), resourceId: z.string().max(200) }))
    .output(type<{ readonly objectId: string; readonly appId: string } | null>()),
};

export const live = {
  /** One notice at once, then one whenever something changed, until the caller stops. */
  follow: base.input(none).output(eventIterator(type<LiveNotice>())),
  /** How many `follow` streams are open: lets a test see that a stopped one is gone. */
  followers: base.input(none).output(type<number>()),
};

export const clock = {
  read: base.input(none).output(type<ClockView>()),
  /** Moves the virtual clock; what falls due on the way runs in order before this answers. */
  advance: base
    .input(
      z.object({
        ms: z
          .number()
          .int()
          .min(1)
          .max(366 * 86_400_000),
      }),
    )
    .output(type<ClockView>()),
  /** Moves the clock to the next due cycle or retry, whichever the caller names; refused where none is due. */
  advanceTo: base.input(z.object({ what: z.enum(['next-cycle', 'next-retry']) })).output(type<ClockView>()),
  /** Leaves the clock where a move has brought it; a cycle that runs goes on to its end. Nothing happens while it stands. */
  stop: base.input(none).output(type<ClockView>()),
  /** What happens next, soonest first: cycles, retries, purges of soft-deleted objects. */
  agenda: base.input(none).output(type<readonly AgendaItemView[]>()),
  setKind: base.input(z.object({ kind: z.enum(['virtual', 'system']) })).output(type<ClockView>()),
};
