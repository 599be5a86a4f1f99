import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { type OutcomeRole, StatusTag } from '../../components/outcome.tsx';

const words: Record<DirectoryView['state'], { readonly role: OutcomeRole; readonly word: string }> = {
  waiting: { role: 'escrowed', word: 'Waiting for first request' },
  linked: { role: 'success', word: 'Linked' },
  'invalid-credentials': { role: 'failed', word: 'Invalid credentials' },
};

export function DirectoryState({
  state,
  isPlain = false,
}: {
  readonly state: DirectoryView['state'];
  readonly isPlain?: boolean;
}) {
  return (
    <StatusTag role={words[state].role} isPlain={isPlain}>
      {words[state].word}
    </StatusTag>
  );
}
