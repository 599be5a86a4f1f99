import { ProgressBar } from '@fluentui/react-components';
import type { ScenarioResultView, ScenarioRunView } from '#shared/api/scenario-views.ts';
import { say } from '../../app/messages.ts';
import { Banner } from '../../components/banner.tsx';
import { Empty } from '../../components/empty.tsx';
import { Moment } from '../../components/moment.tsx';
import { requestsText } from './outcome-text.ts';
import { ScenarioSteps } from './scenario-steps.tsx';

interface ScenarioResultProps {
  /** The run of this scenario that is under way, or was the last of all. */
  readonly run: ScenarioRunView | null;
  readonly result: ScenarioResultView | null;
  /** The text is another one than the one that was run. */
  readonly isStale: boolean;
  onGo(line: number, column: number): void;
}

/** A run as it goes on, or how the last one went. */
export function ScenarioResult({ run, result, isStale, onGo }: ScenarioResultProps) {
  if (run?.isRunning === true) return <Running run={run} onGo={onGo} />;
  return (
    <>
      {run?.fault != null && (
        <Banner intent="error" title={say('scenario.run.fault')}>
          <div className="mono">{run.fault}</div>
          <div>{say('scenario.run.fault.remedy')}</div>
        </Banner>
      )}
      {result === null ? (
        <>
          <h2 className="scenario-part-head">{say('scenario.result')}</h2>
          <Empty title={say('scenario.result.none')}>{say('scenario.result.none.why')}</Empty>
        </>
      ) : (
        <Finished result={result} isStale={isStale} onGo={onGo} />
      )}
    </>
  );
}

function Running({ run, onGo }: { readonly run: ScenarioRunView; onGo(line: number, column: number): void }) {
  const { steps, stepCount, current, isStopping } = run;
  const words =
    current === null
      ? say('scenario.run.ending')
      : say('scenario.run.progress', { step: Math.min(steps.length + 1, stepCount), count: stepCount });
  return (
    <>
      <h2 className="scenario-part-head">
        <span className="grow">{isStopping ? say('scenario.stopping') : words}</span>
        <span className="muted ellipsis">{current}</span>
      </h2>
      <ProgressBar value={steps.length} max={Math.max(1, stepCount)} aria-label={words} thickness="large" />
      <ScenarioSteps steps={steps} recording={null} onGo={onGo} />
    </>
  );
}

interface FinishedProps {
  readonly result: ScenarioResultView;
  readonly isStale: boolean;
  onGo(line: number, column: number): void;
}

function Finished({ result, isStale, onGo }: FinishedProps) {
  const { at, report, recordingId, isKept } = result;
  return (
    <>
      <h2 className="scenario-part-head">
        <span className="grow">
          {say('scenario.result.at')} <Moment at={at} parts="time" />
          {isStale && `, ${say('scenario.result.stale')}`}
        </span>
        <span className="muted numeric">{requestsText(report.requests)}</span>
        {isKept && (
          <a className="link" href={`#/recordings/${recordingId}`}>
            {say('scenario.result.open')}
          </a>
        )}
      </h2>
      {!isKept && <p className="scenario-lost muted">{say('scenario.result.lost')}</p>}
      <ScenarioSteps key={recordingId} steps={report.steps} recording={{ id: recordingId, isKept }} onGo={onGo} />
    </>
  );
}
