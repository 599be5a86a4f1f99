import { isJsonObject, type Json } from '#shared/kernel/json.ts';
import { jsonProblemIn } from '#shared/kernel/json-problem.ts';
import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import { LIST_RESPONSE_URN } from '#shared/scim/message.ts';

/** Resources out of a text, and where one of them stands in it: `Resources[3]`. */
export interface ResourceList {
  readonly resources: readonly Json[];
  readonly placeOf: (index: number) => string;
}

/** Reads a list of SCIM resources, a ListResponse, or a single resource. `name`: what problems call the text. */
export function readResources(text: string, name: string): Parsed<ResourceList> {
  const fault = jsonProblemIn(text);
  if (fault !== null) {
    return refused({
      place: `${name}:${fault.line}:${fault.column}`,
      message: fault.message,
      remedy: 'The file must be JSON: a list of SCIM resources, or a ListResponse.',
    });
  }
  const value = JSON.parse(text) as Json;
  if (Array.isArray(value)) return accepted({ resources: value, placeOf: (index) => `${name}: [${index}]` });
  if (!isJsonObject(value)) {
    return refused({
      place: name,
      message: 'The file holds neither a list nor an object.',
      remedy: 'Give a list of SCIM resources, or a ListResponse, as an export writes it.',
    });
  }
  const listed = Object.entries(value).find(([key]) => key.toLowerCase() === 'resources')?.[1];
  if (Array.isArray(listed)) return accepted({ resources: listed, placeOf: (index) => `${name}: Resources[${index}]` });
  if (listed !== undefined) {
    return refused({
      place: `${name}: Resources`,
      message: 'Resources is no list.',
      remedy: 'In a ListResponse it is an array of resources (RFC 7644 §3.4.2).',
    });
  }
  // An empty ListResponse may leave them out (RFC 7644 §3.4.2).
  if (Array.isArray(value['schemas']) && value['schemas'].includes(LIST_RESPONSE_URN)) {
    return accepted({ resources: [], placeOf: () => name });
  }
  return accepted({ resources: [value], placeOf: () => name });
}
