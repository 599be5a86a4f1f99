import { expect, test } from 'vitest';
import { habits } from '../habits.ts';
import { languageOptionsOf } from './language-options.ts';

const usual = {
  isStrict: false,
  ignoresFunctionCase: false,
  hasCloudSyncFunctions: false,
  ignoresTextCase: false,
  isEmptyPassedOver: true,
  isSplitTrimming: true,
  isWholeTextWord: false,
  isMidOutsideEmpty: false,
  doesApostropheEndWord: false,
};

test('a job that sets nothing has the language as the reference describes it', () => {
  expect(languageOptionsOf({ habitSettings: {} })).toEqual(usual);
});

test('each switch of the language changes one option', () => {
  const changed = habits
    .filter(({ area, settings }) => area === 'expression' && settings.length > 0)
    .map(({ id, settings, defaultSetting }) => {
      const other = settings.find(({ value }) => value !== defaultSetting)?.value ?? '';
      const options = Object.entries(languageOptionsOf({ habitSettings: { [id]: other } }));
      return options.filter(([name, value]) => value !== usual[name as keyof typeof usual]).map(([name]) => name);
    });
  expect(changed.every((names) => names.length === 1)).toBe(true);
  expect(changed.flat().toSorted()).toEqual(Object.keys(usual).toSorted());
});
