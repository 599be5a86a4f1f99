import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { type RunningServer, readJsonSource, readTenantSource, serveDirectory } from '#harness/serve.ts';
import { accepted, type Problem, refused } from '#shared/kernel/parsed.ts';
import type { ServeLine } from '#shared/scenario/run-report.ts';
import { ExitCode } from '../exit-codes.ts';
import { untilToldToEnd } from '../interruption.ts';
import { noteProblems, type Output } from '../output.ts';
import { printProfiles } from './profiles.ts';

type ServedProfile = RunningServer['profile'];

export interface ServeOptions {
  readonly port?: number;
  readonly data: string;
  readonly directory: string;
  readonly tokenEnv?: string;
  readonly profile?: string;
  readonly seed?: number;
  readonly listProfiles?: boolean;
  readonly seedFrom?: string;
  readonly seedJson?: string;
  readonly json?: boolean;
}

/** Serves one directory until the process is told to end. Prints only once it listens. */
export async function serve(options: ServeOptions, root: URL, output: Output): Promise<ExitCode> {
  const profilesFolder = fileURLToPath(new URL('fixtures/profiles', root));
  if (options.listProfiles) return printProfiles(profilesFolder, options, output);
  const unfit = unfitOption(options);
  if (unfit !== undefined) {
    noteProblems(output, [unfit]);
    return ExitCode.badInput;
  }
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
  const source = seedSource(options, root);
  if (!source.ok) {
    noteProblems(output, source.problems);
    return ExitCode.badInput;
  }
  keepHeapSmall();
  const served = await serveDirectory({
    seed: source.value,
    onSeedProgress: (count) => {
      if (count % SEED_NOTE_STEP === 0) output.note(`Filling the directory: ${count} resources so far.`);
    },
    port: options.port ?? null,
    dataFolder: options.data === 'memory' ? null : options.data,
    directoryName: options.directory,
    token: given,
    environment: process.env,
    ...(options.profile === undefined
      ? {}
      : { misbehaviour: { profile: options.profile, profilesFolder, seed: String(options.seed ?? 1) } }),
  });
  if (!served.ok) {
    noteProblems(output, served.problems);
    return ExitCode.badInput;
  }
  const { url, directory, token, profile, seeded, close } = served.value;
  if (source.value !== null) output.note(seedSentence(seeded));
  const line: ServeLine = { url, directory, token: given === null ? token : null, ...(profile && { profile: profile.id }) };
  if (options.json) output.result(JSON.stringify(line));
  else for (const text of readable(line, profile, options)) output.result(text);
  const signal = await end;
  await close();
  return signal === 'SIGINT' ? ExitCode.interrupted : ExitCode.passed;
}

function unfitOption({ profile, seed }: ServeOptions): Problem | undefined {
  if (seed === undefined || profile !== undefined) return undefined;
  const remedy = 'Add --profile, or leave --seed away.';
  return {
    place: '--seed',
    message: 'It is the seed of a profile that leaves things to chance, and there is no --profile.',
    remedy,
  };
}

const SEED_NOTE_STEP = 10_000;

function seedSource({ seedFrom, seedJson }: ServeOptions, root: URL) {
  if (seedFrom !== undefined && seedJson !== undefined) {
    return refused<null>({
      place: '--seed-json',
      message: 'A directory is filled from one source, and --seed-from names one already.',
      remedy: 'Leave one of the two away.',
    });
  }
  if (seedJson !== undefined) return readJsonSource(seedJson, '--seed-json');
  if (seedFrom === undefined) return accepted(null);
  return readTenantSource(seedFrom, fileURLToPath(new URL('fixtures/tenants', root)), '--seed-from');
}

function seedSentence(seeded: RunningServer['seeded']): string {
  if (seeded === null) return 'The directory holds something already, so that nothing was put there.';
  return `Put there: ${seeded.userCount} users and ${seeded.groupCount} groups.`;
}

function readable({ url, token }: ServeLine, profile: ServedProfile, { data, tokenEnv }: ServeOptions): readonly string[] {
  return [
    `Tenant URL    ${url}`,
    `Secret token  ${token ?? `the one in ${tokenEnv}`}`,
    data === 'memory' ? 'Resources are kept in memory.' : `Resources are kept in ${data}.`,
    ...(profile === null ? [] : [`Profile       ${profile.id}: ${profile.name}`]),
    'Press Ctrl+C to stop.',
  ];
}

/** A server keeps next to nothing from one request to the next: with V8's own measure for that, garbage would take 100 MB more. */
function keepHeapSmall(): void {
  setFlagsFromString('--max-semi-space-size=8');
  setFlagsFromString('--semi-space-growth-factor=1');
}
