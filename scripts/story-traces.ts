import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { prepareScenario, readScenario, runScenario, type ScenarioRun } from '#harness/headless.ts';
import { assert } from '#shared/kernel/assert.ts';

const root = join(import.meta.dirname, '..');
export const storyFolder = join(root, 'fixtures/scenarios/stories');
export const traceFolder = join(root, 'fixtures/traces');

/** The ids of the stories: what their files are called before `.scenario.yaml`. */
export function storyIds(): readonly string[] {
  return readdirSync(storyFolder)
    .map((name) => name.replace(/\.scenario\.yaml$/, ''))
    .sort();
}

/** Runs one story in process, with as many objects in flight as asked for. */
export async function runStory(id: string, objectsInFlight: number): Promise<ScenarioRun> {
  const loaded = readScenario(relative(process.cwd(), join(storyFolder, `${id}.scenario.yaml`)));
  assert(loaded.ok, `${id} can be read: ${JSON.stringify(loaded)}`);
  const prepared = prepareScenario(loaded.value, {
    override: null,
    allowsWrites: false,
    allowsPlainHttp: false,
    environment: {},
    profilesFolder: join(root, 'fixtures/profiles'),
  });
  assert(prepared.ok, `${id} may run: ${JSON.stringify(prepared)}`);
  return runScenario(prepared.value, { cleansUp: false, environment: {}, overrides: { objectsInFlight } });
}

/** The text of a trace file. */
export function traceText({ traceLines }: ScenarioRun): string {
  return `${traceLines.join('\n')}\n`;
}
