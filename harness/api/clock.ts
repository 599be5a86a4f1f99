import type { ClockView } from '#shared/api/workspace-views.ts';
import { agenda, cyclesAhead, nextCycleAt, nextRetryAt } from '../session/agenda.ts';
import type { JobRunner } from '../session/job-runner.ts';
import { recordedTarget } from '../session/target.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { api, refusal } from './implementer.ts';

/** The workspace's clock: virtual by default, so that 40 minutes take a moment. */
export function clockHandlers(parts: WorkspaceParts, runner: JobRunner) {
  const view = async (): Promise<ClockView> => {
    const { applications, clock } = parts.document.value;
    return {
      now: parts.clock.now(),
      kind: clock.kind,
      nextCycleAt: nextCycleAt(applications.filter(({ job }) => job.isOn)),
      lockedReason: lockedReason(),
      isMoving: runner.clockMove() !== null,
      move: moveView(),
    };
  };
  const moveView = (): ClockView['move'] => {
    const move = runner.clockMove();
    if (move === null) return null;
    const { until, cycleCount } = move;
    return { until, cycleCount, knownCycleCount: cycleCount + cyclesAhead(parts, runner.activeApplications(), until) };
  };
  const lockedReason = (): string | null => {
    if (parts.document.value.clock.kind === 'system') return 'The clock follows the system clock: switch that off in Settings.';
    for (const record of parts.document.value.applications) {
      if (!record.job.isOn) continue;
      const target = recordedTarget(parts, record);
      if (target?.kind === 'remote') {
        return `${record.name} provisions to ${target.url.origin}: with a remote target the clock goes at the system's pace.`;
      }
    }
    return null;
  };
  const move = async (ms: number): Promise<ClockView> => {
    const reason = lockedReason();
    if (reason !== null) throw refusal({ place: 'Clock', message: reason, remedy: 'Wait, or stop provisioning there first.' });
    if (runner.clockMove() !== null) {
      throw refusal({
        place: 'Clock',
        message: 'The clock is being moved already.',
        remedy: 'Wait until the cycles that fell due have run, or stop the move.',
      });
    }
    await runner.advance(ms);
    return await view();
  };

  return {
    read: api.clock.read.handler(view),
    advance: api.clock.advance.handler(({ input }) => move(input.ms)),
    advanceTo: api.clock.advanceTo.handler(({ input }) => {
      const active = runner.activeApplications();
      const at = input.what === 'next-cycle' ? nextCycleAt(active) : nextRetryAt(parts, active);
      if (at === null) throw refusal(nothingDue[input.what]);
      return move(Math.max(0, at - parts.clock.now()));
    }),
    stop: api.clock.stop.handler(() => {
      runner.clockMove()?.stop();
      return view();
    }),
    agenda: api.clock.agenda.handler(() => agenda(parts, runner.activeApplications())),
    setKind: api.clock.setKind.handler(async ({ input }) => {
      await parts.document.update((document) => ({ ...document, clock: { ...document.clock, kind: input.kind } }));
      parts.live.changed('clock');
      return await view();
    }),
  };
}

const nothingDue = {
  'next-cycle': {
    place: 'Clock',
    message: 'No cycle is due: provisioning is off in every application, or waits for somebody.',
    remedy: 'Start provisioning on the overview of an application.',
  },
  'next-retry': {
    place: 'Clock',
    message: 'No object waits for a retry in an application whose provisioning is on.',
    remedy: 'Move the clock to the next cycle, or by a time of your choice.',
  },
} as const;
