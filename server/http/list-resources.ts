import type { ResourceType } from '#shared/scim/schema.ts';
import type { HttpResponse } from '../scim-server.ts';
import { answerText, type Call } from './call.ts';
import { findResources } from './find-resources.ts';
import { type ListRequest, readListQuery, readSearchRequest } from './list-request.ts';
import { listText } from './list-text.ts';

/** Answers `GET /Users?filter=...`; with several types, a query at the root (RFC 7644 §3.4.2.1). */
export function listResources(call: Call, ...types: readonly ResourceType[]): HttpResponse {
  return answerList(call, types, readListQuery(call));
}

/** Answers `POST /Users/.search` or `POST /.search` (RFC 7644 §3.4.3). */
export function searchResources(call: Call, ...types: readonly ResourceType[]): HttpResponse {
  return answerList(call, types, readSearchRequest(call));
}

function answerList(call: Call, types: readonly ResourceType[], request: ListRequest): HttpResponse {
  return answerText(200, listText(call, findResources(call, types, request), request));
}
