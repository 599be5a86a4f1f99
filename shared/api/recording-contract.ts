// Recordings: what was sent in a run of a scenario, in a cycle of a live job, or in a trace file that was brought in.
import { type } from '@orpc/contract';
import { z } from 'zod';
import type { ExchangeDetailView } from './evidence-views.ts';
import { appId, base, none, page, paging } from './inputs.ts';
import type {
  CycleRecordingView,
  RecordedExchangeView,
  RecordingListView,
  RecordingView,
  TextFileView,
} from './recording-views.ts';
import type { PageView } from './workspace-views.ts';

const id = z.string().min(1).max(100);
const step = z.number().int().min(1);
const source = z.union([z.object({ recordingId: id }), z.object({ appId, cycleId: z.string().min(1).max(100) })]);

export const recordings = {
  list: base.input(none).output(type<RecordingListView>()),
  /** Cycles of all live jobs, newest first, as far as the trace keeps them. */
  cycles: base.input(z.object(paging)).output(type<PageView<CycleRecordingView>>()),
  read: base.input(z.object({ id })).output(type<RecordingView>()),
  /** Its exchanges in the order of the trace; of a run of a scenario also only those of some steps. */
  exchanges: base
    .input(z.object({ id, ...page, fromStep: step.optional(), toStep: step.optional() }))
    .output(type<PageView<RecordedExchangeView>>()),
  exchange: base.input(z.object({ id, sequence: z.number().int().min(1) })).output(type<ExchangeDetailView>()),
  /** A file that `import` reads, and `rehearse run --trace` writes. */
  exportTrace: base.input(z.object({ source })).output(type<TextFileView>()),
  exportHar: base.input(z.object({ source })).output(type<TextFileView>()),
  pin: base.input(z.object({ id, isPinned: z.boolean() })).output(type<RecordingView>()),
  remove: base.input(z.object({ id })).output(type<null>()),
  /** A trace file, to be looked at. Refused where a line of it is none. */
  import: base.input(z.object({ name: z.string().max(200), text: z.string().max(40_000_000) })).output(type<RecordingView>()),
};
