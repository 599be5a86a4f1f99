import type { RequestPlace } from '#shared/engine/effect.ts';
import type { Instant } from '#shared/kernel/clock.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import type { SentExchange } from '../ports/session-ports.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { createRecorder } from './recorder.ts';
import { taskPlace } from './task-place.ts';

interface Sent extends Pick<RequestPlace, 'purpose' | 'identity'> {
  /** When the request went out. */
  readonly at: Instant;
  readonly request: ScimRequest;
  readonly exchange: SentExchange;
}

/** A request that belongs to no cycle, such as a probe or one that a person sent again, stands on the wire like any other. */
export function recordOutsideCycles(parts: WorkspaceParts, appId: string, { purpose, identity, ...sent }: Sent): void {
  const job = parts.db.jobStore(appId);
  const requestPlace = { cycleId: null, changeId: null, purpose, identity };
  createRecorder({ job, clock: parts.clock }).recordExchange({ ...sent, requestPlace }, taskPlace(job.lastSequence()));
  parts.live.changed('exchanges', 'receiver');
}
