import type { JobDetailView, StartOverView } from '#shared/api/views.ts';
import type { JobRunner } from '../session/job-runner.ts';
import { jobStatus } from '../session/job-status.ts';
import { readTarget } from '../session/target.ts';
import { applicationOf, updateApplication, type WorkspaceParts } from '../workspace-parts.ts';
import { api, found, orRefuse, refusal } from './implementer.ts';

/** The provisioning job of one application: status, settings, start, stop, restart, start over. */
export function jobHandlers(parts: WorkspaceParts, runner: JobRunner) {
  const recordOf = (appId: string) => found(applicationOf(parts, appId), 'application');
  const status = (appId: string) => jobStatus(parts, runner, recordOf(appId));
  const detail = (appId: string): JobDetailView => {
    const { configuration, notifications } = recordOf(appId);
    return { configuration, settings: { scope: configuration.scope, ...notifications } };
  };

  return {
    status: api.job.status.handler(({ input }) => status(input.appId)),
    detail: api.job.detail.handler(({ input }) => detail(input.appId)),
    saveSettings: api.job.saveSettings.handler(async ({ input }) => {
      recordOf(input.appId);
      const { scope, ...notifications } = input.settings;
      if (notifications.isNotificationOn && !/^[^@\s]+@[^@\s]+$/.test(notifications.notificationEmail)) {
        throw refusal({
          place: 'Notification Email',
          message: `"${notifications.notificationEmail}" is no e-mail address.`,
          remedy: 'Enter an address, or switch the notification off.',
        });
      }
      // A change of scope is not looked at until a restart (Microsoft: known-issues), so nothing is restarted here.
      await updateApplication(parts, input.appId, (record) => ({
        ...record,
        notifications,
        configuration: { ...record.configuration, scope },
      }));
      return detail(input.appId);
    }),
    start: api.job.start.handler(async ({ input }) => {
      recordOf(input.appId);
      orRefuse(await runner.start(input.appId));
      return status(input.appId);
    }),
    stop: api.job.stop.handler(async ({ input }) => {
      recordOf(input.appId);
      await runner.stop(input.appId);
      return status(input.appId);
    }),
    restart: api.job.restart.handler(async ({ input }) => {
      recordOf(input.appId);
      await runner.restart(input.appId, 'restarted by an administrator');
      return status(input.appId);
    }),
    consent: api.job.consent.handler(async ({ input }) => {
      recordOf(input.appId);
      const target = orRefuse(await readTarget(parts, input.appId));
      await updateApplication(parts, input.appId, (record) => ({
        ...record,
        job: { ...record.job, consentedHost: target.url.origin, consentedAt: parts.clock.now() },
      }));
      return status(input.appId);
    }),
    resume: api.job.resume.handler(async ({ input }) => {
      recordOf(input.appId);
      await runner.release(input.appId);
      return status(input.appId);
    }),
    startOverPlan: api.job.startOverPlan.handler(async ({ input }): Promise<StartOverView> => {
      recordOf(input.appId);
      const target = await readTarget(parts, input.appId);
      const links = parts.db.jobStore(input.appId).allLinks();
      const created = links.filter(({ origin }) => origin === 'created');
      return {
        removableUserCount: created.filter(({ type }) => type === 'User').length,
        removableGroupCount: created.filter(({ type }) => type === 'Group').length,
        matchedCount: links.length - created.length,
        host: target.ok ? target.value.url.origin : '',
      };
    }),
    startOver: api.job.startOver.handler(async ({ input }) => {
      recordOf(input.appId);
      orRefuse(await runner.startOver(input.appId, input.removesCreated));
      parts.live.changed('logs', 'exchanges', 'clock', 'tenant');
      return status(input.appId);
    }),
  };
}
