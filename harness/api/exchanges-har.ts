import type { HarFileView } from '#shared/api/evidence-views.ts';
import { harOf } from '#shared/trace/exchange-har.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { exchangeDetail } from './exchanges-view.ts';

/** So that a document stays one that other programs open. */
const EXCHANGE_COUNT_MAX = 5_000;

/** The newest of some exchanges, given in the order of recording, as one HAR document. */
export function harFile(parts: WorkspaceParts, sequences: readonly number[]): HarFileView {
  const chosen = sequences.slice(-EXCHANGE_COUNT_MAX);
  const exchanges = parts.db.trace.exchangesAt(chosen).toReversed();
  return {
    name: 'exchanges.har',
    text: JSON.stringify(harOf(exchanges.map((stored) => exchangeDetail(parts, stored))), null, 2),
    exchangeCount: exchanges.length,
    totalCount: sequences.length,
  };
}
