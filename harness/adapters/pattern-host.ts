import { createContext, Script } from 'node:vm';
import type { PatternHost, PatternJob, PatternResult } from '#shared/entra/expressions/evaluation-context.ts';

/**
 * Runs the patterns that take no linear time, each for at most `limitMs` milliseconds. They run in a context of their own that
 * holds the job as texts and nothing of the process; what comes back is one text. The limit ends also a search that goes back and
 * tries again without end: the engine looks for it while it goes back. `workedMs` tells how long this thread has had a processor.
 */
export function createPatternHost(limitMs = 40, workedMs = threadWorkedMs): PatternHost {
  const sandbox: Record<string, unknown> = Object.create(null);
  const context = createContext(sandbox, { codeGeneration: { strings: false, wasm: false } });
  return {
    run(job) {
      sandbox['job'] = JSON.stringify(job);
      const runOnce = (): PatternResult => {
        try {
          const answer: unknown = program.runInContext(context, { timeout: limitMs });
          return toResult(job, String(answer));
        } catch (error) {
          return isTimeout(error) ? { kind: 'timed-out' } : { kind: 'invalid', message: String(error) };
        }
      };
      // The limit is of the clock on the wall. On a busy machine a run may pass it without having had a processor for half of it:
      // that says nothing of the pattern, and the same expression would have another answer the next time.
      for (let attempt = 1; ; attempt += 1) {
        const before = workedMs();
        const result = runOnce();
        const wasKeptWaiting = workedMs() - before < limitMs / 2;
        if (result.kind !== 'timed-out' || !wasKeptWaiting || attempt === ATTEMPT_COUNT_MAX) {
          sandbox['job'] = '';
          return result;
        }
      }
    },
  };
}

const ATTEMPT_COUNT_MAX = 25;

function threadWorkedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** More than an expression may make. */
const TEXT_LENGTH_MAX = 2_000_000;

/** Compiled once. The pattern is data in it, never a part of it; each run is a strict function that leaves nothing behind. */
const program = new Script(
  `(function () {
  'use strict';
  const { pattern, flags, text, what } = JSON.parse(job);
  let expression;
  try {
    expression = new RegExp(pattern, flags);
  } catch (error) {
    return JSON.stringify({ invalid: String(error.message) });
  }
  if (what.kind === 'replace') {
    const replaced = text.replace(expression, what.replacement);
    return JSON.stringify(replaced.length > ${TEXT_LENGTH_MAX} ? { invalid: 'it makes too much text' } : { text: replaced });
  }
  const match = expression.exec(text);
  if (match === null) return JSON.stringify({ groups: null, index: -1 });
  const groups = { __proto__: null };
  for (let number = 0; number < match.length; number += 1) if (match[number] !== undefined) groups[number] = match[number];
  for (const name in match.groups) if (match.groups[name] !== undefined) groups[name] = match.groups[name];
  return JSON.stringify({ groups, index: match.index });
})()`,
  { filename: 'pattern-host' },
);

function toResult({ what }: PatternJob, answer: string): PatternResult {
  const { invalid, text, groups, index }: Answer = JSON.parse(answer);
  if (invalid !== undefined) return { kind: 'invalid', message: invalid };
  if (what.kind === 'replace') return { kind: 'replaced', text: text ?? '' };
  return { kind: 'first', groups: groups ?? null, index: index ?? -1 };
}

/** What the program above answers with. */
interface Answer {
  readonly invalid?: string;
  readonly text?: string;
  readonly groups?: Readonly<Record<string, string>> | null;
  readonly index?: number;
}

/** The error is of the other context, and so of another class `Error`. */
function isTimeout(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
