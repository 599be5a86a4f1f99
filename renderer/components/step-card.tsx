import { Button } from '@fluentui/react-components';
import { type ReactNode, useId, useState } from 'react';
import { OutcomeBadge } from './outcome.tsx';

interface StepCardProps {
  readonly title: string;
  /** A provisioning status; `pending` where the step was not reached. */
  readonly status: string;
  readonly summary: string;
  /** Shown once *View details* is pressed; left out where there are none. */
  readonly details?: ReactNode;
  /** A step that failed or decided is open at once. */
  readonly isOpenAtFirst?: boolean;
}

/** One step with its outcome, its summary and what lies behind it. */
export function StepCard({ title, status, summary, details, isOpenAtFirst = false }: StepCardProps) {
  const titleId = useId();
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  return (
    <li className="step-card" data-status={status} aria-labelledby={titleId}>
      <div className="step-card-head">
        <h2 id={titleId}>{title}</h2>
        {status === 'pending' ? <span className="muted">Not reached</span> : <OutcomeBadge status={status} />}
        <span className="grow" />
        {details !== undefined && (
          <Button
            appearance="subtle"
            size="small"
            aria-expanded={isOpen}
            aria-label={`${isOpen ? 'Hide' : 'View'} details of ${title}`}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? 'Hide details' : 'View details'}
          </Button>
        )}
        {summary !== '' && <p className="muted">{summary}</p>}
      </div>
      {isOpen && details !== undefined && <div className="step-card-details">{details}</div>}
    </li>
  );
}
