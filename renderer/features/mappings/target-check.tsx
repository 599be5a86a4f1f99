import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { TargetCheckView } from '#shared/api/mapping-views.ts';
import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import { useApi } from '../../app/api.tsx';
import { Banner } from '../../components/banner.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';

interface TargetCheckProps {
  readonly appId: string;
  readonly mapping: ObjectMapping;
}

/** Compares the mapped attributes with the target's own /Schemas. A service of this program: Entra ID does not look there. */
export function TargetCheck({ appId, mapping }: TargetCheckProps) {
  const api = useApi();
  const action = useAction();
  const [check, setCheck] = useState<TargetCheckView | null>(null);
  return (
    <Panel
      title="The target’s own schemas"
      actions={
        <Button
          size="small"
          disabledFocusable={action.isBusy}
          onClick={() => action.run(async () => setCheck(await api.mappings.checkTarget({ appId, mapping })))}
        >
          Check against the target’s schemas
        </Button>
      }
    >
      <p className="muted">
        Asks for <span className="mono">/Schemas</span>, writes nothing. Entra ID does not do this for an application of your own:
        what is found is a warning, and stops nothing.
      </p>
      <ProblemBanner problem={action.problem} />
      {check !== null && <Result check={check} />}
    </Panel>
  );
}

function Result({ check }: { readonly check: TargetCheckView }) {
  const { hasSchemas, sentence, warnings } = check;
  return (
    <>
      <Banner intent={!hasSchemas ? 'info' : warnings.length === 0 ? 'success' : 'warning'} title={sentence} />
      {warnings.length > 0 && (
        <ul className="finding-list" aria-label="Warnings">
          {warnings.map(({ targetAttributeName, message, remedy }) => (
            <li key={`${targetAttributeName} ${message}`}>
              <div className="mono entra-wrap strong">{targetAttributeName}</div>
              <div>{message}</div>
              <div className="muted">{remedy}</div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
