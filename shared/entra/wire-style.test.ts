import { expect, test } from 'vitest';
import { defaultJobConfiguration } from './default-mappings.ts';
import type { WireDialect } from './job-configuration.ts';
import { speakingOnDemand, wireStyleOf } from './wire-style.ts';

function job(dialect: WireDialect, habitSettings: Readonly<Record<string, string>>) {
  return { dialect, configuration: { ...defaultJobConfiguration(), habitSettings } };
}

test.each([
  ['legacy', {}, 'legacy', 'legacy'],
  ['compliant', {}, 'compliant', 'legacy'],
  ['compliant', { 'on-demand-dialect': 'as-cycles' }, 'compliant', 'compliant'],
  ['legacy', { dialect: 'compliant' }, 'compliant', 'legacy'],
  ['compliant', { dialect: 'legacy' }, 'legacy', 'legacy'],
  // Another client has no flag that could be ignored.
  ['compliant', { dialect: 'okta' }, 'okta', 'okta'],
  ['compliant', { dialect: 'customappsso-2018' }, 'customappsso-2018', 'customappsso-2018'],
] as const)('a %s tenant URL with %j speaks %s in cycles and %s on demand', (dialect, settings, inCycles, onDemand) => {
  const speaker = job(dialect, settings);
  expect(wireStyleOf(speaker).dialect).toBe(inCycles);
  expect(wireStyleOf(speakingOnDemand(speaker)).dialect).toBe(onDemand);
});

test('the style of the same settings is the same object, and other settings have another', () => {
  const speaker = job('legacy', {});
  expect(wireStyleOf(speaker)).toBe(wireStyleOf({ ...speaker }));
  expect(wireStyleOf(job('legacy', { 'member-add': 'replace' })).memberAdd).toBe('replace');
});
