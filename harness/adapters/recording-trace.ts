import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { TRACE_VERSION, type TraceEvent } from '#shared/trace/event.ts';

type RecordedExchange = Extract<TraceEvent, { readonly kind: 'exchange-recorded' }>;

export interface RecordedTrace {
  /** In the order of the file. */
  readonly exchanges: readonly RecordedExchange[];
  /** The number of each cycle, by its id. */
  readonly cycleNumbers: ReadonlyMap<string, number>;
}

const LINES_PER_TURN = 500;

/**
 * Reads the text of a trace file for what it says was sent. The file may come from anywhere: a line that is none is refused with its
 * number. Kinds of facts that are not known are passed over, as the format asks of whoever reads it.
 */
export async function readTrace(text: string, place: string): Promise<Parsed<RecordedTrace>> {
  const exchanges: RecordedExchange[] = [];
  const cycleNumbers = new Map<string, number>();
  let number = 0;
  for (const line of linesOf(text)) {
    number += 1;
    if (number % LINES_PER_TURN === 0) await nextTurn();
    const at = { place: `${place}:${number}:1` };
    const value = parsedLine(line);
    if (number === 1) {
      const problem = headerProblem(value);
      if (problem !== null) return refused({ ...at, ...problem });
      continue;
    }
    if (line.trim() === '') continue;
    const event = eventSchema.safeParse(value);
    if (!event.success) return refused({ ...at, ...lineProblem(value) });
    if (event.data.kind === 'exchange-recorded') exchanges.push(event.data as unknown as RecordedExchange);
    else if (event.data.kind === 'cycle-started') cycleNumbers.set(String(event.data['cycleId']), Number(event.data['number']));
  }
  return number === 0 ? refused({ place: `${place}:1:1`, ...noHeader }) : accepted({ exchanges, cycleNumbers });
}

function* linesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    yield text.slice(from, end < 0 ? text.length : end);
    from = end < 0 ? text.length : end + 1;
  }
}

function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const noHeader = {
  message: 'This is no trace file: it does not begin with the line that says so.',
  remedy: 'Choose a file that "rehearse run --trace" wrote, or that was exported here.',
};

function headerProblem(value: unknown): { readonly message: string; readonly remedy: string } | null {
  const header = headerSchema.safeParse(value);
  if (!header.success) return noHeader;
  if (header.data.version === TRACE_VERSION) return null;
  return {
    message: `The trace is of version ${header.data.version}; this program reads version ${TRACE_VERSION}.`,
    remedy: 'Use the version of SCIM Rehearsal that wrote it.',
  };
}

function lineProblem(value: unknown): { readonly message: string; readonly remedy: string } {
  return {
    message: value === undefined ? 'This line is no JSON.' : 'This line is no event of a trace.',
    remedy: 'Export the trace once more: the file was cut off or changed.',
  };
}

const headerSchema = z.object({ format: z.literal('scim-rehearsal-trace'), version: z.number() });

const texts = z.record(z.string(), z.string());
const identity = z.object({ id: z.string(), type: z.enum(['User', 'Group']), displayName: z.string() });
const place = {
  at: z.number().min(-8.64e15).max(8.64e15),
  cycleId: z.string().nullable(),
  changeId: z.string().nullable(),
  step: z.number(),
};

const eventSchema = z.union([
  z.looseObject({
    ...place,
    kind: z.literal('exchange-recorded'),
    purpose: z.string(),
    identity: identity.nullable(),
    request: z.object({ method: z.string(), target: z.string(), headers: texts, body: z.json() }),
    outcome: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('response'),
        response: z.object({ status: z.number().int(), headers: texts, text: z.string() }),
      }),
      z.object({ kind: z.literal('failure'), failure: z.object({ kind: z.string(), detail: z.string() }) }),
    ]),
  }),
  z.looseObject({ ...place, kind: z.literal('cycle-started'), cycleId: z.string(), number: z.number().int() }),
  z.looseObject({ kind: z.string() }).refine(({ kind }) => kind !== 'exchange-recorded' && kind !== 'cycle-started'),
]);
