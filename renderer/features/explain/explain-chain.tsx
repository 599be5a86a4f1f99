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
import type { ExplainLink, PlannedWrite } from '#shared/trace/explain-link.ts';
import { CodeView } from '../../components/code-view.tsx';
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

/** As it is, as it was, or as it would come out. */
type ExplainedView = Pick<ExplainView, 'appId' | 'subject' | 'evidence' | 'chain'>;

/** The decisions from the tenant to the target, each with its verdict and where it is made. */
export function ExplainChain({ view }: { readonly view: ExplainedView }) {
  return (
    <ol className="step-list" aria-label="From the tenant to the target">
      {view.chain.map((link) => (
        <li key={link.key} data-verdict={link.verdict}>
          <span className="step-bullet explain-bullet" aria-hidden="true">
            {bullets[link.verdict]}
          </span>
          <div className="step-body explain-link">
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
            {link.details.length > 0 && <Details details={link.details} />}
            {link.planned.map((write, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: they are in order, and two may be alike.
              <PlannedLine key={index} write={write} />
            ))}
            {link.exchanges.map((exchange) => (
              <ExchangeLine key={exchange.sequence} exchange={exchange} />
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Places({ view, link }: { readonly view: ExplainedView; readonly link: ExplainLink }) {
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

/** What a step wrote down; folded, for there may be much. */
function Details({ details }: { readonly details: ExplainLink['details'] }) {
  return (
    <details className="explain-rows">
      <summary>What it wrote down</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section className="explain-details" aria-label="What it wrote down" tabIndex={0}>
        <dl>
          {details.map(([name, value]) => (
            <div key={name}>
              <dt className="mono">{name}</dt>
              <dd>{value === '' ? <span className="muted">none</span> : value}</dd>
            </div>
          ))}
        </dl>
      </section>
    </details>
  );
}

function PlannedLine({ write: { method, target, body } }: { readonly write: PlannedWrite }) {
  return (
    <details className="explain-planned">
      <summary>
        <MethodLabel method={method} />
        <span className="mono ellipsis" title={target}>
          {target}
        </span>
        <span className="muted">not sent</span>
      </summary>
      <CodeView label={`Body of ${method} ${target}`} text={body} />
    </details>
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
