import { type AttributeDifference, attributeDifferences } from '#shared/entra/attribute-difference.ts';
import { habitSetting } from '#shared/entra/habits.ts';
import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import { evaluateMappings, type MappedValue } from '#shared/entra/mapping.ts';
import { isRedactedSource, REDACTED } from '#shared/entra/redaction.ts';
import { isInScope } from '#shared/entra/scope.ts';
import { definitionIn } from '#shared/entra/target-catalogue.ts';
import { readCreated, type TargetResource } from '#shared/entra/wire-answer.ts';
import { errorWithAdvice, wireErrorOf } from '#shared/entra/wire-error.ts';
import { createRequest, deleteRequest, updateRequest } from '#shared/entra/wire-requests.ts';
import { wireStyleOf } from '#shared/entra/wire-style.ts';
import { isEqualJson } from '#shared/kernel/json.ts';
import type { ModifiedProperty, ProvisioningAction } from '#shared/trace/event.ts';
import { type Change, commitNotes, exchange, finish, note, skip } from './change.ts';
import { type Cycle, mappingOf } from './cycle-state.ts';
import { isValuesUnechoed } from './echo.ts';
import type { Link, StateWrite } from './effect.ts';
import { fail } from './escrow.ts';
import { standingWrites, withStanding } from './link-standing.ts';
import { changedProperties, createdProperties, exportedDetails } from './log-details.ts';
import type { Work } from './processing.ts';
import { pendReferences } from './references.ts';
import { skipOutOfScope } from './scoping.ts';
import type { Step } from './step.ts';

/** Nothing in the target matches: POST. The id of the answer is remembered together with it. */
export function* createTarget(work: Work, values: readonly MappedValue[]): Step<void> {
  const { cycle, change, object } = work;
  const { type } = object;
  const { sourceSystem, targetSystem } = cycle.job;
  const ignoring = ignoringRow(values);
  if (ignoring !== undefined) return yield* skipIgnored(work, ignoring);
  if (!mappingOf(cycle.job, type).flowTypes.add) return yield* skipSwitchedOff(work, { action: 'create', box: 'Create' });
  noteProblems(change, values);
  note(change, {
    name: 'EntrySynchronizationAdd',
    stepType: 'matching',
    status: 'success',
    description: `${type} '${change.name}' will be created in ${targetSystem} (${type} is active and assigned in ${sourceSystem}, but no matching ${type} was found in ${targetSystem})`,
  });
  const missing = missingRequired(mappingOf(cycle.job, type), values);
  if (missing !== undefined) return yield* refuseInvalid(work, missing);
  const outcome = yield* exchange(change, 'create', createRequest(type, values, wireStyleOf(cycle.job)));
  const answer = readCreated(outcome);
  const properties = createdProperties(values);
  noteExport(cycle, change, { verb: 'create', name: 'EntryExportAdd', properties, isDone: answer.ok });
  if (!answer.ok) return yield* fail(cycle, change, { action: 'create', error: answer.error, targetId: null, properties });
  const link: Link = {
    sourceId: object.objectId,
    type,
    targetId: answer.value.id,
    origin: 'created',
    isManaged: true,
    exportedMemberIds: [],
  };
  const hasReferences = pendReferences(work, { target: null, change: null });
  const isUnechoed = isValuesUnechoed(cycle.job, outcome, values);
  const remembered = withStanding(link, { isManaged: true, isUnechoed, isUnsettled: type === 'User' && hasReferences });
  yield* finish(
    cycle,
    change,
    { action: 'create', status: 'success', targetId: link.targetId, modifiedProperties: properties, skipReason: null },
    { writes: [{ kind: 'put-link', link: remembered }], hasReferences },
  );
}

/** A target that is there, as it answered. */
export interface Known {
  readonly link: Link;
  readonly target: TargetResource;
  /** Matched just now: the link is remembered before the first write, so that a killed cycle does not match again. */
  readonly isNew: boolean;
  /** Whether Entra goes on managing it once this change is through. */
  readonly staysManaged: boolean;
}

/** What is to be remembered of it where nothing is left to send, or once that was sent. */
function settledWrites(
  { link, isNew, staysManaged }: Known,
  { isUnechoed = false, hasReferences = false }: { readonly isUnechoed?: boolean; readonly hasReferences?: boolean } = {},
): readonly StateWrite[] {
  const isUnsettled = link.type === 'User' && hasReferences && (isNew || !link.isManaged || link.isUnsettled === true);
  const standing = { isManaged: staysManaged, isUnechoed, isUnsettled };
  return isNew ? [{ kind: 'put-link', link: withStanding(link, standing) }] : standingWrites(link, standing);
}

/** The target has it: only differences are sent, and a user who left scope is disabled by the same means. */
export function* updateTarget(work: Work, known: Known): Step<void> {
  const { cycle, change, object, status, context } = work;
  const mapping = mappingOf(cycle.job, object.type);
  const values = evaluateMappings(mapping, object, context);
  const ignoring = ignoringRow(values);
  if (ignoring !== undefined) return yield* skipIgnored(work, ignoring, known);
  const comparison = habitSetting(cycle.job.configuration, 'case-comparison');
  const differences = attributeDifferences(values, known.target.resource, comparison);
  noteProblems(change, values);
  if (!isInScope(status)) return yield* disableTarget(work, known, { values, differences });
  if (differences.length > 0) {
    if (!mapping.flowTypes.update) return yield* skipSwitchedOff(work, { action: 'update', box: 'Update', known });
    return yield* sendUpdate(work, known, { values, differences, action: 'update' });
  }
  const hasReferences = pendReferences(work, { target: known.target, change });
  yield* commitNotes(change, settledWrites(known, { hasReferences }));
  if (!hasReferences) yield* skipRedundant(cycle, change, known.link.targetId);
}

/** Only rows that depend on `IsSoftDeleted` disable; without one, or where they already hold, nothing is sent (how-provisioning-works). */
function* disableTarget(
  work: Work,
  known: Known,
  { values, differences }: { readonly values: readonly MappedValue[]; readonly differences: readonly AttributeDifference[] },
): Step<void> {
  const { cycle, change, object, status, context } = work;
  const mapping = mappingOf(cycle.job, object.type);
  const active = evaluateMappings(mapping, object, { ...context, isSoftDeleted: false });
  const disabling = new Set(
    values.filter(({ value }, index) => !isEqualJson(value, active[index]?.value)).map((row) => row.mapping.targetAttributeName),
  );
  const leave = (because: string) =>
    skipOutOfScope(cycle, change, { status, targetId: known.link.targetId, because, writes: settledWrites(known) });
  if (disabling.size === 0) return yield* leave('No mapping uses IsSoftDeleted, so that nothing is sent.');
  if (!differences.some(({ targetAttributeName }) => disabling.has(targetAttributeName))) {
    return yield* leave(`It is disabled in ${cycle.job.targetSystem} already.`);
  }
  if (!mapping.flowTypes.update) return yield* skipSwitchedOff(work, { action: 'disable', box: 'Update', known });
  yield* sendUpdate(work, known, { values, differences, action: 'disable' });
}

function* sendUpdate(
  work: Work,
  known: Known,
  {
    values,
    differences,
    action,
  }: {
    readonly values: readonly MappedValue[];
    readonly differences: readonly AttributeDifference[];
    readonly action: 'update' | 'disable';
  },
): Step<void> {
  const { cycle, change, object } = work;
  const { targetId } = known.link;
  if (action === 'update') noteUpdate(cycle, change);
  if (known.isNew) yield* commitNotes(change, settledWrites(known, { hasReferences: true }));
  const outcome = yield* exchange(
    change,
    action,
    updateRequest(object.type, { ...known.target, id: targetId }, differences, wireStyleOf(cycle.job)),
  );
  const error = wireErrorOf(outcome, 'write');
  const properties = changedProperties(differences);
  const name = action === 'update' ? 'EntryExportUpdate' : 'EntryExportUpdateSoftDelete';
  noteExport(cycle, change, { verb: action, name, properties, isDone: error === null });
  if (error !== null) return yield* fail(cycle, change, { action, error, targetId, properties });
  const hasReferences = action === 'update' && pendReferences(work, { target: known.target, change: null });
  yield* finish(
    cycle,
    change,
    { action, status: 'success', targetId, modifiedProperties: properties, skipReason: null },
    // Only a disable that was accepted ends the management of a user: one that failed is retried.
    { writes: settledWrites(known, { isUnechoed: isValuesUnechoed(cycle.job, outcome, values), hasReferences }), hasReferences },
  );
}

/** A resource that is gone already is as good as deleted (habit `delete-404-is-gone`). */
export function* deleteTarget(cycle: Cycle, change: Change, link: Link): Step<void> {
  const error = wireErrorOf(
    yield* exchange(change, 'delete', deleteRequest(link.type, link.targetId, wireStyleOf(cycle.job))),
    'delete',
  );
  noteExport(cycle, change, { verb: 'delete', name: 'EntryExportDelete', properties: [], isDone: error === null });
  if (error !== null) return yield* fail(cycle, change, { action: 'delete', error, targetId: link.targetId });
  yield* finish(
    cycle,
    change,
    { action: 'delete', status: 'success', targetId: link.targetId, modifiedProperties: [], skipReason: null },
    { writes: [{ kind: 'remove-link', sourceId: link.sourceId }] },
  );
}

export function* skipRedundant(cycle: Cycle, change: Change, targetId: string | null): Step<void> {
  yield* skip(cycle, change, {
    skipReason: 'RedundantExport',
    description: `The state of the entry in both the source and target systems already match. No change to the ${change.identity.type} '${change.name}' currently needs to be made.`,
    targetId,
  });
}

export function noteUpdate(cycle: Cycle, change: Change): void {
  note(change, {
    name: 'EntrySynchronizationUpdate',
    stepType: 'matching',
    status: 'success',
    description: `${change.identity.type} '${change.name}' will be updated in ${cycle.job.targetSystem} (it differs from the source)`,
  });
}

export function noteExport(
  { job }: Pick<Cycle, 'job'>,
  change: Change,
  {
    verb,
    name,
    properties,
    isDone,
  }: {
    readonly verb: 'create' | 'update' | 'disable' | 'delete';
    readonly name: string;
    readonly properties: readonly ModifiedProperty[];
    readonly isDone: boolean;
  },
): void {
  const what = `${change.identity.type} '${change.name}'`;
  note(change, {
    name,
    stepType: 'export',
    status: isDone ? 'success' : 'failure',
    description: isDone ? `${what} was ${verb}d in ${job.targetSystem}` : `Failed to ${verb} ${what} in ${job.targetSystem}`,
    details: exportedDetails(properties, change.name),
  });
}

/** Of a row that has no value and no default value, although the attribute list requires one. */
function missingRequired({ targetAttributes }: ObjectMapping, values: readonly MappedValue[]): string | undefined {
  const isMissing = ({ mapping, definition, value }: MappedValue) =>
    (value ?? (mapping.defaultValue || null)) === null &&
    (definition ?? definitionIn(targetAttributes, mapping.targetAttributeName)).isRequired;
  return values.find(isMissing)?.mapping.targetAttributeName;
}

/** Skipped or failed: habit `required-value-missing`. */
function* refuseInvalid({ cycle, change, object }: Work, attribute: string): Step<void> {
  const { targetObjectName } = mappingOf(cycle.job, object.type);
  const isMissing = `because the value of the property ${attribute} is missing or invalid. Please update the value of the property ${attribute} on the object in the source system.`;
  if (habitSetting(cycle.job.configuration, 'required-value-missing') === 'fails') {
    noteExport(cycle, change, { verb: 'create', name: 'EntryExportAdd', properties: [], isDone: false });
    const error = errorWithAdvice(
      'MandatoryFieldsMissing',
      `${targetObjectName} '${change.name}' cannot be created ${isMissing}`,
    );
    return yield* fail(cycle, change, { action: 'create', error, targetId: null });
  }
  yield* skip(cycle, change, {
    action: 'create',
    skipReason: 'AttributeValidationFailed',
    // Captured, with the target object's name in front: `urn:…:User 'x' will be skipped …`, and as a step of processing.
    stepType: 'processing',
    description: `${targetObjectName} '${change.name}' will be skipped ${isMissing}`,
    targetId: null,
    details: { PropertyName: attribute },
  });
}

function* skipSwitchedOff(
  { cycle, change, object }: Work,
  { action, box, known }: { readonly action: ProvisioningAction; readonly box: string; readonly known?: Known },
): Step<void> {
  yield* skip(cycle, change, {
    action,
    skipReason: null,
    description: `Nothing is sent for the ${object.type} '${change.name}': ${box} is off under Target Object Actions.`,
    targetId: known?.link.targetId ?? null,
    writes: known === undefined ? [] : settledWrites(known),
  });
}

/** A row that could not be evaluated, or that left itself out of the flow, is not sent, and the log says so. */
function noteProblems(change: Change, values: readonly MappedValue[]): void {
  for (const { mapping, problem, ignored } of values) {
    if (problem === null && ignored !== 'attribute') continue;
    note(change, {
      name: 'EntrySynchronizationMapping',
      stepType: 'processing',
      status: problem === null ? 'skipped' : 'warning',
      description:
        problem === null
          ? `The expression of ${mapping.targetAttributeName} leaves the attribute out of this flow.`
          : `The mapping of ${mapping.targetAttributeName} gave no value: ${isRedactedSource(mapping.source) ? REDACTED : problem}`,
    });
  }
}

/** The row whose expression leaves the whole object out of the flow; undefined where none does. */
function ignoringRow(values: readonly MappedValue[]): MappedValue | undefined {
  return values.find(({ ignored }) => ignored === 'object');
}

/**
 * Nothing is sent, a disable included: it is a flow of the same rows. Whoever left scope meanwhile stays managed, for only a disable
 * that was accepted ends that: it goes out with the first change in which no expression leaves the object out. Evidence: inferred.
 */
function* skipIgnored({ cycle, change, object }: Work, { mapping }: MappedValue, known?: Known): Step<void> {
  yield* skip(cycle, change, {
    skipReason: null,
    description: `The ${object.type} '${change.name}' will be skipped: the expression of ${mapping.targetAttributeName} leaves the object out of this flow.`,
    targetId: known?.link.targetId ?? null,
    writes: known === undefined ? [] : settledWrites({ ...known, staysManaged: true }),
  });
}
