import type { OnDemandView } from '#shared/api/job-views.ts';
import { skipReasonsIn } from '#shared/engine/change.ts';
import type { JobConfiguration, MappingSource } from '#shared/entra/job-configuration.ts';
import { type ExpressionWorld, evaluateMappings, type MappedValue } from '#shared/entra/mapping.ts';
import { mappingContext } from '#shared/entra/mapping-context.ts';
import { isRedactedSource, REDACTED } from '#shared/entra/redaction.ts';
import { parseTargetAttribute, readTargetAttribute } from '#shared/entra/target-attribute.ts';
import type { TenantObject } from '#shared/entra/tenant.ts';
import type { Json, JsonObject } from '#shared/kernel/json.ts';
import type { ProvisioningStatus } from '#shared/trace/event.ts';
import type { StoredEvent } from '../ports/workspace-ports.ts';
import { cardsOf } from './on-demand-cards.ts';
import { type OnDemandRun, onDemandRun } from './on-demand-run.ts';

/** What provision on demand shows, from the events of one run alone; the mapping adds the columns of the data flow. */
export function onDemandView(
  events: readonly StoredEvent[],
  object: TenantObject,
  configuration: JobConfiguration,
  world: ExpressionWorld,
): OnDemandView {
  const run = onDemandRun(
    events.map(({ recorded }) => recorded.event),
    object,
  );
  const dataFlow = dataFlowOf(run, configuration, world);
  const allEnds = [...run.memberEnds, ...run.ends];
  return {
    status: statusOf(run),
    cards: cardsOf(run),
    skipReasons: skipReasonsOf(run),
    modifiedProperties: run.ends.flatMap(({ modifiedProperties }) => modifiedProperties),
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

function skipReasonsOf({ steps, ends }: OnDemandRun): readonly string[] {
  if (ends.length === 0 || ends.some(({ status }) => status !== 'skipped')) return [];
  const skip = steps.findLast(({ status }) => status === 'skipped');
  if (ends[0]?.skipReason !== 'NotEffectivelyEntitled') return skip === undefined ? [] : [skip.description];
  return skipReasonsIn(skip?.description ?? '');
}

type DataFlow = OnDemandView['dataFlow'];

/** Every row but references, which show among the modified attributes once they were sent. */
function dataFlowOf(
  { object, steps, ends, resource }: OnDemandRun,
  configuration: JobConfiguration,
  world: ExpressionWorld,
): DataFlow {
  const imported = steps.find(({ stepType }) => stepType === 'import');
  if (imported === undefined) return [];
  const isSoftDeleted = imported.details['IsSoftDeleted'] === 'True';
  // A change that failed names what it tried, and the target holds what it held before.
  const succeeded = ends.filter(({ status }) => status === 'success').flatMap(({ modifiedProperties }) => modifiedProperties);
  const written = new Map(succeeded.map((row) => [row.name, row.newValue]));
  const mapping = object.type === 'User' ? configuration.user : configuration.group;
  // Of the run itself, so that time and chance are as they were.
  const { at: now, changeId } = imported;
  const context = mappingContext(configuration, { isSoftDeleted, roles: [], now, seed: changeId ?? '', world });
  return evaluateMappings(mapping, object, context).map(({ mapping: row, value }) => {
    const shown = (text: string | null) => (text !== null && isRedactedSource(row.source) ? REDACTED : text);
    const originalTargetValue = shown(heldValue(resource, row.targetAttributeName));
    return {
      targetAttributeName: row.targetAttributeName,
      sourceValue: shown(wordsOf(value)),
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
