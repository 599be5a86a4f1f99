import type { Task } from '#shared/engine/effect.ts';
import type { JobConfiguration, WireDialect } from '#shared/entra/job-configuration.ts';
import { probeErrorOf } from '#shared/entra/probe-verdict.ts';
import { probeRequests } from '#shared/entra/wire-requests.ts';
import { assert } from '#shared/kernel/assert.ts';
import type { Random } from '#shared/kernel/random.ts';

/** Test Connection as part of a scenario: its requests stand in the trace. Tells `onError` of the first probe that Entra would not pass. */
export function* probeTarget(
  job: { readonly configuration: JobConfiguration; readonly dialect: WireDialect },
  random: Random,
  onError: (error: { readonly label: string; readonly reason: string; readonly recommendedAction: string | null }) => void,
): Task {
  for (const { purpose, label, request } of probeRequests(job, random)) {
    const result = yield { kind: 'send', request, place: { cycleId: null, changeId: null, purpose, identity: null } };
    assert(result.kind === 'outcome', 'a request is resumed with its outcome');
    const error = probeErrorOf(request, result.outcome);
    if (error !== null) return onError({ label, ...error });
  }
}
