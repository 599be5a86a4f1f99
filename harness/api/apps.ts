import type { ApplicationView } from '#shared/api/application-views.ts';
import { defaultJobConfiguration } from '#shared/entra/default-mappings.ts';
import type { JobRunner } from '../session/job-runner.ts';
import { jobStatus } from '../session/job-status.ts';
import { recordedTarget } from '../session/target.ts';
import type { ApplicationRecord } from '../workspace-document.ts';
import { applicationOf, secretNames, type WorkspaceParts } from '../workspace-parts.ts';
import { api, found, nameOf, refusal } from './implementer.ts';

/** Enterprise applications. */
export function appHandlers(parts: WorkspaceParts, runner: JobRunner) {
  const view = (record: ApplicationRecord): ApplicationView => ({
    id: record.id,
    name: record.name,
    createdAt: record.createdAt,
    isConfigured: record.connection !== null,
    tenantUrl: record.connection?.tenantUrl ?? null,
    hasToken: record.hasToken,
    targetKind: recordedTarget(parts, record)?.kind ?? null,
    status: jobStatus(parts, runner, record),
  });

  return {
    list: api.apps.list.handler(() => parts.document.value.applications.map(view)),
    read: api.apps.read.handler(({ input }) => view(found(applicationOf(parts, input.appId), 'application'))),
    create: api.apps.create.handler(async ({ input }) => {
      const name = nameOf(
        input.name,
        'application',
        parts.document.value.applications.map((record) => record.name),
      );
      const record: ApplicationRecord = {
        id: parts.newId(),
        name,
        createdAt: parts.clock.now(),
        connection: null,
        hasToken: false,
        configuration: defaultJobConfiguration(),
        notifications: {
          notificationEmail: '',
          isNotificationOn: false,
          isDeletionPrevented: false,
          deletionThreshold: DELETION_THRESHOLD_DEFAULT,
        },
        job: {
          isOn: false,
          nextCycleAt: null,
          restartReason: null,
          consentedHost: null,
          consentedAt: null,
          failure: null,
          steadyStateAchievedAt: null,
          linkedAddresses: [],
        },
      };
      await parts.document.update((document) => ({ ...document, applications: [...document.applications, record] }));
      parts.live.changed('apps');
      return view(record);
    }),
    remove: api.apps.remove.handler(async ({ input }) => {
      const record = found(applicationOf(parts, input.appId), 'application');
      if (record.job.isOn) {
        throw refusal({
          place: record.name,
          message: `Provisioning of ${record.name} is on.`,
          remedy: 'Stop provisioning first, then remove the application.',
        });
      }
      await runner.forget(record.id);
      await parts.document.update((document) => ({
        ...document,
        applications: document.applications.filter(({ id }) => id !== input.appId),
      }));
      parts.db.removeApplication(input.appId);
      for (const name of Object.values(secretNames({ appId: input.appId }))) await parts.vault.remove(name);
      parts.live.changed('apps', 'logs', 'exchanges', 'clock');
      return null;
    }),
  };
}

/** Microsoft: accidental-deletions. */
const DELETION_THRESHOLD_DEFAULT = 500;
