import { locateAttribute } from '#shared/scim/attribute-lookup.ts';
import type { Filter } from '#shared/scim/filter.ts';
import type { Attribute, ResourceType } from '#shared/scim/schema.ts';
import { enterpriseUserSchema } from '#shared/scim/user-schema.ts';
import type { IndexedAttribute } from '../store/indexed-values.ts';
import type { LookupColumn } from '../store/resource-store.ts';

/** An equality that an index answers. */
export type Lookup =
  | { readonly kind: 'column'; readonly column: LookupColumn; readonly value: string }
  | { readonly kind: 'value'; readonly attribute: IndexedAttribute; readonly value: string }
  | { readonly kind: 'link'; readonly id: string };

export interface Plan {
  /** Whatever matches the filter is found by one of these. */
  readonly lookups: readonly Lookup[];
  /** Whether, the other way round, whatever they find matches. */
  readonly isExact: boolean;
}

/** How an index narrows the resources that a filter need look at; undefined: it has to look at all. The filter is one that compiles. */
export function planLookups(filter: Filter, type: ResourceType): Plan | undefined {
  switch (filter.kind) {
    case 'and': {
      const plan = cheaper(planLookups(filter.left, type), planLookups(filter.right, type));
      return plan && { ...plan, isExact: false };
    }
    case 'or': {
      const [left, right] = [planLookups(filter.left, type), planLookups(filter.right, type)];
      if (left === undefined || right === undefined) return undefined;
      return { lookups: [...left.lookups, ...right.lookups], isExact: left.isExact && right.isExact };
    }
    case 'comparison':
      return planComparison(filter, type);
    case 'value-path':
      return planValuePath(filter, type);
    default:
      return undefined;
  }
}

/** Which members or groups a filter has to see of a resource: all, none, or those with these ids and perhaps any one. */
export interface NeededLinks {
  readonly ids: readonly string[];
  readonly any: boolean;
}

/** The attribute of a resource type that is a table of its own. */
export function linksOf(typeName: string): 'members' | 'groups' | null {
  if (typeName === 'Group') return 'members';
  return typeName === 'User' ? 'groups' : null;
}

/** `name`: the attribute that is a table of its own, members or groups. A large group is not read for the sake of one member. */
export function neededLinks(filter: Filter, name: string): NeededLinks | 'all' {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return together(neededLinks(filter.left, name), neededLinks(filter.right, name));
    case 'not':
      return neededLinks(filter.operand, name);
    default: {
      const { attribute, subAttribute } = filter.path;
      if (attribute.toLowerCase() !== name) return none;
      const isWhole = subAttribute === null || subAttribute.toLowerCase() === 'value';
      if (!isWhole) return 'all';
      if (filter.kind === 'present') return { ids: [], any: true };
      const id = filter.kind === 'comparison' ? equalId(filter) : idOfElement(filter.filter);
      return id === undefined ? 'all' : { ids: [id], any: false };
    }
  }
}

const none: NeededLinks = { ids: [], any: false };

function together(one: NeededLinks | 'all', other: NeededLinks | 'all'): NeededLinks | 'all' {
  if (one === 'all' || other === 'all') return 'all';
  return { ids: [...one.ids, ...other.ids], any: one.any || other.any };
}

/** The id that every element has which satisfies a value filter, if it says so. */
function idOfElement(filter: Filter): string | undefined {
  if (filter.kind === 'and') return idOfElement(filter.left) ?? idOfElement(filter.right);
  return filter.kind === 'comparison' && filter.path.attribute.toLowerCase() === 'value' ? equalId(filter) : undefined;
}

function equalId({ operator, value }: Filter & { kind: 'comparison' }): string | undefined {
  return operator === 'eq' && typeof value === 'string' ? value : undefined;
}

const COLUMNS: ReadonlyMap<string, LookupColumn> = new Map([
  ['id', 'id'],
  ['userName', 'user_name'],
  ['externalId', 'external_id'],
  ['displayName', 'display_name'],
]);

function planComparison(filter: Filter & { kind: 'comparison' }, type: ResourceType): Plan | undefined {
  if (filter.operator !== 'eq' || filter.value === null) return undefined;
  const value = String(filter.value);
  const location = locateAttribute(type, filter.path);
  if (location === undefined) return undefined;
  const { extensionUrn, attribute, subAttribute } = location;
  if (extensionUrn !== null) {
    const isNumber = extensionUrn === enterpriseUserSchema.id && attribute.name === 'employeeNumber';
    return isNumber ? only({ kind: 'value', attribute: 'employeeNumber', value }, attribute) : undefined;
  }
  if (subAttribute !== null && subAttribute.name !== 'value') return undefined;
  if (attribute.type === 'complex') return planElement(type, attribute, value, true);
  const column = COLUMNS.get(attribute.name);
  return column && attribute.type === 'string' && !attribute.multiValued
    ? only({ kind: 'column', column, value }, attribute)
    : undefined;
}

/** `emails[type eq "work" and value eq "..."]` is among the resources with that address. */
function planValuePath(filter: Filter & { kind: 'value-path' }, type: ResourceType): Plan | undefined {
  const location = locateAttribute(type, filter.path);
  const value = idOfElement(filter.filter);
  if (value === undefined || location === undefined || location.extensionUrn !== null || location.subAttribute !== null)
    return undefined;
  return planElement(type, location.attribute, value, filter.filter.kind === 'comparison');
}

function planElement(type: ResourceType, { name, subAttributes }: Attribute, value: string, isExact: boolean): Plan | undefined {
  const definition = subAttributes.find((one) => one.name === 'value');
  if (definition === undefined) return undefined;
  if (type.name === 'User' && name === 'emails') {
    return { ...only({ kind: 'value', attribute: 'emails.value', value }, definition), isExact };
  }
  return name === linksOf(type.name) ? { lookups: [{ kind: 'link', id: value }], isExact } : undefined;
}

/** Indexed in lower case, but for ids: with an attribute that is compared otherwise, each candidate has to be looked at. */
function only(lookup: Exclude<Lookup, { kind: 'link' }>, { caseExact }: Attribute): Plan {
  const isFolded = lookup.kind === 'value' || lookup.column === 'user_name' || lookup.column === 'display_name';
  return { lookups: [lookup], isExact: isFolded !== caseExact };
}

/** Of two ways to narrow, the one that finds fewer: a group may have many members, a name few bearers. */
function cheaper(one: Plan | undefined, other: Plan | undefined): Plan | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const costOf = ({ lookups }: Plan): number => lookups.reduce((sum, { kind }) => sum + (kind === 'link' ? 1000 : 1), 0);
  return costOf(one) <= costOf(other) ? one : other;
}
