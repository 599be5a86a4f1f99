import { Button, Spinner } from '@fluentui/react-components';
import { Globe16Regular, PeopleList16Regular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { say } from '../../app/messages.ts';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { type Step, StepList } from '../../components/step-list.tsx';
import type { GuideStep } from './guide.ts';
import { takeGuideAlong } from './guide-along.ts';
import { stopwatchText } from './guide-log.ts';
import type { Guide } from './use-guide.ts';
import { type GuideWorker, useGuideRun } from './use-guide-run.ts';

/** The five steps: each done here at a press, by the person on its screen, or all of them one after the other. */
export function GuidePanel({ guide }: { readonly guide: Guide }) {
  const [, go] = useLocation();
  const worker = useGuideRun();
  const { steps, watch, hide } = guide;
  const index = steps.findIndex(({ isDone }) => !isDone);
  const current = steps[index];
  const isBusy = worker.busyKey !== null;
  const doIt = (step: GuideStep) => (step.key === 'sides' ? go(step.href) : worker.doStep(step.key));
  useEnterKey(current !== undefined && !isBusy ? () => doIt(current) : null);
  return (
    <Panel title={say('guide.title')} actions={<HeadActions worker={worker} guide={guide} onHide={hide} />}>
      <StepList
        label={say('guide.label')}
        steps={steps.map((step, at) =>
          shownStep(step, { worker, isCurrent: at === index, doneAfterMs: watch.doneAfterMs[step.key], doIt }),
        )}
      />
      <Starts />
    </Panel>
  );
}

function HeadActions({ worker, guide, onHide }: { readonly worker: GuideWorker; readonly guide: Guide; onHide(): void }) {
  const left = guide.steps.filter(({ key, isDone }) => !isDone && key !== 'sides').length;
  return (
    <>
      {worker.isAll ? (
        <Button appearance="subtle" size="small" onClick={worker.stop}>
          {say('guide.stop')}
        </Button>
      ) : (
        left > 0 && (
          <Button appearance="subtle" size="small" disabled={worker.busyKey !== null} onClick={worker.doAll}>
            {say('guide.all')}
          </Button>
        )
      )}
      {guide.steps.some(({ isDone }) => isDone) && !worker.isAll && (
        <Button appearance="subtle" size="small" onClick={onHide}>
          {say('guide.hide')}
        </Button>
      )}
    </>
  );
}

interface Showing {
  readonly worker: GuideWorker;
  readonly isCurrent: boolean;
  readonly doneAfterMs: number | undefined;
  doIt(step: GuideStep): void;
}

function shownStep(step: GuideStep, { worker, isCurrent, doneAfterMs, doIt }: Showing): Step {
  const { key, title, text, isDone } = step;
  const failure = worker.failure?.key === key && !isDone ? worker.failure.problem : null;
  return {
    key,
    title,
    state: isDone ? 'done' : failure !== null ? 'failed' : isCurrent ? 'current' : 'pending',
    text: (
      <>
        <div>{text}</div>
        <ProblemBanner problem={failure} />
      </>
    ),
    ...(doneAfterMs !== undefined && isDone ? { aside: stopwatchText(doneAfterMs) } : {}),
    ...(isCurrent ? { action: <StepActions step={step} worker={worker} doIt={doIt} /> } : {}),
  };
}

function StepActions({ step, worker, doIt }: Pick<Showing, 'worker' | 'doIt'> & { readonly step: GuideStep }) {
  const [, go] = useLocation();
  const isBusy = worker.busyKey !== null;
  function doItMyself() {
    takeGuideAlong(true);
    go(step.href);
  }
  return (
    <>
      <Button
        appearance="primary"
        size="small"
        disabledFocusable={isBusy}
        icon={isBusy ? <Spinner size="extra-tiny" /> : null}
        onClick={() => doIt(step)}
      >
        {step.doText}
      </Button>
      {step.key !== 'sides' && (
        <Button appearance="subtle" size="small" disabled={isBusy} onClick={doItMyself}>
          {say('guide.myself')}
        </Button>
      )}
    </>
  );
}

function Starts() {
  return (
    <nav className="guide-starts" aria-labelledby="guide-starts-title">
      <h3 id="guide-starts-title">{say('starts.title')}</h3>
      <a href="#/entra/users/import">
        <PeopleList16Regular aria-hidden="true" />
        {say('starts.csv')}
      </a>
      <a href="#/entra/apps/new">
        <Globe16Regular aria-hidden="true" />
        {say('starts.remote')}
      </a>
    </nav>
  );
}

/** Enter does the step, where it belongs to nothing that has the focus. */
function useEnterKey(press: (() => void) | null): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const isFree = event.target === document.body || (event.target instanceof Element && event.target.tagName === 'MAIN');
      if (press === null || event.key !== 'Enter' || !isFree || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      press();
    }
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  });
}
