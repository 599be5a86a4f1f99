export type OutcomeRole =
  | 'created'
  | 'updated'
  | 'disabled'
  | 'deleted'
  | 'skipped'
  | 'failed'
  | 'escrowed'
  | 'success'
  | 'warning'
  | 'holding'
  | 'neutral';

interface Outcome {
  readonly action?: string;
  readonly status: string;
}

interface OutcomeWords {
  readonly role: OutcomeRole;
  readonly words: string;
}

/** `Create` where it worked; `Create · Failure` in the colour of the failure where it did not. */
export function outcomeWords({ action, status }: Outcome): OutcomeWords {
  const done = action === undefined ? undefined : actionWords[action];
  const outcome = statusWords[status] ?? { role: 'neutral', words: status };
  if (done === undefined) return outcome;
  return status === 'success' ? done : { role: outcome.role, words: `${done.words} · ${outcome.words}` };
}

const actionWords: Record<string, OutcomeWords> = {
  create: { role: 'created', words: 'Create' },
  update: { role: 'updated', words: 'Update' },
  disable: { role: 'disabled', words: 'Disable' },
  delete: { role: 'deleted', words: 'Delete' },
  // Entra's own spelling among the filters of its logs.
  stageddelete: { role: 'holding', words: 'StagedDelete' },
  other: { role: 'neutral', words: 'Other' },
};

const statusWords: Record<string, OutcomeWords> = {
  success: { role: 'success', words: 'Success' },
  warning: { role: 'warning', words: 'Warning' },
  failure: { role: 'failed', words: 'Failure' },
  skipped: { role: 'skipped', words: 'Skipped' },
};
