/** What two ways of doing the same cost, measured in turns within one run: times depend on the machine, their ratio hardly does. */
export interface Ratio {
  readonly id: string;
  /** What is divided by what. */
  readonly sentence: string;
  /** Below 1: the first way is cheaper. */
  readonly ratio: number;
  readonly oneMs: number;
  readonly otherMs: number;
}

export interface Way {
  readonly label: string;
  readonly run: () => unknown;
}

/** Long enough for a clock that counts in microseconds, short enough for many samples. */
const SAMPLE_MS_MIN = 10;
const SAMPLE_COUNT = 11;

/** The best of several samples each: whatever else the machine does only adds to one. */
export async function ratioOf(id: string, one: Way, other: Way, sampleCount: number = SAMPLE_COUNT): Promise<Ratio> {
  const [batchOfOne, batchOfOther] = [await batchSizeOf(one), await batchSizeOf(other)];
  const [ofOne, ofOther]: [number[], number[]] = [[], []];
  // In turns, so that whatever else the machine does falls on both.
  for (let sample = 0; sample < sampleCount; sample += 1) {
    ofOne.push(await timeOf(one, batchOfOne));
    ofOther.push(await timeOf(other, batchOfOther));
  }
  const [oneMs, otherMs] = [Math.min(...ofOne), Math.min(...ofOther)];
  const sentence = `${one.label}, divided by ${other.label}`;
  return { id, sentence, ratio: rounded(oneMs / otherMs), oneMs: rounded(oneMs), otherMs: rounded(otherMs) };
}

/** How many runs a sample takes; finding out warms the way up. */
async function batchSizeOf(way: Way): Promise<number> {
  for (let size = 1; ; size *= 2) if ((await timeOf(way, size)) * size >= SAMPLE_MS_MIN) return size;
}

async function timeOf({ run }: Way, times: number): Promise<number> {
  const from = performance.now();
  for (let time = 0; time < times; time += 1) await run();
  return (performance.now() - from) / times;
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
