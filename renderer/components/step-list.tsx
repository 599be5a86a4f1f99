import { Checkmark16Filled, Dismiss16Filled } from '@fluentui/react-icons';
import type { ReactNode } from 'react';

export interface Step {
  readonly key: string;
  readonly title: string;
  readonly state: 'done' | 'current' | 'failed' | 'skipped' | 'pending';
  readonly text?: ReactNode;
  readonly action?: ReactNode;
  /** At the right of the title: when it was done, how long it took. */
  readonly aside?: string;
}

const stateWords: Record<Step['state'], string> = {
  done: 'Done',
  current: 'Next',
  failed: 'Failed',
  skipped: 'Skipped',
  pending: 'To do',
};

/** Numbered steps on a line; the state of each is said in words for those who do not see the bullet. */
export function StepList({ label, steps }: { readonly label: string; readonly steps: readonly Step[] }) {
  return (
    <ol className="step-list" aria-label={label}>
      {steps.map(({ key, title, state, text, action, aside }, index) => (
        <li key={key} data-state={state} aria-current={state === 'current' ? 'step' : undefined}>
          <span className="step-bullet" aria-hidden="true">
            {state === 'done' ? <Checkmark16Filled /> : state === 'failed' ? <Dismiss16Filled /> : index + 1}
          </span>
          <div className="step-body">
            <h3>
              {title}
              <span className="visually-hidden"> ({stateWords[state]})</span>
              {aside !== undefined && <span className="step-aside muted numeric">{aside}</span>}
            </h3>
            {text !== undefined && <div className="muted">{text}</div>}
            {action !== undefined && <div className="row step-action">{action}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
