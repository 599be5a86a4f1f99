import type { ClockView } from '#shared/api/views.ts';
import type { JobRunner } from '../session/job-runner.ts';
import { readTarget } from '../session/target.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { api, refusal } from './implementer.ts';

/** The workspace's clock: virtual by default, so that 40 minutes take a moment. */
export function clockHandlers(parts: WorkspaceParts, runner: JobRunner) {
  const view = async (): Promise<ClockView> => {
    const { applications, clock } = parts.document.value;
    const due = applications.flatMap(({ job }) => (job.isOn && job.nextCycleAt !== null ? [job.nextCycleAt] : []));
    return {
      now: parts.clock.now(),
      kind: clock.kind,
      nextCycleAt: due.length === 0 ? null : Math.min(...due),
      lockedReason: await lockedReason(),
      isMoving: runner.isMoving(),
    };
  };
  const lockedReason = async (): Promise<string | null> => {
    if (parts.document.value.clock.kind === 'system') return 'The clock follows the system clock: switch that off in Settings.';
    for (const record of parts.document.value.applications) {
      if (!record.job.isOn) continue;
      const target = await readTarget(parts, record.id);
      if (target.ok && target.value.kind === 'remote') {
        return `${record.name} provisions to ${target.value.url.origin}: with a remote target the clock goes at the system's pace.`;
      }
    }
    return null;
  };

  return {
    read: api.clock.read.handler(view),
    advance: api.clock.advance.handler(async ({ input }) => {
      const reason = await lockedReason();
      if (reason !== null) throw refusal({ place: 'Clock', message: reason, remedy: 'Wait, or stop provisioning there first.' });
      if (runner.isMoving()) {
        throw refusal({
          place: 'Clock',
          message: 'The clock is being moved already.',
          remedy: 'Wait until the cycles that fell due have run.',
        });
      }
      await runner.advance(input.ms);
      return await view();
    }),
    setKind: api.clock.setKind.handler(async ({ input }) => {
      await parts.document.update((document) => ({ ...document, clock: { ...document.clock, kind: input.kind } }));
      parts.live.changed('clock');
      return await view();
    }),
  };
}
