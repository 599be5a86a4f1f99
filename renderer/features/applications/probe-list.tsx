import type { ConnectionTestView, ProbeView } from '#shared/api/application-views.ts';
import { CodeView } from '../../components/code-view.tsx';
import { EvidenceTag } from '../../components/evidence-tag.tsx';
import { MethodLabel, StatusCode } from '../../components/http-labels.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Panel } from '../../components/panel.tsx';

interface ProbeListProps {
  readonly test: ConnectionTestView | null;
  readonly isTesting: boolean;
}

/** What Test Connection sent and what came back. */
export function ProbeList({ test, isTesting }: ProbeListProps) {
  const probes = test?.probes ?? [];
  return (
    <Panel title="What Test Connection sends" actions={<EvidenceTag level="captured" />}>
      {probes.length === 0 ? (
        <p className="muted entra-text">
          {isTesting
            ? 'Asking the target…'
            : 'A search for a user who cannot exist, then for such a group. Both must answer 200 with an empty list.'}
        </p>
      ) : (
        <ol className="entra-probes" aria-label="Requests of Test Connection">
          {probes.map((probe) => (
            <li key={probe.label}>
              <Probe probe={probe} />
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

const verdicts = {
  passed: { role: 'success', word: 'Passed' },
  failed: { role: 'failed', word: 'Failed' },
  'not-sent': { role: 'skipped', word: 'Not sent' },
} as const;

function Probe({ probe }: { readonly probe: ProbeView }) {
  const { role, word } = verdicts[probe.verdict];
  return (
    <div className="entra-probe">
      <div className="row">
        <strong className="grow">{probe.label}</strong>
        <StatusTag role={role} isPlain>
          {word}
        </StatusTag>
      </div>
      <div className="row">
        <MethodLabel method={probe.method} />
        <span className="mono entra-wrap grow">{probe.url}</span>
      </div>
      {probe.verdict !== 'not-sent' && (
        <>
          <div className="row caption muted">
            Expected 200, empty list · got <StatusCode status={probe.status} /> in {Math.round(probe.durationMs)} ms
          </div>
          {probe.responseText !== '' && (
            <details open={probe.verdict === 'failed'}>
              <summary className="caption">Answer</summary>
              <CodeView label={`Answer to ${probe.label}`} text={probe.responseText} />
            </details>
          )}
        </>
      )}
    </div>
  );
}
