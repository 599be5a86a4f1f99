import type { DoctorReport } from '#shared/scenario/run-report.ts';
import { examine } from '../doctor-checks.ts';
import { ExitCode } from '../exit-codes.ts';
import type { Output } from '../output.ts';

export interface DoctorOptions {
  readonly workspace?: string;
  readonly json?: boolean;
}

const WORDS = { ok: 'ok      ', note: 'note    ', problem: 'problem ' } as const;

/** Says what works on this machine, what does not, and how to mend it. Changes nothing. */
export async function doctor(options: DoctorOptions, root: string, output: Output): Promise<ExitCode> {
  const findings = await examine({ root, workspace: options.workspace, environment: process.env });
  const isReady = findings.every(({ status }) => status !== 'problem');
  const report: DoctorReport = { version: 1, isReady, findings: [...findings] };
  if (options.json) {
    output.result(JSON.stringify(report));
  } else {
    for (const { subject, status, sentence, remedy } of findings) {
      output.result(`${WORDS[status]}${subject.padEnd(10)}${sentence}`);
      if (remedy !== null) output.result(`${' '.repeat(18)}${remedy}`);
    }
  }
  return isReady ? ExitCode.passed : ExitCode.failed;
}
