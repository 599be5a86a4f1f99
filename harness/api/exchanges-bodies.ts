import type { TraceEvent } from '#shared/trace/event.ts';

/** Whether request or response hold one of the texts, in any case, as they went over the wire. `event` is the stored JSON. */
export function holdsInBodies(event: string, texts: readonly string[]): boolean {
  const folded = event.toLowerCase();
  return texts.some((text) => {
    const wanted = text.toLowerCase();
    // A response stands in the event as a text, with its quotes escaped. Most events hold neither, and are not read any further.
    if (!folded.includes(wanted) && !folded.includes(JSON.stringify(wanted).slice(1, -1))) return false;
    return bodiesOf(JSON.parse(event) as TraceEvent).some((body) => body.toLowerCase().includes(wanted));
  });
}

function bodiesOf(event: TraceEvent): readonly string[] {
  if (event.kind !== 'exchange-recorded') return [];
  const { request, outcome } = event;
  const sent = typeof request.body === 'string' ? request.body : request.body === null ? '' : JSON.stringify(request.body);
  return [sent, outcome.kind === 'response' ? outcome.response.text : outcome.failure.detail];
}
