import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseHabitSettings } from '#shared/entra/habits.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import type { SettingOverrides } from '#shared/scenario/job-setup.ts';
import type { RemoteTarget } from '#shared/scenario/scenario.ts';

export interface RunOptions {
  readonly target?: string;
  readonly tokenEnv?: string;
  readonly tokenEndpoint?: string;
  readonly clientId?: string;
  readonly clientSecretEnv?: string;
  readonly credentialLocation?: 'header' | 'body';
  readonly oauthScope?: string;
  readonly allowWrites?: boolean;
  readonly allowPlainHttp?: boolean;
  readonly seed?: number;
  readonly inFlight?: number;
  readonly habit?: readonly string[];
  readonly plan?: boolean;
  readonly step?: boolean;
  readonly trace?: string;
  readonly logs?: string;
  readonly timings?: string;
  readonly reporter?: readonly string[];
  readonly cleanUp?: boolean;
  readonly json?: boolean;
}

/** As the setting of an application has it. */
const IN_FLIGHT_MAX = 100;

/** What the options set instead of each scenario. */
export function parseOverrides({ inFlight, habit = [] }: RunOptions): Parsed<SettingOverrides> {
  if (inFlight !== undefined && (inFlight < 1 || inFlight > IN_FLIGHT_MAX)) {
    return refused({
      place: '--in-flight',
      message: `${inFlight} objects cannot be in flight at once.`,
      remedy: `Give a number from 1 to ${IN_FLIGHT_MAX}.`,
    });
  }
  const habits: Record<string, string> = {};
  for (const text of habit) {
    const [, id, setting] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    if (id === undefined || setting === undefined) {
      return refused({ place: '--habit', message: `"${text}" sets no habit.`, remedy: 'Write it as --habit id=setting.' });
    }
    habits[id] = setting;
  }
  const checked = parseHabitSettings(habits);
  if (!checked.ok) return refused(...checked.problems.map((problem) => ({ ...problem, place: '--habit' })));
  return accepted({ objectsInFlight: inFlight, habits });
}

/** The target that the options name in place of each scenario's own; null: they name none. */
export function parseTargetOverride(options: RunOptions): Parsed<RemoteTarget | null> {
  const { target, tokenEnv, tokenEndpoint, clientId, clientSecretEnv, credentialLocation, oauthScope } = options;
  const clientWords = { tokenEndpoint, clientId, clientSecretEnv, credentialLocation, oauthScope };
  const named = Object.values(clientWords).some((word) => word !== undefined);
  if (target === undefined && (named || tokenEnv !== undefined)) {
    return refused({
      place: named ? '--token-endpoint' : '--token-env',
      message: 'It names the credentials of --target, and there is no --target.',
      remedy: 'Add --target URL, or name them in the scenario: target: { url: ..., tokenEnv: ... } or { url: ..., client: ... }.',
    });
  }
  if (target === undefined) return accepted(null);
  if (!named) return accepted({ url: target, tokenEnv: tokenEnv ?? null, client: null });
  if (tokenEnv !== undefined) {
    return refused({
      place: '--token-env',
      message: 'A target takes a bearer token or a client, not both.',
      remedy: 'Leave out --token-env, or the options of the client.',
    });
  }
  if (tokenEndpoint === undefined || clientId === undefined || clientSecretEnv === undefined) {
    return refused({
      place: '--token-endpoint',
      message: 'A client needs --token-endpoint, --client-id and --client-secret-env.',
      remedy: 'Give all three; the secret itself stands in the environment variable.',
    });
  }
  const location = credentialLocation ?? 'header';
  return accepted({
    url: target,
    tokenEnv: null,
    client: { tokenEndpoint, clientId, clientSecretEnv, location, oauthScope: oauthScope ?? null },
  });
}

/** Where files are to be written is tried before anything runs: a long run must not end in a folder that is not there. */
export function makeFolders(options: RunOptions): Parsed<null> {
  const files = [
    ...(options.timings === undefined ? [] : [['--timings', options.timings] as const]),
    ...(options.reporter ?? []).flatMap((name) => (name.startsWith('json=') ? [['--reporter', name.slice(5)] as const] : [])),
  ];
  const folders = [
    ...(options.trace === undefined ? [] : [['--trace', options.trace] as const]),
    ...(options.logs === undefined ? [] : [['--logs', options.logs] as const]),
    ...files.map(([place, file]) => [place, dirname(file)] as const),
  ];
  for (const [place, folder] of folders) {
    try {
      mkdirSync(folder, { recursive: true });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return refused({ place, message: `The folder ${folder} cannot be made: ${reason}.`, remedy: 'Name another folder.' });
    }
  }
  return accepted(null);
}
