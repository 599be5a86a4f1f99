import { accepted, type Parsed, refused } from '#shared/kernel/parsed.ts';
import type { ScimRequest } from '#shared/scim/message.ts';
import type { RequestPurpose, SourceIdentity } from '#shared/trace/event.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { recordOutsideCycles } from './outside-cycles.ts';
import { openTransport, readTarget, readWritableTarget } from './target.ts';

interface RecordedRequest {
  readonly purpose: RequestPurpose;
  readonly request: ScimRequest;
  readonly identity: SourceIdentity | null;
}

/**
 * Sends a recorded request once more, to an application's target with that application's credentials, and records it. It belongs to
 * no cycle, and the job remembers nothing of it. Answers its sequence number. A write to a remote target is refused until somebody
 * has allowed writes there; a body of which only the head was kept is refused as well.
 */
export async function sendAgain(
  parts: WorkspaceParts,
  { purpose, request, identity }: RecordedRequest,
  appId: string,
): Promise<Parsed<number>> {
  if (purpose === 'access-token') {
    return refused({
      place: 'Request',
      message: 'A token request goes to the token endpoint with the secret of the client, and not to a target.',
      remedy: 'Press Test Connection: it asks for a token anew.',
    });
  }
  if (typeof request.body === 'string') {
    return refused({
      place: 'Request',
      message: 'The body was so long that only its head was kept, and half a body cannot be sent.',
      remedy: 'Let the job send it again: change the object and provision it on demand.',
    });
  }
  const target = await (request.method === 'GET' ? readTarget(parts, appId) : readWritableTarget(parts, appId));
  if (!target.ok) return target;
  const transport = await openTransport(parts, appId, target.value);
  try {
    const at = parts.clock.now();
    const exchange = await transport.send(request);
    recordOutsideCycles(parts, appId, { at, request, exchange, purpose: 'sent-again', identity });
    return accepted(parts.db.trace.lastExchange());
  } finally {
    transport.close();
  }
}
