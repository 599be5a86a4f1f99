import { isJsonObject, type Json, type JsonObject } from '#shared/kernel/json.ts';

interface ChangePointers {
  /** Of the attributes that changed, where they stand now. */
  readonly now: readonly string[];
  /** Of what they were before. */
  readonly before: readonly string[];
}

/** Where an event tells of a change: JSON pointers into it. An object among the previous attributes holds only its changed members. */
export function changePointers(event: Json): ChangePointers {
  const data = isJsonObject(event) ? event['data'] : undefined;
  const previous = isJsonObject(data) ? data['previous_attributes'] : undefined;
  if (!isJsonObject(data) || !isJsonObject(previous)) return { now: [], before: [] };
  return { now: changedIn(data, previous, '/data'), before: ['/data/previous_attributes'] };
}

function changedIn(now: JsonObject, previous: JsonObject, pointer: string): readonly string[] {
  return Object.entries(previous).flatMap(([key, old]) => {
    const place = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const value = now[key];
    return isJsonObject(value) && isJsonObject(old) ? changedIn(value, old, place) : [place];
  });
}
