import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, parseJson } from '#shared/kernel/json.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';

/** The right to write a workspace. Ends with `release`, or with the process. */
export interface Lock {
  /** Tells the next one where this workspace is already open. Must hold no one-time code. */
  setAddress(address: string): Promise<void>;
  release(): Promise<void>;
}

interface Holder {
  /** Tells our lock from one that another process wrote after taking ours over. */
  readonly id: string;
  readonly pid: number;
  /** When the process began, in the kernel's ticks, where the system says so: a pid alone may have been given anew. */
  readonly startedAt: string | null;
  readonly address: string | null;
}

const ATTEMPT_COUNT_MAX = 5;

/** Locks a workspace folder, made where it is missing. A lock whose process is gone is taken over. */
export async function acquireLock(folder: string): Promise<Parsed<Lock>> {
  const path = join(folder, 'lock.json');
  const self: Holder = { id: randomUUID(), pid: process.pid, startedAt: startOf(process.pid), address: null };
  try {
    mkdirSync(folder, { recursive: true });
    for (let attempt = 0; attempt < ATTEMPT_COUNT_MAX; attempt += 1) {
      if (create(path, self)) return accepted(lockAt(path, self));
      const text = readIfThere(path);
      const holder = parseHolder(text);
      if (holder && isAlive(holder)) return refused(occupied(folder, holder));
      if (text !== null) removeStale(path, text);
    }
  } catch (error) {
    return refused({
      place: folder,
      message: `The workspace ${folder} cannot be written (${error instanceof Error ? error.message : String(error)}).`,
      remedy: 'Make the folder writable, or choose another one with --workspace.',
    });
  }
  return refused(occupied(folder, undefined));
}

function occupied(folder: string, holder: Holder | undefined) {
  const process = holder === undefined ? 'another process' : `process ${holder.pid}`;
  const address = holder?.address ?? null;
  return {
    place: folder,
    message: `The workspace ${folder} is already open in ${process}${address === null ? '' : `, at ${address}`}.`,
    remedy: `${address === null ? 'Use its window' : `Open ${address}`}, end that process, or choose another folder with --workspace.`,
  };
}

function lockAt(path: string, self: Holder): Lock {
  const isOurs = () => parseHolder(readIfThere(path))?.id === self.id;
  return {
    setAddress: async (address) => {
      if (!isOurs()) return;
      const draft = `${path}.${self.id}`;
      writeFileSync(draft, textOf({ ...self, address }));
      renameSync(draft, path);
    },
    release: async () => {
      if (isOurs()) rmSync(path, { force: true });
    },
  };
}

/** False where a lock exists. */
function create(path: string, self: Holder): boolean {
  try {
    writeFileSync(path, textOf(self), { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * Removes the lock that was judged stale, and no other: between reading and renaming, a quicker process may have put its
 * own in place. What was renamed is compared with what was read, and put back if it is not the same.
 */
function removeStale(path: string, judged: string): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  if (readIfThere(aside) === judged) rmSync(aside, { force: true });
  else renameSync(aside, path);
}

function isAlive({ pid, startedAt }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    if (!isCode(error, 'EPERM')) return false;
  }
  const now = startOf(pid);
  return startedAt === null || now === null || now === startedAt;
}

/** Field 22 of Linux's /proc/<pid>/stat, counted behind the name in parentheses, which may hold blanks. Null elsewhere. */
function startOf(pid: number): string | null {
  const stat = readIfThere(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function parseHolder(text: string | null): Holder | undefined {
  const value = text === null ? undefined : parseJson(text);
  if (!isJsonObject(value)) return undefined;
  const { id, pid, startedAt = null, address = null } = value;
  if (typeof id !== 'string' || typeof pid !== 'number' || !Number.isInteger(pid) || pid <= 0) return undefined;
  return {
    id,
    pid,
    startedAt: typeof startedAt === 'string' ? startedAt : null,
    address: typeof address === 'string' ? address : null,
  };
}

function textOf(holder: Holder): string {
  return `${JSON.stringify(holder, null, 2)}\n`;
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    // ESRCH: a process ended while its entry was read.
    if (isCode(error, 'ENOENT') || isCode(error, 'ESRCH')) return null;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
