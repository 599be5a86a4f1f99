import type { ObjectOutcomeView } from '#shared/api/tenant-views.ts';
import type { OutcomeRole } from '../../components/outcome-words.ts';

export interface OutcomeWords {
  /** Null: nothing happened yet that deserves a colour. */
  readonly role: OutcomeRole | null;
  readonly words: string;
}

/** `Created`, `Up to date`, `Retry 15:01`; `timeText` words the time of a retry. */
export function wordsOfOutcome(outcome: ObjectOutcomeView, timeText: (at: number) => string): OutcomeWords {
  switch (outcome.kind) {
    case 'retry':
      return {
        role: 'escrowed',
        words: outcome.nextAttemptAt === null ? 'Waits for retry' : `Retry ${timeText(outcome.nextAttemptAt)}`,
      };
    case 'failed':
      return { role: 'failed', words: 'Failed' };
    case 'up-to-date':
      return { role: 'success', words: 'Up to date' };
    case 'skipped':
      return { role: 'skipped', words: 'Skipped' };
    case 'not-assigned':
      return { role: 'skipped', words: 'Not assigned' };
    case 'out-of-scope':
      return { role: 'skipped', words: 'Filtered out' };
    case 'none':
      return { role: null, words: 'none yet' };
    case 'done':
      return doneWords[outcome.action ?? 'other'] ?? { role: 'success', words: 'Done' };
  }
}

const doneWords: Readonly<Record<string, OutcomeWords>> = {
  create: { role: 'created', words: 'Created' },
  update: { role: 'updated', words: 'Updated' },
  disable: { role: 'disabled', words: 'Disabled' },
  delete: { role: 'deleted', words: 'Deleted' },
};
