import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  ScenarioCheckView,
  ScenarioFileView,
  ScenarioProblemView,
  ScenarioResultView,
  ScenarioRowView,
} from '#shared/api/scenario-views.ts';
import { parseTenantUrl } from '#shared/entra/tenant-url.ts';
import { type Parsed, type Problem, refused } from '#shared/kernel/parsed.ts';
import type { Scenario } from '#shared/scenario/scenario.ts';
import { type PreparedScenario, prepareScenario } from '../headless.ts';
import type { LoadedScenario } from '../session/scenario-files.ts';
import { type OpenScenarioFile, revisionOf, type ScenarioFile } from '../session/scenario-library.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { api, orRefuse } from './implementer.ts';
import type { Workbench } from './workbench.ts';

/** Scenario files, and running them. Nothing here touches the tenant, the jobs or the targets of the workspace. */
export function scenarioHandlers({ live }: Pick<WorkspaceParts, 'live'>, { library, runs, store, profilesFolder }: Workbench) {
  const prepareText = (file: ScenarioFile, loaded: Parsed<LoadedScenario>) => prepareLocal(file, loaded, profilesFolder);
  /** Shipped files do not change, and parsing all of them takes a moment. */
  const summaries = new Map<string, Summary>();
  async function summaryOf(file: ScenarioFile): Promise<Summary> {
    const opened = library.open(file);
    const key = `${file.id} ${opened.ok ? opened.value.revision : ''}`;
    const known = summaries.get(key);
    if (known !== undefined) return known;
    await nextTurn();
    const summary = summaryFrom(opened.ok ? prepareText(file, library.load(file, opened.value.text)) : opened);
    if (file.source === 'shipped') summaries.set(key, summary);
    return summary;
  }
  function changed(file: OpenScenarioFile): ScenarioFileView {
    live.changed('scenarios');
    return fileView(file);
  }

  return {
    list: api.scenarios.list.handler(async () => {
      const lastRuns = await lastRunByScenario(store);
      const items: ScenarioRowView[] = [];
      for (const file of library.files()) {
        const { id, source } = file;
        items.push({ id, source, file: file.file, ...(await summaryOf(file)), lastRun: lastRuns.get(id) ?? null });
      }
      return { items, folder: library.ownFolder };
    }),
    read: api.scenarios.read.handler(({ input }) => fileView(orRefuse(library.read(input.id)))),
    check: api.scenarios.check.handler(({ input }): ScenarioCheckView => {
      const file = orRefuse(library.read(input.id));
      const loaded = library.load(file, input.text);
      const prepared = prepareText(file, loaded);
      return {
        revision: revisionOf(input.text),
        problems: prepared.ok ? [] : prepared.problems.map((problem) => problemView(problem, file)),
        scenario: loaded.ok ? headOf(loaded.value.scenario) : null,
      };
    }),
    copy: api.scenarios.copy.handler(async ({ input }) => changed(orRefuse(await library.copy(input.id)))),
    save: api.scenarios.save.handler(async ({ input }) =>
      changed(orRefuse(await library.save(input.id, input.text, input.basedOn))),
    ),
    rename: api.scenarios.rename.handler(({ input }) => changed(orRefuse(library.rename(input.id, input.fileName)))),
    remove: api.scenarios.remove.handler(({ input }) => {
      orRefuse(library.remove(input.id));
      live.changed('scenarios');
      return null;
    }),
    run: api.scenarios.run.handler(({ input }) => {
      const file = orRefuse(library.read(input.id));
      const prepared = orRefuse(prepareText(file, library.load(file, input.text)));
      return orRefuse(
        runs.start({
          scenarioId: file.id,
          revision: revisionOf(input.text),
          prepared: withShownPath(prepared, file),
          seed: input.seed,
        }),
      );
    }),
    state: api.scenarios.state.handler(() => runs.state()),
    cancel: api.scenarios.cancel.handler(() => {
      runs.cancel();
      return null;
    }),
    result: api.scenarios.result.handler(async ({ input }): Promise<ScenarioResultView | null> => {
      if (runs.last?.scenarioId === input.id) return runs.last.result;
      const { kept } = await store.list();
      const recording = kept.find((each) => each.recording.scenarioId === input.id)?.recording;
      if (recording?.report == null) return null;
      const { id, at, revision, report } = recording;
      return { recordingId: id, isKept: true, at, revision: revision ?? '', report };
    }),
  };
}

type Summary = Pick<ScenarioRowView, 'name' | 'problemCount' | 'stepCount'>;

function summaryFrom(prepared: Parsed<LoadedScenario>): Summary {
  if (!prepared.ok) return { name: null, problemCount: prepared.problems.length, stepCount: 0 };
  const { name, steps } = prepared.value.scenario;
  return { name, problemCount: 0, stepCount: steps.length };
}

/** A window rehearses against a server of the run's own: what writes to somebody else's asks for consent on the command line. */
function prepareLocal(file: ScenarioFile, loaded: Parsed<LoadedScenario>, profilesFolder: string): Parsed<PreparedScenario> {
  if (!loaded.ok) return loaded;
  const { target } = loaded.value.scenario;
  if (target.kind === 'remote') {
    const url = parseTenantUrl(target.url);
    return refused({
      place: file.path,
      message: `This scenario writes to ${url.ok ? url.value.origin : 'a remote target'}; from the window scenarios run against the bundled server only.`,
      remedy: `Write "target: local", or run it with: rehearse run ${file.file.split('/').at(-1)} --allow-writes`,
    });
  }
  const choice = { override: null, allowsWrites: false, allowsPlainHttp: false, environment: {}, profilesFolder };
  return prepareScenario(loaded.value, choice);
}

/** Reports and recordings name the file as the window does, and no folder of this machine. */
function withShownPath(prepared: PreparedScenario, { path, file }: ScenarioFile): PreparedScenario {
  const { scenario } = prepared;
  const steps = scenario.steps.map((step) => ({ ...step, place: step.place.replace(path, () => file) }));
  return { ...prepared, scenario: { ...scenario, file, steps } };
}

function headOf({ name, seed, steps, target }: Scenario): ScenarioCheckView['scenario'] {
  const remote = target.kind === 'remote' ? parseTenantUrl(target.url) : null;
  return {
    name,
    seed,
    stepCount: steps.length,
    target: {
      kind: target.kind,
      dialect: target.kind === 'local' ? target.dialect : remote?.ok ? remote.value.dialect : 'legacy',
      profile: target.kind === 'local' ? (target.profile?.value ?? null) : null,
      url: remote?.ok ? remote.value.masked : null,
    },
  };
}

/** `place` is `file:line:column`, or a file alone. */
function problemView({ place, message, remedy }: Problem, { path }: ScenarioFile): ScenarioProblemView {
  const position = place.startsWith(`${path}:`) ? /^:(\d+):(\d+)$/.exec(place.slice(path.length)) : null;
  if (position !== null) {
    return { line: Number(position[1]), column: Number(position[2]), elsewhere: '', message, remedy };
  }
  return { line: null, column: null, elsewhere: place === path ? '' : place, message, remedy };
}

function fileView({ id, source, file, text, revision }: OpenScenarioFile): ScenarioFileView {
  return { id, source, file, text, revision };
}

async function lastRunByScenario(store: Workbench['store']): Promise<ReadonlyMap<string, ScenarioRowView['lastRun']>> {
  const { kept } = await store.list();
  const last = new Map<string, ScenarioRowView['lastRun']>();
  for (const { recording } of kept) {
    const { id, scenarioId, at, report } = recording;
    if (scenarioId === null || report === null || last.has(scenarioId)) continue;
    last.set(scenarioId, { recordingId: id, at, outcome: report.outcome });
  }
  return last;
}
