import type { JobDetailView, StartOverView } from '#shared/api/job-views.ts';
import { recordAudit } from '../logs/audit-recorder.ts';
import { settingsChangeSentence } from '../logs/audit-sentences.ts';
import type { JobRunner } from '../session/job-runner.ts';
import { jobStatus } from '../session/job-status.ts';
import { graphJob } from '../session/job-status-graph.ts';
import { readTarget, recordedTarget } from '../session/target.ts';
import { applicationOf, updateApplication, type WorkspaceParts } from '../workspace-parts.ts';
import { api, found, orRefuse, refusal } from './implementer.ts';
import { planNextCycle } from './job-plan.ts';
import { waitingHandlers } from './job-waiting.ts';
import { runOnDemand } from './on-demand.ts';

/** The provisioning job of one application: status, settings, start, stop, restart, start over. */
export function jobHandlers(parts: WorkspaceParts, runner: JobRunner) {
  const recordOf = (appId: string) => found(applicationOf(parts, appId), 'application');
  // Only what is read waits for the trace: a stop is one at once.
  const status = async (appId: string) => {
    await parts.db.trace.settled();
    return jobStatus(parts, runner, recordOf(appId));
  };
  const detail = (appId: string): JobDetailView => {
    const { configuration, notifications } = recordOf(appId);
    const { scope, objectsInFlightCount, skipsOutOfScopeDeletions } = configuration;
    // A document may be megabytes, and this is read again whenever the job says something: `schema.read` gives it.
    const { schemaDocument: _left, ...shown } = configuration;
    return { configuration: shown, settings: { scope, objectsInFlightCount, skipsOutOfScopeDeletions, ...notifications } };
  };

  return {
    status: api.job.status.handler(({ input }) => status(input.appId)),
    detail: api.job.detail.handler(({ input }) => detail(input.appId)),
    saveSettings: api.job.saveSettings.handler(async ({ input }) => {
      recordOf(input.appId);
      const { scope, objectsInFlightCount, skipsOutOfScopeDeletions, ...notifications } = input.settings;
      if (notifications.isNotificationOn && !/^[^@\s]+@[^@\s]+$/.test(notifications.notificationEmail)) {
        throw refusal({
          place: 'Notification Email',
          message: `"${notifications.notificationEmail}" is no e-mail address.`,
          remedy: 'Enter an address, or switch the notification off.',
        });
      }
      const { settings } = detail(input.appId);
      // A change of scope is not looked at until a restart (Microsoft: known-issues), so nothing is restarted here.
      await updateApplication(parts, input.appId, (record) => ({
        ...record,
        notifications,
        configuration: { ...record.configuration, scope, objectsInFlightCount, skipsOutOfScopeDeletions },
      }));
      recordAudit(parts, input.appId, {
        activity: 'Update provisioning setting or credentials',
        details: settingsChangeSentence(settings, input.settings),
      });
      return detail(input.appId);
    }),
    start: api.job.start.handler(async ({ input }) => {
      recordOf(input.appId);
      orRefuse(await runner.start(input.appId));
      recordAudit(parts, input.appId, {
        activity: 'Enable/start provisioning configuration',
        details: 'Provisioning was switched on.',
      });
      return status(input.appId);
    }),
    stop: api.job.stop.handler(async ({ input }) => {
      recordOf(input.appId);
      await runner.stop(input.appId);
      recordAudit(parts, input.appId, {
        activity: 'Disable/pause provisioning configuration',
        details: 'Provisioning was switched off.',
      });
      return status(input.appId);
    }),
    restart: api.job.restart.handler(async ({ input }) => {
      recordOf(input.appId);
      const { appId, resetScope } = input;
      const hasStaged = parts.db.jobStore(appId).stagedCount() > 0;
      orRefuse(await runner.restart(appId, 'restarted by an administrator', resetScope));
      recordAudit(parts, appId, {
        activity: 'Enable/restart provisioning configuration',
        details: `Provisioning was restarted${resetScope.length === 0 ? '' : ` with resetScope ${resetScope.join(', ')}`}.`,
      });
      parts.live.changed('clock', 'tenant');
      return resetScope.includes('ForceDeletes') && !hasStaged
        ? { ...(await status(appId)), reason: NO_HELD_DELETES }
        : status(appId);
    }),
    plan: api.job.plan.handler(({ input }) => planNextCycle(parts, runner, input.appId)),
    provisionOnDemand: api.job.provisionOnDemand.handler(({ input }) => runOnDemand(parts, runner, input)),
    graphStatus: api.job.graphStatus.handler(async ({ input }) => {
      await parts.db.trace.settled();
      return graphJob(parts, runner, recordOf(input.appId));
    }),
    consent: api.job.consent.handler(async ({ input }) => {
      recordOf(input.appId);
      const target = orRefuse(await readTarget(parts, input.appId));
      await updateApplication(parts, input.appId, (record) => ({
        ...record,
        job: { ...record.job, consentedHost: target.url.origin, consentedAt: parts.clock.now() },
      }));
      recordAudit(parts, input.appId, {
        activity: 'Update provisioning setting or credentials',
        details: `Writes to ${target.url.origin} were allowed.`,
      });
      return status(input.appId);
    }),
    resume: api.job.resume.handler(async ({ input }) => {
      recordOf(input.appId);
      await runner.release(input.appId);
      return status(input.appId);
    }),
    ...waitingHandlers(parts, runner, status),
    startOverPlan: api.job.startOverPlan.handler(({ input }): StartOverView => {
      const target = recordedTarget(parts, recordOf(input.appId));
      const links = parts.db.jobStore(input.appId).allLinks();
      const created = links.filter(({ origin }) => origin === 'created');
      return {
        removableUserCount: created.filter(({ type }) => type === 'User').length,
        removableGroupCount: created.filter(({ type }) => type === 'Group').length,
        matchedCount: links.length - created.length,
        host: target?.url.origin ?? '',
      };
    }),
    startOver: api.job.startOver.handler(async ({ input }) => {
      recordOf(input.appId);
      orRefuse(await runner.startOver(input.appId, input.removesCreated));
      recordAudit(parts, input.appId, {
        activity: 'Disable/pause provisioning configuration',
        details: input.removesCreated
          ? 'Start over: what the job had created at the target was removed, and its links were forgotten.'
          : 'Start over: the links of the job were forgotten.',
      });
      parts.live.changed('logs', 'exchanges', 'clock', 'tenant');
      return status(input.appId);
    }),
  };
}

const NO_HELD_DELETES = 'No deletion is held back, so that ForceDeletes had nothing to let go.';
