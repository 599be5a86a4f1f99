import type { ReactNode } from 'react';
import type { ApplicationView } from '#shared/api/application-views.ts';
import type { ExchangeView } from '#shared/api/evidence-views.ts';
import type { HeldRequestView, HoldStopsView } from '#shared/api/job-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { CodeView } from '../../components/code-view.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { MethodLabel, StatusCode } from '../../components/http-labels.tsx';
import { Panel } from '../../components/panel.tsx';
import { StepList } from '../../components/step-list.tsx';
import { cycleSteps } from './cycle-steps.ts';
import { HandTag } from './hand-tag.tsx';
import { StopsPanel } from './stops-panel.tsx';

interface HeldPanelsProps {
  readonly app: ApplicationView;
  readonly held: HeldRequestView;
  readonly stops: HoldStopsView;
  /** The request itself: read, or being edited. */
  readonly children: ReactNode;
}

/** The cycle at the left, the request that waits in the middle, at the right what it stops at again and what was sent. */
export function HeldPanels({ app, held, stops, children }: HeldPanelsProps) {
  const sent = useSentInCycle(app);
  const cycle = app.status.currentCycle;
  const leftCount = cycle === null ? null : cycle.totalCount - cycle.doneCount;
  return (
    <div className="step-columns">
      <Panel title="This cycle">
        <StepList label="This cycle" steps={cycleSteps({ exchanges: sent.toReversed(), held, leftCount })} />
      </Panel>
      <div className="stack">
        {children}
        <Panel title="Why it looks like that">
          <p>
            The mapping makes the values, the PATCH dialect and the wire habits spell them. Each habit says how we know it and
            what else it can be set to.
          </p>
          <div className="row">
            <a className="link" href={`#/entra/apps/${app.id}/mappings`}>
              Attribute mapping
            </a>
            <a className="link" href={`#/entra/apps/${app.id}/habits`}>
              Wire habits
            </a>
          </div>
        </Panel>
      </div>
      <div className="stack">
        <StopsPanel appId={app.id} stops={stops} held={held} />
        <Panel title="Sent in this cycle" flush>
          <DataTable
            label="Sent in this cycle"
            columns={sentColumns}
            rows={sent}
            rowKey={({ sequence }) => String(sequence)}
            rowHeight={26}
            empty={<Empty title="Nothing yet">This is the first request of the cycle.</Empty>}
          />
        </Panel>
      </div>
    </div>
  );
}

export function AboutToBeSent({ held }: { readonly held: HeldRequestView }) {
  return (
    <Panel title="About to be sent" world="entra" flush>
      <div className="exchange-reason" role="status">
        <p>
          {held.identity !== null && <b>{held.identity.displayName}. </b>}
          {held.reason}
        </p>
      </div>
      <div className="row step-request">
        <MethodLabel method={held.method} />
        <span className="mono step-target">{held.target}</span>
      </div>
      <dl className="step-headers mono" aria-label="Request headers">
        {[['Authorization', 'Bearer ***'] as const, ...held.headers].map(([name, value]) => (
          <div key={name}>
            <dt>{name}:</dt> <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <CodeView label="Request body" text={held.body} />
    </Panel>
  );
}

const sentShownMax = 200;
const noneSent: readonly ExchangeView[] = [];

/** Exchanges of the cycle that runs, newest first. They bear the id of the newest one, unless that is older than the cycle. */
function useSentInCycle({ id, status }: ApplicationView): readonly ExchangeView[] {
  const api = useApi();
  const { data } = useView(['exchanges', 'cycle', id], ['exchanges'], () =>
    api.exchanges.list({ appId: id, limit: sentShownMax }),
  );
  const since = status.lastCycle?.finishedAt ?? 0;
  const [newest] = data?.items ?? [];
  if (newest === undefined || newest.cycleId === null || newest.at <= since) return noneSent;
  return data?.items.filter(({ cycleId }) => cycleId === newest.cycleId) ?? noneSent;
}

const sentColumns: readonly Column<ExchangeView>[] = [
  {
    key: 'number',
    name: '#',
    width: 40,
    numeric: true,
    render: ({ sequence }) => (
      <a className="link" href={`#/wire/${sequence}`} aria-label={`Exchange ${sequence}`}>
        {sequence}
      </a>
    ),
  },
  {
    key: 'request',
    name: 'Request',
    width: 'minmax(140px, 1fr)',
    render: ({ method, target }) => (
      <span title={target}>
        <MethodLabel method={method} /> <span className="mono">{target}</span>
      </span>
    ),
  },
  {
    key: 'status',
    name: 'Status',
    width: 64,
    render: ({ status, byHand }) => (
      <>
        <StatusCode status={status} /> {byHand !== null && <HandTag hand={byHand} isShort />}
      </>
    ),
  },
];
