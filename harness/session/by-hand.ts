import type { ScimOutcome, ScimRequest } from '#shared/scim/message.ts';
import type { ByHand } from '#shared/trace/event.ts';
import type { SentExchange, Transport } from '../ports/session-ports.ts';

/** What a person decided of a request that was held, where it is more than to send it. */
export type Ruling =
  /** Sent in its place, to the same target with the same credentials. */
  | { readonly kind: 'edited'; readonly request: ScimRequest }
  /** Nothing is sent: the job hears this instead. */
  | { readonly kind: 'answered'; readonly outcome: ScimOutcome }
  /** Nothing is sent: for the job, the connection was reset. */
  | { readonly kind: 'dropped' };

interface Carried {
  /** What went out; of what did not, what would have. */
  readonly request: ScimRequest;
  readonly exchange: SentExchange;
  readonly byHand: ByHand;
}

/** Does what was decided of the request that a job `asked` to send. */
export async function carryOut(ruling: Ruling, asked: ScimRequest, transport: Transport): Promise<Carried> {
  switch (ruling.kind) {
    case 'edited':
      return {
        request: ruling.request,
        exchange: await transport.send(ruling.request),
        byHand: { kind: 'edited', asked },
      };
    case 'answered':
      return { request: asked, exchange: unsent(ruling.outcome), byHand: { kind: 'answered' } };
    case 'dropped':
      return { request: asked, exchange: unsent(reset), byHand: { kind: 'dropped' } };
  }
}

const reset: ScimOutcome = {
  kind: 'failure',
  failure: { kind: 'reset', detail: 'Dropped by hand: nothing was sent, and the job takes the connection for reset.' },
};

function unsent(outcome: ScimOutcome): SentExchange {
  return { outcome, durationMs: 0, rawRequestHeaders: [], rawResponseHeaders: [] };
}
