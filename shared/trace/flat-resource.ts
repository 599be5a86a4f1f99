import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';

interface FlatValue {
  /** As it is shown: `name.givenName`, `emails[work]`, `addresses[work].locality`, `members[id]`. */
  readonly attribute: string;
  readonly text: string;
}

/** What the target itself keeps about a resource, and nobody sends. */
const kept = new Set(['id', 'schemas', 'meta']);

/**
 * A resource as one value per attribute, by attribute in lower case: names ignore case (RFC 7643 §2.1). Values of a list go by
 * their `type`, else by their `value`, else by their place. What holds nothing is left out (RFC 7643 §2.5).
 */
export function flatResource(resource: JsonObject): ReadonlyMap<string, FlatValue> {
  const flat = new Map<string, FlatValue>();
  const put = (attribute: string, value: Json) => {
    if (isEmpty(value)) return;
    flat.set(attribute.toLowerCase(), { attribute, text: typeof value === 'string' ? value : JSON.stringify(value) });
  };
  for (const [name, value] of Object.entries(resource)) {
    if (kept.has(name.toLowerCase())) continue;
    if (/^urn:/i.test(name) && isJsonObject(value)) {
      for (const [inner, held] of Object.entries(value)) flatten(`${name}:${inner}`, held, put);
    } else flatten(name, value, put);
  }
  return flat;
}

function flatten(name: string, value: Json, put: (attribute: string, value: Json) => void): void {
  if (Array.isArray(value)) {
    const elements: readonly Json[] = value;
    const types = elements.map((element) => (isJsonObject(element) ? element['type'] : undefined));
    for (const [index, element] of elements.entries()) {
      if (!isJsonObject(element)) {
        put(elements.length === 1 ? name : `${name}[${String(element)}]`, element);
        continue;
      }
      const { type, value: main, ...rest } = element;
      const isTyped = typeof type === 'string' && types.filter((other) => other === type).length === 1;
      const label = `${name}[${isTyped ? type : typeof main === 'string' ? main : index}]`;
      if (main !== undefined) put(label, isTyped ? main : typeof element['display'] === 'string' ? element['display'] : main);
      for (const [inner, held] of Object.entries(rest)) if (isTyped || inner !== 'display') put(`${label}.${inner}`, held);
    }
  } else if (isJsonObject(value)) {
    const entries = Object.entries(value);
    // A reference such as the manager is its value; display and $ref are the target's own addition.
    if (typeof value['value'] === 'string') put(name, value['value']);
    else for (const [inner, held] of entries) put(`${name}.${inner}`, held);
  } else put(name, value);
}

function isEmpty(value: Json): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
