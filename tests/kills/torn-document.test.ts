import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isEqualJson } from '#shared/kernel/json.ts';
import { type Random, seededRandom } from '#shared/kernel/random.ts';
import { temporaryFolder } from '../e2e/hosts.ts';
import { numbered, openDocument } from './torn-document-writer.ts';

/** Another one with TORN_SEED; told with whatever fails. */
const SEED = process.env['TORN_SEED'] ?? '1';
const LANES = ['first', 'second'];
const KILLS_PER_LANE = 25;
/** Saves after which a process is killed wherever it is: on a busy machine the moment that is waited for may be missed. */
const SAVES_MAX = 6;

// What one process has compiled serves all others.
const compiled = temporaryFolder();
afterAll(() => compiled.remove());

test(`a process killed ${LANES.length * KILLS_PER_LANE} times while it saves leaves the old document or the new one, whole (seed ${SEED})`, async () => {
  const counts = await Promise.all(LANES.map((lane) => killWhileSaving(seededRandom(SEED, 'torn document', lane))));
  // Or else nothing was proved: kills came in the middle of writes, and left a part of a file.
  for (const { tornCount } of counts) expect(tornCount).toBeGreaterThan(0);
}, 400_000);

async function killWhileSaving(random: Random): Promise<{ tornCount: number }> {
  const folder = temporaryFolder();
  const path = join(folder.path, 'workspace.json');
  const draft = join(folder.path, '.workspace.json.tmp');
  const wholeSize = sizeOfText(numbered(1));
  let [before, tornCount] = [0, 0];
  try {
    for (let round = 0; round < KILLS_PER_LANE; round += 1) {
      const written = (random.next() % (wholeSize + 1)) - 1;
      const lastTold = await runUntil(path, () => sizeOf(draft) > written);
      const about = JSON.stringify({ SEED, round, before, lastTold, written });
      const tornSize = sizeOf(draft);
      if (tornSize >= 0 && tornSize < wholeSize) tornCount += 1;
      const left = await openDocument(path);
      expect(left.ok, about).toBe(true);
      if (!left.ok) break;
      const number = left.value.value.clock.offsetMs;
      const [atLeast, atMost] = [lastTold ?? before, (lastTold ?? before) + 1];
      expect([atLeast, atMost], about).toContain(number);
      if (number > 0) expect(isEqualJson(left.value.value, numbered(number)), about).toBe(true);
      before = number;
    }
    return { tornCount };
  } finally {
    folder.remove();
  }
}

const program = join(import.meta.dirname, 'torn-document-writer.ts');

/** Lets a process save until the moment has come, and kills it. Answers the last number it told of; null where there was none. */
async function runUntil(path: string, isDue: () => boolean): Promise<number | null> {
  const child = spawn(process.execPath, [program, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled.path },
  });
  const exited = once(child, 'exit');
  const due = Promise.withResolvers<void>();
  const watcher = watch(dirname(path), () => {
    if (isDue()) due.resolve();
  });
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (lines: string) => {
    told += lines;
    if (told.split('\n').length > SAVES_MAX) due.resolve();
  });
  const drained = once(child.stdout, 'end');
  await Promise.race([due.promise, exited]);
  watcher.close();
  child.kill('SIGKILL');
  const [code] = await exited;
  if (code !== null) throw new Error(`A process that was to be killed ended with ${code}.`);
  await drained;
  const last = told.trim().split('\n').at(-1);
  return last === undefined || last === '' ? null : Number(last);
}

function sizeOfText(document: unknown): number {
  return Buffer.byteLength(JSON.stringify(document, null, 2));
}

/** -1: there is no file. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? -1;
}
