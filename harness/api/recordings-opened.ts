import type { ExchangeDetailView } from '#shared/api/evidence-views.ts';
import type { RecordedExchangeView } from '#shared/api/recording-views.ts';
import { accepted, type Parsed } from '#shared/kernel/parsed.ts';
import { type RecordedTrace, readTrace } from '../adapters/recording-trace.ts';
import type { StoredEvent } from '../ports/workspace-ports.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { exchangeDetail, exchangeView } from './exchanges-view.ts';
import type { Workbench } from './workbench.ts';

/** A recording whose trace has been read. Its exchanges are numbered from 1, in the order of the trace. */
export interface OpenedRecording {
  readonly exchanges: readonly RecordedExchangeView[];
  detail(sequence: number): ExchangeDetailView | undefined;
}

/** Keeps the recording that was opened last: a list is read page by page, and a trace of thousands of requests takes a moment. */
export function createRecordingOpener(parts: WorkspaceParts, { store, runs }: Pick<Workbench, 'store' | 'runs'>) {
  let last: { readonly id: string; readonly opened: Promise<Parsed<OpenedRecording>> } | null = null;
  return {
    open(id: string): Promise<Parsed<OpenedRecording>> {
      if (last?.id !== id) {
        const opened = read(id);
        last = { id, opened };
        // What could not be read is read again when it is asked for again.
        void opened.then(({ ok }) => {
          if (!ok && last?.opened === opened) last = null;
        });
      }
      return last.opened;
    },
    forget(id: string): void {
      if (last?.id === id) last = null;
    },
  };

  async function read(id: string): Promise<Parsed<OpenedRecording>> {
    const { last: run } = runs;
    // A run that no disk took is there as long as the program is up.
    if (run !== null && run.result.recordingId === id) return toOpened(await readTrace(run.run.trace, id), run.run.exchangeSteps);
    const [text, kept] = [await store.readTrace(id), await store.find(id)];
    if (!text.ok) return text;
    return toOpened(await readTrace(text.value, `${id}.trace.jsonl`), kept?.recording.exchangeSteps ?? []);
  }

  function toOpened(trace: Parsed<RecordedTrace>, steps: readonly number[]): Parsed<OpenedRecording> {
    if (!trace.ok) return trace;
    const { exchanges, cycleNumbers } = trace.value;
    const stored = exchanges.map((event, index): StoredEvent => ({ sequence: index + 1, appId: '', recorded: { event } }));
    const views = stored.map(
      (each, index): RecordedExchangeView => ({ ...exchangeView(each, cycleNumbers), stepNumber: steps[index] ?? null }),
    );
    return accepted({
      exchanges: views,
      detail: (sequence) => {
        const [one, view] = [stored[sequence - 1], views[sequence - 1]];
        if (one === undefined || view === undefined) return undefined;
        const { stepNumber: _step, ...row } = view;
        return { ...exchangeDetail(parts, one), ...row };
      },
    });
  }
}
