import { Button } from '@fluentui/react-components';
import type { DirectoryView } from '#shared/api/views.ts';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useNewToken } from './use-new-token.ts';

export function DirectoryTokens({ directory }: { readonly directory: DirectoryView }) {
  const { create, isBusy, problem } = useNewToken(directory.id);
  return (
    <div className="directory-panels grow-list">
      <ProblemBanner problem={problem} />
      <Panel
        title="Tokens"
        actions={
          <Button size="small" disabled={isBusy} onClick={create}>
            New token
          </Button>
        }
      >
        <ul className="token-list" aria-label="Live tokens">
          {directory.tokenSuffixes.map((suffix) => (
            <li key={suffix} className="mono">
              …{suffix}
            </li>
          ))}
        </ul>
        <p className="muted">
          Two tokens can be live at once, so that you can rotate without a gap: a third one retires the oldest. A token is shown
          once; we keep only a hash of it, and its last four characters.
        </p>
      </Panel>
    </div>
  );
}
