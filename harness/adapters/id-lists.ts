import type { DatabaseSync } from 'node:sqlite';

/** Ordered ids without repetition, one list per owner, in a table of (position, owner, member_id). Write inside a transaction. */
export interface IdLists<Owner extends string | number> {
  read(owner: Owner): readonly string[];
  /** Writes only what differs: a group of 50,000 that gains a member gains one row. Answers whom it lost, then whom it gained. */
  replace(owner: Owner, ids: readonly string[]): readonly string[];
  add(owner: Owner, id: string): void;
  remove(owner: Owner, id: string): void;
  /** Takes the id out of every list. */
  removeEverywhere(id: string): void;
}

export function createIdLists<Owner extends string | number>(
  db: DatabaseSync,
  names: { readonly table: string; readonly owner: string },
): IdLists<Owner> {
  const { table, owner: column } = names;
  const select = db.prepare(`SELECT member_id FROM ${table} WHERE ${column} = ? ORDER BY position`);
  const insert = db.prepare(`INSERT OR IGNORE INTO ${table} (${column}, member_id) VALUES (?, ?)`);
  const removeOne = db.prepare(`DELETE FROM ${table} WHERE ${column} = ? AND member_id = ?`);
  const removeAll = db.prepare(`DELETE FROM ${table} WHERE ${column} = ?`);
  const removeEverywhere = db.prepare(`DELETE FROM ${table} WHERE member_id = ?`);

  const read = (owner: Owner): readonly string[] => select.all(owner).map((row) => String(row['member_id']));

  return {
    read,
    replace: (owner, wantedIds) => {
      const wanted = new Set(wantedIds);
      const ids = [...wanted];
      const before = read(owner);
      const kept = before.filter((id) => wanted.has(id));
      const lost = kept.length === before.length ? [] : before.filter((id) => !wanted.has(id));
      const keepsOrder = kept.every((id, index) => ids[index] === id);
      if (!keepsOrder) removeAll.run(owner);
      else for (const id of lost) removeOne.run(owner, id);
      for (const id of keepsOrder ? ids.slice(kept.length) : ids) insert.run(owner, id);
      const held = new Set(kept);
      return [...lost, ...ids.filter((id) => !held.has(id))];
    },
    add: (owner, id) => {
      insert.run(owner, id);
    },
    remove: (owner, id) => {
      removeOne.run(owner, id);
    },
    removeEverywhere: (id) => {
      removeEverywhere.run(id);
    },
  };
}
