import fc from 'fast-check';
import { expect } from 'vitest';
import type {
  openTestDirectory as OpenTestDirectory,
  patchBody as PatchBody,
  TestDirectory,
} from '#server/testing/test-directory.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { operationLists } from '../property/patch-arbitraries.ts';
import { userBodies } from '../property/resource-arbitraries.ts';
import { differenceOf, membershipDifference } from './patch-difference.ts';

/** What a law needs of a server: that of this repository, or a copy of it with a bug. */
export interface ServerUnderLaw {
  readonly openTestDirectory: typeof OpenTestDirectory;
  readonly patchBody: typeof PatchBody;
  readonly tolerances: readonly string[];
}

interface Runs {
  readonly numRuns: number;
  readonly seed?: number;
  /** Whether the first failure will do, and need not be made smaller. */
  readonly endOnFailure?: boolean;
}

type Law = (server: ServerUnderLaw, runs: Runs) => void;

const users = userBodies(fc.constantFrom('a', 'ab', 'b', 'work', 'home'));

/** Throw where they do not hold, with what they do not hold for. */
export const patchLaws = {
  /** apply(diff(a, b), a) = b, for a user. */
  'a difference, applied, makes one user into the other': (server, runs) => {
    withDirectory(server, (directory) => {
      fc.assert(
        fc.property(users, users, (one, other) => {
          const id = directory.createUser('one', without(one, 'userName'));
          const wanted = { ...other, userName: 'one' };
          const operations = differenceOf({ ...one, userName: 'one' }, wanted);
          const answer =
            operations.length === 0 ? null : directory.send('PATCH', `/Users/${id}`, server.patchBody(...operations));
          const { body } = directory.send('GET', `/Users/${id}`);
          directory.send('DELETE', `/Users/${id}`);
          expect([answer?.status ?? 200, plain(body)]).toEqual([200, wanted]);
        }),
        runs,
      );
    });
  },

  /** The same for the members of a group, in both forms in which they are taken away. */
  'a difference of members, applied, leaves exactly who is wanted': (server, runs) => {
    withDirectory(server, (directory) => {
      const everybody = ['ada', 'grace', 'joan', 'mary'].map((name) => directory.createUser(name));
      const some = fc.subarray(everybody);
      fc.assert(
        fc.property(some, some, fc.constantFrom('in-value', 'in-path'), (before, after, leaving) => {
          const id = directory.createGroup('Sales', before);
          const operations = membershipDifference(before, after, leaving);
          if (operations.length > 0) directory.send('PATCH', `/Groups/${id}`, server.patchBody(...operations));
          const members = memberIds(directory, id);
          directory.send('DELETE', `/Groups/${id}`);
          expect(members.toSorted()).toEqual(after.toSorted());
        }),
        runs,
      );
    });
  },

  'one refused operation takes back all the others, of members too': (server, runs) => {
    withDirectory(server, (directory) => {
      const [ada = '', grace = ''] = ['ada', 'grace'].map((name) => directory.createUser(name));
      const sales = directory.createGroup('Sales', [ada]);
      const sound = [
        { op: 'replace', path: 'displayName', value: 'Renamed' },
        { op: 'add', path: 'members', value: [{ value: grace }] },
        { op: 'remove', path: `members[value eq "${ada}"]` },
      ];
      const refused = [
        { op: 'add', path: 'members', value: [{ value: 'nobody' }] },
        { op: 'replace', path: 'displayName', value: '' },
        { op: 'replace', path: 'colour[', value: 'red' },
        { op: 'remove', path: 'displayName' },
      ];
      fc.assert(
        fc.property(fc.shuffledSubarray(sound), fc.constantFrom(...refused), fc.nat(3), (operations, bad, place) => {
          const before = directory.send('GET', `/Groups/${sales}`);
          const events = directory.eventNames();
          const answer = directory.send('PATCH', `/Groups/${sales}`, server.patchBody(...operations.toSpliced(place, 0, bad)));
          expect(answer.status).toBe(400);
          expect([directory.send('GET', `/Groups/${sales}`), directory.eventNames()]).toEqual([before, events]);
        }),
        runs,
      );
    });
  },

  'at most one value of a list is primary, whatever was done to it': (server, runs) => {
    withDirectory(server, (directory) => {
      fc.assert(
        fc.property(users, operationLists, (user, operations) => {
          const id = directory.createUser('one', without(user, 'userName'));
          directory.send('PATCH', `/Users/${id}`, server.patchBody(...operations));
          const { emails = [] } = directory.send('GET', `/Users/${id}`).body;
          directory.send('DELETE', `/Users/${id}`);
          const primaries = (emails as readonly Json[]).filter((email) => isJsonObject(email) && email['primary'] === true);
          expect(primaries.length).toBeLessThan(2);
        }),
        runs,
      );
    });
  },
} satisfies Readonly<Record<string, Law>>;

function withDirectory({ openTestDirectory, tolerances }: ServerUnderLaw, work: (directory: TestDirectory) => void): void {
  const directory = openTestDirectory(tolerances);
  try {
    work(directory);
  } finally {
    directory.server.close();
  }
}

function plain(resource: JsonObject): JsonObject {
  return without(resource, 'schemas', 'id', 'meta');
}

function without(resource: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(resource).filter(([name]) => !names.includes(name)));
}

function memberIds(directory: TestDirectory, id: string): readonly string[] {
  const members = (directory.send('GET', `/Groups/${id}`).body['members'] ?? []) as readonly JsonObject[];
  return members.map(({ value }) => String(value));
}
