import type { ExchangeDetailView } from '#shared/api/evidence-views.ts';
import type { RecordingListView, RecordingView, TextFileView } from '#shared/api/recording-views.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { harOf } from '#shared/trace/exchange-har.ts';
import { KEEP_LIMITS, type KeptRecording } from '../adapters/recording-store.ts';
import { readTrace } from '../adapters/recording-trace.ts';
import { traceLines } from '../adapters/trace-file.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { exchangeDetail } from './exchanges-view.ts';
import { api, found, orRefuse } from './implementer.ts';
import { createCycleRecordings } from './recordings-cycles.ts';
import { createRecordingOpener } from './recordings-opened.ts';
import type { Workbench } from './workbench.ts';

/** An exported file is one message to the page. */
const TEXT_LENGTH_MAX = 100_000_000;

type Source = { readonly recordingId: string } | { readonly appId: string; readonly cycleId: string };

/** What was sent in runs of scenarios, in traces that were brought in, and in cycles of the live jobs. */
export function recordingHandlers(parts: WorkspaceParts, workbench: Workbench) {
  const { store } = workbench;
  const opener = createRecordingOpener(parts, workbench);
  const cycles = createCycleRecordings(parts);
  const keptOne = async (id: string): Promise<KeptRecording> => found(await store.find(id), 'recording');
  const eventsOf = (appId: string, cycleId: string) => found(cycles.events(appId, cycleId), 'cycle');

  async function traceOf(source: Source): Promise<TextFileView> {
    if ('recordingId' in source) {
      const { recording } = await keptOne(source.recordingId);
      return { name: `${nameOfFile(recording.name)}.trace.jsonl`, text: orRefuse(await store.readTrace(recording.id)) };
    }
    const { number, events } = eventsOf(source.appId, source.cycleId);
    return { name: `${cycleName(source.appId, number)}.trace.jsonl`, text: `${[...traceLines(events)].join('\n')}\n` };
  }

  async function harOfSource(source: Source): Promise<TextFileView> {
    if ('recordingId' in source) {
      const { recording } = await keptOne(source.recordingId);
      const opened = orRefuse(await opener.open(recording.id));
      const details = opened.exchanges.flatMap(({ sequence }) => opened.detail(sequence) ?? []);
      return { name: `${nameOfFile(recording.name)}.har`, text: harText(details) };
    }
    const { number, events } = eventsOf(source.appId, source.cycleId);
    const details = events
      .filter(({ recorded }) => recorded.event.kind === 'exchange-recorded')
      .map((stored) => exchangeDetail(parts, stored));
    return { name: `${cycleName(source.appId, number)}.har`, text: harText(details) };
  }

  function cycleName(appId: string, number: number): string {
    return `${nameOfFile(applicationOf(parts, appId)?.name ?? 'application')}-cycle-${number}`;
  }

  return {
    list: api.recordings.list.handler(async (): Promise<RecordingListView> => {
      const { kept, unreadableCount } = await store.list();
      return {
        items: kept.map(toView),
        totalBytes: kept.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
        bytesMax: KEEP_LIMITS.bytesMax,
        runCountMax: KEEP_LIMITS.runCountMax,
        unreadableCount,
        folder: store.folder,
      };
    }),
    cycles: api.recordings.cycles.handler(({ input }) => cycles.list(input)),
    read: api.recordings.read.handler(async ({ input }) => toView(await keptOne(input.id))),
    exchanges: api.recordings.exchanges.handler(async ({ input }) => {
      const { exchanges } = orRefuse(await opener.open(input.id));
      const { fromStep, toStep, offset, limit } = input;
      const wanted = input.search.trim().toLowerCase();
      const matching = exchanges.filter(
        ({ method, target, identity, stepNumber }) =>
          (fromStep === undefined || (stepNumber ?? 0) >= fromStep) &&
          (toStep === undefined || (stepNumber ?? 0) <= toStep) &&
          (wanted === '' || `${method} ${target}\n${identity?.displayName ?? ''}`.toLowerCase().includes(wanted)),
      );
      return { items: matching.slice(offset, offset + limit), totalCount: matching.length };
    }),
    exchange: api.recordings.exchange.handler(async ({ input }) =>
      found(orRefuse(await opener.open(input.id)).detail(input.sequence), 'exchange'),
    ),
    exportTrace: api.recordings.exportTrace.handler(async ({ input }) => orRefuse(sendable(await traceOf(input.source)))),
    exportHar: api.recordings.exportHar.handler(async ({ input }) => orRefuse(sendable(await harOfSource(input.source)))),
    pin: api.recordings.pin.handler(async ({ input }) => {
      const kept = orRefuse(await store.setPinned(input.id, input.isPinned));
      parts.live.changed('recordings');
      return toView(kept);
    }),
    remove: api.recordings.remove.handler(async ({ input }) => {
      await store.remove(input.id);
      opener.forget(input.id);
      parts.live.changed('recordings', 'scenarios');
      return null;
    }),
    import: api.recordings.import.handler(async ({ input }) => {
      const name = input.name.replace(/(\.trace)?\.jsonl?$/i, '').trim() || 'Trace';
      const { exchanges } = orRefuse(await readTrace(input.text, input.name));
      const recording = orRefuse(
        await store.add({
          kind: 'import',
          name,
          scenarioId: null,
          revision: null,
          requestCount: exchanges.length,
          report: null,
          exchangeSteps: [],
          trace: input.text,
        }),
      );
      parts.live.changed('recordings');
      return toView(await keptOne(recording.id));
    }),
  };
}

function toView({ recording, sizeBytes }: KeptRecording): RecordingView {
  const { id, kind, name, scenarioId, at, requestCount, isPinned, report } = recording;
  return {
    id,
    kind,
    name,
    scenarioId,
    at,
    outcome: report?.outcome ?? null,
    failedStepCount: report?.steps.filter(({ status }) => status === 'failed').length ?? 0,
    requestCount,
    sizeBytes,
    isPinned,
  };
}

function harText(details: readonly ExchangeDetailView[]): string {
  return JSON.stringify(harOf(details), null, 2);
}

function sendable(file: TextFileView): Parsed<TextFileView> {
  if (file.text.length <= TEXT_LENGTH_MAX) return accepted(file);
  return refused({
    place: file.name,
    message: `The file is too large for a download: ${Math.round(file.text.length / 1_000_000)} MB.`,
    remedy: 'Run the scenario from the command line with --trace, which writes files of any size.',
  });
}

/** As a file can be called everywhere. */
function nameOfFile(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)
    .toLowerCase();
  return plain === '' ? 'recording' : plain;
}
