import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { everyTolerance, openTestDirectory, patchBody, type TestDirectory } from '#server/testing/test-directory.ts';
import { readTolerances } from '#server/tolerances.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { ScimError } from '#shared/scim/error.ts';
import { applyPatch } from '#shared/scim/patch.ts';
import { readPatch } from '#shared/scim/patch-request.ts';
import { readResource, schemasOf } from '#shared/scim/resource.ts';
import { userType } from '#shared/scim/resource-types.ts';
import type { Tolerances } from '#shared/scim/tolerance.ts';
import { enterpriseUserSchema } from '#shared/scim/user-schema.ts';
import { operationLists } from './patch-arbitraries.ts';
import { texts, userBodies } from './resource-arbitraries.ts';

const strict = readTolerances([]);
const lenient = readTolerances(everyTolerance);
const users = userBodies(fc.constantFrom('a', 'ab', 'b', 'work', 'home'));

let directory: TestDirectory;
let userCount = 0;
beforeAll(() => {
  directory = openTestDirectory(everyTolerance);
});
afterAll(() => directory.server.close());

test.each([
  ['strict', strict],
  ['lenient', lenient],
] as const)(
  'a %s PATCH is refused with a ScimError, or leaves a user that a POST would have taken as it is',
  (_name, tolerances) => {
    fc.assert(
      fc.property(users, operationLists, (user, operations) => {
        const patched = attempt(() => patch(deepFrozen(user), operations, tolerances));
        if (patched instanceof ScimError) return;
        expect(readResource({ ...patched, schemas: schemasOf(patched, userType) }, userType, tolerances)).toEqual(patched);
        expect(primaryCount(patched)).toBeLessThan(2);
      }),
      { numRuns: 500 },
    );
  },
);

test('a PATCH answers with what is stored, or changes nothing at all', () => {
  fc.assert(
    fc.property(users, operationLists, (user, operations) => {
      const id = createUser(user);
      const before = directory.send('GET', `/Users/${id}`);
      const eventCount = directory.server.events(directory.id, { offset: 0, limit: 1 }).totalCount;
      const answer = directory.send('PATCH', `/Users/${id}`, patchBody(...operations));
      const after = directory.send('GET', `/Users/${id}`);
      if (answer.status === 200) expect(after.body).toEqual(answer.body);
      else {
        expect([400, 409]).toContain(answer.status);
        expect(after).toEqual(before);
        expect(directory.server.events(directory.id, { offset: 0, limit: 1 }).totalCount).toBe(eventCount);
      }
    }),
  );
});

test('one refused operation takes back all the others', () => {
  fc.assert(
    fc.property(users, texts, fc.nat(3), (user, text, place) => {
      const id = createUser(user);
      const before = directory.send('GET', `/Users/${id}`);
      const operations: JsonObject[] = ['title', 'nickName', 'displayName'].map((path) => ({ op: 'replace', path, value: text }));
      operations.splice(place, 0, { op: 'replace', path: 'active', value: 'perhaps' });
      expect(directory.send('PATCH', `/Users/${id}`, patchBody(...operations)).body).toMatchObject({ scimType: 'invalidValue' });
      expect(directory.send('GET', `/Users/${id}`)).toEqual(before);
    }),
    { numRuns: 20 },
  );
});

const additions = fc.oneof(
  texts.map((text) => ({ path: 'nickName', value: text, removal: 'nickName' })),
  texts.map((text) => ({ path: 'name.middleName', value: text, removal: 'name.middleName' })),
  texts.map((text) => ({
    path: `${enterpriseUserSchema.id}:costCenter`,
    value: text,
    removal: `${enterpriseUserSchema.id}:costCenter`,
  })),
  texts.map((text) => ({
    path: 'emails',
    value: [{ value: `${text}@larkfield.test`, type: 'other' }],
    removal: 'emails[type eq "other"]',
  })),
  texts.map((text) => ({ path: 'emails[type eq "other"].value', value: text, removal: 'emails[type eq "other"]' })),
  texts.map((text) => ({ path: 'addresses[type eq "work"].locality', value: text, removal: 'addresses' })),
);

test('what was added is there, adding it again changes nothing, and removing it gives the user back', () => {
  fc.assert(
    fc.property(users, additions, (user, { path, value, removal }) => {
      const added = patch(user, [{ op: 'add', path, value }], lenient);
      expect(added).not.toEqual(user);
      expect(patch(added, [{ op: 'add', path, value }], lenient)).toEqual(added);
      expect(patch(added, [{ op: 'remove', path: removal }], strict)).toEqual(user);
    }),
  );
});

test('a replaced attribute holds the new value whatever it held before', () => {
  fc.assert(
    fc.property(users, users, (one, other) => {
      // A complex attribute is merged, not exchanged (RFC 7644 §3.5.2.3), so these are the plain ones and the list.
      const wanted = Object.fromEntries(Object.entries(one).filter(([key]) => !/^(?:name|urn:.*)$/.test(key)));
      expect(patch(other, [{ op: 'replace', value: wanted }], strict)).toEqual({ ...other, ...wanted });
    }),
  );
});

function patch(user: JsonObject, operations: readonly JsonObject[], tolerances: Tolerances): JsonObject {
  return applyPatch(user, readPatch(patchBody(...operations), userType, tolerances), tolerances);
}

function createUser({ userName: _shared, ...attributes }: JsonObject): string {
  userCount += 1;
  return directory.createUser(`user-${userCount}`, attributes);
}

function attempt<T>(work: () => T): T | ScimError {
  try {
    return work();
  } catch (error) {
    if (error instanceof ScimError) return error;
    throw error;
  }
}

/** Whoever changes what was given to it gets a TypeError, which is no ScimError. */
function deepFrozen<T extends Json>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const member of Object.values(Object.freeze(value))) deepFrozen(member);
  return value;
}

function primaryCount(user: JsonObject): number {
  const { emails } = user;
  return Array.isArray(emails) ? emails.filter((email) => isJsonObject(email) && email['primary'] === true).length : 0;
}
