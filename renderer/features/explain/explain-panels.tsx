import { Button } from '@fluentui/react-components';
import { Link as RouteLink, useLocation } from 'wouter';
import type { ExplainView } from '#shared/api/evidence-views.ts';
import type { SideRow } from '#shared/entra/side-comparison.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Moment } from '../../components/moment.tsx';
import { Panel } from '../../components/panel.tsx';
import { SideVerdictTag, sideText } from '../compare/side-words.tsx';
import { compareHref, explainHref, hrefOf, trialHref } from './places.ts';
import { trialWord } from './trial-draft.ts';

/** One to three things to do, each with where it is done. */
export function RemediesPanel({ view }: { readonly view: ExplainView }) {
  const [, navigate] = useLocation();
  return (
    <Panel title={view.tone === 'success' ? 'Look closer' : 'What would change the answer'} flush>
      {view.remedies.length === 0 ? (
        <p className="muted explain-none">Nothing here: it is over.</p>
      ) : (
        <ul className="explain-remedies">
          {view.remedies.map(({ title, effect, place, trial }) => (
            <li key={title} className={trial === undefined ? undefined : 'explain-remedy'}>
              <span className="explain-remedy-text">
                <RouteLink className="link strong" href={hrefOf(place, view.appId, view.subject)}>
                  {title}
                </RouteLink>
                <span className="muted">{effect}</span>
              </span>
              {trial !== undefined && (
                <Button
                  size="small"
                  aria-label={`Try on a copy: ${title}`}
                  onClick={() => navigate(trialHref(view.appId, view.subject.id, trialWord(trial)))}
                >
                  Try
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

const columns: readonly Column<SideRow>[] = [
  {
    key: 'attribute',
    name: 'Attribute',
    width: 'minmax(64px, 1fr)',
    render: ({ targetAttributeName: name }) => (
      <span className="mono" title={name}>
        {lastPartOf(name)}
      </span>
    ),
  },
  { key: 'tenant', name: 'Entra ID', width: 'minmax(56px, 1fr)', render: ({ sourceValue }) => sideText(sourceValue) },
  { key: 'mapped', name: 'Mapped', width: 'minmax(56px, 1fr)', render: ({ mappedValue }) => sideText(mappedValue) },
  {
    key: 'target',
    name: 'Target',
    width: 'minmax(56px, 1fr)',
    render: ({ storedValue }) => sideText(storedValue),
  },
  { key: 'verdict', name: 'Outcome', width: 112, render: ({ verdict }) => <SideVerdictTag verdict={verdict} /> },
];

function lastPartOf(name: string): string {
  return name.startsWith('urn:') ? name.slice(name.lastIndexOf(':') + 1) : name;
}

/** The sides in short: what differs, or who it is. */
export function SidesPanel({ view }: { readonly view: ExplainView }) {
  if (view.sides.length === 0) return null;
  return (
    <Panel
      title="The three sides"
      flush
      actions={
        <RouteLink className="link" href={compareHref(view.appId, view.subject.id)}>
          Compare all
        </RouteLink>
      }
    >
      <DataTable label="The three sides" columns={columns} rows={view.sides} rowKey={({ key }) => key} />
    </Panel>
  );
}

/** Who waits for a retry with the same error. */
export function OthersPanel({ view }: { readonly view: ExplainView }) {
  const { others } = view;
  if (others === null) return null;
  const restCount = others.totalCount - others.shown.length;
  return (
    <Panel title="Who else" flush>
      <ul className="explain-remedies">
        {others.shown.map(({ id, name, nextAttemptAt }) => (
          <li key={id} className="explain-other">
            <RouteLink className="link" href={explainHref(view.appId, id)}>
              {name}
            </RouteLink>
            <span className="muted">
              retry <Moment at={nextAttemptAt} parts="minute" />
            </span>
          </li>
        ))}
      </ul>
      <p className="caption muted explain-none">
        Failed with <span className="mono">{others.errorCode}</span> as well
        {restCount > 0 ? `; ${restCount} more are not shown` : ''}.
      </p>
    </Panel>
  );
}
