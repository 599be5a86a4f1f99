import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTestDirectory, patchBody } from '#server/testing/test-directory.ts';
import { entraReadyTolerances } from '#server/tolerances.ts';
import { patchLaws } from './patch-laws.ts';
import { loadWithBug } from './planted-bug.ts';

type LawName = keyof typeof patchLaws;

test.each(Object.entries(patchLaws))('%s', (_name, law) => {
  law({ openTestDirectory, patchBody, tolerances: entraReadyTolerances }, { numRuns: 60 });
});

/** Bugs that servers were found with, and the law that each breaks. */
const plantedBugs: Readonly<Record<string, LawName>> = {
  'members-wiped.patch': 'a difference of members, applied, leaves exactly who is wanted',
  'half-a-patch-stays.patch': 'one refused operation takes back all the others, of members too',
  'two-primaries.patch': 'at most one value of a list is primary, whatever was done to it',
};

test('each planted bug is tried', () => {
  expect(readdirSync(join(import.meta.dirname, 'mutants')).toSorted()).toEqual(Object.keys(plantedBugs).toSorted());
});

test.each(Object.entries(plantedBugs))('%s is caught', (patchName, lawName) => {
  const server = loadWithBug(patchName);
  try {
    expect(() => patchLaws[lawName](server, { numRuns: 300, seed: 7, endOnFailure: true })).toThrow('Property failed');
  } finally {
    server.remove();
  }
});
