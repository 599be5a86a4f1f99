import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LogEntryDetailView, LogEntryView } from '#shared/api/evidence-views.ts';
import { type ChangeRecord, changeIdOf, changeRecords } from '#shared/trace/change-record.ts';
import type { TraceEvent } from '#shared/trace/event.ts';
import { type LoggedJob, provisioningObjectSummary } from '#shared/trace/provisioning-object-summary.ts';
import type { StoredEvent } from '../adapters/workspace-db.ts';
import { type LogFile, logDocuments, openLogFiles } from '../logs/export.ts';
import { loggedJob } from '../logs/logged-job.ts';
import { eventsAfter } from '../session/scenario-tally.ts';
import { applicationOf, type WorkspaceParts } from '../workspace-parts.ts';
import { api, found, refusal } from './implementer.ts';
import { byHandSentence, logSentence } from './log-sentence.ts';

/** Provisioning logs: one entry per object change per cycle, folded from the trace. */
export function logHandlers(parts: WorkspaceParts) {
  const { trace } = parts.db;
  const jobOf = (appId: string): LoggedJob => loggedJob(found(applicationOf(parts, appId), 'application'));

  return {
    list: api.logs.list.handler(({ input }) => {
      const { items, totalCount } = trace.changes({
        appId: input.appId,
        search: input.search,
        status: input.status,
        action: input.action,
        offset: input.offset,
        limit: input.limit,
        ...(input.sourceId === undefined ? {} : { sourceId: input.sourceId }),
      });
      const records = recordsOf(trace.ofChanges(input.appId, [...new Set(items.map(changeOf))]));
      return {
        items: items.map((stored) => entryView(found(records.get(keyOf(stored.recorded.event)), 'log entry'))),
        totalCount,
      };
    }),
    read: api.logs.read.handler(({ input }) => {
      const events = trace.ofChange(input.appId, input.entryId);
      return detailView(recordOf(events), events, jobOf(input.appId));
    }),
    graph: api.logs.graph.handler(({ input }) =>
      provisioningObjectSummary(recordOf(trace.ofChange(input.appId, input.entryId)), jobOf(input.appId)),
    ),
    export: api.logs.export.handler(async ({ input }) =>
      writtenFiles(logDocuments(eventsAfter(trace, input.appId, 0), jobOf(input.appId)), input.format),
    ),
  };
}

/** The newest entry of one change. */
function recordOf(events: readonly StoredEvent[]): ChangeRecord {
  return found([...recordsOf(events).values()].at(-1), 'log entry');
}

/** Entries by the event with which they end: a change of a cycle that was taken up again may have several. */
function recordsOf(events: readonly StoredEvent[]): ReadonlyMap<string, ChangeRecord> {
  const unpacked = events.map(({ sequence, recorded }) => ({ sequence, event: recorded.event }));
  return new Map([...changeRecords(unpacked)].map((record) => [keyOf(record.finished), record]));
}

function keyOf({ changeId, step }: Pick<TraceEvent, 'changeId' | 'step'>): string {
  return `${changeId} ${step}`;
}

function entryView(record: ChangeRecord): LogEntryView {
  const { finished, exchangeSequences, byHand } = record;
  return {
    id: changeIdOf(record),
    at: finished.at,
    cycleId: finished.cycleId ?? '',
    identity: finished.identity,
    action: finished.action,
    status: finished.status,
    sentence: [logSentence(finished), ...(byHand.length === 0 ? [] : [byHandSentence(byHand)])].join(' '),
    exchangeSequences,
  };
}

function detailView(record: ChangeRecord, events: readonly StoredEvent[], job: LoggedJob): LogEntryDetailView {
  const { finished, steps } = record;
  const escrowed = events.findLast(({ recorded }) => recorded.event.kind === 'object-escrowed')?.recorded.event;
  return {
    ...entryView(record),
    steps: steps.map(({ step: { name, stepType, status, description, details }, exchangeSequences }) => ({
      name,
      stepType,
      status,
      description,
      details,
      exchangeSequences,
    })),
    modifiedProperties: finished.modifiedProperties,
    error: finished.error,
    nextAttemptAt: escrowed?.kind === 'object-escrowed' ? escrowed.nextAttemptAt : null,
    targetId: finished.targetId,
    sourceSystem: job.sourceSystem.displayName,
    targetSystem: job.targetSystem.displayName,
    jobId: job.jobId,
  };
}

/** The answer is one message to the page, so that what is much larger than any log a person reads is refused. */
const TEXT_LENGTH_MAX = 100_000_000;
const ENTRIES_PER_TURN = 500;

/** Page by page, with turns for others in between: a long log must not hold up the windows and jobs of this host. */
async function writtenFiles(entries: ReturnType<typeof logDocuments>, format: 'json' | 'csv'): Promise<readonly LogFile[]> {
  const files = openLogFiles(format);
  let entryCount = 0;
  for (const entry of entries) {
    files.add(entry);
    entryCount += 1;
    if (files.length > TEXT_LENGTH_MAX) {
      throw refusal({
        place: 'Download',
        message: `The provisioning logs of this application are too large for a download: the first ${entryCount} entries alone are ${TEXT_LENGTH_MAX / 1_000_000} MB.`,
        remedy: 'Rehearse with a new application, or from the command line with --logs, which writes files of any size.',
      });
    }
    if (entryCount % ENTRIES_PER_TURN === 0) await nextTurn();
  }
  return files.finish();
}

function changeOf(stored: StoredEvent): string {
  return stored.recorded.event.changeId ?? '';
}
