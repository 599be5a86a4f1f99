import { createInterface } from 'node:readline';
import { Hold } from '#harness/session/hold.ts';
import { sentenceForPurpose } from '#shared/trace/purpose-sentence.ts';
import type { Output } from './output.ts';

const HELP = 'Enter: send it; o: send until this object is done; c: go on to the end of the cycle; q: stop the run.';

/**
 * Holds each request before it is sent, shows it, and takes a line of input for what becomes of it. Questions go to
 * standard error. When the input ends, the run is stopped: nobody looks on any more.
 */
export function openStepMode(
  input: NodeJS.ReadableStream,
  output: Output,
  stop: () => void,
): { readonly hold: Hold; close(): void } {
  const lines = createInterface({ input });
  const typed: string[] = [];
  let isAtEnd = false;
  const hold = new Hold(() => answer());
  let shown: Hold['held'] = null;
  // One question at a time: with several objects in flight others wait behind the one that is shown.
  const answer = (): void => {
    const { held } = hold;
    if (held === null) return;
    if (held !== shown) {
      shown = held;
      show(held, output);
    }
    const line = typed.shift();
    if (line !== undefined) proceed(line);
    else if (isAtEnd) stop();
  };
  const proceed = (line: string): void => {
    const word = line.trim().toLowerCase();
    const until = choices.get(word);
    if (word === 'q') {
      stop();
    } else if (until === undefined) {
      output.note(HELP);
      answer();
    } else {
      hold.proceed(until);
    }
  };
  lines.on('line', (line) => {
    typed.push(line);
    answer();
  });
  lines.on('close', () => {
    isAtEnd = true;
    answer();
  });
  hold.setHolding(true);
  output.note(HELP);
  return { hold, close: () => lines.close() };
}

const choices = new Map<string, Parameters<Hold['proceed']>[0]>([
  ['', 'request'],
  ['o', 'object'],
  ['c', 'cycle'],
]);

function show({ request, place }: NonNullable<Hold['held']>, output: Output): void {
  output.note(`${request.method} ${request.target}  ${sentenceForPurpose(place.purpose, place.identity)}`);
  if (request.body !== null) output.note(JSON.stringify(request.body, null, 2));
}
