import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { accepted, type Parsed, type Problem, refused } from '#shared/kernel/parsed.ts';
import { type KeepLimits, parseRecording, type Recording, recordingsToDrop, recordingText } from './recording-file.ts';
import { systemClock } from './system-clock.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

/** Of the last 20 runs; a trial wrote 300 MB in 10 s, so that they are bounded in size, too. */
export const KEEP_LIMITS: KeepLimits = { runCountMax: 20, bytesMax: 1_000_000_000 };

/** A larger one is kept, exported and deleted, but not shown. */
const SHOWN_BYTES_MAX = 256_000_000;

const OWN_TRACE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.trace\.jsonl$/;

export interface KeptRecording {
  readonly recording: Recording;
  /** Of all its files. */
  readonly sizeBytes: number;
}

export interface NewRecording extends Omit<Recording, 'id' | 'at' | 'traceBytes' | 'isPinned'> {
  /** A whole trace file. */
  readonly trace: string;
}

/** Recordings in a folder: two files each, one change at a time. What is no recording in there is left alone. */
export interface RecordingStore {
  readonly folder: string;
  list(): Promise<{ readonly kept: readonly KeptRecording[]; readonly unreadableCount: number }>;
  find(id: string): Promise<KeptRecording | undefined>;
  /** Keeps a recording, and drops what is too much by now. Refused where the disk takes it not; nothing else is touched then. */
  add(recording: NewRecording): Promise<Parsed<Recording>>;
  setPinned(id: string, isPinned: boolean): Promise<Parsed<KeptRecording>>;
  remove(id: string): Promise<void>;
  readTrace(id: string): Promise<Parsed<string>>;
}

interface StoreOptions {
  readonly limits?: KeepLimits;
  readonly write?: typeof writeFileAtomically;
  readonly now?: () => number;
}

export function createRecordingStore(folder: string, options: StoreOptions = {}): RecordingStore {
  const { limits = KEEP_LIMITS, write = writeFileAtomically, now = systemClock.now } = options;
  const tracePath = (id: string) => join(folder, `${id}.trace.jsonl`);
  const recordPath = (id: string) => join(folder, `${id}.recording.json`);
  const known = new Map<string, KeptRecording>();
  let unreadableCount = 0;
  let opened: Promise<void> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  /** Once everything before it is done. What one of them failed with is its own affair. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    opened ??= open();
    const turn = Promise.all([opened, last.catch(() => undefined)]).then(work);
    last = turn;
    return turn;
  }

  async function open(): Promise<void> {
    const names = new Set(await readdir(folder).catch((): string[] => []));
    for (const name of names) {
      const id = OWN_TRACE.exec(name)?.[1];
      // Written when the program was ended, before there was a record of it.
      if (id !== undefined && !names.has(`${id}.recording.json`)) await rm(join(folder, name), { force: true });
      if (!name.endsWith('.recording.json')) continue;
      const path = join(folder, name);
      const parsed = parseRecording(await readFile(path, 'utf8').catch(() => ''), path);
      if (parsed.ok && name === `${parsed.value.id}.recording.json`) remember(parsed.value);
      else unreadableCount += 1;
    }
  }

  function remember(recording: Recording): KeptRecording {
    const kept = { recording, sizeBytes: recording.traceBytes + Buffer.byteLength(recordingText(recording)) };
    known.set(recording.id, kept);
    return kept;
  }

  async function drop(id: string): Promise<void> {
    known.delete(id);
    // The record first: a trace that is left behind is no recording.
    await rm(recordPath(id), { force: true });
    await rm(tracePath(id), { force: true });
  }

  async function tidy(): Promise<void> {
    const all = [...known.values()].map(({ recording, sizeBytes }) => ({ ...recording, sizeBytes }));
    for (const id of recordingsToDrop(all, limits)) await drop(id);
  }

  return {
    folder,
    list: () =>
      inTurn(async () => ({
        kept: [...known.values()].toSorted((a, b) => b.recording.at - a.recording.at),
        unreadableCount,
      })),
    find: (id) => inTurn(async () => known.get(id)),
    add: ({ trace, ...content }) =>
      inTurn(async () => {
        const recording: Recording = {
          ...content,
          id: randomUUID(),
          at: now(),
          traceBytes: Buffer.byteLength(trace),
          isPinned: false,
        };
        if (recording.traceBytes > limits.bytesMax) return refused(tooLarge(recording.traceBytes, limits));
        try {
          await write(tracePath(recording.id), trace, 0o600);
          await write(recordPath(recording.id), recordingText(recording), 0o600);
        } catch (error) {
          await rm(tracePath(recording.id), { force: true }).catch(() => undefined);
          return refused(unwritable(error, folder));
        }
        remember(recording);
        await tidy();
        return accepted(recording);
      }),
    setPinned: (id, isPinned) =>
      inTurn(async () => {
        const kept = known.get(id);
        if (kept === undefined) return refused(gone(id));
        const recording = { ...kept.recording, isPinned };
        try {
          await write(recordPath(id), recordingText(recording), 0o600);
        } catch (error) {
          return refused(unwritable(error, folder));
        }
        return accepted(remember(recording));
      }),
    remove: (id) => inTurn(async () => (known.has(id) ? drop(id) : undefined)),
    readTrace: (id) =>
      inTurn(async () => {
        const kept = known.get(id);
        if (kept === undefined) return refused(gone(id));
        if (kept.recording.traceBytes > SHOWN_BYTES_MAX) {
          return refused({
            place: tracePath(id),
            message: `The recording is too large to be opened here (${megabytes(kept.recording.traceBytes)}).`,
            remedy: 'Look at the file with a program of your own, or rehearse with fewer users.',
          });
        }
        try {
          return accepted(await readFile(tracePath(id), 'utf8'));
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          return refused({
            place: tracePath(id),
            message: `The trace of this recording cannot be read: ${reason}`,
            remedy: 'Delete the recording, and run the scenario again.',
          });
        }
      }),
  };
}

function gone(id: string): Problem {
  return { place: id, message: 'This recording is no longer here.', remedy: 'Newer ones took its place, or it was deleted.' };
}

function tooLarge(bytes: number, { bytesMax }: KeepLimits): Problem {
  return {
    place: 'recordings',
    message: `The run was not recorded: ${megabytes(bytes)} are more than is kept of all runs (${megabytes(bytesMax)}).`,
    remedy: 'Rehearse with fewer users, or from the command line with --trace, which writes files of any size.',
  };
}

/** What keeps a disk from taking a file, in words. */
function unwritable(error: unknown, folder: string): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? 'the disk is full'
      : code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
        ? 'the folder cannot be written to'
        : error instanceof Error
          ? error.message
          : String(error);
  return {
    place: folder,
    message: `This was not recorded: ${why} (${folder}). Nothing else is lost.`,
    remedy: 'Make room or delete recordings, then do it again.',
  };
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000).toLocaleString('en')} MB`;
}
