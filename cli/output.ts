import type { Problem } from '#shared/kernel/parsed.ts';

/** Results go to standard output, everything else to standard error. Lines come without their line feed. */
export interface Output {
  result(line: string): void;
  note(line: string): void;
  readonly isColored: boolean;
}

/** Colour where a person looks on, unless NO_COLOR asks for none (no-color.org). */
export function processOutput(): Output {
  return {
    result: (line) => process.stdout.write(`${line}\n`),
    note: (line) => process.stderr.write(`${line}\n`),
    isColored: process.stdout.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
  };
}

/** Each problem as `place: what is wrong`, the remedy below it. */
export function noteProblems(output: Output, problems: readonly Problem[]): void {
  for (const { place, message, remedy } of problems) {
    output.note(`${place}: ${message}`);
    if (remedy !== '') output.note(`  ${remedy}`);
  }
}
