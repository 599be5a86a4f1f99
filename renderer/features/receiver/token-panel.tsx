import { Button } from '@fluentui/react-components';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useNewToken } from './use-new-token.ts';

/** The live tokens by their endings, and the way to a new one. */
export function TokenPanel({ directory }: { readonly directory: DirectoryView }) {
  const { create, isBusy, problem } = useNewToken(directory.id);
  const { tokenSuffixes } = directory;
  const oldest = tokenSuffixes.length > 1 ? tokenSuffixes[0] : undefined;
  return (
    <Panel
      title="Tokens"
      actions={
        <Button size="small" disabled={isBusy} onClick={create}>
          New token
        </Button>
      }
    >
      <ProblemBanner problem={problem} />
      <ul className="token-list" aria-label="Live tokens">
        {tokenSuffixes.map((suffix, index) => (
          <li key={suffix}>
            <span className="mono">…{suffix}</span>
            <span className="muted">{tokenWord(index, tokenSuffixes.length)}</span>
          </li>
        ))}
      </ul>
      <p className="muted caption">
        Two tokens can be live at once, so that you can rotate without downtime: make a new one, give it to Entra ID, and both
        work. {oldest === undefined ? 'A third one retires the oldest.' : `The next one retires …${oldest}, the oldest.`} A token
        is shown once; only a hash and its last four characters are kept.
      </p>
    </Panel>
  );
}

function tokenWord(index: number, count: number): string {
  if (count === 1) return 'Live';
  return index === count - 1 ? 'Live, the newest' : 'Live, retired by the next one';
}
