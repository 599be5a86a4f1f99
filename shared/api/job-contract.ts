// A provisioning job: settings, control, holding, habits.
import { type } from '@orpc/contract';
import { z } from 'zod';
import type { JsonObject } from '#shared/kernel/json.ts';
import { app, appId, base, objectId, paging } from './inputs.ts';
import type {
  HabitView,
  HoldView,
  JobDetailView,
  JobStatusView,
  OnDemandView,
  PlanView,
  QuarantineEventView,
  StagedDeletionView,
  StartOverView,
  WaitingObjectView,
} from './job-views.ts';
import type { PageView } from './workspace-views.ts';

const resetScope = z.enum(['None', 'Watermark', 'Escrows', 'QuarantineState', 'ConnectorDataStore', 'ForceDeletes', 'Full']);
const settings = z.object({
  scope: z.enum(['assigned', 'all']),
  objectsInFlightCount: z.number().int().min(1).max(100),
  skipsOutOfScopeDeletions: z.boolean(),
  notificationEmail: z.string().max(320),
  isNotificationOn: z.boolean(),
  isDeletionPrevented: z.boolean(),
  deletionThreshold: z.number().int().min(1).max(1_000_000),
});

export const job = {
  status: base.input(app).output(type<JobStatusView>()),
  detail: base.input(app).output(type<JobDetailView>()),
  saveSettings: base.input(z.object({ appId, settings })).output(type<JobDetailView>()),
  /** Provisioning status On: the first cycle is due at once. Refused with a sentence until a remote target has been consented to. */
  start: base.input(app).output(type<JobStatusView>()),
  /** Off: the running cycle finishes, no new one begins. */
  stop: base.input(app).output(type<JobStatusView>()),
  /**
   * Without a reset scope, the portal's button: clears watermark, escrows and quarantine, keeps links; the next cycle is an
   * initial one. `Full` and `ConnectorDataStore` also forget links.
   */
  restart: base.input(z.object({ appId, resetScope: z.array(resetScope).max(7).default([]) })).output(type<JobStatusView>()),
  /** What the next cycle would send, computed on a copy: nothing is sent but reads, nothing is stored. */
  plan: base.input(app).output(type<PlanView>()),
  /** One user, or one group with up to five members, now. Always in the legacy dialect, as Entra does. */
  provisionOnDemand: base
    .input(z.object({ appId, objectId, memberIds: z.array(objectId).max(5).default([]) }))
    .output(type<OnDemandView>()),
  /** The job as Microsoft Graph's synchronizationJob shows it. */
  graphStatus: base.input(app).output(type<JsonObject>()),
  /** Allows writes to the remote target named in the status. */
  consent: base.input(app).output(type<JobStatusView>()),
  /** Goes on with a job that came back held. */
  resume: base.input(app).output(type<JobStatusView>()),
  /** What became of the job's quarantines, newest first, at most 100. */
  quarantineHistory: base.input(app).output(type<readonly QuarantineEventView[]>()),
  /** Objects that failed, soonest retry first. */
  waiting: base.input(z.object({ appId, ...paging })).output(type<PageView<WaitingObjectView>>()),
  /** Makes the retries of these objects due, and with them a cycle; without ids, of all. Entra has no such button. */
  retryNow: base
    .input(z.object({ appId, sourceIds: z.array(objectId).min(1).max(1000).optional() }))
    .output(type<JobStatusView>()),
  /** Disables and deletions that accidental-deletion prevention holds back. */
  staged: base.input(z.object({ appId, ...paging })).output(type<PageView<StagedDeletionView>>()),
  /** Allow deletes: a restart with `ForceDeletes`. Refused where nothing is held back. */
  allowDeletions: base.input(app).output(type<JobStatusView>()),
  /** Forgets what is held back, without sending it. Entra has no such button. */
  rejectDeletions: base.input(app).output(type<JobStatusView>()),
  startOverPlan: base.input(app).output(type<StartOverView>()),
  /** Forgets links; with `removesCreated` first deletes at the target what this job's link table says it created there. */
  startOver: base.input(z.object({ appId, removesCreated: z.boolean() })).output(type<JobStatusView>()),
};

const until = z.enum(['request', 'object', 'cycle']);
/** Which held request is meant: of another one that waits by now, nothing is decided. */
const heldId = z.number().int().min(1);
const stops = z.object({ every: z.boolean(), writes: z.boolean(), failures: z.boolean(), objectId: objectId.nullable() });
const headerLines = z.string().max(20_000);
const bodyText = z.string().max(1_000_000);

export const stepping = {
  read: base.input(app).output(type<HoldView>()),
  /** While holding, each request waits for `proceed`. Switching it off lets the cycle go on. */
  setHolding: base.input(z.object({ appId, isHolding: z.boolean() })).output(type<HoldView>()),
  /** From the next request on. Switching holding on or off goes back to every request. */
  setStops: base.input(z.object({ appId, stops })).output(type<HoldView>()),
  /** Sends the held request, then holds again before the next one, before the next object, or not until the next cycle. */
  proceed: base.input(z.object({ appId, until, heldId: heldId.optional() })).output(type<HoldView>()),
  /**
   * Sends another request in the held one's place, by the same method and below the same tenant URL, and goes on as `proceed` does.
   * Refused where it is none (shared/scim/request-draft.ts), or holds a secret of the connection.
   */
  sendEdited: base
    .input(z.object({ appId, heldId, until, target: z.string().max(8000), headers: headerLines, body: bodyText }))
    .output(type<HoldView>()),
  /** Sends nothing: the job hears this answer, or that none came, and goes on. */
  answer: base
    .input(
      z.object({
        appId,
        heldId,
        until,
        answer: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('response'), status: z.string().max(10), headers: headerLines, body: bodyText }),
          z.object({ kind: z.enum(['timeout', 'reset']) }),
        ]),
      }),
    )
    .output(type<HoldView>()),
  /** Sends nothing: for the job, the connection was reset. */
  drop: base.input(z.object({ appId, heldId, until })).output(type<HoldView>()),
};

export const habits = {
  list: base.input(app).output(type<readonly HabitView[]>()),
  set: base
    .input(z.object({ appId, id: z.string().max(100), setting: z.string().max(100) }))
    .output(type<readonly HabitView[]>()),
};
