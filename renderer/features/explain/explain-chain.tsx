import {
  ArrowExit16Regular,
  Checkmark16Filled,
  Clock16Regular,
  Dismiss16Filled,
  ErrorCircle16Filled,
  Subtract16Regular,
  Warning16Filled,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { Link as RouteLink } from 'wouter';
import type { ExplainView } from '#shared/api/evidence-views.ts';
import type { ExchangeFacts } from '#shared/trace/explain-facts.ts';
import type { ExplainLink } from '#shared/trace/explain-link.ts';
import { EvidenceTag } from '../../components/evidence-tag.tsx';
import { MethodLabel, StatusCode } from '../../components/http-labels.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { ExplainedText } from './explained-text.tsx';
import { verdictWords } from './explanation-text.ts';
import { MappedRows } from './mapped-rows.tsx';
import { hrefOf } from './places.ts';

const bullets: Readonly<Record<ExplainLink['verdict'], ReactElement>> = {
  passed: <Checkmark16Filled />,
  stopped: <Dismiss16Filled />,
  leaves: <ArrowExit16Regular />,
  failed: <ErrorCircle16Filled />,
  warning: <Warning16Filled />,
  pending: <Clock16Regular />,
  'not-reached': <Subtract16Regular />,
};

/** The decisions from the tenant to the target, each with its verdict and where it is made. */
export function ExplainChain({ view }: { readonly view: ExplainView }) {
  return (
    <ol className="explain-chain" aria-label="From the tenant to the target">
      {view.chain.map((link) => (
        <li key={link.key} data-verdict={link.verdict}>
          <span className="explain-bullet" aria-hidden="true">
            {bullets[link.verdict]}
          </span>
          <div className="explain-link">
            <h3>
              {link.title}
              <span className={link.verdict === 'passed' ? 'visually-hidden' : 'explain-verdict'}>
                {' '}
                {verdictWords[link.verdict]}
              </span>
            </h3>
            <p className="muted">
              <ExplainedText text={link.text} /> <Places view={view} link={link} />
            </p>
            {link.clauses.length > 0 && <Clauses clauses={link.clauses} />}
            {link.rows.length > 0 && <MappedRows rows={link.rows} />}
            {link.exchanges.map((exchange) => (
              <ExchangeLine key={exchange.sequence} exchange={exchange} />
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Places({ view, link }: { readonly view: ExplainView; readonly link: ExplainLink }) {
  const habit = link.habitId === null ? undefined : view.evidence[link.habitId];
  return (
    <span className="explain-places">
      {link.places.map(({ label, place }) => (
        <RouteLink key={label} className="link" href={hrefOf(place, view.appId, view.subject)}>
          {label}
        </RouteLink>
      ))}
      {habit !== undefined && (
        <RouteLink
          className="explain-evidence"
          href={hrefOf({ kind: 'habits' }, view.appId, view.subject)}
          title={`${habit.sentence} (${habit.source})`}
          aria-label={`Evidence of “${link.title}”: ${habit.level}. ${habit.sentence}`}
        >
          <EvidenceTag level={habit.level} />
        </RouteLink>
      )}
    </span>
  );
}

function Clauses({ clauses }: { readonly clauses: ExplainLink['clauses'] }) {
  return (
    <ul className="explain-clauses">
      {clauses.map(({ sentence, holds }) => (
        <li key={sentence}>
          <StatusTag role={holds ? 'success' : 'failed'} isPlain>
            {holds ? 'Holds' : 'Does not hold'}
          </StatusTag>
          <code className="explain-code">{sentence}</code>
        </li>
      ))}
    </ul>
  );
}

function ExchangeLine({ exchange }: { readonly exchange: ExchangeFacts }) {
  const { sequence, method, target, status, detail } = exchange;
  return (
    <div className="explain-exchange">
      <RouteLink className="link numeric" href={`/wire/${sequence}`} aria-label={`Exchange ${sequence} on the wire`}>
        {sequence}
      </RouteLink>
      <MethodLabel method={method} />
      <span className="mono ellipsis" title={target}>
        {target}
      </span>
      <span className="explain-answer">
        <StatusCode status={status} /> {detail !== null && <span className="muted ellipsis">{detail}</span>}
      </span>
    </div>
  );
}
