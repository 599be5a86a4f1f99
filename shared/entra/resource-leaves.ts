import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';
import type { ObjectMapping } from './job-configuration.ts';
import { parseTargetAttribute, type TargetAttribute } from './target-attribute.ts';

interface Leaf {
  /** As an attribute list would name it: `nickName`, `emails[type eq "home"].value`. */
  readonly name: string;
  readonly value: Json;
}

/** What the target keeps for itself, or computes: never the business of a mapping. */
const ownNames = new Set(['id', 'schemas', 'meta', 'groups', 'password']);
/** Of an element in a list these say which it is, or how it is shown. */
const labels = new Set(['type', 'primary', 'display', '$ref']);

/** What a resource holds beyond the attributes of a mapping. */
export function resourceLeaves(resource: JsonObject, mapping: ObjectMapping): readonly Leaf[] {
  const covered = mapping.attributeMappings.flatMap(({ targetAttributeName }) => parseTargetAttribute(targetAttributeName) ?? []);
  const found: Leaf[] = [];
  for (const [name, value] of Object.entries(resource)) {
    if (ownNames.has(name.toLowerCase())) continue;
    if (/^urn:/i.test(name) && isJsonObject(value)) {
      for (const [inner, held] of Object.entries(value)) collect({ urn: name, attribute: inner, value: held }, covered, found);
    } else collect({ urn: null, attribute: name, value }, covered, found);
  }
  return found;
}

interface Held {
  readonly urn: string | null;
  readonly attribute: string;
  readonly value: Json;
}

function collect(held: Held, covered: readonly TargetAttribute[], found: Leaf[]): void {
  const { urn, attribute, value } = held;
  const name = urn === null ? attribute : `${urn}:${attribute}`;
  const rows = covered.filter((row) => isSame(row.attribute, attribute) && isSame(row.extensionUrn ?? '', urn ?? ''));
  if (rows.some(({ filter, subAttribute }) => filter === null && subAttribute === null)) return;
  const put = (leafName: string, leaf: Json) => {
    if (leaf !== null && leaf !== '' && !(Array.isArray(leaf) && leaf.length === 0)) found.push({ name: leafName, value: leaf });
  };
  if (Array.isArray(value)) {
    const elements: readonly Json[] = value;
    for (const [index, element] of elements.entries()) {
      if (!isJsonObject(element)) {
        put(elements.length === 1 ? name : `${name}[${index}]`, element);
        continue;
      }
      const { type } = element;
      const label = typeof type === 'string' ? `${name}[type eq "${type}"]` : `${name}[${index}]`;
      for (const [sub, leaf] of Object.entries(element)) {
        if (!labels.has(sub) && !rows.some((row) => isSame(row.subAttribute ?? sub, sub) && isChosen(row, element))) {
          put(`${label}.${sub}`, leaf);
        }
      }
    }
  } else if (isJsonObject(value)) {
    for (const [sub, leaf] of Object.entries(value)) {
      if (!labels.has(sub) && !rows.some((row) => isSame(row.subAttribute ?? '', sub))) put(`${name}.${sub}`, leaf);
    }
  } else put(name, value);
}

function isChosen({ filter }: TargetAttribute, element: JsonObject): boolean {
  if (filter === null) return true;
  const label = Object.entries(element).find(([name]) => isSame(name, filter.attribute))?.[1];
  return label !== undefined && isSame(String(label), filter.value);
}

/** Names ignore case (RFC 7643 §2.1). */
function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
