import type { Database } from './database.ts';

/** Finds the row at a position among the resources of one type, in order of creation, without counting from the first. */
export interface RowIndex {
  /** A key not after the row at `position` (zero-based), and how many rows there are from it to that row. Undefined: beyond the end. */
  near(directoryId: string, type: string, position: number): { readonly key: number; readonly distance: number } | undefined;
  /** How many resources have been removed since the database was opened. */
  removalCount(): number;
}

// A step within the index of SQLite takes a fraction of a microsecond, so that one stride costs less than reading a row.
const STRIDE = 256;

/**
 * Keeps the key of every 256th row in memory. Keys grow with each insert, so marks stay right until a row is removed; of those, only
 * marks from the removed row on are forgotten, however it was removed.
 */
export function openRowIndex(database: Database): RowIndex {
  const marksOf = new Map<string, number[]>();
  let removals = 0;
  database.define('resource_removed', (directoryId, type, key) => {
    removals += 1;
    const marks = marksOf.get(`${directoryId} ${type}`) ?? [];
    while ((marks.at(-1) ?? -1) >= Number(key)) marks.pop();
    return null;
  });
  database.exec(`CREATE TEMP TRIGGER resource_removal AFTER DELETE ON main.resource
    BEGIN SELECT resource_removed(OLD.directory_id, OLD.type, OLD.key); END`);

  const keyAfter = (directoryId: string, type: string, key: number, distance: number): number | undefined =>
    database.get<{ key: number }>(
      'SELECT key FROM resource WHERE directory_id = ? AND type = CAST(? AS TEXT) AND key > ? ORDER BY key LIMIT 1 OFFSET ?',
      ...[directoryId, type, key, distance],
    )?.key;

  return {
    near: (directoryId, type, position) => {
      const wanted = Math.floor(position / STRIDE);
      const name = `${directoryId} ${type}`;
      const marks = marksOf.get(name) ?? [];
      marksOf.set(name, marks);
      while (marks.length <= wanted) {
        const last = marks.at(-1);
        const key = keyAfter(directoryId, type, last ?? -1, last === undefined ? 0 : STRIDE - 1);
        if (key === undefined) return undefined;
        marks.push(key);
      }
      return { key: marks[wanted] ?? 0, distance: position % STRIDE };
    },
    removalCount: () => removals,
  };
}
