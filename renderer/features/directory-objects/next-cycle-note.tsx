import { useClock } from '../../app/now.ts';
import { momentText } from '../../components/moment.tsx';

/** When a change made now will be sent. */
export function NextCycleNote() {
  const { data: clock } = useClock();
  if (clock === undefined) return null;
  if (clock.nextCycleAt === null) return <span>No application is provisioning, so a change here is sent to nobody yet.</span>;
  return (
    <span>
      A change here waits for the next cycle ({momentText(clock.nextCycleAt, 'time')}).
      {clock.lockedReason === null && (
        <>
          {' '}
          <em>Advance 40 min</em> brings it forward.
        </>
      )}
    </span>
  );
}
