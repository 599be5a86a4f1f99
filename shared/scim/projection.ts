import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { locateAttribute } from './attribute-lookup.ts';
import { parseAttributePath } from './attribute-path.ts';
import { ScimError } from './error.ts';
import { type Attribute, commonAttributes, findExtension, type ResourceType } from './schema.ts';

/** Which attributes an answer holds (RFC 7644 §3.9). `attributes` null: all that are returned by default. */
export interface Projection {
  readonly attributes: readonly string[] | null;
  readonly excluded: readonly string[];
}

export const wholeResource: Projection = { attributes: null, excluded: [] };

/**
 * Both parameters are comma-separated lists; names that no schema defines are passed over. Throws ScimError invalidValue where both
 * name something: they are mutually exclusive.
 */
export function readProjection(attributes: string | null, excludedAttributes: string | null): Projection {
  if (attributes === null && excludedAttributes === null) return wholeResource;
  return toProjection((attributes ?? '').split(','), (excludedAttributes ?? '').split(','));
}

/** The same from lists, as a SearchRequest carries them (RFC 7644 §3.4.3). */
export function toProjection(attributes: readonly string[], excludedAttributes: readonly string[]): Projection {
  const names = (list: readonly string[]): readonly string[] => list.map((name) => name.trim()).filter((name) => name !== '');
  const [wanted, excluded] = [names(attributes), names(excludedAttributes)];
  if (wanted.length > 0 && excluded.length > 0) {
    const detail = 'attributes and excludedAttributes are mutually exclusive; send one of them (RFC 7644 §3.9).';
    throw new ScimError(400, 'invalidValue', detail);
  }
  return { attributes: wanted.length === 0 ? null : wanted, excluded };
}

/** Whether an answer may hold a core attribute: saves loading what it will not. */
export function includesAttribute(projection: Projection, type: ResourceType, name: string): boolean {
  const matches = (text: string): boolean => {
    if (text.toLowerCase() === type.schema.id.toLowerCase()) return true;
    const path = parseAttributePath(text);
    return path !== undefined && locateAttribute(type, path)?.attribute.name === name;
  };
  if (projection.attributes !== null) return projection.attributes.some(matches);
  return !projection.excluded.some((text) => matches(text) && parseAttributePath(text)?.subAttribute === null);
}

/**
 * What an answer shows of a resource in canonical spelling. `returned` decides (RFC 7643 §7): `always` stays whatever is asked for,
 * `never` never shows, `request` only where `attributes` names it, or something in it.
 */
export function project(resource: JsonObject, type: ResourceType, projection: Projection): JsonObject {
  const shape = shapeOf(type, projection);
  return shape === 'whole' ? resource : (shape(resource) ?? {});
}

type Shape = (object: JsonObject) => JsonObject | undefined;

// One projection shapes every resource of a list, so it is read once for each type.
const shapes = new WeakMap<Projection, Map<ResourceType, Shape | 'whole'>>();

function shapeOf(type: ResourceType, projection: Projection): Shape | 'whole' {
  const known = shapes.get(projection) ?? new Map<ResourceType, Shape | 'whole'>();
  shapes.set(projection, known);
  const shape = known.get(type) ?? toShape(type, projection);
  known.set(type, shape);
  return shape;
}

function toShape(type: ResourceType, { attributes, excluded }: Projection): Shape | 'whole' {
  const definitions = definitionsOf(type);
  const tree = toTree(type, attributes ?? excluded);
  if (attributes !== null) return (object) => keep(object, tree, definitions);
  if (excluded.length === 0 && !definitions.some(isSpecial)) return 'whole';
  return (object) => drop(object, tree, definitions);
}

/** Attributes of the top level; an extension is a complex one under its URN. */
function definitionsOf(type: ResourceType): readonly Part[] {
  const extensions = type.extensions.map(
    ({ id, attributes }): Part => ({ name: id, returned: 'default', subAttributes: attributes }),
  );
  return [...commonAttributes, ...type.schema.attributes, ...extensions];
}

type Part = Pick<Attribute, 'name' | 'returned' | 'subAttributes'>;

/** Whether a resource may hold here what is not shown unless it is asked for. */
function isSpecial({ returned, subAttributes }: Part): boolean {
  return returned === 'never' || returned === 'request' || subAttributes.some(isSpecial);
}

/** Keys named together, as a tree: a node that is named itself stands for all below it. */
interface Tree {
  isNamed: boolean;
  readonly branches: Map<string, Tree>;
}

function toTree(type: ResourceType, names: readonly string[]): Tree {
  const root: Tree = { isNamed: false, branches: new Map() };
  for (const keys of names.flatMap((name) => keysOf(type, name))) {
    let node = root;
    for (const key of keys) {
      const branch: Tree = node.branches.get(key) ?? { isNamed: false, branches: new Map() };
      node.branches.set(key, branch);
      node = branch;
    }
    node.isNamed = true;
  }
  return root;
}

/** `emails.value` as the keys on the way to it; the URN of a schema stands for all its attributes; nothing for what no schema defines. */
function keysOf(type: ResourceType, name: string): readonly (readonly string[])[] {
  const extension = findExtension(type, name);
  if (extension !== undefined) return [[extension.id]];
  if (name.toLowerCase() === type.schema.id.toLowerCase()) return type.schema.attributes.map((attribute) => [attribute.name]);
  const path = parseAttributePath(name);
  const location = path && locateAttribute(type, path);
  if (location === undefined) return [];
  const keys = [location.extensionUrn, location.attribute.name, location.subAttribute?.name];
  return [keys.filter((key) => typeof key === 'string')];
}

/** What the tree names, and what is always returned. */
function keep(object: JsonObject, tree: Tree, definitions: readonly Part[]): JsonObject | undefined {
  return changeMembers(object, (key, value) => {
    const definition = definitions.find(({ name }) => name === key);
    const branch = tree.branches.get(key);
    if (definition?.returned === 'never') return undefined;
    if (branch?.isNamed || definition?.returned === 'always')
      return descend(value, definition, (inner, parts) => drop(inner, nothing, parts));
    return branch && descend(value, definition, (inner, parts) => keep(inner, branch, parts));
  });
}

/** All that is returned by default, but for what the tree names. */
function drop(object: JsonObject, tree: Tree, definitions: readonly Part[]): JsonObject | undefined {
  return changeMembers(object, (key, value) => {
    const definition = definitions.find(({ name }) => name === key);
    if (definition?.returned === 'never' || definition?.returned === 'request') return undefined;
    const branch = tree.branches.get(key);
    if (definition?.returned === 'always' || branch === undefined)
      return descend(value, definition, (inner, parts) => drop(inner, nothing, parts));
    return branch.isNamed ? undefined : descend(value, definition, (inner, parts) => drop(inner, branch, parts));
  });
}

const nothing: Tree = { isNamed: false, branches: new Map() };

/** Undefined where nothing is left: an empty object says no more than none (RFC 7643 §2.5). */
function changeMembers(object: JsonObject, change: (key: string, value: Json) => Json | undefined): JsonObject | undefined {
  const changed = Object.entries(object).map(([key, value]) => [key, change(key, value)] as const);
  const left = changed.filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

function descend(
  value: Json,
  definition: Part | undefined,
  change: (object: JsonObject, parts: readonly Part[]) => JsonObject | undefined,
): Json | undefined {
  if (Array.isArray(value)) {
    const elements = (value as readonly Json[]).map((element) => descend(element, definition, change));
    const left = elements.filter((element) => element !== undefined);
    return left.length === 0 && elements.length > 0 ? undefined : left;
  }
  return isJsonObject(value) ? change(value, definition?.subAttributes ?? []) : value;
}
