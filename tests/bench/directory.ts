import { patchBody } from '#server/testing/test-directory.ts';
import { ask, type FilledDirectory, fillDirectory } from './filled-directory.ts';
import { type Ratio, ratioOf } from './ratio.ts';

const FEW = 250;
const MANY = 4000;

/** Whether the bundled server stays quick in a large directory. */
export async function measureDirectory(): Promise<readonly Ratio[]> {
  const [few, many] = [fillDirectory(FEW), fillDirectory(MANY)];
  const [smallGroup, largeGroup] = [few, many].map(({ createGroup, userIds }) => createGroup('Everyone', userIds));
  const byIndex = (directory: FilledDirectory, count: number) => ({
    label: `a filter by an indexed attribute among ${count} users`,
    run: () => ask(directory, 'GET', '/Users?filter=userName%20eq%20%22user-100%40larkfield.test%22'),
  });
  const byScan = {
    label: `one that looks at each of ${MANY} users`,
    run: () => ask(many, 'GET', '/Users?filter=title%20eq%20%22Title%20100%22'),
  };
  const member = (directory: FilledDirectory, group: string | undefined, count: number) => ({
    label: `taking a member out of a group of ${count} and putting it back`,
    run: () => {
      const path = `members[value eq "${directory.userIds[0]}"]`;
      ask(directory, 'PATCH', `/Groups/${group}`, patchBody({ op: 'remove', path }));
      ask(
        directory,
        'PATCH',
        `/Groups/${group}`,
        patchBody({ op: 'add', path: 'members', value: [{ value: directory.userIds[0] ?? '' }] }),
      );
    },
  });
  const page = (startIndex: number) => ({
    label: `a page of 100 users from number ${startIndex} on`,
    run: () => ask(many, 'GET', `/Users?startIndex=${startIndex}&count=100&excludedAttributes=groups`),
  });
  const ratios = [
    await ratioOf('filter-index-to-scan', byIndex(many, MANY), byScan),
    await ratioOf('filter-index-many-to-few', byIndex(many, MANY), byIndex(few, FEW)),
    await ratioOf('member-large-to-small-group', member(many, largeGroup, MANY), member(few, smallGroup, FEW)),
    await ratioOf('page-last-to-first', page(MANY - 99), page(1)),
  ];
  for (const directory of [few, many]) directory.server.close();
  return ratios;
}
