import { expect, test } from 'vitest';
import { defaultJobConfiguration } from './default-mappings.ts';
import { habitSetting, habits, parseHabitSettings, withHabitSetting } from './habits.ts';

const switched = habits.filter(({ settings }) => settings.length > 0);

test('a switch has its default among at least two settings, each once', () => {
  for (const { id, settings, defaultSetting } of switched) {
    const values = settings.map(({ value }) => value);
    expect(values, id).toContain(defaultSetting);
    expect(new Set(values).size, id).toBe(values.length);
    expect(values.length, id).toBeGreaterThan(1);
  }
});

test('every habit says what Entra does, how we know and where from', () => {
  for (const { id, sentence, source } of habits) {
    expect(sentence, id).toMatch(/\.$/);
    expect(source, id).not.toBe('');
  }
});

test.each([
  ['the default where nothing is set', {}, 'add'],
  ['what is set', { 'member-add': 'replace' }, 'replace'],
  ['the default for a setting of another version', { 'member-add': 'merge' }, 'add'],
])('a setting is %s', (_sentence, habitSettings, setting) => {
  expect(habitSetting({ ...defaultJobConfiguration(), habitSettings }, 'member-add')).toBe(setting);
});

test('setting a habit keeps the others, and setting its default forgets it', () => {
  const set = withHabitSetting({ 'member-ref-null': 'on' }, 'member-add', 'replace');
  expect(set).toEqual({ ok: true, value: { 'member-ref-null': 'on', 'member-add': 'replace' } });
  expect(withHabitSetting({ 'member-ref-null': 'on', 'member-add': 'replace' }, 'member-add', 'add')).toEqual({
    ok: true,
    value: { 'member-ref-null': 'on' },
  });
});

test.each([
  ['memberadd', 'replace', 'There is no habit "memberadd".', 'Did you mean "member-add"?'],
  ['frobnicate', 'on', 'There is no habit "frobnicate".', 'Known: dialect, '],
  ['member-add', 'Replace', 'The habit "member-add" cannot be set to "Replace".', 'Did you mean "replace"? Known: add, replace.'],
  ['member-add', 'whatever', 'The habit "member-add" cannot be set to "whatever".', 'Known: add, replace.'],
  ['probe-random-guid', 'off', 'The habit "probe-random-guid" has no switch.', 'Known: dialect, '],
  ['patch-capitalised', 'off', 'The habit "patch-capitalised" has no switch of its own: the dialect decides it.', 'Known: '],
])('%s=%s is refused with what would be right', (id, setting, message, remedy) => {
  expect(withHabitSetting({}, id, setting)).toEqual({
    ok: false,
    problems: [{ place: id, message, remedy: expect.stringContaining(remedy) }],
  });
});

test('a whole list of settings is read, or every mistake in it is named', () => {
  expect(parseHabitSettings({ dialect: 'okta', 'member-add': 'add' })).toEqual({ ok: true, value: { dialect: 'okta' } });
  const refusal = parseHabitSettings({ dialect: 'otka', 'member-add': 'replace', nothing: 'on' });
  expect(refusal.ok ? [] : refusal.problems.map(({ place }) => place)).toEqual(['dialect', 'nothing']);
});
