import { createVirtualClock } from '#harness/adapters/virtual-clock.ts';
import { commitReset } from '#harness/session/state-reset.ts';
import { restartJob } from '#shared/engine/restart.ts';
import type { ResetScope } from '#shared/entra/reset-scope.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#shared/kernel/duration.ts';
import { openChronicle } from './chronicle.ts';
import { departures, type Stage } from './departures.ts';
import { openLedger } from './ledger.ts';
import { openMortalWorkspace } from './mortal-workspace.ts';
import type { Move, Plan, Round } from './plan.ts';
import { openJob } from './simulated-job.ts';
import { openTarget } from './simulated-target.ts';
import { openWitness } from './witness.ts';

/** What became of one plan. */
export interface Outcome {
  /** What should not have been, one sentence each; empty: all is well. */
  readonly findings: readonly string[];
  /** What happened, in order. */
  readonly story: readonly string[];
  readonly counts: Counts;
}

/** So that simulations in which nothing happens are noticed. */
export interface Counts {
  readonly moves: number;
  readonly requests: number;
  readonly faults: number;
  readonly kills: number;
  readonly deletions: number;
  /** Objects that waited for a retry, each time a cycle ended. */
  readonly waits: number;
}

const APP_ID = 'simulation';
const START = Date.UTC(2026, 0, 5);
/** Retries are a day apart at most, and a reference may wait for an object that waits itself. */
const CALM_CYCLE_COUNT = 4;
const CALM_DISTANCE_MS = DAY_MS + HOUR_MS;

/**
 * The real engine, scheduler, stores and bundled server, in memory and on a clock that only rounds move. Once the rounds are through
 * nothing goes wrong any more, and after `CALM_CYCLE_COUNT` cycles all must be well. Ends with the first thing that is not.
 */
export async function simulate(plan: Plan): Promise<Outcome> {
  const simulation = openSimulation(plan);
  try {
    for (const [index, round] of plan.rounds.entries()) {
      await simulation.play(round, index);
      if (simulation.outcome.findings.length > 0) return simulation.outcome;
    }
    await simulation.calmDown();
    return simulation.outcome;
  } finally {
    simulation.close();
  }
}

function openSimulation(plan: Plan) {
  const findings: string[] = [];
  const story: string[] = [];
  const counts = { moves: 0, requests: 0, faults: 0, kills: 0, deletions: 0, waits: 0 };
  const note = (sentence: string): void => {
    story.push(sentence);
  };
  const clock = createVirtualClock(START);
  const workspace = openMortalWorkspace(APP_ID, plan.job.gatheredRowsMax);
  const ledger = openLedger(plan, { store: workspace.tenant, appId: APP_ID, clock });
  const chronicle = openChronicle(ledger, plan.job);
  const target = openTarget({ ...plan, clock, userNames: ledger.userNames() });
  const witness = openWitness({ target, chronicle, note });
  const job = openJob(plan, { workspace, clock, transport: witness.transport });
  const { store } = job;

  const makeMoves = (moves: readonly Move[]): void => {
    for (const move of moves) {
      const sentence = ledger.move(move);
      if (sentence === null) continue;
      counts.moves += 1;
      note(`  ${sentence}`);
    }
  };
  const check = (stage: Stage): void => {
    const scene = { chronicle, users: target.resources('User'), groups: target.resources('Group'), store };
    findings.push(...departures(scene, stage), ...touchedAccounts());
  };
  /** An account of a user who was never in scope is none of the job's, nor is one of nobody here. */
  const touchedAccounts = (): readonly string[] =>
    target.accounts.flatMap((account) => {
      const ownerId = chronicle.ownerOf(undefined, account.userName);
      const mayBeMatched = ownerId !== undefined && chronicle.wasInScope(ownerId);
      return mayBeMatched || account.isAsMade() ? [] : [`The account ${account.userName} is none of the job's, but was changed.`];
    });

  const runCycle = async (round: Pick<Round, 'kill' | 'during'>): Promise<void> => {
    const before = { watermark: store.progress().watermark, firedCount: target.firedCount() };
    const seenUpTo = workspace.tenant.lastSequence();
    const leaverCountMax = job.isDeletingAllowed() ? null : plan.job.deletionThreshold;
    chronicle.beginCycle(job.nextKind());
    const { requestCount, isKilled, isMoved } = await job.runCycle(round, (moves) => {
      makeMoves(moves);
      chronicle.noteMovesDuringCycle();
    });
    const { watermark, pendingCycle } = store.progress();
    if ((watermark ?? -1) < (before.watermark ?? -1))
      findings.push(`The watermark went back from ${before.watermark} to ${watermark}.`);
    const isFinished = pendingCycle === null && watermark !== null && watermark >= seenUpTo;
    const leaverCount = witness.takeLeavers().size;
    if (leaverCountMax !== null && leaverCount >= leaverCountMax) {
      findings.push(`${leaverCount} were disabled or deleted, and ${leaverCountMax} are too many.`);
    }
    const [waits, fired] = [store.escrowCount() + store.stagedCount(), target.firedCount() - before.firedCount];
    const isClean = isFinished && !isKilled && !isMoved && fired === 0 && waits === 0;
    chronicle.endCycle({ isFinished, isKilled, isClean });
    counts.requests += requestCount;
    counts.faults += fired;
    counts.kills += isKilled ? 1 : 0;
    counts.waits += waits;
    note(`  the cycle ${isKilled ? 'is killed' : isFinished ? 'finishes' : 'fails'}: ${requestCount} requests, ${waits} waiting`);
    findings.push(...witness.takeFindings());
    // Where nothing went wrong and nothing waits, all must be well already.
    if (isClean) check('incremental');
  };
  const quietCycle = async (when: string): Promise<void> => {
    witness.takeWrites();
    clock.advanceTo(clock.now() + 40 * MINUTE_MS);
    await runCycle(undisturbed);
    if (store.escrowCount() + store.stagedCount() > 0) return;
    findings.push(...witness.takeWrites().map((write) => `${when} nothing had changed, and yet it sent ${write}.`));
  };
  const restart = (scopes: readonly ResetScope[] = []): void => {
    const state = {
      progress: store.progress(),
      linkedIds: store.allLinks().map(({ sourceId }) => sourceId),
      escrowedIds: store.allEscrows().map(({ sourceId }) => sourceId),
      stagedCount: store.stagedCount(),
    };
    commitReset({ job: store, clock }, restartJob(state, scopes));
    note(`provisioning is restarted ${scopes.join()}`.trimEnd());
  };
  const allowDeletions = (): void => {
    if (store.stagedCount() > 0) restart(['ForceDeletes']);
  };
  /** What a group waits for that itself, or one in it, is linked to nothing: only a full restart mends that. */
  const mayWait = (sourceId: string): boolean => {
    const object = ledger.objects.get(sourceId);
    const memberIds = object?.type === 'Group' ? object.memberIds : [];
    return [sourceId, ...memberIds].some(chronicle.mayBeDangling);
  };

  return {
    outcome: { findings, story, counts },
    play: async (round: Round, index: number): Promise<void> => {
      note(`round ${index + 1}, ${round.advanceMs / MINUTE_MS} minutes later`);
      clock.advanceTo(clock.now() + round.advanceMs);
      if (round.isRestarted) restart();
      if (round.allowsDeletions) allowDeletions();
      makeMoves(round.moves);
      for (const fault of round.faults) note(`  the target has the fault ${JSON.stringify(fault)}`);
      target.misbehave(round.faults, `${plan.seed} ${index}`);
      if (round.kill !== null) note(`  the engine is to die ${round.kill.moment} ${round.kill.number}`);
      await runCycle(round);
    },
    /** Ends with the first step after which something is not well. */
    calmDown: async (): Promise<void> => {
      note('nothing goes wrong any more');
      target.misbehave([], '');
      for (let cycle = 0; cycle < CALM_CYCLE_COUNT; cycle += 1) {
        clock.advanceTo(clock.now() + CALM_DISTANCE_MS);
        allowDeletions();
        await runCycle(undisturbed);
      }
      const waiting = store.allEscrows().filter(({ sourceId }) => !mayWait(sourceId));
      findings.push(
        ...waiting.map(({ sourceId, errorCode }) => `${ledger.nameOf(sourceId)} still waits for a retry (${errorCode}).`),
      );
      findings.push(...store.staged().map(({ displayName }) => `${displayName} is still held back.`));
      const steps: readonly (() => void | Promise<void>)[] = [
        () => check('incremental'),
        () => quietCycle('After the calm'),
        () => restart(),
        () => runCycle(undisturbed),
        () => check('restarted'),
        () => quietCycle('After a restart'),
      ];
      for (const step of steps) if (findings.length === 0) await step();
      counts.deletions = witness.deletionCount();
    },
    close: (): void => {
      workspace.close();
      target.close();
    },
  };
}

const undisturbed = { kill: null, during: null };
