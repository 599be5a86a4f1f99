import type { Delivery, HttpResponse } from '../scim-server.ts';
import type { ChosenFault } from './fault-choice.ts';
import type { FaultEffect } from './fault-rule.ts';

export const plainDelivery: Delivery = { kind: 'whole', delayMs: 0, closesConnection: false };

/** The answer, right or wrong, as it leaves a server with these faults: its bytes, its time, and whether it arrives. */
export function deliveredAnswer(response: HttpResponse, chosen: readonly ChosenFault[]): HttpResponse {
  return chosen.reduce(deliver, response);
}

function deliver(response: HttpResponse, { effect, draw }: ChosenFault): HttpResponse {
  switch (effect.kind) {
    case 'latency': {
      // In whole milliseconds, and never beyond the jitter: the draw is below 2^32.
      const jitterMs = Math.floor((draw / 2 ** 32) * (effect.jitterMs + 1));
      const delivery = response.delivery ?? plainDelivery;
      return { ...response, delivery: { ...delivery, delayMs: delivery.delayMs + effect.ms + jitterMs } };
    }
    case 'no-answer':
      return handedOver(response, 'never');
    case 'no-http':
      return handedOver(response, 'no-http');
    case 'dropped':
      return handedOver(response, effect.moment === 'in-body' && response.body !== '' ? 'reset-in-body' : 'reset');
    case 'truncated':
      return { ...response, body: response.body.slice(0, Math.max(0, response.body.length - effect.lostCount)) };
    case 'not-json':
      return response.body === '' ? response : { ...response, body: effect.text };
    case 'media-type':
      return response.body === '' ? response : withMediaType(response, effect);
    default:
      return response;
  }
}

function handedOver(response: HttpResponse, kind: Delivery['kind']): HttpResponse {
  return { ...response, delivery: { ...(response.delivery ?? plainDelivery), kind, closesConnection: true } };
}

function withMediaType(response: HttpResponse, { mediaType }: FaultEffect & { kind: 'media-type' }): HttpResponse {
  return { ...response, headers: { ...response.headers, 'content-type': mediaType } };
}
