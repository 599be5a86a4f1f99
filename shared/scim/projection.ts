import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import { locateAttribute } from './attribute-lookup.ts';
import { parseAttributePath } from './attribute-path.ts';
import { findExtension, type ResourceType } from './schema.ts';

/** Which attributes an answer holds (RFC 7644 §3.9). `attributes` null: all that are returned by default. */
export interface Projection {
  readonly attributes: readonly string[] | null;
  readonly excluded: readonly string[];
}

export const wholeResource: Projection = { attributes: null, excluded: [] };

/** Both parameters are comma-separated lists; names that no schema defines are passed over. */
export function readProjection(attributes: string | null, excludedAttributes: string | null): Projection {
  const names = (list: string): readonly string[] => list.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
  const wanted = names(attributes ?? '');
  return { attributes: wanted.length === 0 ? null : wanted, excluded: names(excludedAttributes ?? '') };
}

/** Whether an answer may hold a core attribute: saves loading what it will not. */
export function includesAttribute(projection: Projection, type: ResourceType, name: string): boolean {
  const matches = (text: string): boolean => {
    const path = parseAttributePath(text);
    return path !== undefined && locateAttribute(type, path)?.attribute.name === name;
  };
  if (projection.attributes !== null) return projection.attributes.some(matches);
  return !projection.excluded.some((text) => matches(text) && parseAttributePath(text)?.subAttribute === null);
}

/** `id` and `schemas` stay whatever is asked for: they are always returned (RFC 7643 §3.1). */
export function project(resource: JsonObject, type: ResourceType, projection: Projection): JsonObject {
  if (projection.attributes !== null) return keep(resource, toTree(type, ['schemas', 'id', ...projection.attributes]));
  const excluded = projection.excluded.filter((name) => !/^(?:schemas|id)$/iu.test(name));
  return excluded.length === 0 ? resource : drop(resource, toTree(type, excluded));
}

/** Keys named together, as a tree: a node that is named itself stands for all below it. */
interface Tree {
  isNamed: boolean;
  readonly branches: Map<string, Tree>;
}

function toTree(type: ResourceType, names: readonly string[]): Tree {
  const root: Tree = { isNamed: false, branches: new Map() };
  for (const name of names) {
    let node = root;
    for (const key of keysOf(type, name)) {
      const branch: Tree = node.branches.get(key) ?? { isNamed: false, branches: new Map() };
      node.branches.set(key, branch);
      node = branch;
    }
    if (node !== root) node.isNamed = true;
  }
  return root;
}

/** `emails.value` as the keys on the way to it; empty for what no schema defines. */
function keysOf(type: ResourceType, name: string): readonly string[] {
  const extension = findExtension(type, name);
  if (extension !== undefined) return [extension.id];
  const path = parseAttributePath(name);
  const location = path && locateAttribute(type, path);
  if (location === undefined) return [];
  return [location.extensionUrn, location.attribute.name, location.subAttribute?.name].filter((key) => typeof key === 'string');
}

function keep(object: JsonObject, tree: Tree): JsonObject {
  return changeMembers(object, tree, (value, branch) => {
    if (branch === undefined) return undefined;
    return branch.isNamed ? value : descend(value, (inner) => keep(inner, branch));
  });
}

function drop(object: JsonObject, tree: Tree): JsonObject {
  return changeMembers(object, tree, (value, branch) => {
    if (branch === undefined) return value;
    return branch.isNamed ? undefined : descend(value, (inner) => drop(inner, branch));
  });
}

function changeMembers(
  object: JsonObject,
  tree: Tree,
  change: (value: Json, branch: Tree | undefined) => Json | undefined,
): JsonObject {
  const changed = Object.entries(object).map(([key, value]) => [key, change(value, tree.branches.get(key))] as const);
  return Object.fromEntries(changed.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

function descend(value: Json, change: (object: JsonObject) => JsonObject): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((element) => descend(element, change));
  return isJsonObject(value) ? change(value) : value;
}
