import { z } from 'zod';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { runReportSchema } from '#shared/scenario/run-report.ts';

/** Raising it needs an upgrade step: what was added since is optional. */
const RECORDING_VERSION = 1;
const FORMAT = 'scim-rehearsal-recording';

/** What lies beside the trace file of a recording, under the same name: `<id>.recording.json`. */
const recordingSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(RECORDING_VERSION),
  id: z.string().regex(/^[\w-]{1,100}$/),
  kind: z.enum(['scenario', 'import']),
  name: z.string(),
  /** The scenario that was run, and the revision of the text that was. */
  scenarioId: z.string().nullable(),
  revision: z.string().nullable(),
  at: z.number(),
  requestCount: z.number().int().min(0),
  traceBytes: z.number().int().min(0),
  isPinned: z.boolean(),
  report: runReportSchema.shape.scenarios.element.nullable(),
  /** The number of the step that sent it, of each exchange of the trace; empty where no scenario did. */
  exchangeSteps: z.array(z.number().int().min(0)),
});

export type Recording = Readonly<Omit<z.infer<typeof recordingSchema>, 'format' | 'version'>>;

export function recordingText(recording: Recording): string {
  return `${JSON.stringify({ format: FORMAT, version: RECORDING_VERSION, ...recording })}\n`;
}

/** Refused where the file is of a later version, or no recording at all. */
export function parseRecording(text: string, place: string): Parsed<Recording> {
  const unreadable = refused<Recording>({
    place,
    message: 'This is no recording that this version of the program reads.',
    remedy: 'Open the workspace with the version that wrote it, or delete the file.',
  });
  try {
    const parsed = recordingSchema.safeParse(JSON.parse(text));
    if (!parsed.success) return unreadable;
    const { format: _format, version: _version, ...recording } = parsed.data;
    return accepted(recording);
  } catch {
    return unreadable;
  }
}

/** How many runs are kept, and how much in all. */
export interface KeepLimits {
  readonly runCountMax: number;
  readonly bytesMax: number;
}

type Kept = Pick<Recording, 'id' | 'kind' | 'at' | 'isPinned'> & { readonly sizeBytes: number };

/** Those that go so that the limits hold: the oldest first. Pinned ones stay, and the newest is what the limits were asked for. */
export function recordingsToDrop(recordings: readonly Kept[], { runCountMax, bytesMax }: KeepLimits): readonly string[] {
  const newestFirst = recordings.toSorted((a, b) => b.at - a.at);
  const tooMany = newestFirst
    .filter(({ kind, isPinned }) => kind === 'scenario' && !isPinned)
    .slice(runCountMax)
    .map(({ id }) => id);
  const dropped = new Set(tooMany);
  let bytes = newestFirst.reduce((sum, { id, sizeBytes }) => sum + (dropped.has(id) ? 0 : sizeBytes), 0);
  for (const { id, isPinned, sizeBytes } of newestFirst.slice(1).reverse()) {
    if (bytes <= bytesMax) break;
    if (isPinned || dropped.has(id)) continue;
    dropped.add(id);
    bytes -= sizeBytes;
  }
  return newestFirst.flatMap(({ id }) => (dropped.has(id) ? [id] : []));
}
