import type { TargetCheckView } from '#shared/api/mapping-views.ts';
import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import { schemasIn, unknownTargetAttributes } from '#shared/entra/target-attribute-check.ts';
import { parseJson } from '#shared/kernel/json.ts';
import type { ScimOutcome } from '#shared/scim/message.ts';
import { createRecorder } from '../session/recorder.ts';
import { openTransport, readTarget } from '../session/target.ts';
import { taskPlace } from '../session/task-place.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { orRefuse } from './implementer.ts';

const request = { method: 'GET', target: '/Schemas', headers: {}, body: null } as const;
const requestPlace = { cycleId: null, changeId: null, purpose: 'read-schemas', identity: null } as const;

const NOT_NEEDED = 'Entra does not need it: for an application of your own it never asks.';

/**
 * Asks the target for its schemas, which writes nothing and so needs no consent, and compares the mapping with them. The request
 * stands in the trace like any other; it belongs to no cycle.
 */
export async function checkTarget(parts: WorkspaceParts, appId: string, mapping: ObjectMapping): Promise<TargetCheckView> {
  const transport = await openTransport(parts, appId, orRefuse(await readTarget(parts, appId)));
  try {
    const at = parts.clock.now();
    const exchange = await transport.send(request);
    const job = parts.db.jobStore(appId);
    createRecorder({ job, clock: parts.clock }).recordExchange(
      { at, request, requestPlace, exchange },
      taskPlace(job.lastSequence()),
    );
    parts.live.changed('exchanges');
    const { outcome } = exchange;
    const schemas =
      outcome.kind === 'response' && outcome.response.status === 200 ? schemasIn(parseJson(outcome.response.text)) : null;
    if (schemas === null) {
      return { hasSchemas: false, sentence: `The target has no usable /Schemas: ${whyNot(outcome)} ${NOT_NEEDED}`, warnings: [] };
    }
    const warnings = unknownTargetAttributes(mapping, schemas).map(({ place, message, remedy }) => ({
      targetAttributeName: place,
      message,
      remedy,
    }));
    return { hasSchemas: true, sentence: verdictOn(warnings.length, mapping), warnings };
  } finally {
    transport.close();
  }
}

function whyNot(outcome: ScimOutcome): string {
  if (outcome.kind === 'failure') return outcome.failure.detail;
  return outcome.response.status === 200
    ? 'the answer holds no schema (RFC 7644 §4).'
    : `it answered ${outcome.response.status}.`;
}

function verdictOn(warningCount: number, { attributeMappings }: ObjectMapping): string {
  if (warningCount === 0) return `The schemas of the target name all ${attributeMappings.length} mapped attributes.`;
  return `Of ${attributeMappings.length} mapped attributes, ${warningCount} ${warningCount === 1 ? 'is' : 'are'} not as the schemas of the target have it. Entra does not look at them, and sends what is mapped.`;
}
