import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { type RunningServer, readJsonSource, readTenantSource, serveDirectory } from '#harness/serve.ts';
import { accepted, type Parsed, type Problem, refused } from '#shared/kernel/parsed.ts';
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
  readonly webhook?: string;
  readonly allowHost?: boolean;
  readonly webhookSecretEnv?: string;
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
  const token = fromEnvironment(options.tokenEnv, { place: '--token-env', what: 'bearer token' });
  const webhookSecret = fromEnvironment(options.webhookSecretEnv, { place: '--webhook-secret-env', what: 'signing secret' });
  if (!token.ok || !webhookSecret.ok) {
    noteProblems(
      output,
      [token, webhookSecret].flatMap((read) => (read.ok ? [] : read.problems)),
    );
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
    token: token.value,
    webhook:
      options.webhook === undefined
        ? null
        : { url: options.webhook, isHostAllowed: options.allowHost === true, secret: webhookSecret.value },
    environment: process.env,
    ...(options.profile === undefined
      ? {}
      : { misbehaviour: { profile: options.profile, profilesFolder, seed: String(options.seed ?? 1) } }),
  });
  if (!served.ok) {
    noteProblems(output, served.problems);
    return ExitCode.badInput;
  }
  const { url, directory, profile, seeded, webhook, close } = served.value;
  if (source.value !== null) output.note(seedSentence(seeded));
  if (webhook !== null) output.note(webhookSentence(webhook.url, webhookSecret.value === null ? webhook.secret : null));
  const line: ServeLine = {
    url,
    directory,
    token: token.value === null ? served.value.token : null,
    ...(profile && { profile: profile.id }),
  };
  if (options.json) output.result(JSON.stringify(line));
  else for (const text of readable(line, profile, options)) output.result(text);
  const signal = await end;
  await close();
  return signal === 'SIGINT' ? ExitCode.interrupted : ExitCode.passed;
}

/** A secret that stands in the environment, and never on the command line; null where it was not asked for. */
function fromEnvironment(
  variable: string | undefined,
  { place, what }: { readonly place: string; readonly what: string },
): Parsed<string | null> {
  if (variable === undefined) return accepted(null);
  const value = process.env[variable] ?? '';
  if (value !== '') return accepted(value);
  const message = `The environment variable ${variable} is not set, or is empty.`;
  return refused({ place, message, remedy: `Put the ${what} into it, or leave ${place} away to have one made.` });
}

function unfitOption({ profile, seed, webhook, allowHost, webhookSecretEnv }: ServeOptions): Problem | undefined {
  if (webhook === undefined && (allowHost === true || webhookSecretEnv !== undefined)) {
    const remedy = 'Add --webhook with the URL of your product, or leave it away.';
    const place = allowHost === true ? '--allow-host' : '--webhook-secret-env';
    return { place, message: 'It is about the endpoint of --webhook, and there is none.', remedy };
  }
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

/** On standard error, as long as nobody gave the secret: what reads the address must not have to know of it. */
function webhookSentence(url: string, secret: string | null): string {
  const made = secret === null ? '' : ` Signing secret: ${secret}`;
  return `Directory events are sent to ${url}.${made}`;
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
