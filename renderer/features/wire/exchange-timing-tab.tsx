import type { ExchangeDetailView, ExchangeTallyView, ExchangeView } from '#shared/api/evidence-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { counted } from '../../components/counted.ts';
import { MethodLabel, StatusCode } from '../../components/http-labels.tsx';
import { KeyValueList } from '../../components/key-value-list.tsx';
import { Moment } from '../../components/moment.tsx';
import { shownTarget } from './shown-target.ts';

interface TimingTabProps {
  readonly exchange: ExchangeDetailView;
  readonly tally: ExchangeTallyView | undefined;
  onOpen(sequence: number): void;
}

/** How long it took, beside the others in the list and the other requests of the same change. */
export function TimingTab({ exchange, tally, onOpen }: TimingTabProps) {
  return (
    <>
      <div className="exchange-text">
        <KeyValueList
          items={[
            { name: 'Sent at', value: <Moment at={exchange.at} parts="exact" /> },
            {
              name: 'In UTC, by the clock of the rehearsal',
              value: <span className="mono">{new Date(exchange.at).toISOString()}</span>,
            },
            {
              name: 'From sending to the last byte',
              value: exchange.durationMs === null ? 'not measured' : durationText(exchange.durationMs),
            },
            ...(tally === undefined || tally.p50Ms === null || tally.p95Ms === null
              ? []
              : [
                  {
                    name: `Of ${counted(tally.totalCount, 'exchange')} in the list`,
                    value: `half took at most ${durationText(tally.p50Ms)}, 95 % at most ${durationText(tally.p95Ms)}`,
                  },
                ]),
          ]}
        />
      </div>
      {exchange.changeId !== null && <SameChange exchange={exchange} changeId={exchange.changeId} onOpen={onOpen} />}
    </>
  );
}

interface SameChangeProps {
  readonly exchange: ExchangeDetailView;
  readonly changeId: string;
  onOpen(sequence: number): void;
}

const shownCount = 50;

function SameChange({ exchange, changeId, onOpen }: SameChangeProps) {
  const api = useApi();
  const { appId } = exchange;
  const { data } = useView(['exchanges', 'change', appId, changeId], ['exchanges'], () =>
    api.exchanges.list({ appId, changeId, limit: shownCount }),
  );
  const requests = data?.items.toReversed() ?? [];
  const longest = Math.max(1, ...requests.map(({ durationMs }) => durationMs ?? 0));
  return (
    <section aria-label="Requests of this change">
      <h2 className="message-head">Requests of this change</h2>
      <ol className="timing-list">
        {requests.map((request) => (
          <li key={request.sequence}>
            <RequestTiming request={request} longest={longest} isThis={request.sequence === exchange.sequence} onOpen={onOpen} />
          </li>
        ))}
      </ol>
    </section>
  );
}

interface RequestTimingProps {
  readonly request: ExchangeView;
  readonly longest: number;
  readonly isThis: boolean;
  onOpen(sequence: number): void;
}

function RequestTiming({ request, longest, isThis, onOpen }: RequestTimingProps) {
  const { sequence, method, target, status, durationMs } = request;
  return (
    <>
      <button type="button" className="text-button" aria-current={isThis} onClick={() => onOpen(sequence)}>
        {sequence}
      </button>
      <span className="ellipsis" title={target}>
        <MethodLabel method={method} /> <span className="mono">{shownTarget(target)}</span>
      </span>
      <StatusCode status={status} />
      <span className="timing-bar" aria-hidden="true">
        <i style={{ width: `${((durationMs ?? 0) / longest) * 100}%` }} />
      </span>
      <span className="numeric caption">{durationMs === null ? '–' : durationText(durationMs)}</span>
    </>
  );
}

function durationText(durationMs: number): string {
  return durationMs < 10 ? `${durationMs.toFixed(1)} ms` : `${Math.round(durationMs).toLocaleString('en')} ms`;
}
