import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { type Random, seededRandom } from '#shared/kernel/random.ts';
import { temporaryFolder } from '../e2e/hosts.ts';
import { connectToServer, readAll, type ServerClient } from './server-client.ts';
import { createLedger, toKnownUsers } from './server-ledger.ts';
import type { ServerProcess } from './server-process.ts';
import { type GroupIds, writeUntilGone } from './server-writer.ts';

/** Another one with SERVER_KILL_SEED; told with whatever fails. */
const SEED = process.env['SERVER_KILL_SEED'] ?? '1';
const LANES = ['first', 'second'];
const KILLS_PER_LANE = 25;
const WRITERS = ['ada', 'grace', 'joan', 'mary', 'hedy', 'edith'];
const GROUPS = ['Everybody', 'Some', 'Night shift'];
const TOKEN = 'kill-token'.padEnd(43, 'x');

// What one process has compiled serves all others.
const compiled = temporaryFolder();
afterAll(() => compiled.remove());

test(`a server killed ${LANES.length * KILLS_PER_LANE} times under load keeps every write that it acknowledged (seed ${SEED})`, async () => {
  const counts = await Promise.all(LANES.map((lane) => killAgainAndAgain(seededRandom(SEED, 'server kills', lane))));
  for (const { acknowledgedCount, unansweredCount } of counts) {
    // Or else nothing was proved: there were writes, and kills in the middle of some.
    expect(acknowledgedCount).toBeGreaterThan(KILLS_PER_LANE * 10);
    expect(unansweredCount).toBeGreaterThan(KILLS_PER_LANE);
  }
}, 400_000);

async function killAgainAndAgain(random: Random): Promise<{ acknowledgedCount: number; unansweredCount: number }> {
  const folder = temporaryFolder();
  const databasePath = join(folder.path, 'server.db');
  const ledger = createLedger();
  let [acknowledgedCount, unansweredCount] = [0, 0];
  try {
    for (let round = 0; round <= KILLS_PER_LANE; round += 1) {
      const moment = momentOf(random);
      const { child, port } = await start({ databasePath, token: TOKEN });
      const reader = connectToServer(port, TOKEN);
      try {
        const groupIds = await findGroups(reader);
        const wrong = ledger.judge(toKnownUsers(await readAll(reader, '/Users')));
        expect(wrong, JSON.stringify({ SEED, round })).toEqual([]);
        if (round === KILLS_PER_LANE) break;
        const trigger = triggerOf(moment, child);
        await Promise.all(
          WRITERS.map(async (name, number) => {
            const client = connectToServer(port, TOKEN, trigger.onSent);
            const writing = { name, client, ledger, groupIds, onAcknowledged: trigger.onAcknowledged };
            await writeUntilGone({ ...writing, random: seededRandom(SEED, String(random.next()), String(number)) });
            client.close();
          }),
        );
        acknowledgedCount += trigger.acknowledgedCount();
        unansweredCount += trigger.sentCount() - trigger.acknowledgedCount();
      } finally {
        reader.close();
        await end(child);
      }
    }
    expect(checkFile(databasePath)).toEqual(['ok']);
    return { acknowledgedCount, unansweredCount };
  } finally {
    folder.remove();
  }
}

/** When a process dies: so long after so many writes of this round were sent, or acknowledged. */
interface Moment {
  readonly what: 'sent' | 'acknowledged';
  readonly count: number;
  readonly delayMs: number;
}

function momentOf(random: Random): Moment {
  const count = 1 + (random.next() % 150);
  return { what: random.next() % 2 === 0 ? 'sent' : 'acknowledged', count, delayMs: random.next() % 4 };
}

function triggerOf(moment: Moment, child: ChildProcess) {
  const counts = { sent: 0, acknowledged: 0 };
  const note = (what: Moment['what']): void => {
    counts[what] += 1;
    if (what !== moment.what || counts[what] !== moment.count) return;
    if (moment.delayMs === 0) child.kill('SIGKILL');
    else setTimeout(() => child.kill('SIGKILL'), moment.delayMs);
  };
  return {
    onSent: () => note('sent'),
    onAcknowledged: () => note('acknowledged'),
    sentCount: () => counts.sent,
    acknowledgedCount: () => counts.acknowledged,
  };
}

/** The groups that are edited, made where the directory is new. */
async function findGroups(reader: ServerClient): Promise<GroupIds> {
  const found = await readAll(reader, '/Groups');
  if (found.length > 0) return new Map(found.map(({ id, displayName }) => [String(displayName), String(id)]));
  const made = GROUPS.map(async (displayName) => {
    const schemas = ['urn:ietf:params:scim:schemas:core:2.0:Group'];
    const { body } = await reader.send('POST', '/Groups', { schemas, displayName });
    return [displayName, String(body['id'])] as const;
  });
  return new Map(await Promise.all(made));
}

const program = join(import.meta.dirname, 'server-process.ts');

async function start(setup: ServerProcess): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, [program, JSON.stringify(setup)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled.path },
  });
  for await (const line of createInterface({ input: child.stdout })) return { child, port: Number(line) };
  throw new Error('The server ended before it said its port.');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** `ok`, or what SQLite finds wrong with the file: its pages, its indexes, and references to nothing. */
function checkFile(path: string): readonly string[] {
  const database = new DatabaseSync(path);
  try {
    const integrity = database
      .prepare('PRAGMA integrity_check')
      .all()
      .map(({ integrity_check: found }) => String(found));
    const strays = database
      .prepare('PRAGMA foreign_key_check')
      .all()
      .map((row) => `stray ${JSON.stringify(row)}`);
    return [...integrity, ...strays];
  } finally {
    database.close();
  }
}
