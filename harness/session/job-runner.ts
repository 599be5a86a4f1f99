import { type CycleRequest, removeCreated } from '#shared/engine/job.ts';
import { restartJob } from '#shared/engine/restart.ts';
import type { ResetScope } from '#shared/entra/reset-scope.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import type { ApplicationRecord } from '../workspace-document.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { nextStopAt, purgeBeforeCycles } from './agenda.ts';
import { ClockMove } from './clock-move.ts';
import { cycleDueAt } from './cycle-due.ts';
import { Hold } from './hold.ts';
import { nextCycle, noteLinkedAddress, type RunningCycle, runNextCycle, updateJob } from './job-runner-cycle.ts';
import { perform } from './scheduler.ts';
import { commitLift, commitRejection, commitReset, commitRetries } from './state-reset.ts';
import { addressOf, readTarget, readWritableTarget, recordedTarget, type Target } from './target.ts';
import { type OpenJob, withJob } from './target-job.ts';

/** The system's clock is looked at again at least this often, so that a sleep of the machine is noticed. */
const LOOK_INTERVAL_MAX_MS = 60_000;

/** Runs the provisioning jobs of one workspace when they are due, on its clock. Owns which cycles run and which jobs are held. */
export class JobRunner {
  readonly #parts: WorkspaceParts;
  readonly #running = new Map<string, RunningCycle>();
  /** Work of a job that is no cycle, and meanwhile no cycle begins: on demand, a plan, start over. */
  readonly #oneOffs = new Map<string, Promise<unknown>>();
  readonly #held = new Map<string, string>();
  readonly #holds = new Map<string, Hold>();
  readonly #stopAll = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #move: ClockMove | null = null;

  constructor(parts: WorkspaceParts) {
    this.#parts = parts;
  }

  /** Takes jobs up where the last host left them. A job against a remote target waits for a person. */
  resume(): void {
    for (const record of this.#parts.document.value.applications) {
      if (!record.job.isOn) continue;
      const target = recordedTarget(this.#parts, record);
      if (target?.kind === 'remote') {
        this.#held.set(
          record.id,
          `The last host of this workspace ended while provisioning was on. Nothing is sent to ${target.url.origin} until you press Continue.`,
        );
      }
    }
    this.#schedule();
  }

  /** The way the clock is on; null while nobody moves it. */
  clockMove(): ClockMove | null {
    return this.#move;
  }

  runningCycle(appId: string): RunningCycle | undefined {
    return this.#running.get(appId);
  }

  heldReason(appId: string): string | null {
    return this.#held.get(appId) ?? null;
  }

  /** Applications whose cycles begin when they are due: provisioning is on, and nobody is asked first. */
  activeApplications(): readonly ApplicationRecord[] {
    return this.#parts.document.value.applications.filter(
      ({ id, job }) => job.isOn && job.nextCycleAt !== null && !this.#held.has(id),
    );
  }

  /** Holds the requests of an application's cycles. */
  hold(appId: string): Hold {
    const known = this.#holds.get(appId) ?? new Hold(() => this.#parts.live.changed('job'));
    this.#holds.set(appId, known);
    return known;
  }

  /** Provisioning Status On: the first cycle is due at once, and goes on where the job stopped. Lifts a failure of the whole job. */
  async start(appId: string): Promise<Parsed<null>> {
    const target = await readWritableTarget(this.#parts, appId);
    if (!target.ok) return target;
    commitLift({ job: this.#parts.db.jobStore(appId), clock: this.#parts.clock });
    await this.#update(appId, (job) => ({ ...job, isOn: true, failure: null, nextCycleAt: this.#parts.clock.now() }));
    this.#held.delete(appId);
    this.#schedule();
    return accepted(null);
  }

  /** Off: the running cycle finishes, no new one begins (Microsoft: how-provisioning-works). */
  async stop(appId: string): Promise<void> {
    this.#held.delete(appId);
    await this.#update(appId, (job) => ({ ...job, isOn: false, nextCycleAt: null }));
    this.#schedule();
  }

  /** Forgets what the scopes name (none: the portal's button); a cycle that runs is broken off, and the next one is due at once. */
  async restart(appId: string, reason: string, resetScopes: readonly ResetScope[] = []): Promise<Parsed<null>> {
    await this.#finishRunning(appId);
    const job = this.#parts.db.jobStore(appId);
    const wasHalted = job.progress().standing?.halt !== undefined;
    const restart = restartJob(
      {
        progress: job.progress(),
        linkedIds: job.allLinks().map(({ sourceId }) => sourceId),
        escrowedIds: job.allEscrows().map(({ sourceId }) => sourceId),
        stagedCount: job.stagedCount(),
      },
      resetScopes,
    );
    commitReset({ job, clock: this.#parts.clock }, restart);
    await this.#update(appId, (state) => ({
      ...state,
      restartReason: reason,
      failure: restart.liftsQuarantine ? null : state.failure,
      nextCycleAt: state.isOn ? this.#parts.clock.now() : null,
      linkedAddresses: job.allLinks().length === 0 ? [] : state.linkedAddresses,
    }));
    if (restart.startsJob || (wasHalted && restart.liftsQuarantine)) return this.start(appId);
    this.#schedule();
    return accepted(null);
  }

  /** Forgets the deletions that were held back without sending them; the job goes on at once. */
  async rejectDeletions(appId: string): Promise<void> {
    await this.#finishRunning(appId);
    commitRejection({ job: this.#parts.db.jobStore(appId), clock: this.#parts.clock });
    await this.#dueNow(appId);
  }

  /** Lets the next cycle, which is due at once, try these failed objects again; without ids, all of them. */
  async retryNow(appId: string, sourceIds?: readonly string[]): Promise<void> {
    const { clock, db } = this.#parts;
    const job = db.jobStore(appId);
    commitRetries({ job, clock }, sourceIds === undefined ? job.allEscrows() : job.readEscrows(sourceIds));
    await this.#dueNow(appId);
  }

  async #dueNow(appId: string): Promise<void> {
    await this.#update(appId, (job) => (job.isOn ? { ...job, nextCycleAt: this.#parts.clock.now() } : job));
    this.#schedule();
  }

  /** Goes on with a job that came back held. */
  async release(appId: string): Promise<void> {
    this.#held.delete(appId);
    this.#parts.live.changed('job');
    this.#schedule();
  }

  /** Breaks off what an application that is about to be removed still does, a held request included. */
  async forget(appId: string): Promise<void> {
    await this.#finishRunning(appId);
    this.#held.delete(appId);
    this.#holds.delete(appId);
  }

  /** Forgets links; with `removesCreated`, first deletes at the target what the link table says this job created there. */
  async startOver(appId: string, removesCreated: boolean): Promise<Parsed<null>> {
    await this.stop(appId);
    await this.#finishRunning(appId);
    const store = this.#parts.db.jobStore(appId);
    const createdLinks = () => store.allLinks().filter(({ origin }) => origin === 'created');
    if (removesCreated) {
      const target = await readWritableTarget(this.#parts, appId);
      if (!target.ok) return target;
      if (createdLinks().length > 0 && !this.#isLinkedOnlyAt(appId, addressOf(target.value))) {
        return refused({
          place: 'Start over',
          message:
            'The resources of this rehearsal were made at another address than the one this application is connected to now.',
          remedy:
            'Connect it to that address again, or start over without removing anything: the same ids may be other people here.',
        });
      }
      const removed = await this.#oneOff(appId, target.value, ({ job, world }) =>
        perform(removeCreated(job, createdLinks()), world),
      );
      if (!removed.ok) return removed;
      const left = createdLinks().length;
      if (left > 0) {
        return refused({
          place: 'Start over',
          message: `${left} resources could not be removed at the target; their links are kept.`,
          remedy: 'See the provisioning logs for the reason, mend it, and start over again.',
        });
      }
    }
    store.reset();
    const everything = ['links', 'escrows', 'watermark', 'cycles', 'quarantine', 'staged'] as const;
    commitReset({ job: store, clock: this.#parts.clock }, { writes: [], forgets: everything });
    await this.#update(appId, (state) => ({
      ...state,
      restartReason: null,
      failure: null,
      steadyStateAchievedAt: null,
      linkedAddresses: [],
    }));
    return accepted(null);
  }

  /** Work on the job between two cycles that only reads the target. */
  async readBetweenCycles<T>(appId: string, work: (opened: OpenJob) => Promise<T>): Promise<Parsed<T>> {
    const target = await readTarget(this.#parts, appId);
    return target.ok ? this.#oneOff(appId, target.value, work) : target;
  }

  /** Work on the job between two cycles that writes to the target, which a remote one must have been opened for. */
  async writeBetweenCycles<T>(appId: string, work: (opened: OpenJob) => Promise<T>): Promise<Parsed<T>> {
    const target = await readWritableTarget(this.#parts, appId);
    if (!target.ok) return target;
    await noteLinkedAddress(this.#parts, appId, target.value);
    return this.#oneOff(appId, target.value, work);
  }

  /**
   * Moves the virtual clock; what falls due on the way runs in order before this answers. Missed cycles collapse into one, but
   * for those that stand before a purge or take up a retry. A cycle that a person holds is not waited for. A move that is stopped
   * answers at once.
   */
  async advance(ms: number): Promise<void> {
    const { clock, document, live } = this.#parts;
    const move = new ClockMove(clock.now() + ms);
    this.#move = move;
    live.changed('clock');
    try {
      await this.#settle(move);
      const offsetEnd = clock.offsetMs + ms;
      for (let left = ms; ; left = offsetEnd - clock.offsetMs) {
        if (move.isStopped) return;
        const stop = nextStopAt(this.#parts, this.activeApplications());
        const isLast = stop === null || stop - clock.now() >= left;
        clock.advance(isLast ? left : Math.max(0, stop - clock.now()));
        const { offsetMs } = clock;
        await document.update((value) => ({ ...value, clock: { ...value.clock, offsetMs } }));
        this.#schedule();
        await this.#settle(move);
        if (isLast || this.#stopAll.signal.aborted) return;
      }
    } finally {
      this.#move = null;
      live.changed('clock', 'job');
    }
  }

  async close(): Promise<void> {
    this.#stopAll.abort();
    clearTimeout(this.#timer);
    for (const { stop } of this.#running.values()) stop.abort();
    await Promise.allSettled([...this.#oneOffs.values(), ...[...this.#running.values()].map(({ ended }) => ended)]);
  }

  /** Resolves once nothing runs, but for cycles whose next request a person holds; at once where the move is stopped. */
  async #settle(move: ClockMove): Promise<void> {
    while (!move.isStopped) {
      const waits = [...this.#oneOffs.values()].map((work) => work.then(noop, noop));
      const giveUp = new AbortController();
      for (const [appId, { ended }] of this.#running) {
        const hold = this.hold(appId);
        if (hold.held === null) waits.push(Promise.race([ended, hold.untilHeld(giveUp.signal)]));
      }
      if (waits.length === 0) return;
      await Promise.race([Promise.all(waits), move.stopped]);
      giveUp.abort();
    }
  }

  #isLinkedOnlyAt(appId: string, address: string): boolean {
    const addresses = applicationOf(this.#parts, appId)?.job.linkedAddresses ?? [];
    return addresses.length === 1 && addresses[0] === address;
  }

  async #finishRunning(appId: string): Promise<void> {
    const cycle = this.#running.get(appId);
    cycle?.stop.abort();
    await cycle?.ended;
  }

  async #oneOff<T>(appId: string, target: Target, work: (opened: OpenJob) => Promise<T>): Promise<Parsed<T>> {
    if (this.#running.has(appId) || this.#oneOffs.has(appId)) {
      return refused({
        place: 'Provisioning',
        message: this.#running.has(appId)
          ? 'A cycle of this application is running, and both would write down the same links.'
          : 'Something else is being done for this application right now.',
        remedy: 'Wait until it has ended, then try again.',
      });
    }
    const { signal } = this.#stopAll;
    const done = withJob(this.#parts, appId, target, ({ job, world }) => work({ job, world: { ...world, signal } }));
    this.#oneOffs.set(appId, done);
    try {
      return accepted(await done);
    } finally {
      this.#oneOffs.delete(appId);
      this.#parts.live.changed('job', 'tenant');
      this.#schedule();
    }
  }

  /** Starts what is due and sets the timer for what is not. */
  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#stopAll.signal.aborted) return;
    const active = this.activeApplications();
    if (purgeBeforeCycles(this.#parts, active) > 0) this.#parts.live.changed('tenant', 'apps');
    let wait = LOOK_INTERVAL_MAX_MS;
    for (const record of active) {
      const dueInMs = (record.job.nextCycleAt ?? 0) - this.#parts.clock.now();
      if (this.#running.has(record.id) || this.#oneOffs.has(record.id)) continue;
      if (dueInMs <= 0) this.#begin(record);
      else wait = Math.min(wait, dueInMs);
    }
    this.#timer = setTimeout(() => this.#schedule(), wait);
    this.#timer.unref();
  }

  #begin(record: ApplicationRecord): void {
    const request = nextCycle(record, this.#parts.db.jobStore(record.id));
    if (request.standing?.halt !== undefined) {
      // A host that was killed had no time to say so in the document.
      void this.#update(record.id, (job) => ({ ...job, isOn: false, nextCycleAt: null }));
      return;
    }
    const cycle: RunningCycle = {
      kind: request.kind,
      number: request.number,
      startedAt: this.#parts.clock.now(),
      doneCount: 0,
      totalCount: 0,
      stop: new AbortController(),
      ended: Promise.resolve().then(() => this.#run(record.id, request, cycle)),
    };
    this.#running.set(record.id, cycle);
    this.#parts.live.changed('job');
  }

  async #run(appId: string, request: CycleRequest, cycle: RunningCycle): Promise<void> {
    const hold = this.hold(appId);
    try {
      await runNextCycle(this.#parts, appId, { request, cycle, hold });
    } finally {
      this.#running.delete(appId);
      this.#move?.noteCycle();
      hold.reset();
      if (!this.#stopAll.signal.aborted) {
        const due = cycleDueAt(cycle.startedAt, this.#parts.db.jobStore(appId).progress().standing);
        const next = due === null ? null : Math.max(this.#parts.clock.now(), due);
        const isStopped = cycle.stop.signal.aborted;
        await this.#update(appId, (job) => (job.isOn && !isStopped ? { ...job, isOn: next !== null, nextCycleAt: next } : job));
        this.#parts.live.changed('clock', 'tenant');
        this.#schedule();
      }
    }
  }

  #update(appId: string, change: Parameters<typeof updateJob>[2]): Promise<void> {
    return updateJob(this.#parts, appId, change);
  }
}

function noop(): void {}
