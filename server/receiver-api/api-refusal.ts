import type { JsonObject } from '#shared/kernel/json.ts';

/** An answer that refuses, in the words of the vendor's API: `message`, and for 422 `errors`. Caught where answers are made. */
export class ApiRefusal extends Error {
  readonly status: number;
  readonly details: JsonObject;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, details: JsonObject = {}, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'ApiRefusal';
    this.status = status;
    this.details = details;
    this.headers = headers;
  }
}

/** Another organization's object is answered as if it were not there. */
export function notFound(id: string): never {
  throw new ApiRefusal(404, `Could not find ${JSON.stringify(id.slice(0, 200))}.`, { code: 'entity_not_found', entity_id: id });
}

/** A parameter that cannot be read. */
export function invalidParameter(field: string, code: string, message: string): never {
  throw new ApiRefusal(422, message, { errors: [{ code, field }] });
}
