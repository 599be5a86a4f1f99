import { expect, test } from 'vitest';
import { habits } from '#shared/entra/habits.ts';
import { provisioningErrors } from '#shared/entra/provisioning-error.ts';
import { codesShownBy, withErrorTables } from '../../scripts/errors-guide.ts';
import { readText } from './documents.ts';

const guide = readText('docs/guides/errors.md');

test('the lists are what the catalogue and the stories say (else: node scripts/run.js errors-guide)', () => {
  expect(guide).toBe(withErrorTables(guide));
});

test('a list that the catalogue no longer makes so is found', () => {
  const stale = guide.replace('#### <a id="object-timeout"></a>`Timeout`', '#### <a id="object-timeout"></a>`TimeOut`');
  expect(stale).not.toBe(guide);
  expect(withErrorTables(stale)).toBe(guide);
});

test('a guide without its markers is refused', () => {
  expect(() => withErrorTables(guide.replace('<!-- codes: end -->', ''))).toThrow('the guide lacks them');
});

test('every story that a code names shows that code', () => {
  const named = provisioningErrors.filter(({ storyId }) => storyId !== null);
  expect(named.length).toBeGreaterThan(20);
  const missing = named.filter(({ code, storyId, level }) => {
    // A quarantine is a standing of the job, not an event: its story expects the reason.
    if (level === 'quarantine')
      return !readText(`fixtures/scenarios/stories/${storyId}.scenario.yaml`).includes(`reason: ${code}`);
    return !codesShownBy(storyId ?? '').includes(code);
  });
  expect(missing.map(({ code, storyId }) => `${code}: ${storyId}`)).toEqual([]);
});

test('a habit that a code names is one, and a code in whose place it stands is in the catalogue', () => {
  const habitIds = new Set(habits.map(({ id }) => id));
  const codes = new Set(provisioningErrors.map(({ code }) => code));
  const broken = provisioningErrors.filter(
    ({ habitId, shownAs }) => (habitId !== null && !habitIds.has(habitId)) || (shownAs !== null && !codes.has(shownAs)),
  );
  expect(broken.map(({ code }) => code)).toEqual([]);
});

test('no code stands twice at one level', () => {
  const keys = provisioningErrors.map(({ code, level }) => `${level} ${code}`);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});
