import type { Json, JsonObject } from '#shared/kernel/json.ts';
import type { AttributeDifference } from './attribute-difference.ts';
import type { WireDialect } from './job-configuration.ts';
import { toTypedValue } from './mapping.ts';
import { parseTargetAttribute } from './target-attribute.ts';

/** One entry of `Operations`, as it is spelled on the wire. */
export interface PatchOperationMessage extends JsonObject {
  readonly op: string;
}

/** The operations of one update, in the order of the mapping's rows. */
export function patchOperations(
  differences: readonly AttributeDifference[],
  dialect: WireDialect,
): readonly PatchOperationMessage[] {
  return dialect === 'legacy' ? differences.map(toLegacyOperation) : toCompliantOperations(differences);
}

/** Without the flag: capitalised op, one operation an attribute, always a path, a boolean as its word (scim-compatibility page). */
function toLegacyOperation({ kind, targetAttributeName, value }: AttributeDifference): PatchOperationMessage {
  return { op: spell(kind, 'legacy'), path: targetAttributeName, value };
}

/**
 * With `aadOptscim062020`: filtered paths keep an operation of their own and come first; several simple attributes of one kind
 * are merged into an operation without a path, under flat keys such as `name.givenName`; a single one keeps its path.
 */
function toCompliantOperations(differences: readonly AttributeDifference[]): readonly PatchOperationMessage[] {
  const [filtered, simple] = [differences.filter(isFiltered), differences.filter((difference) => !isFiltered(difference))];
  const kinds = [...new Set(simple.map(({ kind }) => kind))];
  return [
    ...filtered.map(toCompliantOperation),
    ...kinds.flatMap((kind) => {
      const ofKind = simple.filter((difference) => difference.kind === kind);
      return ofKind.length === 1 ? ofKind.map(toCompliantOperation) : [toPathlessOperation(kind, ofKind)];
    }),
  ];
}

function toCompliantOperation({ kind, targetAttributeName, value }: AttributeDifference): PatchOperationMessage {
  return { op: kind, path: targetAttributeName, value: toTypedValue(targetAttributeName, value) };
}

function toPathlessOperation(kind: 'add' | 'replace', differences: readonly AttributeDifference[]): PatchOperationMessage {
  const entries = differences.map(({ targetAttributeName, value }): [string, Json] => [
    targetAttributeName,
    toTypedValue(targetAttributeName, value),
  ]);
  return { op: kind, value: Object.fromEntries(entries) };
}

function isFiltered({ targetAttributeName }: AttributeDifference): boolean {
  return parseTargetAttribute(targetAttributeName)?.filter != null;
}

/** A bare string in both dialects, and Add even where another manager is replaced (captured: SCIM-SDK issue 686, learn 188003). */
export function managerOperation(attribute: string, managerTargetId: string, dialect: WireDialect): PatchOperationMessage {
  return { op: spell('add', dialect), path: attribute, value: managerTargetId };
}

/** Without the flag a removal carries a value array, which RFC 7644 §3.5.2.2 gives no meaning; with it, a filtered path. */
export function memberOperation(
  change: { readonly kind: 'add' | 'remove'; readonly attribute: string; readonly memberTargetId: string },
  dialect: WireDialect,
): PatchOperationMessage {
  const { kind, attribute, memberTargetId } = change;
  return kind === 'remove' && dialect === 'compliant'
    ? { op: 'remove', path: `${attribute}[value eq "${memberTargetId}"]` }
    : { op: spell(kind, dialect), path: attribute, value: [{ value: memberTargetId }] };
}

function spell(kind: 'add' | 'replace' | 'remove', dialect: WireDialect): string {
  return dialect === 'compliant' ? kind : kind.charAt(0).toUpperCase() + kind.slice(1);
}
