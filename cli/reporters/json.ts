import { writeFileSync } from 'node:fs';
import type { Reporter } from './reporter.ts';

/** The whole report as one JSON document in a file (docs/schemas/run-report.v1.json). */
export function jsonReporter(file: string): Reporter {
  return { runEnded: (report) => writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`) };
}
