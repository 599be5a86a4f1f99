import type { HabitView } from '#shared/api/job-views.ts';
import { habits, withHabitSetting } from '#shared/entra/habits.ts';
import { recordAudit } from '../logs/audit-recorder.ts';
import { habitChangeSentence } from '../logs/audit-sentences.ts';
import { applicationOf, updateApplication, type WorkspaceParts } from '../workspace-parts.ts';
import { api, found, orRefuse } from './implementer.ts';

/** Habits of one application's provisioning job. Setting one restarts nothing: the next request is spelled by it. */
export function habitHandlers(parts: WorkspaceParts) {
  const configurationOf = (appId: string) => found(applicationOf(parts, appId), 'application').configuration;
  const view = (appId: string): readonly HabitView[] => {
    const { habitSettings } = configurationOf(appId);
    return habits.map(({ id, sentence, evidence, source, defaultSetting, settings }) => ({
      id,
      sentence,
      evidence,
      source,
      setting: settings.find(({ value }) => value === habitSettings[id])?.value ?? defaultSetting,
      defaultSetting,
      settings,
    }));
  };

  return {
    list: api.habits.list.handler(({ input }) => view(input.appId)),
    set: api.habits.set.handler(async ({ input }) => {
      const { appId, id, setting } = input;
      const before = configurationOf(appId);
      const habitSettings = orRefuse(withHabitSetting(before.habitSettings, id, setting));
      await updateApplication(parts, appId, (record) => ({
        ...record,
        configuration: { ...record.configuration, habitSettings },
      }));
      const details = habitChangeSentence(before, { habitSettings });
      if (details !== null) recordAudit(parts, appId, { activity: 'Set wire habit (rehearsal only)', details });
      return view(appId);
    }),
  };
}
