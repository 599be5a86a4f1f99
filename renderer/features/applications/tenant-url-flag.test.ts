import { expect, test } from 'vitest';
import { hasComplianceFlag, withComplianceFlag } from './tenant-url-flag.ts';

const plain = 'https://scim.example.test/v2';

test.each([
  ['the switch adds the flag to a plain address', plain, true, `${plain}?aadOptscim062020`],
  ['the switch keeps other query values', `${plain}?key=1`, true, `${plain}?key=1&aadOptscim062020`],
  ['a flag that is there is not added twice', `${plain}?aadOptscim062020`, true, `${plain}?aadOptscim062020`],
  ['the flag is taken off with its question mark', `${plain}?aadOptscim062020`, false, plain],
  ['the flag is taken off whatever its case and value', `${plain}?a=b&AADOptSCIM062020=1`, false, `${plain}?a=b`],
  ['its name of 2020 is taken off too', `${plain}?AzureAdScimPatch062020`, false, plain],
  ['an address without the flag stays as typed', ` ${plain}/ `, false, ` ${plain}/ `],
] as const)('%s', (_sentence, before, isCompliant, after) => {
  expect(withComplianceFlag(before, { isCompliant })).toBe(after);
  expect(hasComplianceFlag(after)).toBe(isCompliant);
});

test('a flag that became part of the path is no flag', () => {
  expect(hasComplianceFlag(`${plain}/aadOptscim062020`)).toBe(false);
});
