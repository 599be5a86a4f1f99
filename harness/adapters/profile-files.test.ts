import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applyProfile } from '#server/faults/apply-profile.ts';
import { openTestDirectory, patchBody } from '#server/testing/test-directory.ts';
import { entraReadyTolerances } from '#server/tolerances.ts';
import { assert } from '#shared/kernel/assert.ts';
import { findProfile, listProfiles } from './profile-files.ts';

const shippedFolder = join(import.meta.dirname, '../../fixtures/profiles');
const places = { shippedFolder, namedIn: null, place: '--profile' };

test('every shipped profile is read, by the id that its file is called', () => {
  const profiles = listProfiles(shippedFolder);
  assert(profiles.ok, JSON.stringify(profiles));
  const files = readdirSync('fixtures/profiles').filter((name) => name.endsWith('.json'));
  expect(profiles.value.map(({ id }) => `${id}.json`)).toEqual(files.sort());
  expect(files.length).toBeGreaterThanOrEqual(10);
});

// Released: scenarios and scripts name them.
test.each([
  'members-wiped',
  'false-kept-as-text',
  'no-target-for-missing-mail',
  'strict-booleans',
  'user-name-case',
  'no-groups',
  'no-patch',
  'login-page',
  'throttled',
  'token-expires',
  'large-groups-fail',
  'members-always-shown',
  'lossy-under-load',
  'eventually-consistent',
  'inactive-vanish',
  'manager-read-back-as-text',
  'other-mails-lost',
  'dotted-keys-ignored',
  'plain-json',
])('%s departs from a directory that is Entra ready, and says whom it imitates', (id) => {
  const found = findProfile(id, places);
  assert(found.ok, JSON.stringify(found));
  const { imitates, sources, faults, tolerances } = found.value;
  expect(imitates).toMatch(/^An? .{40,}\.$/);
  expect(sources.every((source) => /^https:\/\/|^RFC \d{4}|^Microsoft Learn: /.test(source))).toBe(true);
  expect(faults.length > 0 || tolerances.length < entraReadyTolerances.length).toBe(true);
});

test('a directory behaves as its profile says: members-wiped empties the group', () => {
  const directory = openTestDirectory();
  const ada = directory.createUser('ada@larkfield.test');
  const sales = directory.createGroup('Sales', [ada, directory.createUser('grace@larkfield.test')]);
  const profile = findProfile('members-wiped', places);
  assert(profile.ok, JSON.stringify(profile));
  applyProfile(directory.server, directory.id, profile.value, { seed: '1' });
  const answer = directory.send(
    'PATCH',
    `/Groups/${sales}`,
    patchBody({ op: 'Remove', path: 'members', value: [{ value: ada }] }),
  );
  expect([answer.status, directory.send('GET', `/Groups/${sales}`).body['members']]).toEqual([204, undefined]);
});

test('an unknown id is refused with the known ones, a misspelt one with the one that is meant', () => {
  expect(findProfile('nonsense', places)).toEqual({
    ok: false,
    problems: [
      {
        place: '--profile',
        message: 'There is no profile "nonsense".',
        remedy: expect.stringMatching(/^Known profiles: dotted-keys-ignored, .*user-name-case; or give the path of a file/),
      },
    ],
  });
  expect(findProfile('member-wiped', places)).toMatchObject({
    problems: [{ remedy: expect.stringContaining('Did you mean "members-wiped"?') }],
  });
});

test('a file is named by its path, relative to who names it, and its problems by their place in it', () => {
  const named = findProfile('../profiles/members-wiped.json', {
    ...places,
    namedIn: join('fixtures', 'scenarios', 'a.scenario.yaml'),
  });
  expect(named).toMatchObject({ ok: true, value: { id: 'members-wiped' } });
  expect(findProfile('./absent.json', places)).toMatchObject({ problems: [{ message: 'There is no profile ./absent.json.' }] });
  expect(findProfile('package.json', places)).toMatchObject({
    problems: expect.arrayContaining([expect.objectContaining({ place: 'package.json: version' })]),
  });
});
