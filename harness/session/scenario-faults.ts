import type { RequestPlace } from '#shared/engine/effect.ts';
import { ERROR_URN, SCIM_MEDIA_TYPE, type ScimOutcome, type ScimRequest } from '#shared/scim/message.ts';
import type { SentExchange, Transport } from '../ports/session-ports.ts';
import { endpointOf } from './scenario-tally.ts';

export interface Fault {
  readonly method: string | undefined;
  /** `/Users` or `/Groups`. */
  readonly path: string | undefined;
  /** Of the source object that the request is about. */
  readonly sourceId: string | undefined;
  /** What becomes of the request: answered with this status, lost on its way, or carried out with its answer lost. */
  readonly fate: { readonly status: number; readonly retryAfterS: number | undefined } | 'timeout' | 'lost-answer';
  readonly times: number;
}

/** A way to the target on which a scenario lets named requests fail. */
export interface FaultyWay {
  readonly transport: Transport;
  /** Tells whom the next request is about, which the request itself does not say. */
  noteRequest(request: ScimRequest, place: RequestPlace): void;
  add(faults: readonly Fault[]): void;
  /** Faults that have not happened as often as they should. */
  unused(): readonly Fault[];
}

export function createFaultyWay(way: Transport): FaultyWay {
  const sourceIds = new WeakMap<ScimRequest, string>();
  let pending: readonly Fault[] = [];
  const takeFault = (request: ScimRequest): Fault | undefined => {
    const fault = pending.find((candidate) => isMeant(candidate, request, sourceIds.get(request)));
    pending = pending.flatMap((other) => {
      if (other !== fault) return [other];
      return other.times > 1 ? [{ ...other, times: other.times - 1 }] : [];
    });
    return fault;
  };
  return {
    transport: {
      send: async (request) => {
        const fault = takeFault(request);
        if (fault === undefined) return way.send(request);
        if (fault.fate === 'lost-answer') await way.send(request);
        return nothingElse(outcomeOf(fault));
      },
    },
    noteRequest: (request, { identity }) => {
      if (identity !== null) sourceIds.set(request, identity.id);
    },
    add: (faults) => {
      pending = [...pending, ...faults];
    },
    unused: () => pending,
  };
}

function isMeant({ method, path, sourceId }: Fault, request: ScimRequest, requestSourceId: string | undefined): boolean {
  return (
    (method === undefined || method === request.method) &&
    (path === undefined || path === endpointOf(request.target)) &&
    (sourceId === undefined || sourceId === requestSourceId)
  );
}

function outcomeOf({ fate }: Fault): ScimOutcome {
  if (typeof fate === 'string') {
    return { kind: 'failure', failure: { kind: 'timeout', detail: 'The scenario lets this request go without an answer.' } };
  }
  const error = { schemas: [ERROR_URN], detail: 'The scenario lets this request fail.', status: String(fate.status) };
  const headers = {
    'content-type': SCIM_MEDIA_TYPE,
    ...(fate.retryAfterS === undefined ? {} : { 'retry-after': String(fate.retryAfterS) }),
  };
  return { kind: 'response', response: { status: fate.status, headers, text: JSON.stringify(error) } };
}

function nothingElse(outcome: ScimOutcome): SentExchange {
  return { outcome, durationMs: 0, rawRequestHeaders: [], rawResponseHeaders: [] };
}
