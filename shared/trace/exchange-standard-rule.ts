import { ENTERPRISE_USER_URN } from '#shared/entra/target-attribute.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '#shared/kernel/json.ts';
import type { RequestPurpose } from './event.ts';

export interface StandardRule {
  readonly id: string;
  /** `open`: the RFC leaves it to either side, and it is worth knowing. */
  readonly verdict: 'conforms' | 'deviates' | 'open';
  /** `RFC 7644 §3.5.2`. */
  readonly section: string;
  /** Of a request: what Entra does; of an answer: what is expected and how Entra takes it. */
  readonly sentence: string;
  /** How we know what it says of Entra; null where it speaks of the RFC alone. */
  readonly evidence: 'documented' | 'captured' | 'inferred' | null;
  /** JSON pointers into the body that it is about, `['']` for the whole message; null: it does not apply. */
  find(exchange: ReadExchange): readonly string[] | null;
}

type Header = readonly [string, string];

/** An exchange as a page knows it: bodies as texts. */
export interface JudgedExchange {
  readonly method: string;
  readonly target: string;
  readonly purpose: RequestPurpose;
  readonly requestHeaders: readonly Header[];
  readonly requestBody: string;
  readonly status: number | null;
  readonly responseHeaders: readonly Header[];
  readonly responseBody: string;
}

/** The same, taken apart once for all rules. */
export interface ReadExchange {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly purpose: RequestPurpose;
  readonly sent: ReadonlyMap<string, string>;
  readonly body: JsonObject | null;
  /** Operations of a PATCH with their pointers. */
  readonly operations: readonly ReadOperation[];
  /** Null: no answer came. */
  readonly status: number | null;
  readonly received: ReadonlyMap<string, string>;
  readonly answerText: string;
  /** Undefined: no JSON. */
  readonly answer: Json | undefined;
  /** The resources in an answer of the 200 range, alone or listed, with their pointers. */
  readonly resources: readonly { readonly pointer: string; readonly resource: JsonObject }[];
}

interface ReadOperation {
  readonly pointer: string;
  readonly op: string;
  readonly path: string | null;
  readonly value: Json;
}

export function readExchange(exchange: JudgedExchange): ReadExchange {
  const [path = '', ...query] = exchange.target.split('?');
  const body = parseJson(exchange.requestBody);
  const answer = parseJson(exchange.responseBody);
  return {
    method: exchange.method,
    path,
    query: query.join('?'),
    purpose: exchange.purpose,
    sent: headerMap(exchange.requestHeaders),
    body: isJsonObject(body) ? body : null,
    operations: exchange.method === 'PATCH' && isJsonObject(body) ? readOperations(body) : [],
    status: exchange.status,
    received: headerMap(exchange.responseHeaders),
    answerText: exchange.responseBody,
    answer,
    resources: isSuccess(exchange.status) ? readResources(answer) : [],
  };
}

export function isSuccess(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** Pointers of what a test holds for; null where there is none. */
export function somePlaces(places: readonly string[]): readonly string[] | null {
  return places.length === 0 ? null : places;
}

/** `['']` where it holds, for a rule about the message as a whole. */
export function wholeIf(holds: boolean): readonly string[] | null {
  return holds ? [''] : null;
}

/** The manager of a resource with its pointer, however its schema is spelled. */
export function managerIn(pointer: string, resource: JsonObject): { readonly pointer: string; readonly manager: Json } | null {
  for (const [name, extension] of Object.entries(resource)) {
    if (name.toLowerCase() !== ENTERPRISE_USER_URN.toLowerCase() || !isJsonObject(extension)) continue;
    const manager = extension['manager'];
    if (manager !== undefined) return { pointer: `${pointer}/${escaped(name)}/manager`, manager };
  }
  return null;
}

function readOperations(body: JsonObject): readonly ReadOperation[] {
  const operations = body['Operations'];
  if (!Array.isArray(operations)) return [];
  return operations.flatMap((operation: Json, index): readonly ReadOperation[] => {
    if (!isJsonObject(operation)) return [];
    const { op, path, value = null } = operation;
    const pathText = typeof path === 'string' ? path : null;
    return [{ pointer: `/Operations/${index}`, op: String(op), path: pathText, value }];
  });
}

function readResources(answer: Json | undefined): ReadExchange['resources'] {
  if (!isJsonObject(answer)) return [];
  const listed = answer['Resources'];
  if (Array.isArray(listed)) {
    return listed.flatMap((resource: Json, index) =>
      isJsonObject(resource) ? [{ pointer: `/Resources/${index}`, resource }] : [],
    );
  }
  return 'totalResults' in answer ? [] : [{ pointer: '', resource: answer }];
}

function headerMap(headers: readonly Header[]): ReadonlyMap<string, string> {
  return new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));
}

/** A member's name in a JSON pointer (RFC 6901 §3). */
export function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
