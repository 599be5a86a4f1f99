import { useEffect, useRef } from 'react';
import type { HeldRequestView } from '#shared/api/job-views.ts';
import type { RequestDraft } from '#shared/scim/request-draft.ts';
import { MethodLabel } from '../../components/http-labels.tsx';
import { Panel } from '../../components/panel.tsx';
import { DraftBox } from './draft-box.tsx';
import { draftProblems } from './held-draft.ts';

interface EditHeldProps {
  readonly held: HeldRequestView;
  readonly draft: RequestDraft;
  onChange(draft: RequestDraft): void;
}

/** The held request in boxes. Method and host stand fast; what is wrong is said at its box. */
export function EditHeld({ held, draft, onChange }: EditHeldProps) {
  const problems = draftProblems(held, draft);
  const problemOf = (field: 'target' | 'headers' | 'body') => problems.find((problem) => problem.field === field);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => frame.current?.querySelector('textarea')?.focus(), []);
  return (
    <Panel title="Edit before sending" world="entra">
      <div ref={frame} className="stack draft-boxes">
        <p className="draft-address">
          <MethodLabel method={held.method} /> <span className="mono muted ellipsis">{held.address}</span>
        </p>
        <DraftBox
          label="Path and query"
          value={draft.target}
          rowCount={2}
          isWrapped
          problem={problemOf('target')}
          onChange={(target) => onChange({ ...draft, target })}
        />
        <DraftBox
          label="Headers"
          value={draft.headers}
          rowCount={3}
          hint="One a line. The connection adds Authorization, and what frames the message."
          problem={problemOf('headers')}
          onChange={(headers) => onChange({ ...draft, headers })}
        />
        {held.method !== 'GET' && (
          <DraftBox
            label="Body"
            value={draft.body}
            rowCount={Math.min(16, Math.max(4, draft.body.split('\n').length + 1))}
            problem={problemOf('body')}
            onChange={(body) => onChange({ ...draft, body })}
          />
        )}
        <p className="muted caption">The trace keeps both: what was sent, and what the job wanted to send.</p>
      </div>
    </Panel>
  );
}
