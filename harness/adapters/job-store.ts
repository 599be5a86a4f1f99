import type { DatabaseSync } from 'node:sqlite';
import type { Escrow, JobProgress, Link, StateWrite } from '#shared/engine/effect.ts';
import { assert, assertNever } from '#shared/kernel/assert.ts';
import type { StagedDeletion } from '#shared/trace/event.ts';
import type { JobStore, RecordedEvent } from '../ports/session-ports.ts';
import { createIdLists } from './id-lists.ts';
import { inTransaction, rowReader } from './sqlite.ts';
import type { TraceJournal } from './trace-journal.ts';
import type { TraceTable } from './trace-table.ts';
import type { WriteGroup } from './write-group.ts';

interface Parts {
  readonly db: DatabaseSync;
  readonly trace: TraceTable;
  readonly journal: TraceJournal;
  readonly group: WriteGroup;
}

/** Makes the job store of any application of one database; statements are prepared once for all. */
export function createJobStores({ db, trace, journal, group }: Parts): (appId: string) => JobStore {
  const statements = prepare(db);
  const members = createIdLists<number>(db, { table: 'link_member', owner: 'link_id' });
  // Applications that may have escrows: most never do, and are asked for each object.
  const escrowing = new Map<string, boolean>();
  const mayHaveEscrows = (appId: string): boolean => {
    const known = escrowing.get(appId) ?? Number(statements.escrowCount.get(appId)?.['count']) > 0;
    escrowing.set(appId, known);
    return known;
  };

  const linkOf = (linkId: number, body: string): Link => {
    const stored = JSON.parse(body) as StoredLink;
    return { ...stored, exportedMemberIds: stored.type === 'Group' ? members.read(linkId) : [] };
  };
  const toLink = (row: Row): Link => linkOf(Number(row['link_id']), String(row['body']));
  const readLink = (appId: string, sourceId: string): Link | undefined => {
    const row = statements.link(appId, sourceId);
    return row === undefined ? undefined : linkOf(row[0], row[1]);
  };
  const removeLink = (appId: string, sourceId: string): void => {
    const row = statements.removeLink.get(appId, sourceId);
    if (row !== undefined) members.replace(Number(row['link_id']), []);
    statements.removeFromGroups.run(sourceId, appId);
    statements.removeStaged.run(appId, sourceId);
  };
  const putLink = (appId: string, link: Link): void => {
    const body = JSON.stringify({ ...link, exportedMemberIds: undefined });
    statements.putLink.run(appId, link.sourceId, link.type, body);
    if (link.type === 'Group') members.replace(linkIdOf(appId, link.sourceId), link.exportedMemberIds);
  };
  const linkIdOf = (appId: string, sourceId: string): number => {
    const row = statements.link(appId, sourceId);
    assert(row !== undefined, `members are exported only for a linked group, not for ${sourceId}`);
    return row[0];
  };
  const write = (appId: string, change: StateWrite): void => {
    switch (change.kind) {
      case 'put-link':
        putLink(appId, change.link);
        return;
      case 'remove-link':
        removeLink(appId, change.sourceId);
        return;
      case 'put-exported-member':
        members.add(linkIdOf(appId, change.groupId), change.memberId);
        return;
      case 'remove-exported-member':
        members.remove(linkIdOf(appId, change.groupId), change.memberId);
        return;
      case 'put-escrow': {
        escrowing.set(appId, true);
        const { sourceId, nextAttemptAt } = change.escrow;
        statements.putEscrow.run(appId, sourceId, nextAttemptAt, JSON.stringify(change.escrow));
        return;
      }
      case 'remove-escrow':
        statements.removeEscrow.run(appId, change.sourceId);
        return;
      case 'put-staged':
        statements.putStaged.run(appId, change.staged.sourceId, JSON.stringify(change.staged));
        return;
      case 'remove-staged':
        statements.removeStaged.run(appId, change.sourceId);
        return;
      case 'put-progress':
        statements.putProgress.run(appId, JSON.stringify(change.progress));
        return;
      default:
        assertNever(change);
    }
  };

  const commit = (
    appId: string,
    { writes, events }: { readonly writes: readonly StateWrite[]; readonly events: readonly RecordedEvent[] },
    append: TraceTable['append'],
  ): number => {
    for (const change of writes) write(appId, change);
    let sequence = 0;
    for (const recorded of events) sequence = append(appId, recorded);
    return sequence;
  };
  const settled = <T>(read: () => T): T => {
    group.flush();
    return read();
  };

  return (appId) => ({
    readLinks: (sourceIds) => present(sourceIds.map((sourceId) => readLink(appId, sourceId))),
    allLinks: () => settled(() => statements.allLinks.all(appId).map(toLink)),
    linksAfter: (sourceId, limit) => statements.linksAfter.all(appId, sourceId, limit).map(toLink),
    linkCounts: () =>
      settled(() => {
        const groupCount = Number(statements.groupCount.get(appId)?.['count']);
        return { userCount: Number(statements.linkCount.get(appId)?.['count']) - groupCount, groupCount };
      }),
    readEscrows: (sourceIds) =>
      mayHaveEscrows(appId) ? present(sourceIds.map((sourceId) => statements.escrow.get(appId, sourceId))).map(toEscrow) : [],
    dueEscrows: (now) => statements.dueEscrows.all(appId, now).map(toEscrow),
    allEscrows: () => settled(() => statements.allEscrows.all(appId).map(toEscrow)),
    escrowPage: (offset, limit) => settled(() => statements.escrowPage.all(appId, limit, offset).map(toEscrow)),
    escrowCount: () => settled(() => Number(statements.escrowCount.get(appId)?.['count'])),
    staged: () => settled(() => statements.allStaged.all(appId).map(toStaged)),
    stagedPage: (offset, limit) => settled(() => statements.stagedPage.all(appId, limit, offset).map(toStaged)),
    stagedCount: () => settled(() => Number(statements.stagedCount.get(appId)?.['count'])),
    progress: () => {
      const row = settled(() => statements.progress.get(appId));
      return row === undefined ? unstarted : (JSON.parse(String(row['body'])) as JobProgress);
    },
    commit: (writes, events, durability = 'at-once') => {
      // Whose gathered writes were lost is told so there, not here: somebody else may be asking.
      if (durability === 'at-once') return inTransaction(db, () => commit(appId, { writes, events }, trace.append));
      group.assertKept(appId);
      return group.write(appId, writes.length + events.length, () => commit(appId, { writes, events }, journal.add));
    },
    flush: () => {
      group.flush();
      group.assertKept(appId);
    },
    lastStep: (cycleId, changeId) => {
      // A cycle that begins would otherwise wait for what the one before it left.
      if (journal.mayHold(cycleId)) journal.settle();
      return trace.lastStep(appId, cycleId, changeId);
    },
    lastSequence: () => trace.lastSequence(),
    reset: () => {
      inTransaction(db, () => {
        statements.removeMembers.run(appId);
        statements.removeLinks.run(appId);
        statements.removeEscrows.run(appId);
        statements.removeAllStaged.run(appId);
        statements.removeProgress.run(appId);
      });
    },
  });
}

type Row = Record<string, unknown>;
type StoredLink = Omit<Link, 'exportedMemberIds'>;

const unstarted: JobProgress = { watermark: null, cycleCount: 0, pendingCycle: null };

function prepare(db: DatabaseSync) {
  return {
    link: rowReader<readonly [linkId: number, body: string]>(
      db.prepare('SELECT link_id, body FROM link WHERE app_id = ? AND source_id = ?'),
    ),
    allLinks: db.prepare('SELECT link_id, body FROM link WHERE app_id = ? ORDER BY source_id'),
    linksAfter: db.prepare('SELECT link_id, body FROM link WHERE app_id = ? AND source_id > ? ORDER BY source_id LIMIT ?'),
    linkCount: db.prepare('SELECT count(*) AS count FROM link WHERE app_id = ?'),
    groupCount: db.prepare("SELECT count(*) AS count FROM link WHERE app_id = ? AND type = 'Group'"),
    putLink: db.prepare(
      `INSERT INTO link (app_id, source_id, type, body) VALUES (?, ?, ?, ?)
       ON CONFLICT (app_id, source_id) DO UPDATE SET type = excluded.type, body = excluded.body`,
    ),
    removeLink: db.prepare('DELETE FROM link WHERE app_id = ? AND source_id = ? RETURNING link_id'),
    removeFromGroups: db.prepare(
      `DELETE FROM link_member WHERE member_id = ?
         AND EXISTS (SELECT 1 FROM link WHERE link.link_id = link_member.link_id AND app_id = ?)`,
    ),
    removeLinks: db.prepare('DELETE FROM link WHERE app_id = ?'),
    removeMembers: db.prepare('DELETE FROM link_member WHERE link_id IN (SELECT link_id FROM link WHERE app_id = ?)'),
    escrow: db.prepare('SELECT body FROM escrow WHERE app_id = ? AND source_id = ?'),
    dueEscrows: db.prepare(
      'SELECT body FROM escrow WHERE app_id = ? AND next_attempt_at <= ? ORDER BY next_attempt_at, source_id',
    ),
    allEscrows: db.prepare('SELECT body FROM escrow WHERE app_id = ? ORDER BY source_id'),
    escrowPage: db.prepare('SELECT body FROM escrow WHERE app_id = ? ORDER BY next_attempt_at, source_id LIMIT ? OFFSET ?'),
    escrowCount: db.prepare('SELECT count(*) AS count FROM escrow WHERE app_id = ?'),
    putEscrow: db.prepare('INSERT OR REPLACE INTO escrow (app_id, source_id, next_attempt_at, body) VALUES (?, ?, ?, ?)'),
    removeEscrow: db.prepare('DELETE FROM escrow WHERE app_id = ? AND source_id = ?'),
    removeEscrows: db.prepare('DELETE FROM escrow WHERE app_id = ?'),
    allStaged: db.prepare('SELECT body FROM staged_deletion WHERE app_id = ? ORDER BY source_id'),
    stagedPage: db.prepare('SELECT body FROM staged_deletion WHERE app_id = ? ORDER BY source_id LIMIT ? OFFSET ?'),
    stagedCount: db.prepare('SELECT count(*) AS count FROM staged_deletion WHERE app_id = ?'),
    putStaged: db.prepare('INSERT OR REPLACE INTO staged_deletion (app_id, source_id, body) VALUES (?, ?, ?)'),
    removeStaged: db.prepare('DELETE FROM staged_deletion WHERE app_id = ? AND source_id = ?'),
    removeAllStaged: db.prepare('DELETE FROM staged_deletion WHERE app_id = ?'),
    progress: db.prepare('SELECT body FROM progress WHERE app_id = ?'),
    putProgress: db.prepare('INSERT OR REPLACE INTO progress (app_id, body) VALUES (?, ?)'),
    removeProgress: db.prepare('DELETE FROM progress WHERE app_id = ?'),
  };
}

function toEscrow(row: Row): Escrow {
  return JSON.parse(String(row['body'])) as Escrow;
}

function toStaged(row: Row): StagedDeletion {
  return JSON.parse(String(row['body'])) as StagedDeletion;
}

function present<T>(found: readonly (T | undefined)[]): readonly T[] {
  return found.filter((one) => one !== undefined);
}
