import { isJsonObject, type Json, type JsonObject, parseJson } from '#shared/kernel/json.ts';
import { ScimError, toErrorBody } from '#shared/scim/error.ts';
import { PATCH_OP_URN } from '#shared/scim/message.ts';
import type { HttpResponse } from '../scim-server.ts';
import { isCircle, orderOperations } from './bulk-order.ts';
import { type BulkOperation, readBulk, referenceIn } from './bulk-request.ts';
import { answer, type Call } from './call.ts';

const BULK_RESPONSE_URN = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse';

/**
 * Does many operations at once (RFC 7644 §3.7). Each is all or nothing by itself; those that refer to each other in a circle are one
 * such whole. Results come in the order of the request; an operation left undone after `failOnErrors` has none.
 */
export function answerBulk(call: Call, route: (part: Call) => HttpResponse): HttpResponse {
  const { failOnErrors, operations } = readBulk(call);
  const run: Run = {
    call,
    route,
    ids: new Map(),
    failed: new Set(),
    known: new Set(operations.flatMap(({ bulkId }) => bulkId ?? [])),
  };
  const results = new Map<BulkOperation, JsonObject>();
  let errorCount = 0;
  for (const unit of orderOperations(operations)) {
    if (failOnErrors !== null && errorCount >= failOnErrors) break;
    for (const [operation, outcome] of isCircle(unit) ? doCircle(run, unit) : unit.map((one) => doOne(run, one))) {
      if (outcome instanceof ScimError) {
        errorCount += 1;
        if (operation.bulkId !== null) run.failed.add(operation.bulkId);
      }
      results.set(operation, toResult(call, operation, outcome, run.ids));
    }
  }
  const Operations = operations.flatMap((operation) => results.get(operation) ?? []);
  return answer(200, { schemas: [BULK_RESPONSE_URN], Operations });
}

/** One bulk request while it is done. */
interface Run {
  readonly call: Call;
  readonly route: (part: Call) => HttpResponse;
  /** By bulkId, what was created. */
  readonly ids: Map<string, string>;
  readonly failed: Set<string>;
  /** Every bulkId of the request. */
  readonly known: ReadonlySet<string>;
}

type Outcome = readonly [operation: BulkOperation, outcome: HttpResponse | ScimError];

function doOne(run: Run, operation: BulkOperation): Outcome {
  return [operation, attempt(run, () => perform(run, operation, operation.data))];
}

/**
 * Resources that refer to each other (RFC 7644 §3.7.2): all are created without what points at one that is not there yet, and then
 * written once more with it. If one fails, none is left.
 */
function doCircle(run: Run, unit: readonly BulkOperation[]): readonly Outcome[] {
  let current = unit[0];
  const outcome = attempt(run, () => {
    for (const operation of unit) {
      current = operation;
      const isMissing = (bulkId: string): boolean => !run.ids.has(bulkId);
      perform(run, operation, without(operation.data, isMissing));
    }
    return unit.map((operation): Outcome => {
      current = operation;
      return [operation, complete(run, operation)];
    });
  });
  if (!(outcome instanceof ScimError)) return outcome;
  for (const { bulkId } of unit) if (bulkId !== null) run.ids.delete(bulkId);
  const detail = `It refers to bulkId ${JSON.stringify(current?.bulkId ?? '')} in a circle, which failed (RFC 7644 §3.7.2).`;
  return unit.map((operation) => [operation, operation === current ? outcome : new ScimError(409, null, detail)]);
}

/** Writes what was created once more, with every reference in it; the answer counts as that of its creation. */
function complete(run: Run, operation: BulkOperation): HttpResponse {
  const id = run.ids.get(operation.bulkId ?? '') ?? '';
  const path = `${operation.path.replace(/\/+$/u, '')}/${encodeURIComponent(id)}`;
  const written = perform(run, { ...operation, method: 'PUT', path, version: null }, operation.data);
  return { ...written, status: 201 };
}

/** What it changes stays only if it succeeds. */
function attempt<T>({ call }: Run, work: () => T): T | ScimError {
  try {
    return call.database.savepoint(work);
  } catch (error) {
    if (error instanceof ScimError) return error;
    throw error;
  }
}

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];

function perform(run: Run, operation: BulkOperation, data: Json): HttpResponse {
  const { method, bulkId, version } = operation;
  if (!METHODS.includes(method)) throw syntaxError(`method must be one of ${METHODS.join(', ')}, found "${method}"`);
  if (method === 'POST' && bulkId === null) throw syntaxError('A POST needs a bulkId');
  const response = run.route({
    ...run.call,
    method,
    segments: segmentsOf(run, operation),
    query: new URLSearchParams(),
    headers: version === null ? {} : { 'if-match': version },
    body: method === 'DELETE' ? '' : JSON.stringify(messageOf(method, resolve(run, data))),
  });
  const created = method === 'POST' ? parseJson(response.body) : undefined;
  if (bulkId !== null && isJsonObject(created)) run.ids.set(bulkId, String(created['id']));
  return response;
}

/** `/Users/<id>`; only what is a resource can be changed in bulk. */
function segmentsOf(run: Run, { path }: BulkOperation): readonly string[] {
  const segments = path.split('/').map((segment) => resolveText(run, decode(segment)));
  const [root, kind = '', id] = segments;
  const isType = run.call.directory.types.some(({ endpoint }) => endpoint === `/${kind}`);
  if (root !== '' || segments.length > 3 || !isType || id === '.search') {
    throw new ScimError(404, null, `"${path}" is no resource; a path is /Users, /Users/<id> or the like (RFC 7644 §3.7).`);
  }
  return segments.slice(1);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** RFC 7644 §3.7 shows the data of a PATCH as the bare list of its operations; a whole PatchOp message is taken, too. */
function messageOf(method: string, data: Json): Json {
  return method === 'PATCH' && Array.isArray(data) ? { schemas: [PATCH_OP_URN], Operations: data } : data;
}

function resolve(run: Run, value: Json): Json {
  if (typeof value === 'string') return resolveText(run, value);
  if (Array.isArray(value)) return (value as readonly Json[]).map((element) => resolve(run, element));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolve(run, member)]));
}

function resolveText({ ids, failed, known }: Run, text: string): string {
  const [bulkId] = referenceIn(text);
  if (bulkId === undefined) return text;
  const id = ids.get(bulkId);
  if (id !== undefined) return id;
  if (failed.has(bulkId)) {
    throw new ScimError(409, null, `"${text}" refers to an operation that failed (RFC 7644 §3.7.2).`);
  }
  const reason = known.has(bulkId) ? 'that operation creates nothing' : 'no operation of the request has that bulkId';
  throw new ScimError(400, 'invalidValue', `"${text}" cannot be resolved: ${reason} (RFC 7644 §3.7.2).`);
}

/** Data without what refers to a missing one: an object that holds such a reference goes as a whole, for it means nothing without. */
function without(data: Json, isMissing: (bulkId: string) => boolean): Json {
  const isGone = (value: Json): boolean => typeof value === 'string' && referenceIn(value).some(isMissing);
  const strip = (value: Json): Json | undefined => {
    if (isGone(value)) return undefined;
    if (Array.isArray(value)) return (value as readonly Json[]).flatMap((element) => strip(element) ?? []);
    if (!isJsonObject(value)) return value;
    return Object.values(value).some(isGone) ? undefined : stripMembers(value);
  };
  const stripMembers = (object: JsonObject): JsonObject => {
    const members = Object.entries(object).map(([key, member]) => [key, strip(member)] as const);
    return Object.fromEntries(members.filter((entry): entry is [string, Json] => entry[1] !== undefined));
  };
  return isJsonObject(data) ? stripMembers(data) : data;
}

/** The location of all but what was never created, the version of all but what is gone, the answer of what failed. */
function toResult(call: Call, operation: BulkOperation, outcome: HttpResponse | ScimError, ids: Run['ids']): JsonObject {
  const { method, bulkId, path } = operation;
  const isError = outcome instanceof ScimError;
  const version = isError ? undefined : outcome.headers['etag'];
  const place = method === 'POST' ? locationOfCreated(call, operation, ids) : `${call.baseAddress}${path}`;
  return {
    ...(place === undefined ? {} : { location: place }),
    method,
    ...(bulkId === null ? {} : { bulkId }),
    ...(version === undefined ? {} : { version }),
    status: String(outcome.status),
    ...(isError ? { response: toErrorBody(outcome) } : {}),
  };
}

function locationOfCreated(call: Call, { path, bulkId }: BulkOperation, ids: Run['ids']): string | undefined {
  const id = ids.get(bulkId ?? '');
  return id === undefined ? undefined : `${call.baseAddress}${path.replace(/\/+$/u, '')}/${encodeURIComponent(id)}`;
}

function syntaxError(detail: string): ScimError {
  return new ScimError(400, 'invalidSyntax', `${detail} (RFC 7644 §3.7).`);
}
