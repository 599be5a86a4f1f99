import { setImmediate } from 'node:timers/promises';
import { createInProcessTransport } from '#harness/adapters/in-process-transport.ts';
import { traceLines } from '#harness/adapters/trace-file.ts';
import { createVirtualClock } from '#harness/adapters/virtual-clock.ts';
import { openWorkspaceDb } from '#harness/adapters/workspace-db.ts';
import type { JobStore, TenantStore, Transport } from '#harness/ports/session-ports.ts';
import { Interrupted, perform } from '#harness/session/scheduler.ts';
import { createScimServer } from '#server/create-server.ts';
import { everyTolerance } from '#server/testing/test-directory.ts';
import { runCycle } from '#shared/engine/job.ts';
import { defaultJobConfiguration, toMappingSource } from '#shared/entra/default-mappings.ts';
import type { AttributeMapping, ObjectMapping } from '#shared/entra/job-configuration.ts';
import { ENTERPRISE_USER_URN } from '#shared/entra/target-attribute.ts';
import { MINUTE_MS } from '#shared/kernel/duration.ts';
import { isJsonObject, type JsonObject } from '#shared/kernel/json.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import type { CycleKind, TraceEvent } from '#shared/trace/event.ts';
import { createAdministrator } from './administrator.ts';
import type { Move, Plan } from './tenant-arbitraries.ts';

/** The real engine, scheduler, stores and bundled server, all in memory, on a clock that stands still between cycles. */
export interface Rehearsal {
  readonly plan: Plan;
  readonly tenant: TenantStore;
  readonly job: JobStore;
  /** Requests of the last cycle that create, change or delete, as `POST /Users`. */
  readonly writes: readonly string[];
  /** The watermark as each commit left it. */
  readonly watermarks: readonly (number | null)[];
  move(move: Move): void;
  /** The next cycle, 40 minutes after the last: as asked for, else initial until one has finished. Takes up one that was stopped. */
  cycle(kind?: CycleKind): Promise<void>;
  /** Runs a cycle and stops it before its nth request goes out; whether it got that far. */
  stoppedCycle(requestNumber: number): Promise<boolean>;
  /** The resources by id, for which of two was changed last is told by nothing else. */
  target(): ReadonlyMap<string, JsonObject>;
  /** Since the beginning, in the order in which they became durable. */
  events(): readonly TraceEvent[];
  /** The same as lines of a trace file. */
  trace(): readonly string[];
  advance(ms: number): void;
  close(): void;
}

export const APP_ID = 'app';
const EVENT_COUNT_MAX = 1_000_000;

/** `around` stands between the engine and the server. */
export function openRehearsal(plan: Plan, around: (transport: Transport) => Transport = (transport) => transport): Rehearsal {
  const db = openWorkspaceDb(':memory:');
  const clock = createVirtualClock(Date.UTC(2026, 0, 5));
  const server = createScimServer({
    path: ':memory:',
    host: { clock, random: seededRandom('server'), newToken: () => 'test-token'.padEnd(43, 'x') },
  });
  const organizationId = server.createOrganization('Larkfield').id;
  const { directory, token } = server.createDirectory({ organizationId, name: 'Rehearsal', tolerances: everyTolerance });
  const { tenant } = db;
  const job = db.jobStore(APP_ID);
  const writes: string[] = [];
  const watermarks: (number | null)[] = [];
  const target = around(unsteady(createInProcessTransport(server, directory.id, token)));

  const run = async (kind: CycleKind | undefined, stopBefore: number): Promise<void> => {
    const { watermark, cycleCount, pendingCycle, standing } = job.progress();
    const chosen = pendingCycle?.kind ?? kind ?? (watermark === null ? 'initial' : 'incremental');
    const number = cycleCount + 1;
    const cycleId = pendingCycle?.cycleId ?? `cycle ${number}`;
    const stood = standing === undefined ? {} : { standing };
    const request = { kind: chosen, reason: 'test', number, cycleId, watermark, ...stood };
    const stop = new AbortController();
    let requestCount = 0;
    const transport: Transport = {
      send: (sent) => {
        if (sent.method !== 'GET') writes.push(`${sent.method} ${sent.target}`);
        return target.send(sent);
      },
    };
    const world = {
      ...{ appId: APP_ID, tenant, job, transport, clock },
      onCommitted: () => watermarks.push(job.progress().watermark),
      onRequest: async () => {
        requestCount += 1;
        if (requestCount === stopBefore) stop.abort();
        return undefined;
      },
    };
    writes.length = 0;
    await perform(runCycle(toJob(plan), request), { ...world, signal: stop.signal });
    clock.advanceTo(clock.now() + 40 * MINUTE_MS);
  };

  const administrator = createAdministrator(plan, { tenant, appId: APP_ID, clock });
  return {
    ...{ plan, tenant, job, writes, watermarks },
    move: administrator.move,
    cycle: (kind) => run(kind, Number.POSITIVE_INFINITY),
    stoppedCycle: async (requestNumber) => {
      try {
        await run(undefined, requestNumber);
        return false;
      } catch (error) {
        if (error instanceof Interrupted) return true;
        throw error;
      }
    },
    target: () => {
      const resources = (['User', 'Group'] as const).flatMap(
        (type) => server.resources(directory.id, { type, offset: 0, limit: 1000 }).items,
      );
      return new Map(resources.filter(isJsonObject).map((resource) => [String(resource['id']), resource]));
    },
    events: () => db.trace.events(APP_ID, 0, EVENT_COUNT_MAX).map(({ recorded }) => recorded.event),
    trace: () => [...traceLines(db.trace.events(APP_ID, 0, EVENT_COUNT_MAX))],
    advance: (ms) => clock.advanceTo(clock.now() + ms),
    close: () => {
      db.close();
      server.close();
    },
  };
}

/** Lets answers overtake each other, the same way each time. */
function unsteady(transport: Transport): Transport {
  return {
    send: async (request) => {
      for (let turns = seededRandom('turns', request.target).next() % 3; turns > 0; turns -= 1) await setImmediate();
      return transport.send(request);
    },
  };
}

// What an administrator may add beside the default rows: a second element of a list, a role, another simple attribute.
const EXTRA_ROWS: readonly (readonly [target: string, expression: string])[] = [
  ['nickName', '[extensionAttribute1]'],
  ['emails[type eq "home"].value', '[extensionAttribute2]'],
  ['roles[primary eq "True"].value', '[extensionAttribute3]'],
  [`${ENTERPRISE_USER_URN}:costCenter`, 'StripSpaces([extensionAttribute4])'],
];

function toJob({ scope, dialect, objectsInFlightCount, settings = (configuration) => configuration }: Plan) {
  const defaults = defaultJobConfiguration();
  const extraRows = EXTRA_ROWS.map(([targetAttributeName, expression]): AttributeMapping => {
    const source = toMappingSource(expression);
    return { targetAttributeName, source, matchingPriority: 0, flowType: 'Always', defaultValue: null };
  });
  const attributeMappings = [...defaults.user.attributeMappings, ...extraRows];
  const user = { ...withExactCase(defaults.user), attributeMappings };
  const group = withExactCase(defaults.group);
  return {
    jobId: 'scim.test',
    configuration: settings({ ...defaults, user, group, scope, objectsInFlightCount }),
    dialect,
    seed: 'seed',
    sourceSystem: 'Microsoft Entra ID',
    targetSystem: 'customappsso',
  };
}

/** So that a value which changes its case alone is sent: the projection compares to the letter. */
function withExactCase(mapping: ObjectMapping): ObjectMapping {
  return { ...mapping, targetAttributes: mapping.targetAttributes.map((definition) => ({ ...definition, isCaseExact: true })) };
}
