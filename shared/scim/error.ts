import type { JsonObject } from '#shared/kernel/json.ts';
import { ERROR_URN } from './message.ts';

/** The error keywords of RFC 7644 §3.12, table 9. */
export const scimTypes = [
  'invalidFilter',
  'tooMany',
  'uniqueness',
  'mutability',
  'invalidSyntax',
  'invalidPath',
  'noTarget',
  'invalidValue',
  'invalidVers',
  'sensitive',
] as const;

export type ScimType = (typeof scimTypes)[number];

/** A refusal the client is told about. Thrown while a request is read, caught once, where its answer is made. */
export class ScimError extends Error {
  readonly status: number;
  readonly scimType: ScimType | null;

  constructor(status: number, scimType: ScimType | null, detail: string) {
    super(detail);
    this.name = 'ScimError';
    this.status = status;
    this.scimType = scimType;
  }
}

/** The Error message of RFC 7644 §3.12; `status` is a string there. */
export function toErrorBody(error: ScimError): JsonObject {
  return {
    schemas: [ERROR_URN],
    status: String(error.status),
    ...(error.scimType === null ? {} : { scimType: error.scimType }),
    detail: error.message,
  };
}
