import { fileURLToPath } from 'node:url';
import { serveUi } from '#harness/ui.ts';
import { ExitCode } from '../exit-codes.ts';
import { untilToldToEnd } from '../interruption.ts';
import { noteProblems, type Output } from '../output.ts';

export interface UiOptions {
  readonly port?: number;
  readonly workspace?: string;
}

/** Serves the same page and the same api as the desktop window, until the process is told to end. */
export async function serveInBrowser(
  options: UiOptions,
  program: { readonly root: URL; readonly version: string },
  output: Output,
): Promise<ExitCode> {
  const end = untilToldToEnd();
  const running = await serveUi({
    pageFolder: fileURLToPath(new URL('out/renderer', program.root)),
    samplesFolder: fileURLToPath(new URL('fixtures/tenants', program.root)),
    version: program.version,
    environment: process.env,
    ...(options.workspace === undefined ? {} : { workspaceFolder: options.workspace }),
    ...(options.port === undefined ? {} : { port: options.port }),
  });
  if (!running.ok) {
    noteProblems(output, running.problems);
    return ExitCode.badInput;
  }
  const { address, folder, notices, close } = running.value;
  output.result(`SCIM Rehearsal is at ${address}`);
  for (const notice of notices) output.note(notice);
  output.note(`Workspace: ${folder}`);
  output.note('Press Ctrl+C to stop.');
  const signal = await end;
  await close();
  return signal === 'SIGINT' ? ExitCode.interrupted : ExitCode.passed;
}
