import type { JobStanding } from '#shared/trace/event.ts';
import type { JobProgress } from './effect.ts';

/** Progress with how the job stands, which is not written down where it stands in its ordinary rhythm. */
export function withStanding({ standing: _before, ...progress }: JobProgress, standing: JobStanding): JobProgress {
  return Object.keys(standing).length === 0 ? progress : { ...progress, standing };
}

/** Out of quarantine, and due again where it was disabled or paused for it. */
export function lifted({ quarantine: _quarantine, halt: _halt, ...rest }: JobStanding): JobStanding {
  return rest;
}
