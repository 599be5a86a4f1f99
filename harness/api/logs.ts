import type { LogEntryDetailView, LogEntryView } from '#shared/api/views.ts';
import type { StoredEvent } from '../adapters/workspace-db.ts';
import { jobIdOf } from '../session/job-runner.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { api, found } from './implementer.ts';
import { logSentence } from './log-sentence.ts';

/** Provisioning logs: one entry per object change per cycle, folded from the trace. */
export function logHandlers({ db }: WorkspaceParts) {
  return {
    list: api.logs.list.handler(({ input }) => {
      const { items, totalCount } = db.trace.changes({
        appId: input.appId,
        search: input.search,
        status: input.status,
        action: input.action,
        offset: input.offset,
        limit: input.limit,
        ...(input.sourceId === undefined ? {} : { sourceId: input.sourceId }),
      });
      return {
        items: items.map((stored) => entryView(stored, db.trace.ofChange(stored.appId, changeIdOf(stored)))),
        totalCount,
      };
    }),
    read: api.logs.read.handler(({ input }) => {
      const events = db.trace.ofChange(input.appId, input.entryId);
      const finished = found(
        events.findLast(({ recorded }) => recorded.event.kind === 'change-finished'),
        'log entry',
      );
      return detailView(finished, events);
    }),
  };
}

function entryView(stored: StoredEvent, events: readonly StoredEvent[]): LogEntryView {
  const fact = finishedOf(stored);
  return {
    id: changeIdOf(stored),
    at: fact.at,
    cycleId: fact.cycleId ?? '',
    identity: fact.identity,
    action: fact.action,
    status: fact.status,
    sentence: logSentence(fact),
    exchangeSequences: exchangesAmong(events),
  };
}

function detailView(stored: StoredEvent, events: readonly StoredEvent[]): LogEntryDetailView {
  const fact = finishedOf(stored);
  const escrowed = events.findLast(({ recorded }) => recorded.event.kind === 'object-escrowed')?.recorded.event;
  return {
    ...entryView(stored, events),
    steps: stepViews(events),
    modifiedProperties: fact.modifiedProperties,
    error: fact.error,
    nextAttemptAt: escrowed?.kind === 'object-escrowed' ? escrowed.nextAttemptAt : null,
    targetId: fact.targetId,
    sourceSystem: 'Microsoft Entra ID',
    targetSystem: 'customappsso',
    jobId: jobIdOf(stored.appId),
  };
}

/** An exchange belongs to the step that follows it: a step is written down once its answer is known. */
function stepViews(events: readonly StoredEvent[]): LogEntryDetailView['steps'] {
  const steps: LogEntryDetailView['steps'][number][] = [];
  let sequences: number[] = [];
  for (const { sequence, recorded } of events) {
    const { event } = recorded;
    if (event.kind === 'exchange-recorded') sequences.push(sequence);
    if (event.kind !== 'step-taken') continue;
    const { name, stepType, status, description, details } = event;
    steps.push({ name, stepType, status, description, details, exchangeSequences: sequences });
    sequences = [];
  }
  const last = steps.at(-1);
  if (last && sequences.length > 0)
    steps[steps.length - 1] = { ...last, exchangeSequences: [...last.exchangeSequences, ...sequences] };
  return steps;
}

function exchangesAmong(events: readonly StoredEvent[]): readonly number[] {
  return events.filter(({ recorded }) => recorded.event.kind === 'exchange-recorded').map(({ sequence }) => sequence);
}

function changeIdOf(stored: StoredEvent): string {
  return stored.recorded.event.changeId ?? '';
}

function finishedOf(stored: StoredEvent) {
  const { event } = stored.recorded;
  if (event.kind !== 'change-finished') throw new Error(`Broken promise: event ${stored.sequence} finishes no change`);
  return event;
}
