// Fills a database with a directory, in a process of its own: what it takes to write 100,000 users is not what it takes to serve them.

import type { ServerHost } from '#server/scim-server.ts';
import { openDatabase } from '#server/store/database.ts';
import { createDeferredWrites } from '#server/store/deferred-writes.ts';
import { openDirectoryStore } from '#server/store/directory-store.ts';
import { openMemberStore } from '#server/store/member-store.ts';
import { openResourceStore } from '#server/store/resource-store.ts';
import { toleranceDefinitions } from '#server/tolerances.ts';
import { assert } from '#shared/kernel/assert.ts';
import { seededRandom } from '#shared/kernel/random.ts';

export const BENCH_DIRECTORY = 'larkfield';
export const BENCH_TOKEN = 'token-of-the-measurement';

export interface FillErrand {
  readonly path: string;
  readonly userCount: number;
  /** One group for each, with so many members: the first users. */
  readonly groupSizes: readonly number[];
}

export interface Filled {
  readonly groupIds: readonly string[];
  /** A user who is in no group. */
  readonly outsiderId: string;
}

export function benchHost(): ServerHost {
  return { clock: { now: () => Date.now() }, random: seededRandom('bench'), newToken: () => BENCH_TOKEN };
}

process.once('message', (errand: FillErrand) => {
  if (process.argv[1]?.endsWith('stored-directory.ts')) {
    process.send?.(fill(errand));
    process.disconnect();
  }
});

function fill({ path, userCount, groupSizes }: FillErrand): Filled {
  const database = openDatabase(path);
  const host = benchHost();
  const directories = openDirectoryStore(database, host, createDeferredWrites(database));
  const resources = openResourceStore(database, host);
  const members = openMemberStore(database);
  const organizationId = directories.createOrganization('Larkfield').id;
  const tolerances = toleranceDefinitions.map(({ id }) => id);
  const directory = directories.create({ organizationId, name: 'Larkfield', tolerances, id: BENCH_DIRECTORY });
  directories.addToken(directory.id, BENCH_TOKEN);
  const keys: number[] = [];
  let outsiderId = '';
  for (let number = 0; number < userCount; ) {
    database.transaction(() => {
      for (const last = Math.min(userCount, number + 1000); number < last; number += 1) {
        const user = resources.insert(directory, 'User', storedUser(number));
        keys.push(user.key);
        outsiderId = user.id;
      }
    });
  }
  const groupIds = groupSizes.map((size) =>
    database.transaction(() => {
      const group = resources.insert(directory, 'Group', { displayName: `Group of ${size}` });
      for (const key of keys.slice(0, size)) assert(members.add(group.key, key), 'a member is added once');
      return group.id;
    }),
  );
  database.close();
  return { groupIds, outsiderId };
}

function storedUser(number: number) {
  return {
    externalId: `person-${number}`,
    userName: `person-${number}@larkfield.test`,
    active: true,
    displayName: `Person ${number}`,
    emails: [{ primary: true, type: 'work', value: `person-${number}@larkfield.test` }],
    name: { formatted: `Person ${number}`, familyName: String(number), givenName: 'Person' },
    title: 'Engineer',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: `Department ${number % 40}` },
  };
}
