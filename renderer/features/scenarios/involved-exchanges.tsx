import { useState } from 'react';
import type { RecordedExchangeView } from '#shared/api/recording-views.ts';
import type { StepReport } from '#shared/scenario/run-report.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { MethodLabel, StatusCode } from '../../components/http-labels.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { RecordedMessages } from '../recordings/recorded-messages.tsx';
import { shownTarget } from '../wire/shown-target.ts';
import { involvedIn, stretchOf } from './involved.ts';

interface InvolvedExchangesProps {
  readonly recordingId: string;
  readonly steps: readonly StepReport[];
  readonly step: StepReport;
  /** Whether there is a recording to go to. */
  readonly isKept: boolean;
}

/** More are read in the recording. */
const readCountMax = 200;

/** Requests that a step sent, or that an expectation looked at: first those that its problems speak of. */
export function InvolvedExchanges({ recordingId, steps, step, isKept }: InvolvedExchangesProps) {
  const api = useApi();
  const { fromStep, toStep } = stretchOf(steps, step.number);
  const { data, problem } = useView(['recording-exchanges', recordingId, fromStep, toStep], [], () =>
    api.recordings.exchanges({ id: recordingId, fromStep, toStep, limit: readCountMax }),
  );
  const [isAll, setIsAll] = useState(false);
  const [openSequence, setOpenSequence] = useState<number | null>(null);
  if (data === undefined) return <ProblemBanner problem={problem} />;
  const relevant = step.problems.length === 0 ? data.items : involvedIn(step.problems, data.items);
  const shown = isAll ? data.items : relevant;
  return (
    <section className="involved" aria-label={say('involved.title')}>
      <h3 className="involved-head">
        <span className="grow">{say('involved.title')}</span>
        {data.totalCount > data.items.length && (
          <span className="muted caption">{say('involved.more', { count: data.items.length, total: data.totalCount })}</span>
        )}
        {relevant.length < data.items.length && (
          <button type="button" className="text-button caption" onClick={() => setIsAll(!isAll)}>
            {isAll ? say('involved.relevant') : say('involved.all', { count: data.items.length })}
          </button>
        )}
      </h3>
      {shown.length === 0 && <p className="muted involved-none">{say('involved.none')}</p>}
      <ul>
        {shown.map((exchange) => (
          <Exchange
            key={exchange.sequence}
            recordingId={recordingId}
            exchange={exchange}
            isKept={isKept}
            isOpen={exchange.sequence === openSequence}
            onToggle={() => setOpenSequence(exchange.sequence === openSequence ? null : exchange.sequence)}
          />
        ))}
      </ul>
    </section>
  );
}

interface ExchangeProps {
  readonly recordingId: string;
  readonly exchange: RecordedExchangeView;
  readonly isKept: boolean;
  readonly isOpen: boolean;
  onToggle(): void;
}

function Exchange({ recordingId, exchange, isKept, isOpen, onToggle }: ExchangeProps) {
  const { method, target, status, identity, reason, sequence } = exchange;
  return (
    <li>
      <button type="button" className="involved-row" aria-expanded={isOpen} title={reason} onClick={onToggle}>
        <MethodLabel method={method} />
        <span className="mono ellipsis grow">{shownTarget(target)}</span>
        <StatusCode status={status} />
        <span className="involved-object ellipsis muted">{identity?.displayName ?? ''}</span>
      </button>
      {isOpen && (
        <div className="involved-open">
          <RecordedMessages recordingId={recordingId} sequence={sequence} />
          {isKept && (
            <a className="link caption" href={`#/recordings/${recordingId}?exchange=${sequence}`}>
              {say('involved.open')}
            </a>
          )}
        </div>
      )}
    </li>
  );
}
