import { ScimError } from '#shared/scim/error.ts';
import type { StoredResource } from '../store/resource-store.ts';
import type { Call } from './call.ts';
import { versionOf } from './render.ts';

/**
 * What a client makes its request depend on (RFC 7644 §3.14, RFC 9110 §13.1). Throws ScimError 412 where If-Match names no version
 * the resource is at, or where a change must not meet one that If-None-Match names.
 */
export function checkPreconditions({ headers, method }: Call, resource: StoredResource): void {
  const wanted = headers['if-match'];
  const current = versionOf(resource);
  if (wanted !== undefined && !namesVersion(wanted, current)) {
    throw failed(`If-Match names ${wanted}, but ${resource.type} ${resource.id} is at version ${current}`);
  }
  const unwanted = headers['if-none-match'];
  const isRead = method === 'GET' || method === 'HEAD';
  if (unwanted !== undefined && !isRead && namesVersion(unwanted, current)) {
    throw failed(`If-None-Match names ${unwanted}, and ${resource.type} ${resource.id} is at version ${current}`);
  }
}

/** Whether a client that reads has this version already. */
export function isKnownVersion({ headers }: Call, resource: StoredResource): boolean {
  const known = headers['if-none-match'];
  return known !== undefined && namesVersion(known, versionOf(resource));
}

/**
 * `*`, or a list of entity tags that holds the version. Tags are compared weakly, for SCIM's are weak and still guard changes: the
 * examples of RFC 7644 §3.14 send them in If-Match.
 */
function namesVersion(header: string, version: string): boolean {
  const tags = header.trim() === '*' ? null : (header.match(/(?:W\/)?"[^"]*"/gu) ?? []);
  return tags === null || tags.some((tag) => opaque(tag) === opaque(version));
}

function opaque(tag: string): string {
  return tag.replace(/^W\//u, '');
}

function failed(detail: string): ScimError {
  return new ScimError(412, null, `${detail} (RFC 7644 §3.14). Read it again and decide anew.`);
}
