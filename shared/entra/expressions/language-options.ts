import { type HabitSettings, habitSetting } from '../habits.ts';
import type { LanguageOptions } from './evaluation-context.ts';

/** The open points of the language as a job has them set. Remembered by the settings, which are replaced and never changed. */
export function languageOptionsOf(configuration: HabitSettings): LanguageOptions {
  const known = optionsBySettings.get(configuration.habitSettings);
  if (known !== undefined) return known;
  const options: LanguageOptions = {
    isStrict: habitSetting(configuration, 'iif-on-null') === 'refuse',
    ignoresFunctionCase: habitSetting(configuration, 'function-case') === 'ignored',
    hasCloudSyncFunctions: habitSetting(configuration, 'cloud-sync-functions') === 'on',
    ignoresTextCase: habitSetting(configuration, 'comparison-case') === 'ignored',
    isEmptyPassedOver: habitSetting(configuration, 'coalesce-empty') === 'as-null',
    isSplitTrimming: habitSetting(configuration, 'split-trimming') === 'on',
    isWholeTextWord: habitSetting(configuration, 'word-without-delimiter') === 'whole-text',
    isMidOutsideEmpty: habitSetting(configuration, 'mid-outside') === 'empty',
    doesApostropheEndWord: habitSetting(configuration, 'pcase-apostrophe') === 'ends-word',
  };
  optionsBySettings.set(configuration.habitSettings, options);
  return options;
}

const optionsBySettings = new WeakMap<object, LanguageOptions>();
