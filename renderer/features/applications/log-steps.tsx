import type { LogEntryDetailView } from '#shared/api/evidence-views.ts';
import type { Json } from '#shared/kernel/json.ts';
import type { ProvisioningStatus, StepType } from '#shared/trace/event.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { CodeView } from '../../components/code-view.tsx';
import { MethodLabel, StatusCode } from '../../components/http-labels.tsx';
import { KeyValueList } from '../../components/key-value-list.tsx';
import { OutcomeBadge } from '../../components/outcome.tsx';
import { type Step, StepList } from '../../components/step-list.tsx';
import { Shown } from '../directory-objects/shown.tsx';
import { ExchangeLinks } from './log-columns.tsx';

const stepWords: Record<StepType, string> = {
  import: 'Import',
  scoping: 'Scoping',
  matching: 'Matching',
  processing: 'Processing',
  referenceResolution: 'Reference resolution',
  export: 'Export',
};

const states: Record<ProvisioningStatus, Step['state']> = {
  success: 'done',
  warning: 'current',
  failure: 'failed',
  skipped: 'skipped',
};

type LogStep = LogEntryDetailView['steps'][number];

/** The steps of one change in Entra's words, each with the HTTP exchange behind it. */
export function LogSteps({ entry }: { readonly entry: LogEntryDetailView }) {
  if (entry.steps.length === 0) return <p className="muted entra-text">No steps were recorded for this entry.</p>;
  return (
    <StepList
      label="Steps"
      steps={entry.steps.map((step, index) => ({
        key: `${index} ${step.name}`,
        title: stepWords[step.stepType],
        state: states[step.status],
        text: <StepText step={step} />,
      }))}
    />
  );
}

function StepText({ step }: { readonly step: LogStep }) {
  const details = Object.entries(step.details);
  const failedExchange = step.status === 'failure' ? step.exchangeSequences.at(-1) : undefined;
  return (
    <div className="stack entra-step">
      <div className="row">
        <span className="mono">{step.name}</span>
        <OutcomeBadge status={step.status} />
      </div>
      <p className="entra-step-sentence">{step.description}</p>
      {step.exchangeSequences.length > 0 && (
        <div className="row caption">
          Exchange <ExchangeLinks sequences={step.exchangeSequences} />
        </div>
      )}
      {details.length > 0 && (
        <details>
          <summary className="caption">View details ({details.length})</summary>
          <KeyValueList
            items={details.map(([name, value]) => ({
              name,
              value: <span className="mono entra-wrap">{textOfJson(value)}</span>,
            }))}
          />
        </details>
      )}
      {failedExchange !== undefined && <FailedExchange sequence={failedExchange} />}
    </div>
  );
}

function textOfJson(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The request that failed and the answer to it, in place. */
function FailedExchange({ sequence }: { readonly sequence: number }) {
  const api = useApi();
  const exchange = useView(['exchanges.read', sequence], [], () => api.exchanges.read({ sequence }));
  return (
    <Shown view={exchange} name={`exchange ${sequence}`}>
      {({ method, target, status, failure, requestBody, responseBody }) => (
        <div className="entra-exchange">
          <div className="row">
            <MethodLabel method={method} />
            <span className="mono ellipsis grow">{target}</span>
            <StatusCode status={status} />
          </div>
          {requestBody !== '' && <CodeView label={`Request of exchange ${sequence}`} text={requestBody} />}
          {failure === null ? <CodeView label={`Answer of exchange ${sequence}`} text={responseBody} /> : <p>{failure}</p>}
        </div>
      )}
    </Shown>
  );
}
