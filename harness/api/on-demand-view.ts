import type { OnDemandView } from '#shared/api/views.ts';
import type { JobConfiguration, MappingSource, ObjectMapping } from '#shared/entra/job-configuration.ts';
import { evaluateMappings, type MappedValue } from '#shared/entra/mapping.ts';
import { parseTargetAttribute, readTargetAttribute } from '#shared/entra/target-attribute.ts';
import type { TenantObject } from '#shared/entra/tenant.ts';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import type { ModifiedProperty, ProvisioningStatus } from '#shared/trace/event.ts';
import type { StoredEvent } from '../ports/workspace-ports.ts';
import { cardsOf } from './on-demand-cards.ts';
import { type OnDemandRun, onDemandRun } from './on-demand-run.ts';

/** What provision on demand shows, from the events of one run alone; the mapping adds the columns of the data flow. */
export function onDemandView(
  events: readonly StoredEvent[],
  object: TenantObject,
  configuration: JobConfiguration,
): OnDemandView {
  const run = onDemandRun(
    events.map(({ recorded }) => recorded.event),
    object,
  );
  const dataFlow = dataFlowOf(run, object.type === 'User' ? configuration.user : configuration.group);
  const allEnds = [...run.memberEnds, ...run.ends];
  return {
    status: statusOf(run),
    cards: cardsOf(run),
    skipReasons: skipReasonsOf(run),
    modifiedProperties: modifiedOf(run, dataFlow),
    dataFlow,
    error: run.probeError ?? allEnds.find(({ error }) => error !== null)?.error ?? null,
    entryIds: allEnds.flatMap(({ changeId }) => changeId ?? []).reverse(),
    exchangeSequences: events
      .filter(({ recorded }) => recorded.event.kind === 'exchange-recorded')
      .map(({ sequence }) => sequence),
  };
}

function statusOf({ probeError, ends, memberEnds }: OnDemandRun): ProvisioningStatus {
  const all = [...ends, ...memberEnds].map(({ status }) => status);
  if (probeError !== null || all.includes('failure')) return 'failure';
  const own = ends.map(({ status }) => status);
  return own.includes('success') ? 'success' : (own[0] ?? 'skipped');
}

/** The two reasons of Microsoft's screenshots (transcripts), in the engine's order. */
const NOT_ASSIGNED =
  'This object is not assigned to the application. If you did not expect the object to be skipped, assign the object to the application or change your scoping filter to allow all users and groups to be in scope for provisioning.';
const NOT_ENTITLED =
  "This object does not have required entitlement for provisioning. If you did not expect the object to be skipped, update provisioning scope to 'Sync all users and groups' or assign the object to the application with entitlement of provisioning category";

function skipReasonsOf({ steps, ends }: OnDemandRun): readonly string[] {
  if (ends.length === 0 || ends.some(({ status }) => status !== 'skipped')) return [];
  const skip = steps.findLast(({ status }) => status === 'skipped');
  if (ends[0]?.skipReason !== 'NotEffectivelyEntitled') return skip === undefined ? [] : [skip.description];
  const name = nameOf(steps);
  const type = ends[0].identity.type;
  const scoping = steps.find(({ stepType }) => stepType === 'scoping');
  const isAssigned = scoping?.details['Assigned to the application'] !== 'False';
  return [
    `The ${type} '${name}' will be skipped due to the following reasons:`,
    ...(isAssigned ? [skip?.description ?? ''] : [NOT_ASSIGNED, NOT_ENTITLED]),
  ];
}

/** The name that the steps use, which for a user is the user principal name. */
function nameOf(steps: OnDemandRun['steps']): string {
  return /'(.*?)'/.exec(steps[0]?.description ?? '')?.[1] ?? '';
}

type DataFlow = OnDemandView['dataFlow'];

/** Every row but references, which show among the modified attributes once they were sent. */
function dataFlowOf({ object, steps, ends, resource }: OnDemandRun, mapping: ObjectMapping): DataFlow {
  const imported = steps.find(({ stepType }) => stepType === 'import');
  if (imported === undefined) return [];
  const isSoftDeleted = imported.details['IsSoftDeleted'] === 'True';
  const written = new Map(ends.flatMap(({ modifiedProperties }) => modifiedProperties).map((row) => [row.name, row.newValue]));
  return evaluateMappings(mapping, object, { isSoftDeleted, roles: [] }).map(({ mapping: row, value }) => {
    const originalTargetValue = heldValue(resource, row.targetAttributeName);
    return {
      targetAttributeName: row.targetAttributeName,
      sourceValue: wordsOf(value),
      expression: expressionOf(row.source),
      originalTargetValue,
      modifiedTargetValue: written.get(row.targetAttributeName) ?? originalTargetValue,
    };
  });
}

function heldValue(resource: JsonObject | null, name: string): string | null {
  const target = parseTargetAttribute(name);
  const held: Json = resource === null || target === null ? null : (readTargetAttribute(resource, target) ?? null);
  return held === null || typeof held === 'string' ? held : JSON.stringify(held);
}

function wordsOf(value: MappedValue['value']): string | null {
  return value === null || typeof value === 'string' ? value : JSON.stringify(value);
}

function expressionOf(source: MappingSource): string {
  switch (source.type) {
    case 'Attribute':
      return `[${source.name}]`;
    case 'Constant':
      return `"${source.value}"`;
    case 'Function':
      return source.expression;
    case 'None':
      return '';
  }
}

/** Where the action failed, what it tried to write: the names of an export step are flattened, so the mapping gives them back. */
function modifiedOf({ steps, ends }: OnDemandRun, dataFlow: DataFlow): readonly ModifiedProperty[] {
  const written = ends.flatMap(({ modifiedProperties }) => modifiedProperties);
  const failed = steps.findLast(({ stepType, status }) => stepType === 'export' && status === 'failure');
  if (written.length > 0 || failed === undefined) return written;
  return dataFlow.flatMap(({ targetAttributeName: name, originalTargetValue: oldValue }) => {
    const tried = failed.details[name.replace(/[.:]/g, '')];
    return typeof tried === 'string' ? [{ name, oldValue, newValue: tried }] : [];
  });
}
