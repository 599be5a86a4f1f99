import type { ScopePreviewView } from '#shared/api/mapping-views.ts';
import { StatusTag } from '../../components/outcome.tsx';

interface ScopeResultProps {
  readonly name: string;
  readonly scope: ScopePreviewView;
}

/** Whether one object passes the scoping filters, clause by clause, as the provisioning logs write clauses. */
export function ScopeResult({ name, scope }: ScopeResultProps) {
  return (
    <div className="stack">
      <div className="row">
        <StatusTag role={scope.isInScope ? 'success' : 'skipped'}>
          {scope.isInScope ? `${name} passes` : `${name} does not pass`}
        </StatusTag>
      </div>
      <ul className="clause-results">
        {scope.clauses.map(({ sentence, holds }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two filters may hold the same clause, and clauses never change places.
          <li key={index}>
            <StatusTag role={holds ? 'success' : 'failed'} isPlain>
              {holds ? 'True' : 'False'}
            </StatusTag>
            <span className="mono entra-wrap">{sentence}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
