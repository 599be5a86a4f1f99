import { ChevronDown16Regular, ChevronRight16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { StepReport } from '#shared/scenario/run-report.ts';
import { say } from '../../app/messages.ts';
import { StatusTag } from '../../components/outcome.tsx';
import { InvolvedExchanges } from './involved-exchanges.tsx';
import { requestsText, stepText } from './outcome-text.ts';

interface ScenarioStepsProps {
  readonly steps: readonly StepReport[];
  /** Null while the run is under way: its exchanges are told when it has ended. */
  readonly recording: { readonly id: string; readonly isKept: boolean } | null;
  onGo(line: number, column: number): void;
}

/** Steps and expectations in order; what failed is open. */
export function ScenarioSteps({ steps, recording, onGo }: ScenarioStepsProps) {
  const [toggled, setToggled] = useState<ReadonlySet<number>>(new Set());
  function toggle(number: number) {
    const next = new Set(toggled);
    if (!next.delete(number)) next.add(number);
    setToggled(next);
  }
  return (
    <ol className="scenario-steps" aria-label={say('scenario.result.steps')}>
      {steps.map((step) => (
        <Step
          key={step.number}
          step={step}
          steps={steps}
          recording={recording}
          isOpen={(step.status === 'failed') !== toggled.has(step.number)}
          onToggle={() => toggle(step.number)}
          onGo={onGo}
        />
      ))}
    </ol>
  );
}

interface StepProps extends ScenarioStepsProps {
  readonly step: StepReport;
  readonly isOpen: boolean;
  onToggle(): void;
}

function Step({ step, steps, recording, isOpen, onToggle, onGo }: StepProps) {
  const { role, words } = stepText(step.status);
  const requestCount = Object.values(step.requests).reduce((sum, count) => sum + count, 0);
  return (
    <li data-status={step.status}>
      <button type="button" className="scenario-step" aria-expanded={isOpen} onClick={onToggle}>
        {isOpen ? <ChevronDown16Regular aria-hidden="true" /> : <ChevronRight16Regular aria-hidden="true" />}
        <StatusTag role={role} isPlain>
          {words}
        </StatusTag>
        <span className="scenario-step-text">{step.sentence}</span>
        {requestCount > 0 && <span className="caption muted numeric">{requestsText(requestCount)}</span>}
      </button>
      {isOpen && (
        <div className="scenario-step-open">
          <StepFindings step={step} onGo={onGo} />
          {recording !== null && step.status !== 'skipped' && (
            <InvolvedExchanges recordingId={recording.id} isKept={recording.isKept} steps={steps} step={step} />
          )}
        </div>
      )}
    </li>
  );
}

function StepFindings({ step, onGo }: { readonly step: StepReport; onGo(line: number, column: number): void }) {
  const place = /:(\d+):(\d+)$/.exec(step.place);
  const [line, column] = [Number(place?.[1] ?? 0), Number(place?.[2] ?? 1)];
  return (
    <>
      {step.problems.map(({ message, remedy }) => (
        <div key={message} className="scenario-finding">
          <p className="strong">{message}</p>
          {/* What the command line needs an option for stands right below. */}
          {!remedy.includes('--trace') && <p className="muted">{remedy}</p>}
        </div>
      ))}
      {step.failures.length > 0 && (
        <div className="scenario-failures">
          <h3>{say('scenario.step.failures')}</h3>
          <ul>
            {step.failures.map(({ object, action, code, reason }) => (
              <li key={`${object} ${action} ${code} ${reason}`}>
                <b>{object}</b> <span className="muted">{action}</span> {reason} <span className="mono muted">{code}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {step.planned !== undefined && (
        <p>
          {say('scenario.step.planned')}: {requestsText(step.planned.totalCount)}
        </p>
      )}
      {line > 0 && (
        <button type="button" className="text-button caption" onClick={() => onGo(line, column)}>
          {say('scenario.result.line', { line })}
        </button>
      )}
    </>
  );
}
