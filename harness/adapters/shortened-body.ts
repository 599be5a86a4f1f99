import { createHash } from 'node:crypto';
import type { ScimRequest } from '#shared/scim/message.ts';
import type { TraceEvent } from '#shared/trace/event.ts';

export const BODY_BYTES_MAX = 64 * 1024;
/** UTF-8 is never shorter than its count of UTF-16 units, and never longer than three times that. */
export const UTF8_BYTES_MAX = 3;

/** An exchange with bodies above 64 kB cut to their head, with a note of length and SHA-256. Other events pass as they are. */
export function shortenBodies(event: TraceEvent): TraceEvent {
  if (event.kind !== 'exchange-recorded') return event;
  const { outcome, byHand } = event;
  const request = shortRequest(event.request);
  const responseText = outcome.kind === 'response' ? outcome.response.text : '';
  const shortResponse = shorten(responseText);
  const asked = byHand?.kind === 'edited' ? shortRequest(byHand.asked) : null;
  const isAskedShort = byHand?.kind === 'edited' && asked !== byHand.asked;
  if (request === event.request && shortResponse === responseText && !isAskedShort) return event;
  return {
    ...event,
    request,
    outcome: outcome.kind === 'response' ? { ...outcome, response: { ...outcome.response, text: shortResponse } } : outcome,
    ...(asked === null ? {} : { byHand: { kind: 'edited', asked } }),
  };
}

function shortRequest(request: ScimRequest): ScimRequest {
  const text = request.body === null ? '' : JSON.stringify(request.body);
  const short = shorten(text);
  return short === text ? request : { ...request, body: short };
}

function shorten(text: string): string {
  if (text.length * UTF8_BYTES_MAX <= BODY_BYTES_MAX) return text;
  const bytes = Buffer.from(text);
  if (bytes.length <= BODY_BYTES_MAX) return text;
  // A character cut in two decodes to U+FFFD at the end.
  const head = bytes
    .subarray(0, BODY_BYTES_MAX)
    .toString()
    .replace(/\uFFFD+$/, '');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return `${head}\n[cut here: ${bytes.length} bytes in all, SHA-256 ${sha256}]`;
}
