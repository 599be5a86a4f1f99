import { serveDirectory } from '#harness/serve.ts';
import type { ServeLine } from '#shared/scenario/run-report.ts';
import { ExitCode } from '../exit-codes.ts';
import { untilToldToEnd } from '../interruption.ts';
import { noteProblems, type Output } from '../output.ts';

export interface ServeOptions {
  readonly port?: number;
  readonly data: string;
  readonly directory: string;
  readonly tokenEnv?: string;
  readonly json?: boolean;
}

/** Serves one directory until the process is told to end. Prints only once it listens. */
export async function serve(options: ServeOptions, output: Output): Promise<ExitCode> {
  // Listened for from the start: a signal that comes while the server opens must not leave a lock behind.
  const end = untilToldToEnd();
  const given = options.tokenEnv === undefined ? null : (process.env[options.tokenEnv] ?? '');
  if (given === '') {
    noteProblems(output, [
      {
        place: '--token-env',
        message: `The environment variable ${options.tokenEnv} is not set, or is empty.`,
        remedy: 'Put the bearer token into it, or leave --token-env away to have one made.',
      },
    ]);
    return ExitCode.badInput;
  }
  const served = await serveDirectory({
    port: options.port ?? null,
    dataFolder: options.data === 'memory' ? null : options.data,
    directoryName: options.directory,
    token: given,
    environment: process.env,
  });
  if (!served.ok) {
    noteProblems(output, served.problems);
    return ExitCode.badInput;
  }
  const { url, directory, token, close } = served.value;
  const line: ServeLine = { url, directory, token: given === null ? token : null };
  if (options.json) output.result(JSON.stringify(line));
  else for (const text of readable(line, options)) output.result(text);
  const signal = await end;
  await close();
  return signal === 'SIGINT' ? ExitCode.interrupted : ExitCode.passed;
}

function readable({ url, token }: ServeLine, { data, tokenEnv }: ServeOptions): readonly string[] {
  return [
    `Tenant URL    ${url}`,
    `Secret token  ${token ?? `the one in ${tokenEnv}`}`,
    data === 'memory' ? 'Resources are kept in memory.' : `Resources are kept in ${data}.`,
    'Press Ctrl+C to stop.',
  ];
}
