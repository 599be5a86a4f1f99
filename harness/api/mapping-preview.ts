import type { MappingPreviewView } from '#shared/api/mapping-views.ts';
import type { AttributeMapping, JobConfiguration, ObjectMapping } from '#shared/entra/job-configuration.ts';
import { evaluateMapping, type MappedValue, type MappingContext } from '#shared/entra/mapping.ts';
import { mappingContext } from '#shared/entra/mapping-context.ts';
import { isRedactedSource } from '#shared/entra/redaction.ts';
import { isInScope, type ScopeStatus } from '#shared/entra/scope.ts';
import { definitionIn } from '#shared/entra/target-catalogue.ts';
import { displayNameOf, type TenantObject } from '#shared/entra/tenant.ts';
import { expressionWorld } from '../session/expression-world.ts';
import { scopeIn } from '../session/job-scope.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { found, refusal } from './implementer.ts';
import { previewRequests } from './mapping-preview-requests.ts';

/** One object seen through a mapping that is not saved yet. */
export interface Previewed {
  readonly appId: string;
  readonly object: TenantObject;
  /** With the unsaved mapping in it. */
  readonly configuration: JobConfiguration;
  readonly mapping: ObjectMapping;
  /** As it is saved. */
  readonly savedMapping: ObjectMapping;
  readonly status: ScopeStatus;
  readonly context: MappingContext;
}

/** What an unsaved mapping gives for one object, and the requests it would cause. Nothing is sent. */
export function previewMapping(
  parts: WorkspaceParts,
  input: { readonly appId: string; readonly objectId: string; readonly mapping: ObjectMapping },
): MappingPreviewView {
  const previewed = seenThrough(parts, input);
  const { mapping, object, context, status } = previewed;
  return {
    rows: mapping.attributeMappings.map((row) =>
      definitionIn(mapping.targetAttributes, row.targetAttributeName).type === 'Reference'
        ? referenceRow(parts, row, object)
        : valueRow(evaluateMapping(row, object, context), mapping),
    ),
    scope: status.filter === null ? null : { isInScope: status.filter.isInScope, clauses: status.filter.clauses },
    requests: previewRequests(parts, previewed),
  };
}

function seenThrough(
  parts: WorkspaceParts,
  { appId, objectId, mapping }: { readonly appId: string; readonly objectId: string; readonly mapping: ObjectMapping },
): Previewed {
  const { configuration: saved } = found(applicationOf(parts, appId), 'application');
  const object = found(parts.db.tenant.readObject(objectId), 'object');
  if (object.type !== mapping.sourceObjectName) {
    throw refusal({
      place: 'Preview',
      message: `${displayNameOf(object)} is a ${object.type.toLowerCase()}, and this mapping is for ${mapping.sourceObjectName.toLowerCase()}s.`,
      remedy: `Pick a ${mapping.sourceObjectName.toLowerCase()}.`,
    });
  }
  const key = object.type === 'User' ? 'user' : 'group';
  const configuration = { ...saved, [key]: mapping };
  const status = scopeIn(parts, appId, configuration)(object);
  const context = mappingContext(configuration, {
    isSoftDeleted: !isInScope(status),
    roles: status.roles,
    now: parts.clock.now(),
    seed: appId,
    world: expressionWorld(parts.db.tenant),
  });
  return { appId, object, configuration, mapping, savedMapping: saved[key], status, context };
}

type Row = MappingPreviewView['rows'][number];

function valueRow(mapped: MappedValue, mapping: ObjectMapping): Row {
  const { value, problem } = mapped;
  return { targetAttributeName: mapped.mapping.targetAttributeName, value, problem, notes: notesOf(mapped, mapping) };
}

/** What the value alone does not show. */
function notesOf({ mapping: row, value, problem, notes = [], ignored }: MappedValue, mapping: ObjectMapping): readonly string[] {
  const defaultValue = row.defaultValue === '' ? null : row.defaultValue;
  const { isRequired } = definitionIn(mapping.targetAttributes, row.targetAttributeName);
  return [
    ...notes,
    ...(ignored === 'attribute' ? ['Left out of this flow by its expression.'] : []),
    ...(ignored === 'object' ? ['Its expression leaves the whole object out of this flow: nothing is sent.'] : []),
    ...(value === null && problem === null && defaultValue !== null
      ? [`Default value: ${defaultValue}. ${whenDefault(row)}`]
      : []),
    ...(value === null && defaultValue === null && isRequired ? ['Required: without a value the object is not created.'] : []),
    ...(isReferenceSource(row) ? [`${NOT_A_TEXT} Only a target attribute of the type Reference takes it.`] : []),
    ...(isRedactedSource(row.source) ? ['Logs show [Redact] in its place.'] : []),
  ];
}

const NOT_A_TEXT = 'It refers to other objects, and has no text.';

function isReferenceSource({ source }: AttributeMapping): boolean {
  return source.type === 'Attribute' && (source.name === 'manager' || source.name === 'members');
}

function whenDefault({ source }: AttributeMapping): string {
  return source.type === 'None' ? 'Sent where the target has none.' : 'Sent at creation only.';
}

/** References are shown by name: their value at the target is known only when both objects are there. */
function referenceRow(parts: WorkspaceParts, row: AttributeMapping, object: TenantObject): Row {
  const ids = object.type === 'Group' ? object.memberIds : object.managerId === null ? [] : [object.managerId];
  const names = parts.db.tenant.readObjects(ids).map(displayNameOf);
  const value = object.type === 'Group' ? names : (names[0] ?? null);
  const notes = value === null ? [] : ['Sent in a request of its own, once both are in the target.'];
  return { targetAttributeName: row.targetAttributeName, value, problem: null, notes };
}
