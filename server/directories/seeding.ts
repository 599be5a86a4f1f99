import type { Json } from '#shared/kernel/json.ts';
import { type Seeded, type SeedProblem, seedSteps } from '../seed.ts';
import type { Database } from '../store/database.ts';
import type { DirectoryContents } from './contents.ts';
import { atOnce, countedBy, inTurns, type Steps, type Turns } from './turns.ts';
import type { WholeChanges } from './whole-changes.ts';

/** `stopped`: on demand, or because the directory went. Only after `done` is anything of it there. */
export type SeedOutcome =
  | { readonly kind: 'done'; readonly userCount: number; readonly groupCount: number }
  | { readonly kind: 'refused'; readonly problems: readonly SeedProblem[] }
  | { readonly kind: 'stopped' };

/** Puts resources into a directory in turns with the requests that come in, and takes all of them back where one cannot be put there. */
export interface Seeding {
  seed(into: Seeded, resources: Iterable<Json>, turns: Turns): Promise<SeedOutcome>;
  /** Takes back what an earlier process did not put there to the end: before anybody is answered. */
  takeUp(): void;
}

interface Parts {
  readonly database: Database;
  readonly contents: DirectoryContents;
  readonly changes: WholeChanges;
}

const PROBLEM_COUNT_MAX = 100;

export function openSeeding({ database, contents, changes }: Parts): Seeding {
  function* putAll(into: Seeded, resources: Iterable<Json>, turns: Turns): Steps<SeedOutcome> {
    const counts = new Map<string, number>();
    const count = countedBy(turns, 'putting', null);
    const problems = yield* seedSteps(into, resources, {
      problemCountMax: PROBLEM_COUNT_MAX,
      onStored: ({ key, type }) => {
        database.run('INSERT INTO unfinished_seed VALUES (?, ?)', key, into.directory.id);
        counts.set(type, (counts.get(type) ?? 0) + 1);
        count();
      },
    });
    if (problems.length > 0) return { kind: 'refused', problems };
    database.run('DELETE FROM unfinished_seed WHERE directory_id = ?', into.directory.id);
    return { kind: 'done', userCount: counts.get('User') ?? 0, groupCount: counts.get('Group') ?? 0 };
  }
  function* takeBack(directoryId: string, turns: Turns): Steps<void> {
    const keys = database.all<{ key: number }>(SELECT_SEEDED, directoryId).map(({ key }) => key);
    const count = countedBy(turns, 'taking-back', keys.length);
    for (const key of keys) {
      yield* contents.remove(key);
      count();
    }
  }

  return {
    seed: (into, resources, turns) =>
      changes.make(into.directory.id, async (isOpen) => {
        const directoryId = into.directory.id;
        const back = () => inTurns(database, takeBack(directoryId, turns), isOpen);
        try {
          const put = await inTurns(database, putAll(into, resources, turns), () => isOpen() && turns.signal?.aborted !== true);
          if (put.isDone && put.value.kind === 'done') return put.value;
          await back();
          return put.isDone ? put.value : { kind: 'stopped' };
        } catch (error) {
          await back();
          throw error;
        }
      }),
    takeUp: () => {
      for (const { id } of database.all<{ id: string }>('SELECT DISTINCT directory_id AS id FROM unfinished_seed')) {
        atOnce(database, takeBack(id, {}));
      }
    },
  };
}

/** The last first: what is kept of the places of others stays right. */
const SELECT_SEEDED = 'SELECT resource_key AS key FROM unfinished_seed WHERE directory_id = ? ORDER BY resource_key DESC';
