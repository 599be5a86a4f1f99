import { createScimServer } from '#server/create-server.ts';
import type { FaultCount } from '#server/faults/fault-choice.ts';
import type { FaultRule } from '#server/faults/fault-rule.ts';
import { readFaults } from '#server/faults/read-faults.ts';
import type { Profile } from '#server/faults/read-profile.ts';
import type { ScimServer } from '#server/scim-server.ts';
import { entraReadyTolerances, toleranceDefinitions, toleranceRemedy } from '#server/tolerances.ts';
import { parseClientCredentials, type TokenClient } from '#shared/entra/client-credentials.ts';
import type { WireDialect } from '#shared/entra/job-configuration.ts';
import { isLoopbackHost, parseTenantUrl, type TenantUrl } from '#shared/entra/tenant-url.ts';
import { isJsonObject, type Json } from '#shared/kernel/json.ts';
import { accepted, type Parsed, type Problem, refused } from '#shared/kernel/parsed.ts';
import { randomUuid, seededRandom } from '#shared/kernel/random.ts';
import type { LocalTarget, RemoteTarget, Scenario, ScenarioClient } from '#shared/scenario/scenario.ts';
import { createHttpTransport } from '../adapters/http-transport.ts';
import { createInProcessTransport } from '../adapters/in-process-transport.ts';
import { findProfile } from '../adapters/profile-files.ts';
import type { VirtualClock } from '../adapters/virtual-clock.ts';
import type { JobStore, Transport } from '../ports/session-ports.ts';
import type { StoredEvent } from '../ports/workspace-ports.ts';
import { createClientTransport } from './client-transport.ts';
import { inactiveSourceIds } from './scenario-tally.ts';

/** Where a scenario's requests go, as far as the person who starts the run decides it. */
export interface TargetChoice {
  /** Instead of the scenario's own target. */
  readonly override: RemoteTarget | null;
  /** Consent to writing to a remote target. */
  readonly allowsWrites: boolean;
  /** The run ends before the first write. */
  readonly isPlanOnly?: boolean;
  /** The token may go over plain http to another machine. */
  readonly allowsPlainHttp: boolean;
  /** Bearer tokens, proxy settings. */
  readonly environment: NodeJS.ProcessEnv;
  /** Where the shipped profiles lie; without it a scenario can name only files. */
  readonly profilesFolder?: string;
}

/** A target that may be used; nothing has been sent yet. */
export type CheckedTarget = CheckedLocalTarget | CheckedRemoteTarget;

interface CheckedRemoteTarget {
  readonly kind: 'remote';
  readonly url: TenantUrl;
  readonly token: string | null;
  /** What brings a token in its place. */
  readonly client: TokenClient | null;
  readonly allowsPlainHttp: boolean;
}

interface CheckedLocalTarget {
  readonly kind: 'local';
  readonly dialect: WireDialect;
  readonly tolerances: readonly string[];
  /** Null: the server behaves, but for the scenario's own faults. */
  readonly profile: Profile | null;
  /** The scenario's own. */
  readonly faults: readonly FaultRule[];
}

export interface TargetCounts {
  readonly users: number;
  readonly activeUsers: number;
  readonly groups: number;
}

export interface OpenTarget {
  readonly transport: Transport;
  /** The way of somebody at the target itself, on which nothing goes wrong. */
  readonly byHand: Transport;
  /** Switches rules of the target's faults, by id; null at a remote one. */
  readonly switchFaults: ((switches: { readonly on: readonly string[]; readonly off: readonly string[] }) => void) | null;
  /** Faults that the scenario itself names, leaves nothing to chance about, and has not seen happen. */
  silentFaults(): readonly string[];
  readonly dialect: WireDialect;
  readonly description: { readonly kind: 'local' | 'remote'; readonly url: string | null; readonly dialect: WireDialect };
  /** Host and port to keep out of traces. */
  readonly host: string | null;
  /** What the bundled server holds; null for a remote target, which is not ours to look into. */
  readonly resource: ((type: 'User' | 'Group', targetId: string) => Json | undefined) | null;
  /** What the target holds; of a remote one, what the job created there, active as it was last written. */
  count(job: JobStore, events: Iterable<StoredEvent>): TargetCounts;
  close(): void;
}

/** Refuses, before anything is sent, a target that is not to be written, not spelled right, or has no token. */
export function checkTarget(scenario: Scenario, choice: TargetChoice): Parsed<CheckedTarget> {
  const place = choice.override === null ? scenario.file : '--target';
  const target = choice.override === null ? scenario.target : ({ kind: 'remote', ...choice.override } as const);
  if (target.kind === 'local') return checkLocalTarget(scenario, target, choice);
  const url = parseTenantUrl(target.url);
  if (!url.ok) return refused(...url.problems.map((problem) => ({ ...problem, place })));
  const inside = insideOnly(scenario);
  if (inside !== undefined) {
    return refused({
      place: inside.place,
      message: `"${inside.what}" looks into the bundled server, and the target is ${url.value.origin}.`,
      remedy: 'Leave the step out, or use target: local.',
    });
  }
  if (!choice.allowsWrites && choice.isPlanOnly !== true) {
    return refused({
      place,
      message: `${url.value.origin} is a remote target, and this run would write to it.`,
      remedy:
        'Add --allow-writes if users and groups may be created, changed and deleted there, or --plan to see what would be sent.',
    });
  }
  const token = target.tokenEnv === null ? null : (choice.environment[target.tokenEnv] ?? '');
  if (token === '') {
    return refused({
      place,
      message: `The environment variable ${target.tokenEnv} is not set, or is empty.`,
      remedy: 'Put the bearer token into it: tokens are taken from the environment only.',
    });
  }
  const client = target.client === null ? accepted(null) : checkClient(target.client, choice.environment, place);
  if (!client.ok) return client;
  const allowsPlainHttp = choice.allowsPlainHttp || isLoopbackHost(url.value.host);
  if (url.value.scheme === 'http' && !allowsPlainHttp) {
    return refused({
      place,
      message: `${url.value.origin} would get the token over plain http; Entra takes https only.`,
      remedy: 'Use https, or add --allow-plain-http on a network you trust.',
    });
  }
  return accepted({ kind: 'remote', url: url.value, token, client: client.value, allowsPlainHttp });
}

function checkClient(
  { clientSecretEnv, ...client }: ScenarioClient,
  environment: NodeJS.ProcessEnv,
  place: string,
): Parsed<TokenClient> {
  const clientSecret = environment[clientSecretEnv] ?? '';
  if (clientSecret.trim() === '') {
    return refused({
      place,
      message: `The environment variable ${clientSecretEnv} is not set, or is empty.`,
      remedy: "Put the client's secret into it: secrets are taken from the environment only.",
    });
  }
  const parsed = parseClientCredentials({ ...client, clientSecret });
  return parsed.ok ? parsed : refused(...parsed.problems.map((problem) => ({ ...problem, place })));
}

/** The first step that somebody else's endpoint cannot take. */
function insideOnly({ steps }: Scenario): { readonly place: string; readonly what: string } | undefined {
  for (const { place, action } of steps) {
    if (action.kind === 'atTarget') return { place, what: 'atTarget' };
    if (action.kind === 'fault' && action.on.length + action.off.length > 0) return { place, what: 'fault: on, off' };
    if (action.kind === 'expect' && action.expectation.resources !== undefined) return { place, what: 'resources' };
  }
  return undefined;
}

function checkLocalTarget(scenario: Scenario, target: LocalTarget, { profilesFolder }: TargetChoice): Parsed<CheckedTarget> {
  const places = { shippedFolder: profilesFolder ?? null, namedIn: scenario.file };
  const profile = target.profile && findProfile(target.profile.value, { ...places, place: target.profile.place });
  const read = target.faults.map(readOwnFault);
  const rules = read.flatMap((one) => (one.ok ? one.value : []));
  const problems = [
    ...toleranceProblems(scenario, target.tolerances ?? []),
    ...(profile === null || profile.ok ? [] : profile.problems),
    ...read.flatMap((one) => (one.ok ? [] : one.problems)),
  ];
  if (problems.length > 0 || (profile !== null && !profile.ok)) return refused(...problems);
  const ruleIds = [...(profile?.value.faults ?? []), ...rules].map(({ id }) => id);
  const unfit = [...twiceNamed(target, ruleIds), ...unknownSwitches(scenario, ruleIds)];
  if (unfit.length > 0) return refused(...unfit);
  return accepted({
    kind: 'local',
    dialect: target.dialect,
    tolerances: target.tolerances ?? profile?.value.tolerances ?? entraReadyTolerances,
    profile: profile?.value ?? null,
    faults: rules,
  });
}

/** Problems name the place of the rule in the file, and say in words where in the rule they are. */
function readOwnFault({ value, place }: LocalTarget['faults'][number]): Parsed<readonly FaultRule[]> {
  const read = readFaults([value], 'faults');
  if (read.ok) return read;
  const inRule = (path: string): string => path.replace(/^faults\[0\]\.?/, '') || 'The rule';
  return refused(
    ...read.problems.map((problem) => ({ ...problem, place, message: `${inRule(problem.place)}: ${problem.message}` })),
  );
}

function toleranceProblems({ file }: Scenario, tolerances: readonly string[]): readonly Problem[] {
  const known: readonly string[] = toleranceDefinitions.map(({ id }) => id);
  return tolerances
    .filter((id) => !known.includes(id))
    .map((id) => ({
      place: file,
      message: `The bundled server knows no tolerance "${id}".`,
      remedy: toleranceRemedy(id),
    }));
}

function twiceNamed({ faults }: LocalTarget, ruleIds: readonly string[]): readonly Problem[] {
  const twice = ruleIds.find((id, index) => ruleIds.indexOf(id) !== index);
  if (twice === undefined) return [];
  const place = faults[0]?.place ?? '';
  return [
    { place, message: `There are two faults "${twice}".`, remedy: 'Give each an id of its own, those of the profile included.' },
  ];
}

/** A step can only switch what the target has. */
function unknownSwitches({ steps }: Scenario, ruleIds: readonly string[]): readonly Problem[] {
  return steps.flatMap(({ place, action }) => {
    if (action.kind !== 'fault') return [];
    return [...action.on, ...action.off]
      .filter((id) => !ruleIds.includes(id))
      .map((id) => ({
        place,
        message: `The target has no fault "${id}".`,
        remedy: ruleIds.length === 0 ? 'Name a profile or faults under target.' : `It has ${ruleIds.join(', ')}.`,
      }));
  });
}

export function openTarget(
  target: CheckedTarget,
  world: { readonly clock: VirtualClock; readonly seed: number; readonly environment: NodeJS.ProcessEnv },
): OpenTarget {
  return target.kind === 'local' ? openLocalTarget(target, world) : openRemoteTarget(target, world.environment);
}

/** A server of the run's own, in memory, on its clock and its seed: the same run gives the same bytes. */
function openLocalTarget(
  { dialect, tolerances, profile, faults }: CheckedLocalTarget,
  { clock, seed }: { readonly clock: VirtualClock; readonly seed: number },
): OpenTarget {
  const random = seededRandom(seed, 'server');
  const tokens = seededRandom(seed, 'bearer tokens');
  const server = createScimServer({ path: ':memory:', host: { clock, random, newToken: () => randomUuid(tokens) } });
  const organization = server.createOrganization('Rehearsal');
  const { directory, token } = server.createDirectory({
    organizationId: organization.id,
    name: 'Rehearsal',
    id: 'rehearsal',
    tolerances,
    settings: profile?.settings ?? {},
  });
  server.setFaults(directory.id, { seed: String(seed), rules: [...(profile?.faults ?? []), ...faults] });
  return {
    transport: createInProcessTransport(server, directory.id, token),
    byHand: createInProcessTransport({ handle: (request) => server.handleRightly(request) }, directory.id, token),
    switchFaults: ({ on, off }) => {
      for (const id of on) server.switchFault(directory.id, id, true);
      for (const id of off) server.switchFault(directory.id, id, false);
    },
    silentFaults: () => silentFaults(server.faults(directory.id).rules, faults),
    dialect,
    description: { kind: 'local', url: null, dialect },
    host: null,
    resource: (type, targetId) => server.resource(directory.id, type, targetId),
    count: () => countResources(server, directory.id),
    close: () => server.close(),
  };
}

function silentFaults(counts: readonly FaultCount[], own: readonly FaultRule[]): readonly string[] {
  const isOwn = new Set(own.map(({ id }) => id));
  return counts
    .filter(({ rule, isOn, firedCount }) => isOwn.has(rule.id) && isOn && firedCount === 0 && rule.when.chance === undefined)
    .map(({ rule }) => rule.id);
}

function countResources(server: ScimServer, directoryId: string): TargetCounts {
  const directory = server.directory(directoryId);
  const users = server.resources(directoryId, { type: 'User', offset: 0, limit: directory?.userCount ?? 0 });
  return {
    users: users.totalCount,
    activeUsers: users.items.filter((user) => !isJsonObject(user) || user['active'] !== false).length,
    groups: directory?.groupCount ?? 0,
  };
}

function openRemoteTarget(
  { url, token, client, allowsPlainHttp }: CheckedRemoteTarget,
  environment: NodeJS.ProcessEnv,
): OpenTarget {
  const options = { allowsPlainHttp, certificateAuthority: null, certificateFingerprint: null, extraHeader: null };
  const transport =
    client === null
      ? createHttpTransport({ url, token, options, environment })
      : createClientTransport(client, { url, options, environment });
  return {
    transport,
    byHand: transport,
    switchFaults: null,
    silentFaults: () => [],
    dialect: url.dialect,
    description: { kind: 'remote', url: url.masked, dialect: url.dialect },
    host: url.origin.slice(url.origin.indexOf('//') + 2),
    resource: null,
    count: (job, events) => {
      const inactive = inactiveSourceIds(events);
      const created = job.allLinks().filter(({ origin }) => origin === 'created');
      const users = created.filter(({ type }) => type === 'User');
      return {
        users: users.length,
        activeUsers: users.filter(({ sourceId }) => !inactive.has(sourceId)).length,
        groups: created.length - users.length,
      };
    },
    close: () => transport.close(),
  };
}
