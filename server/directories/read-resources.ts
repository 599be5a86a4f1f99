import { isJsonObject, type Json } from '#shared/kernel/json.ts';
import { jsonProblemIn } from '#shared/kernel/json-problem.ts';
import { accepted, type Parsed, type Problem, refused } from '#shared/kernel/parsed.ts';
import { LIST_RESPONSE_URN } from '#shared/scim/message.ts';
import { endOfValue, skipBlanks } from './json-skim.ts';

/** Resources out of a text, and where one of them stands in it: `Resources[3]`. */
export interface ResourceList {
  /** One after another, so that the whole text is never in memory as values. Throws UnreadableText where it stops being JSON. */
  readonly resources: Iterable<Json>;
  readonly placeOf: (index: number) => string;
}

/** A text that begins like a list of resources turns out to be no JSON. */
export class UnreadableText extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** Reads a list of SCIM resources, a ListResponse, or a single resource. `name`: what problems call the text. */
export function readResources(text: string, name: string): Parsed<ResourceList> {
  const start = skipBlanks(text, 0);
  const listStart = text[start] === '[' ? start : startOfResources(text, start);
  if (listStart === null) return readWhole(text, name);
  const before = text[start] === '[' ? '' : 'Resources';
  return accepted({ resources: elementsOf(text, listStart, name), placeOf: (index) => `${name}: ${before}[${index}]` });
}

/** Where the value of the member Resources begins, if it is a list. */
function startOfResources(text: string, start: number): number | null {
  if (text[start] !== '{') return null;
  for (let at = skipBlanks(text, start + 1); text[at] === '"'; ) {
    const nameEnd = endOfValue(text, at);
    const valueStart = skipBlanks(text, skipBlanks(text, nameEnd) + 1);
    if (text.slice(at + 1, nameEnd - 1).toLowerCase() === 'resources') return text[valueStart] === '[' ? valueStart : null;
    const next = skipBlanks(text, endOfValue(text, valueStart));
    if (text[next] !== ',') return null;
    at = skipBlanks(text, next + 1);
  }
  return null;
}

function* elementsOf(text: string, listStart: number, name: string): Iterable<Json> {
  let at = skipBlanks(text, listStart + 1);
  if (text[at] !== ']') {
    for (;;) {
      const end = endOfValue(text, at);
      yield parsePart(text.slice(at, end), text, name);
      const next = skipBlanks(text, end);
      at = skipBlanks(text, next + 1);
      if (text[next] === ']') {
        at = next;
        break;
      }
      if (text[next] !== ',') throw unreadable(text, name);
    }
  }
  // What stands around the list must be JSON too.
  parsePart(`${text.slice(0, listStart)}[]${text.slice(at + 1)}`, text, name);
}

function parsePart(part: string, text: string, name: string): Json {
  try {
    return JSON.parse(part) as Json;
  } catch {
    throw unreadable(text, name);
  }
}

function unreadable(text: string, name: string): UnreadableText {
  return new UnreadableText(problemOf(text, name) ?? { place: name, message: 'This is no JSON.', remedy: REMEDY });
}

const REMEDY = 'The file must be JSON: a list of SCIM resources, or a ListResponse.';

function problemOf(text: string, name: string): Problem | null {
  const fault = jsonProblemIn(text);
  return fault && { place: `${name}:${fault.line}:${fault.column}`, message: fault.message, remedy: REMEDY };
}

/** What is no list: a single resource, a list without a resource, or nothing of the kind. */
function readWhole(text: string, name: string): Parsed<ResourceList> {
  const problem = problemOf(text, name);
  if (problem !== null) return refused(problem);
  const value = JSON.parse(text) as Json;
  if (!isJsonObject(value)) {
    return refused({
      place: name,
      message: 'The file holds neither a list nor an object.',
      remedy: 'Give a list of SCIM resources, or a ListResponse, as an export writes it.',
    });
  }
  if (Object.keys(value).some((key) => key.toLowerCase() === 'resources')) {
    return refused({
      place: `${name}: Resources`,
      message: 'Resources is no list.',
      remedy: 'In a ListResponse it is an array of resources (RFC 7644 §3.4.2).',
    });
  }
  // An empty ListResponse may leave them out (RFC 7644 §3.4.2).
  const isEmptyList = Array.isArray(value['schemas']) && value['schemas'].includes(LIST_RESPONSE_URN);
  return accepted({ resources: isEmptyList ? [] : [value], placeOf: () => name });
}
