import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runStory, storyIds, traceFolder, traceText } from '../../scripts/story-traces.ts';

test('each story has its trace, and each trace its story', () => {
  const traced = readdirSync(traceFolder).map((name) => name.replace(/\.trace\.jsonl$/, ''));
  expect(traced.sort()).toEqual(storyIds());
  expect(traced.length).toBeGreaterThanOrEqual(25);
});

test.each(storyIds())('%s goes as told, with the same trace whatever is in flight at once', async (id) => {
  const golden = readFileSync(join(traceFolder, `${id}.trace.jsonl`), 'utf8');
  for (const objectsInFlight of [1, 4, 50]) {
    const run = await runStory(id, objectsInFlight);
    expect(run.report.steps.flatMap(({ place, problems }) => problems.map(({ message }) => `${place}: ${message}`))).toEqual([]);
    expect(traceText(run), `${objectsInFlight} in flight`).toBe(golden);
  }
});
