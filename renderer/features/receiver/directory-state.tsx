import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { say } from '../../app/messages.ts';
import { type OutcomeRole, StatusTag } from '../../components/outcome.tsx';

const words: Record<DirectoryView['state'], { readonly role: OutcomeRole; readonly word: string }> = {
  waiting: { role: 'escrowed', word: say('directory.state.waiting') },
  linked: { role: 'success', word: say('directory.state.linked') },
  'invalid-credentials': { role: 'failed', word: say('directory.state.invalid') },
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
