import { isJsonObject, type Json } from '#shared/kernel/json.ts';
import { ScimError } from '#shared/scim/error.ts';
import { messageMember } from '#shared/scim/message.ts';
import { tolerate } from '#shared/scim/tolerance.ts';
import { type Call, readBody } from './call.ts';

/** What ServiceProviderConfig announces. */
export const BULK_OPERATIONS_MAX = 1000;
export const BULK_BYTES_MAX = 1_048_576;
const BULK_REQUEST_URN = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';

/** One operation of a bulk request (RFC 7644 §3.7). */
export interface BulkOperation {
  readonly method: string;
  /** Null: the client gave none, which only a POST needs. */
  readonly bulkId: string | null;
  /** As the client wrote it. */
  readonly path: string;
  /** The version a change depends on, as If-Match would say. */
  readonly version: string | null;
  readonly data: Json;
  /** The bulkIds that its path and data refer to. */
  readonly references: ReadonlySet<string>;
}

interface BulkRequest {
  /** After how many errors the rest is left undone; null: never. */
  readonly failOnErrors: number | null;
  readonly operations: readonly BulkOperation[];
}

/** Throws ScimError: 413 for more than is announced, 400 for what is no BulkRequest. A faulty operation fails by itself. */
export function readBulk(call: Call): BulkRequest {
  const byteCount = Buffer.byteLength(call.body);
  if (byteCount > BULK_BYTES_MAX) throw tooLarge(`The bulk request has ${byteCount} bytes`);
  const body = readBody(call);
  if (!isJsonObject(body)) throw syntaxError('The body must be a JSON object: a BulkRequest message');
  const schemas = messageMember(body, 'schemas') ?? [];
  if (!Array.isArray(schemas) || !schemas.includes(BULK_REQUEST_URN)) {
    tolerate(
      call.directory.tolerances,
      'missing-schemas',
      'invalidSyntax',
      `schemas must list ${BULK_REQUEST_URN} (RFC 7644 §3.7).`,
    );
  }
  const operations = messageMember(body, 'Operations');
  if (!Array.isArray(operations)) throw syntaxError('Operations must be an array');
  if (operations.length > BULK_OPERATIONS_MAX) throw tooLarge(`The bulk request has ${operations.length} operations`);
  const read = (operations as readonly Json[]).map(readOperation);
  refuseSecondUse(read);
  return { failOnErrors: readFailOnErrors(messageMember(body, 'failOnErrors') ?? null), operations: read };
}

function readOperation(operation: Json, index: number): BulkOperation {
  const place = `Operations[${index}]`;
  if (!isJsonObject(operation)) throw syntaxError(`${place} must be an object`);
  const text = (key: string): string | null => {
    const value = messageMember(operation, key) ?? null;
    if (value === null || typeof value === 'string') return value;
    throw syntaxError(`${place}.${key} must be a string`);
  };
  const [path, data] = [text('path') ?? '', messageMember(operation, 'data') ?? null];
  return {
    method: (text('method') ?? '').toUpperCase(),
    bulkId: text('bulkId'),
    path,
    version: text('version'),
    data,
    references: new Set([...path.split('/').flatMap(referenceIn), ...textsIn(data).flatMap(referenceIn)]),
  };
}

/** `bulkId:` and the bulkId of an operation stand for the id of what that one creates (RFC 7644 §3.7.2). */
export function referenceIn(text: string): readonly string[] {
  return text.startsWith('bulkId:') ? [text.slice('bulkId:'.length)] : [];
}

function textsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

function refuseSecondUse(operations: readonly BulkOperation[]): void {
  const seen = new Set<string>();
  for (const { bulkId } of operations) {
    if (bulkId === null) continue;
    if (seen.has(bulkId)) throw syntaxError(`The bulkId ${JSON.stringify(bulkId)} stands at two operations; it names one`);
    seen.add(bulkId);
  }
}

function readFailOnErrors(value: Json): number | null {
  if (value === null) return null;
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  const detail = `failOnErrors must be a whole number above zero, found ${JSON.stringify(value)} (RFC 7644 §3.7.3).`;
  throw new ScimError(400, 'invalidValue', detail);
}

function tooLarge(found: string): ScimError {
  const limits = `maxOperations is ${BULK_OPERATIONS_MAX} and maxPayloadSize ${BULK_BYTES_MAX} bytes`;
  return new ScimError(413, null, `${found}; ${limits} (RFC 7644 §3.7.4). Send it in parts.`);
}

function syntaxError(detail: string): ScimError {
  return new ScimError(400, 'invalidSyntax', `${detail} (RFC 7644 §3.7).`);
}
