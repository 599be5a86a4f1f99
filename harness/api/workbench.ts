import { join } from 'node:path';
import type { Problem } from '#shared/kernel/parsed.ts';
import { createRecordingStore, type RecordingStore } from '../adapters/recording-store.ts';
import { ScenarioLibrary } from '../session/scenario-library.ts';
import { ScenarioRuns } from '../session/scenario-runs.ts';
import { startScenario } from '../session/scenario-thread.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';

/** What scenarios and recordings of a workspace share. */
export interface Workbench {
  readonly library: ScenarioLibrary;
  readonly runs: ScenarioRuns;
  readonly store: RecordingStore;
  /** Of the profiles that come with the program. */
  readonly profilesFolder: string;
}

interface WorkbenchOptions {
  /** Of the workspace. */
  readonly folder: string;
  /** Of the sample tenants: the scenarios and profiles that come with the program lie beside it, and name them by it. */
  readonly samplesFolder: string;
  readonly notices: string[];
  /** How a scenario is run: beside this thread unless said otherwise. */
  readonly start?: typeof startScenario;
}

export function createWorkbench(
  { live }: Pick<WorkspaceParts, 'live'>,
  { folder, samplesFolder, notices, start = startScenario }: WorkbenchOptions,
): Workbench {
  const store = createRecordingStore(join(folder, 'recordings'));
  /** On every page: whoever looks elsewhere while a run ends would not learn of it. */
  const notice = ({ message, remedy }: Problem): void => {
    const sentence = `${message} ${remedy}`;
    if (!notices.includes(sentence)) notices.push(sentence);
    live.changed('workspace');
  };
  const runs = new ScenarioRuns({
    start,
    onChange: () => live.changed('scenarios'),
    keep: async ({ report, trace, exchangeSteps }, { scenarioId, revision }) => {
      const kept = await store.add({
        kind: 'scenario',
        name: report.name,
        scenarioId,
        revision,
        requestCount: report.requests,
        report,
        exchangeSteps: [...exchangeSteps],
        trace,
      });
      live.changed('recordings');
      if (kept.ok) return kept.value.id;
      for (const problem of kept.problems) notice(problem);
      return null;
    },
  });
  return {
    library: new ScenarioLibrary({ shipped: join(samplesFolder, '..', 'scenarios'), own: join(folder, 'scenarios') }),
    runs,
    store,
    profilesFolder: join(samplesFolder, '..', 'profiles'),
  };
}
