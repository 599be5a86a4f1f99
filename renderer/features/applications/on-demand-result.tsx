import { Avatar } from '@fluentui/react-components';
import { Link as RouteLink } from 'wouter';
import type { OnDemandView } from '#shared/api/job-views.ts';
import type { Json } from '#shared/kernel/json.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { Banner } from '../../components/banner.tsx';
import { MethodLabel, StatusCode } from '../../components/http-labels.tsx';
import { OutcomeBadge } from '../../components/outcome.tsx';
import { Panel } from '../../components/panel.tsx';
import { StepCard } from '../../components/step-card.tsx';
import { Shown } from '../directory-objects/shown.tsx';
import { bladeOf } from './application-page.tsx';
import { OnDemandChanges } from './on-demand-changes.tsx';
import type { Subject } from './on-demand-subject.ts';

interface OnDemandResultProps {
  readonly appId: string;
  readonly subject: Subject;
  readonly result: OnDemandView;
}

/** What a run on demand did, in the cards of Entra. */
export function OnDemandResult({ appId, subject, result }: OnDemandResultProps) {
  const [entryId] = result.entryIds;
  return (
    <>
      <div className="on-demand-head">
        <Avatar name={subject.displayName} color="colorful" aria-hidden="true" />
        <div className="grow">
          <RouteLink className="link strong" href={`/entra/${subject.type === 'User' ? 'users' : 'groups'}/${subject.objectId}`}>
            {subject.displayName}
          </RouteLink>
          <div className="muted caption">{subject.detail}</div>
        </div>
        {entryId !== undefined && (
          <RouteLink className="link" href={`${bladeOf(appId, 'logs')}/${entryId}`}>
            View log entry
          </RouteLink>
        )}
        <span role="status">
          <OutcomeBadge status={result.status} />
        </span>
      </div>
      <Skipped reasons={result.skipReasons} />
      {result.error !== null && (
        <Banner intent="error" title={result.error.reason}>
          <div className="mono">{result.error.code}</div>
          {result.error.recommendedAction !== null && <div>{result.error.recommendedAction}</div>}
        </Banner>
      )}
      <ol className="step-cards" aria-label="Steps of this run">
        {result.cards.map((card, index) => {
          const isLast = index === result.cards.length - 1;
          const hasChanges = isLast && result.modifiedProperties.length + result.dataFlow.length > 0;
          const details = Object.entries(card.details);
          // What the last step wrote is in its tabs, with more beside it than its details have.
          const content = hasChanges ? <OnDemandChanges result={result} /> : <Details title={card.title} details={details} />;
          return (
            <StepCard
              key={card.title}
              title={card.title}
              status={card.status}
              summary={card.summary}
              isOpenAtFirst={hasChanges || card.status === 'failure' || card.status === 'skipped'}
              {...(hasChanges || details.length > 0 ? { details: content } : {})}
            />
          );
        })}
      </ol>
    </>
  );
}

/** Entra's pane of a skip: its first sentence, then the reasons. */
function Skipped({ reasons: [title, ...reasons] }: { readonly reasons: readonly string[] }) {
  if (title === undefined) return null;
  return (
    <Banner intent={reasons.length > 0 ? 'warning' : 'info'} title={title}>
      {reasons.length > 0 && (
        <ol className="entra-notes">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ol>
      )}
    </Banner>
  );
}

interface DetailsProps {
  readonly title: string;
  readonly details: readonly (readonly [string, Json])[];
}

function Details({ title, details }: DetailsProps) {
  return (
    <table className="on-demand-table" aria-label={`Details of ${title}`}>
      <thead>
        <tr>
          <th scope="col">Attribute name</th>
          <th scope="col">Attribute value</th>
        </tr>
      </thead>
      <tbody>
        {details.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="mono">{textOfJson(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function textOfJson(value: Json): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The requests of the run, each the way to its exchange. */
export function RunExchanges({ sequences }: { readonly sequences: readonly number[] }) {
  const api = useApi();
  const exchanges = useView(['exchanges.run', sequences.join(' ')], [], () =>
    Promise.all(sequences.map((sequence) => api.exchanges.read({ sequence }))),
  );
  return (
    <Panel title="The wire, for this run">
      {sequences.length === 0 ? (
        <p className="muted">No request was sent.</p>
      ) : (
        <Shown view={exchanges} name="the requests of this run">
          {(sent) => (
            <ol className="on-demand-exchanges">
              {sent.map(({ sequence, method, target, status, reason }) => (
                <li key={sequence} title={reason}>
                  <RouteLink className="link" href={`/wire/${sequence}`} aria-label={`Exchange ${sequence}`}>
                    {sequence}
                  </RouteLink>
                  <MethodLabel method={method} />
                  <span className="mono ellipsis">{target}</span>
                  <StatusCode status={status} />
                </li>
              ))}
            </ol>
          )}
        </Shown>
      )}
    </Panel>
  );
}
