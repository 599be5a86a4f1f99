import { setImmediate } from 'node:timers/promises';
import type { Effect, EffectResult, RequestPlace, Task } from '#shared/engine/effect.ts';
import { assert, assertNever } from '#shared/kernel/assert.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { ScimOutcome, ScimRequest } from '#shared/scim/message.ts';
import type { JobStore, TenantStore, Transport } from '../ports/session-ports.ts';
import { carryOut, type Ruling } from './by-hand.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { childPlace, type TaskPlace, taskPlace } from './task-place.ts';
import { holdYoungGeneration } from './young-generation.ts';

/**
 * Everything a task may ask of. The stores are synchronous. What a task commits is gathered and durable soon after, in order; what a
 * kill loses is found again by matching.
 */
export interface World {
  readonly appId: string;
  readonly tenant: TenantStore;
  readonly job: JobStore;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly onProgress?: (doneCount: number, totalCount: number) => void;
  /** Told after each exchange and each commit is written: whoever reads it then makes it durable. */
  readonly onCommitted?: () => void;
  /** Asked before each request; once it resolves, the request goes out, or what somebody ruled is done. Lets a person step a cycle. */
  readonly onRequest?: (request: ScimRequest, place: RequestPlace) => Promise<Ruling | undefined>;
  /** What came of it. */
  readonly onOutcome?: (outcome: ScimOutcome) => void;
  /** Stops the task; see `Interrupted`. */
  readonly signal?: AbortSignal;
}

/** Thrown by `perform` once its signal was raised: what was committed stays, and the task may be taken up again. */
export class Interrupted extends Error {
  constructor() {
    super('The task was stopped between two requests. What it had committed stays.');
    this.name = 'Interrupted';
  }
}

/**
 * Performs a task's effects until it ends. Failures of the target are values to the task; this rejects only with
 * `Interrupted`, or with a bug or a disk that refuses a write, after everything in flight has come to rest.
 */
export async function perform(task: Task, world: World): Promise<void> {
  const run: Run = {
    world,
    recorder: createRecorder(world, 'grouped'),
    turn: null,
    effectCount: 0,
    failure: undefined,
  };
  const release = holdYoungGeneration();
  try {
    await drive(task, run, taskPlace(world.job.lastSequence()));
  } finally {
    release();
    world.job.flush();
  }
}

interface Run {
  readonly world: World;
  readonly recorder: Recorder;
  /** The turn of the event loop that every task waits for before its next effect; null where nobody needs to. */
  turn: Promise<void> | null;
  effectCount: number;
  /** The first thing that went wrong in a forked task: the others stop at their next effect. */
  failure: { readonly error: unknown } | undefined;
}

/** A cycle over synchronous stores would never leave the microtask queue: no window, no stop button, no other socket. */
const EFFECTS_PER_TURN = 50;

async function drive(task: Task, run: Run, place: TaskPlace): Promise<void> {
  let step = task.next();
  while (!step.done) {
    const effect = step.value;
    run.effectCount += 1;
    if (run.effectCount % EFFECTS_PER_TURN === 0) run.turn = nextTurn(run);
    if (run.turn !== null) await run.turn;
    // Between an answer and its commit nothing stops: a resource that was created must not stay without its link.
    if (effect.kind !== 'commit' && effect.kind !== 'read-clock') assertGoingOn(run);
    const result = performEffect(effect, run, place);
    // Most effects are answered at once, and waiting for them would cost more than they do.
    step = task.next(result instanceof Promise ? await result : result);
  }
}

async function nextTurn(run: Run): Promise<void> {
  await setImmediate();
  run.turn = null;
}

function assertGoingOn(run: Run): void {
  if (run.failure !== undefined) throw run.failure.error;
  if (run.world.signal?.aborted === true) throw new Interrupted();
}

function performEffect(effect: Effect, run: Run, place: TaskPlace): EffectResult | Promise<EffectResult> {
  const { tenant, job, clock } = run.world;
  switch (effect.kind) {
    case 'send':
      return send(effect, run, place);
    case 'read-changes':
      return { kind: 'changes', changes: tenant.changesAfter(effect.after, effect.limit) };
    case 'read-moved-users':
      return { kind: 'moved-users', users: tenant.movedUsers(effect.after, effect.upTo, effect.limit) };
    case 'read-objects':
      return { kind: 'objects', objects: tenant.readObjects(effect.ids) };
    case 'read-state':
      return { kind: 'state', links: job.readLinks(effect.sourceIds), escrows: job.readEscrows(effect.sourceIds) };
    case 'read-links':
      return { kind: 'state', links: job.linksAfter(effect.after, effect.limit), escrows: [] };
    case 'read-due-escrows':
      return { kind: 'state', links: [], escrows: job.dueEscrows(clock.now()) };
    case 'read-staged':
      return { kind: 'staged', staged: job.staged() };
    case 'read-escrowed':
      return { kind: 'escrowed', sourceIds: job.allEscrows().map(({ sourceId }) => sourceId) };
    case 'commit':
      run.recorder.commit(effect.writes, effect.facts, place);
      run.world.onCommitted?.();
      return done;
    case 'fork':
      return fork(effect, run, place);
    case 'read-assignment-paths':
      return { kind: 'assignment-paths', paths: tenant.assignmentPaths(run.world.appId, effect.objectIds) };
    case 'report-progress':
      run.world.onProgress?.(effect.doneCount, effect.totalCount);
      return done;
    case 'read-clock':
      return { kind: 'now', now: clock.now() };
    default:
      return assertNever(effect);
  }
}

const done: EffectResult = { kind: 'done' };

type EffectOf<Kind extends Effect['kind']> = Extract<Effect, { readonly kind: Kind }>;

async function send({ request, place: requestPlace }: EffectOf<'send'>, run: Run, place: TaskPlace): Promise<EffectResult> {
  const { transport, clock, onRequest, onOutcome, onCommitted, signal } = run.world;
  let ruling: Ruling | undefined;
  if (onRequest !== undefined) {
    ruling = await untilStopped(onRequest(request, requestPlace), signal);
    assertGoingOn(run);
  }
  const at = clock.now();
  const carried =
    ruling === undefined ? { request, exchange: await transport.send(request) } : await carryOut(ruling, request, transport);
  const { exchange } = carried;
  run.recorder.recordExchange({ at, requestPlace, ...carried }, place);
  onOutcome?.(exchange.outcome);
  onCommitted?.();
  return { kind: 'outcome', outcome: exchange.outcome };
}

/** Resolves with the promise, or when the signal is raised: a held request must not hold the stop as well. */
async function untilStopped<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T | undefined> {
  if (signal === undefined) return promise;
  const { promise: stopped, resolve } = Promise.withResolvers<undefined>();
  const stop = (): void => resolve(undefined);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    return await Promise.race([promise, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function fork({ tasks, limit }: EffectOf<'fork'>, run: Run, place: TaskPlace): Promise<EffectResult> {
  assert(limit >= 1, `a fork runs at least one task at once, not ${limit}`);
  const forkPlace = childPlace(place);
  const waiting = tasks[Symbol.iterator]();
  let hasMore = true;
  const work = async (): Promise<void> => {
    while (hasMore) {
      assertGoingOn(run);
      const next = waiting.next();
      hasMore = next.done !== true;
      if (next.done !== true) await drive(next.value, run, childPlace(forkPlace));
    }
  };
  const workers: Promise<void>[] = [];
  while (workers.length < limit && hasMore) {
    workers.push(
      work().catch((error: unknown) => {
        run.failure ??= { error };
      }),
    );
  }
  await Promise.all(workers);
  if (run.failure !== undefined) {
    waiting.return?.();
    throw run.failure.error;
  }
  return done;
}
