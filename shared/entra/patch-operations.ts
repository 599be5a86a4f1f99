import type { Json, JsonObject } from '#shared/kernel/json.ts';
import type { AttributeDifference } from './attribute-difference.ts';
import { toRoleObject, toRoleText } from './role-values.ts';
import { parseTargetAttribute } from './target-attribute.ts';
import { toTypedValue } from './target-attribute-value.ts';
import type { TargetType } from './target-definition.ts';
import { isCapitalising, type SpokenDialect, type WireStyle } from './wire-style.ts';

/** One entry of `Operations`, as it is spelled on the wire. */
export interface PatchOperationMessage extends JsonObject {
  readonly op: string;
}

/** The operations of one update, in the order of the mapping's rows. */
export function patchOperations(
  type: 'User' | 'Group',
  differences: readonly AttributeDifference[],
  style: WireStyle,
): readonly PatchOperationMessage[] {
  if (isCapitalising(style.dialect)) return differences.map((difference) => toOperation(difference, style));
  if (type === 'Group' && style.groupRename === 'pathless' && isRename(differences)) return [toPathless(differences, style)];
  return toCompliantOperations(differences, style);
}

/**
 * What any operation carries for an attribute. Legacy: a boolean is its word (scim-compatibility page), and a number its digits,
 * which is inferred from it.
 */
export function wireValueOf({ targetAttributeName, type, value, roles }: AttributeDifference, style: WireStyle): Json {
  if (roles !== null) {
    const isInText = roles.kind === 'complex' && style.areComplexRolesInText;
    return roles.roles.map((role) => (isInText ? toRoleText(role) : toRoleObject(role, roles.kind)));
  }
  const isWord = isCapitalising(style.dialect) && !(targetAttributeName === 'active' && style.disableValue === 'boolean');
  const toWire = (text: string) => (isWord ? toWord(type, text, style) : toTypedValue(type, text));
  return typeof value === 'string' ? toWire(value) : value.map((text) => ({ value: toWire(text) }));
}

function toWord(type: TargetType, text: string, style: WireStyle): Json {
  if (type === 'Boolean') return style.booleanSpelling === 'capitalised' ? capitalised(text.toLowerCase()) : text;
  return type === 'Integer' ? text : toTypedValue(type, text);
}

/**
 * With `aadOptscim062020`: filtered paths keep an operation of their own and come first; several simple attributes of one kind
 * are merged into an operation without a path, under flat keys such as `name.givenName`; a single one keeps its path.
 */
function toCompliantOperations(differences: readonly AttributeDifference[], style: WireStyle): readonly PatchOperationMessage[] {
  const ownPath = (difference: AttributeDifference) => !style.isMergingPathless || isFiltered(difference) || isList(difference);
  const simple = differences.filter((difference) => !ownPath(difference));
  const kinds = [...new Set(simple.map(({ kind }) => kind))];
  return [
    ...differences.filter(ownPath).map((difference) => toOperation(difference, style)),
    ...kinds.map((kind) => {
      const [first, ...others] = simple.filter((difference) => difference.kind === kind);
      return first !== undefined && others.length === 0
        ? toOperation(first, style)
        : toPathless(
            simple.filter((difference) => difference.kind === kind),
            style,
          );
    }),
  ];
}

function toOperation(difference: AttributeDifference, style: WireStyle): PatchOperationMessage {
  const { kind, targetAttributeName } = difference;
  return {
    op: spell(kind, style.dialect),
    path: pathOf(targetAttributeName, style.dialect),
    value: wireValueOf(difference, style),
  };
}

function toPathless(differences: readonly AttributeDifference[], style: WireStyle): PatchOperationMessage {
  const entries = differences.map((difference): [string, Json] => [
    difference.targetAttributeName,
    wireValueOf(difference, style),
  ]);
  return { op: differences[0]?.kind ?? 'replace', value: Object.fromEntries(entries) };
}

function isRename(differences: readonly AttributeDifference[]): boolean {
  return differences.length === 1 && differences[0]?.kind === 'replace' && differences[0].targetAttributeName === 'displayName';
}

function isFiltered({ targetAttributeName }: AttributeDifference): boolean {
  return parseTargetAttribute(targetAttributeName)?.filter != null;
}

function isList({ value }: AttributeDifference): boolean {
  return typeof value !== 'string';
}

/**
 * Before 2018-12-18 a dot stood before extension attributes, and the path of a multi-valued attribute was no valid filter
 * (scim-compatibility page). How it was spelled is inferred from old gallery tutorials: `addresses.[type eq "work"].country`.
 */
function pathOf(targetAttributeName: string, dialect: SpokenDialect): string {
  if (dialect !== 'customappsso-2018') return targetAttributeName;
  return targetAttributeName.replace(/^(urn:.+):([^:]+)$/i, '$1.$2').replace('[', '.[');
}

/** A bare string in both dialects, and Add even where another manager is replaced (captured: SCIM-SDK issue 686, learn 188003). */
export function managerOperation(attribute: string, managerTargetId: string, style: WireStyle): PatchOperationMessage {
  const op = spell('add', style.dialect);
  const path = pathOf(attribute, style.dialect);
  switch (style.managerForm) {
    case 'bare-string':
      return { op, path, value: managerTargetId };
    case 'object':
      return { op, path, value: { value: managerTargetId } };
    case 'array-2015':
      // Host and path in front of /scim are elided in the sample (use-scim-to-provision-users-and-groups, example 5).
      return {
        op,
        path: nameOf(attribute),
        value: [{ $ref: `http://.../scim/Users/${managerTargetId}`, value: managerTargetId }],
      };
  }
}

/** Null: nothing is sent for a manager who was cleared. */
export function managerClearingOperation(
  attribute: string,
  heldManagerId: string,
  style: WireStyle,
): PatchOperationMessage | null {
  switch (style.managerClearing) {
    case 'nothing':
      return null;
    case 'remove-value-filter':
      // A filter on an attribute with one value, and without its URN (captured: scim-patch issue 453).
      return { op: spell('remove', style.dialect), path: `${nameOf(attribute)}[value eq "${heldManagerId}"]` };
    case 'replace-empty':
      return { op: spell('replace', style.dialect), path: pathOf(attribute, style.dialect), value: { value: '' } };
  }
}

/** Without the flag a removal carries a value array, which RFC 7644 §3.5.2.2 gives no meaning; with it, a filtered path. */
export function memberOperation(
  change: { readonly kind: 'add' | 'remove'; readonly attribute: string; readonly memberTargetId: string },
  style: WireStyle,
): PatchOperationMessage {
  const { kind, attribute, memberTargetId } = change;
  if (kind === 'remove' && !isCapitalising(style.dialect)) {
    return { op: 'remove', path: `${attribute}[value eq "${memberTargetId}"]` };
  }
  const op = spell(kind === 'add' ? style.memberAdd : 'remove', style.dialect);
  const member = { ...(style.hasMemberRef ? { $ref: null } : {}), value: memberTargetId };
  return { op, path: attribute, value: [member] };
}

function spell(kind: 'add' | 'replace' | 'remove', dialect: SpokenDialect): string {
  return isCapitalising(dialect) ? capitalised(kind) : kind;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** `manager` of `urn:…:User:manager`. */
function nameOf(attribute: string): string {
  return attribute.slice(attribute.lastIndexOf(':') + 1);
}
