export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text to JSON, or undefined: a body that is no JSON is an answer too, not an accident. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** One spelling for equal values: keys sorted by code unit, no blanks. What goldens and traces are written in. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    isJsonObject(member)
      ? Object.fromEntries(
          Object.keys(member)
            .sort()
            .map((key) => [key, member[key]]),
        )
      : member,
  );
}

/** Equal as JSON, whatever the order of keys. */
export function isEqualJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  // A value that is changed shares with the one before it all that stays: only what differs is looked into.
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, index) => isEqualJson(one, b[index]));
  if (isJsonObject(a) && isJsonObject(b)) {
    const keys = writtenKeys(a);
    return keys.length === writtenKeys(b).length && keys.every((key) => Object.hasOwn(b, key) && isEqualJson(a[key], b[key]));
  }
  return canonicalJson(a) === canonicalJson(b);
}

/** JSON leaves out a member that is undefined. */
function writtenKeys(object: JsonObject): readonly string[] {
  return Object.keys(object).filter((key) => object[key] !== undefined);
}
