import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Effect, EffectResult, Link, Task } from '#shared/engine/effect.ts';
import { fixedClock } from '#shared/kernel/clock.ts';
import { seededRandom } from '#shared/kernel/random.ts';
import type { ScimOutcome, ScimRequest } from '#shared/scim/message.ts';
import { traceLines } from '../adapters/trace-file.ts';
import { openWorkspaceDb } from '../adapters/workspace-db.ts';
import type { Transport } from '../ports/session-ports.ts';
import type { StoredEvent, WorkspaceDb } from '../ports/workspace-ports.ts';
import { Interrupted, perform, type World } from './scheduler.ts';

const created: ScimOutcome = { kind: 'response', response: { status: 201, headers: {}, text: '{"id":"t"}' } };

test('facts and exchanges are numbered within their change, stamped by the clock, and keep what only this machine knows', async () => {
  const world = openWorld({
    transport: {
      send: async () => ({
        outcome: { kind: 'response', response: { status: 201, headers: { 'set-cookie': 'secret', etag: 'W/"1"' }, text: '' } },
        durationMs: 12,
        rawRequestHeaders: [
          ['Authorization', 'Bearer secret'],
          ['Content-Type', 'application/scim+json'],
        ],
        rawResponseHeaders: [['Set-Cookie', 'secret']],
      }),
    },
  });
  await perform(provision('ada'), world);
  const events = eventsOf(world);
  expect(events.map(({ recorded: { event } }) => [event.at, event.changeId, event.step, event.kind])).toEqual([
    [5000, 'change ada', 1, 'exchange-recorded'],
    [5000, 'change ada', 2, 'step-taken'],
    [5000, 'change ada', 3, 'change-finished'],
  ]);
  expect(events[0]?.recorded).toMatchObject({
    durationMs: 12,
    rawRequestHeaders: [
      ['Authorization', '***'],
      ['Content-Type', 'application/scim+json'],
    ],
    rawResponseHeaders: [['Set-Cookie', '***']],
    event: { outcome: { response: { headers: { 'set-cookie': '***', etag: 'W/"1"' } } } },
  });
  expect(JSON.stringify(events)).not.toContain('secret');
});

test('a cycle that is taken up again goes on with the numbers of its steps', async () => {
  const world = openWorld();
  await perform(provision('ada'), world);
  await perform(provision('ada'), world);
  expect(eventsOf(world).map(({ recorded }) => recorded.event.step)).toEqual([1, 2, 3, 4, 5, 6]);
});

test('every effect is answered from the stores', async () => {
  const world = openWorld();
  const ada = { type: 'User', objectId: 'ada', key: 'user-ada', attributes: {}, managerId: null, deletedAt: null } as const;
  const escrow = { sourceId: 'zoe', type: 'User', attempts: 1, firstFailedAt: 0, nextAttemptAt: 5000, errorCode: 'E' } as const;
  world.tenant.put(ada, 'created');
  world.tenant.assign('app', [{ principalId: 'ada', appRoleId: 'role' }]);
  world.job.commit(
    [
      { kind: 'put-link', link: linkOf('ada') },
      { kind: 'put-escrow', escrow },
    ],
    [],
  );
  const asked: readonly (readonly [Effect, EffectResult])[] = [
    [
      { kind: 'read-changes', after: 1, limit: 5 },
      { kind: 'changes', changes: [{ sequence: 2, objectId: 'ada', type: 'User', change: 'assignment' }] },
    ],
    [
      { kind: 'read-objects', ids: ['ada', 'nobody'] },
      { kind: 'objects', objects: [ada] },
    ],
    [
      { kind: 'read-state', sourceIds: ['ada', 'zoe'] },
      { kind: 'state', links: [linkOf('ada')], escrows: [escrow] },
    ],
    [
      { kind: 'read-links', after: '', limit: 5 },
      { kind: 'state', links: [linkOf('ada')], escrows: [] },
    ],
    [{ kind: 'read-due-escrows' }, { kind: 'state', links: [], escrows: [escrow] }],
    [
      { kind: 'read-assignment-paths', objectIds: ['ada', 'zoe'] },
      {
        kind: 'assignment-paths',
        paths: [{ objectId: 'ada', throughGroupId: null, role: { id: 'role', value: 'role', displayName: 'role' } }],
      },
    ],
    [{ kind: 'read-clock' }, { kind: 'now', now: 5000 }],
    [{ kind: 'report-progress', doneCount: 1, totalCount: 2 }, { kind: 'done' }],
  ];
  const answers: EffectResult[] = [];
  const progress: number[] = [];
  function* ask(): Task {
    for (const [effect] of asked) answers.push(yield effect);
  }
  await perform(ask(), { ...world, onProgress: (...counts) => progress.push(...counts) });
  expect([answers, progress]).toEqual([asked.map(([, answer]) => answer), [1, 2]]);
});

test('a failure of the transport is an answer to the task, and stands in the trace', async () => {
  const outcome: ScimOutcome = { kind: 'failure', failure: { kind: 'reset', detail: 'The target closed the connection.' } };
  const world = openWorld({ transport: answering(async () => outcome) });
  const answers: EffectResult[] = [];
  function* once(): Task {
    answers.push(yield sendCreate('ada'));
  }
  await perform(once(), world);
  expect(answers).toEqual([{ kind: 'outcome', outcome }]);
  expect(eventsOf(world)[0]?.recorded.event).toMatchObject({ kind: 'exchange-recorded', outcome });
});

test('what a task committed is durable once it has ended, and before that for whoever reads it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'scheduler-'));
  const path = join(folder, 'workspace.db');
  const [db, other] = [openWorkspaceDb(path), openWorkspaceDb(path)];
  const seen: number[] = [];
  const look = (): void => void seen.push(other.trace.events('app', 0, 10).length, other.jobStore('app').allLinks().length);
  function* watched(): Task {
    yield sendCreate('ada');
    yield commitOf('ada');
    look();
    db.jobStore('app').linkCounts();
    look();
    yield commitOf('ada');
    look();
  }
  await perform(watched(), openWorld({ db }));
  look();
  expect(seen).toEqual([0, 0, 3, 1, 3, 1, 5, 1]);
  db.close();
  other.close();
  rmSync(folder, { recursive: true });
});

test.each([1, 3, 50])('a fork of 20 tasks has at most %i alive and in flight at once', async (limit) => {
  let alive = 0;
  let aliveMax = 0;
  const { transport, inFlightMax } = unsteady();
  function* counted(name: string): Task {
    alive += 1;
    aliveMax = Math.max(aliveMax, alive);
    yield* provision(name);
    alive -= 1;
  }
  const world = openWorld({ transport });
  await perform(forkOf(20, limit, counted), world);
  expect([aliveMax, inFlightMax()]).toEqual([Math.min(limit, 20), Math.min(limit, 20)]);
  expect(world.job.linkCounts().userCount).toBe(20);
});

test('the trace file is the same whatever was in flight at once; with one at a time it is the order of recording', async () => {
  const traces = await Promise.all(
    [1, 3, 50].map(async (limit) => {
      const world = openWorld({ transport: unsteady().transport });
      await perform(forkOf(20, limit, provision), world);
      const events = eventsOf(world);
      return { file: [...traceLines(events)].join('\n'), changeIds: events.map(({ recorded }) => recorded.event.changeId) };
    }),
  );
  const [one, three, fifty] = traces;
  expect(three?.file).toBe(one?.file);
  expect(fifty?.file).toBe(one?.file);
  // Otherwise the two lines above would prove nothing.
  expect(three?.changeIds).not.toEqual(one?.changeIds);
  const ofFile = one?.file
    .split('\n')
    .slice(1)
    .map((line) => (JSON.parse(line) as { changeId: string | null }).changeId);
  expect(ofFile).toEqual(one?.changeIds);
});

test('a raised signal stops a task between two requests, never between an answer and its commit', async () => {
  const stop = new AbortController();
  const sent: string[] = [];
  const transport = answering(async ({ target }) => {
    sent.push(target);
    stop.abort();
    return created;
  });
  const world = openWorld({ transport, signal: stop.signal });
  function* two(): Task {
    yield* provision('ada');
    yield* provision('ben');
  }
  await expect(perform(two(), world)).rejects.toThrow(Interrupted);
  expect([sent.length, world.job.allLinks()]).toEqual([1, [linkOf('ada')]]);
});

test('a raised signal lets what is in flight come to rest with its links, and begins nothing more', async () => {
  const stop = new AbortController();
  const { transport, sentCount } = unsteady(() => {
    if (sentCount() === 7) stop.abort();
  });
  const world = openWorld({ transport, signal: stop.signal });
  await expect(perform(forkOf(20, 3, provision), world)).rejects.toThrow(Interrupted);
  expect(world.job.linkCounts().userCount).toBe(sentCount());
  expect(sentCount()).toBeLessThan(11);
});

test('a bug in one of several tasks ends the others, and is what the caller hears', async () => {
  const world = openWorld({ transport: unsteady().transport });
  function* failing(name: string): Task {
    yield* provision(name);
    if (name === 'user 4') throw new Error('Broken promise: a bug');
  }
  await expect(perform(forkOf(20, 3, failing), world)).rejects.toThrow('Broken promise: a bug');
  expect(world.job.linkCounts().userCount).toBeLessThan(10);
});

test('a request waits until it is let go, and a stop does not wait for it', async () => {
  const stop = new AbortController();
  const held: (() => void)[] = [];
  const sent: string[] = [];
  const transport = answering(async ({ target }) => {
    sent.push(target);
    return created;
  });
  function* two(): Task {
    yield* provision('ada');
    yield* provision('ben');
  }
  const running = perform(two(), {
    ...openWorld({ transport, signal: stop.signal }),
    onRequest: () => new Promise<undefined>((resolve) => held.push(() => resolve(undefined))),
  });
  await setImmediate();
  expect([held.length, sent.length]).toEqual([1, 0]);
  held[0]?.();
  await setImmediate();
  expect([held.length, sent.length]).toEqual([2, 1]);
  stop.abort();
  await expect(running).rejects.toThrow(Interrupted);
  expect(sent.length).toBe(1);
});

test('a long task leaves the process turns of its event loop', async () => {
  let turnCount = 0;
  let isRunning = true;
  const others = (async () => {
    while (isRunning) {
      await setImmediate();
      turnCount += 1;
    }
  })();
  function* long(): Task {
    for (let index = 0; index < 1000; index += 1) yield { kind: 'read-clock' };
  }
  await perform(long(), openWorld());
  isRunning = false;
  await others;
  expect(turnCount).toBeGreaterThanOrEqual(20);
});

interface WorldOptions {
  readonly db?: WorkspaceDb;
  readonly transport?: Transport;
  readonly signal?: AbortSignal;
}

type TestWorld = World & { readonly db: WorkspaceDb };

function openWorld({ db = openWorkspaceDb(':memory:'), transport, signal }: WorldOptions = {}): TestWorld {
  return {
    db,
    appId: 'app',
    tenant: db.tenant,
    job: db.jobStore('app'),
    clock: fixedClock(5000),
    transport: transport ?? answering(async () => created),
    ...(signal ? { signal } : {}),
  };
}

function eventsOf(world: TestWorld): readonly StoredEvent[] {
  return world.db.trace.events('app', 0, 1000);
}

function answering(answer: (request: ScimRequest) => Promise<ScimOutcome>): Transport {
  return {
    send: async (request) => ({ outcome: await answer(request), durationMs: 0, rawRequestHeaders: [], rawResponseHeaders: [] }),
  };
}

/** Answers each request after some turns of the event loop, more for some than for others, so that answers overtake each other. */
function unsteady(onSent?: () => void) {
  let inFlight = 0;
  let inFlightMax = 0;
  let sentCount = 0;
  const transport = answering(async ({ target }) => {
    sentCount += 1;
    inFlight += 1;
    inFlightMax = Math.max(inFlightMax, inFlight);
    onSent?.();
    for (let turns = seededRandom('turns', target).next() % 7; turns >= 0; turns -= 1) await setImmediate();
    inFlight -= 1;
    return created;
  });
  return { transport, inFlightMax: () => inFlightMax, sentCount: () => sentCount };
}

function* forkOf(count: number, limit: number, taskOf: (name: string) => Task): Task {
  function* tasks(): Generator<Task> {
    for (let index = 0; index < count; index += 1) yield taskOf(`user ${index}`);
  }
  yield { kind: 'fork', tasks: tasks(), limit };
}

function* provision(name: string): Task {
  yield sendCreate(name);
  yield commitOf(name);
}

function sendCreate(name: string): Effect {
  return {
    kind: 'send',
    request: { method: 'POST', target: `/Users?${name}`, headers: {}, body: { userName: name } },
    place: { cycleId: 'cycle', changeId: `change ${name}`, purpose: 'create', identity: identityOf(name) },
  };
}

function commitOf(name: string): Effect {
  const place = { cycleId: 'cycle', changeId: `change ${name}` };
  const identity = identityOf(name);
  return {
    kind: 'commit',
    writes: [{ kind: 'put-link', link: linkOf(name) }],
    facts: [
      {
        ...place,
        fact: {
          kind: 'step-taken',
          identity,
          name: 'EntryExportAdd',
          stepType: 'export',
          status: 'success',
          description: 'Created.',
          details: {},
        },
      },
      {
        ...place,
        fact: {
          kind: 'change-finished',
          identity,
          action: 'create',
          status: 'success',
          targetId: 't',
          modifiedProperties: [],
          error: null,
          skipReason: null,
        },
      },
    ],
  };
}

function identityOf(name: string) {
  return { id: name, type: 'User', displayName: name } as const;
}

function linkOf(name: string): Link {
  return { sourceId: name, type: 'User', targetId: 't', origin: 'created', isManaged: true, exportedMemberIds: [] };
}
