// What is shown of recordings: runs of scenarios, files that were brought in, cycles of the live jobs.
import type { ExchangeView } from './evidence-views.ts';
import type { ScenarioOutcome } from './scenario-views.ts';

export interface RecordingView {
  readonly id: string;
  /** `import`: a trace file that somebody brought in to look at. */
  readonly kind: 'scenario' | 'import';
  readonly name: string;
  /** The scenario that was run, where it was one. */
  readonly scenarioId: string | null;
  /** When it was run or brought in, by the clock of the machine. */
  readonly at: number;
  readonly outcome: ScenarioOutcome | null;
  readonly failedStepCount: number;
  readonly requestCount: number;
  readonly sizeBytes: number;
  /** Stays, however many come after it. */
  readonly isPinned: boolean;
}

export interface RecordingListView {
  /** Newest first. */
  readonly items: readonly RecordingView[];
  readonly totalBytes: number;
  readonly bytesMax: number;
  /** So many runs of scenarios are kept beside the pinned ones. */
  readonly runCountMax: number;
  /** Files that are no recordings this version reads; they are left as they are. */
  readonly unreadableCount: number;
  readonly folder: string;
}

export interface CycleRecordingView {
  readonly appId: string;
  readonly appName: string;
  readonly cycleId: string;
  readonly number: number;
  readonly cycleKind: 'initial' | 'incremental';
  readonly reason: string;
  /** By the workspace's clock. */
  readonly at: number;
  /** Null while it runs, or where it was broken off. */
  readonly endedAt: number | null;
  readonly outcome: 'completed' | 'failed' | 'open';
  readonly requestCount: number;
  readonly exportedCount: number;
  readonly escrowedCount: number;
}

export interface RecordedExchangeView extends ExchangeView {
  /** The step of the scenario that sent it; null where no scenario did. */
  readonly stepNumber: number | null;
}

export interface TextFileView {
  readonly name: string;
  readonly text: string;
}
