import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { stateFromTrace } from '#shared/engine/replay.ts';
import type { TraceEvent } from '#shared/trace/event.ts';

/** The events of a story up to and with the nth end of a cycle; all of them without a number. */
function eventsOf(story: string, endCount = Number.POSITIVE_INFINITY): readonly TraceEvent[] {
  const lines = readFileSync(`fixtures/traces/${story}.trace.jsonl`, 'utf8').trimEnd().split('\n');
  const events = lines.map((line) => JSON.parse(line) as TraceEvent).filter(({ kind }) => kind !== undefined);
  const ends = events.flatMap(({ kind }, index) => (kind === 'cycle-finished' || kind === 'cycle-failed' ? [index] : []));
  return events.slice(0, (ends[endCount - 1] ?? events.length) + 1);
}

test.each([
  ['deletions-allowed', 1, 0, undefined],
  ['deletions-allowed', 2, 12, 'TooManyDeletes'],
  ['deletions-allowed', 3, 12, 'TooManyDeletes'],
  ['deletions-allowed', 4, 0, undefined],
  ['deletions-rejected', 2, 2, 'TooManyDeletes'],
  ['deletions-rejected', 3, 0, undefined],
  ['quarantine-refused', 2, 0, 'EncounteredQuarantineException'],
  ['quarantine-refused', 4, 0, undefined],
] as const)('the trace of %s alone gives back how the job stood after cycle %i', (story, cycle, stagedCount, reason) => {
  const { staged, progress } = stateFromTrace(eventsOf(story, cycle));
  expect({ stagedCount: staged.size, reason: progress.standing?.quarantine?.reason }).toEqual({ stagedCount, reason });
});

test('it gives back that a job was disabled, and that somebody started it', () => {
  const disabled = stateFromTrace(eventsOf('quarantine-four-weeks', 37)).progress;
  expect(disabled.standing).toMatchObject({ halt: 'quarantined-too-long', quarantine: { seriesCount: 37 } });
  expect(stateFromTrace(eventsOf('quarantine-four-weeks')).progress.standing).toBe(undefined);
});

test('it gives back that retries were forgotten', () => {
  const { escrows, progress } = stateFromTrace(eventsOf('escrows-pruned', 1));
  expect({ size: escrows.size, standing: progress.standing }).toEqual({ size: 0, standing: { halt: 'escrows-pruned' } });
});
