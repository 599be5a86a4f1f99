// Writes fixtures/traces from the stories under fixtures/scenarios/stories. Read the difference before it is committed: a trace
// is what we claim that Entra does. A story whose expectations do not hold writes nothing.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStory, storyIds, traceFolder, traceText } from './story-traces.ts';

mkdirSync(traceFolder, { recursive: true });
const known = new Set(storyIds().map((id) => `${id}.trace.jsonl`));
for (const name of readdirSync(traceFolder)) if (!known.has(name)) rmSync(join(traceFolder, name));
for (const id of storyIds()) {
  const run = await runStory(id, 1);
  if (run.report.outcome === 'passed') {
    writeFileSync(join(traceFolder, `${id}.trace.jsonl`), traceText(run));
    continue;
  }
  process.exitCode = 1;
  for (const { place, problems } of run.report.steps) {
    for (const { message } of problems) console.error(`${place}: ${message}`);
  }
}
console.log(`fixtures/traces: ${known.size} stories`);
