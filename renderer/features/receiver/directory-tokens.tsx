import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { TokenPanel } from './token-panel.tsx';

export function DirectoryTokens({ directory }: { readonly directory: DirectoryView }) {
  return (
    <div className="directory-panels grow-list">
      <TokenPanel directory={directory} />
    </div>
  );
}
