import { changeRecords } from '#shared/trace/change-record.ts';
import {
  type LoggedJob,
  type ProvisioningObjectSummary,
  provisioningObjectSummary,
} from '#shared/trace/provisioning-object-summary.ts';
import type { StoredEvent } from '../ports/workspace-ports.ts';
import { logTables } from './log-tables.ts';

export interface LogFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Provisioning log entries as Graph has them, in the order in which the changes ended. Holds only changes that have not ended
 * yet, so that a long trace can be read in pages. Give events by `inTraceOrder` where the result must not depend on what was
 * in flight at once.
 */
export function* logDocuments(
  events: Iterable<StoredEvent>,
  job: LoggedJob,
): Generator<ProvisioningObjectSummary, void, undefined> {
  for (const record of changeRecords(unpacked(events))) yield provisioningObjectSummary(record, job);
}

/** Entries on their way into the files of one format. */
export interface LogFiles {
  add(entry: ProvisioningObjectSummary): void;
  /** Characters so far, over all files. */
  readonly length: number;
  finish(): readonly LogFile[];
}

/** `json`: one minified array; `csv`: three files that share the change id. Both as Entra's *Download* writes them. */
export function openLogFiles(format: 'json' | 'csv'): LogFiles {
  const files = format === 'json' ? [jsonFile()] : logTables.map(csvFile);
  let length = 0;
  return {
    add: (entry) => {
      for (const { chunks, chunkOf } of files) {
        const chunk = chunkOf(entry);
        if (chunk !== '') chunks.push(chunk);
        length += chunk.length;
      }
    },
    get length() {
      return length;
    },
    finish: () => files.map(({ name, chunks, textOf }) => ({ name, text: textOf(chunks) })),
  };
}

interface OpenFile {
  readonly name: string;
  readonly chunks: string[];
  chunkOf(entry: ProvisioningObjectSummary): string;
  textOf(chunks: readonly string[]): string;
}

function jsonFile(): OpenFile {
  return {
    name: 'ProvisioningLogs.json',
    chunks: [],
    chunkOf: (entry) => JSON.stringify(entry),
    textOf: (chunks) => `[${chunks.join(',')}]`,
  };
}

function csvFile({ name, header, linesOf }: (typeof logTables)[number]): OpenFile {
  return { name: `${name}.csv`, chunks: [header], chunkOf: linesOf, textOf: (chunks) => chunks.join('') };
}

function* unpacked(events: Iterable<StoredEvent>) {
  for (const { sequence, recorded } of events) yield { sequence, event: recorded.event };
}
