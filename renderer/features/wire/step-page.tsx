import { Button } from '@fluentui/react-components';
import { ArrowStepOver16Regular, FastForward16Regular, Play16Regular, Stop16Regular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import type { ApplicationView } from '#shared/api/application-views.ts';
import type { HoldView } from '#shared/api/job-views.ts';
import { useApi } from '../../app/api.tsx';
import { useHold } from '../../app/hold.ts';
import { useApps, useOpenApp } from '../../app/open-app.ts';
import { Empty } from '../../components/empty.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { type Action, useAction } from '../../components/use-action.ts';
import { HeldPanels } from './step-panels.tsx';
import './wire.css';

/** Step mode: each request of the open application's cycles waits here until it is sent. */
export function StepPage() {
  const apps = useApps();
  const app = useOpenApp();
  if (app !== undefined) return <ApplicationSteps key={app.id} app={app} />;
  return (
    <StepFrame title="Step mode">
      {apps !== undefined && (
        <Empty
          title="There is no application yet"
          action={
            <a className="link" href="#/entra/apps">
              Go to Enterprise applications
            </a>
          }
        >
          Requests of an application's cycles can be held here, one by one.
        </Empty>
      )}
    </StepFrame>
  );
}

const holdingTag = { role: 'holding' } as const;

type Until = 'request' | 'object' | 'cycle';

function ApplicationSteps({ app }: { readonly app: ApplicationView }) {
  const api = useApi();
  const { data: hold, problem } = useHold(app.id);
  const action = useAction();
  const isHeld = hold?.held != null;
  const proceed = (until: Until) => void action.run(() => api.stepping.proceed({ appId: app.id, until }));
  useStepKeys(isHeld ? proceed : null);
  return (
    <StepFrame
      title={isHeld ? 'Holding before a request' : 'Step mode'}
      subtitle={app.name}
      badge={hold?.isHolding === true && <StatusTag {...holdingTag}>{isHeld ? 'The cycle waits for you' : 'Holding'}</StatusTag>}
      commands={
        hold?.isHolding === true ? <StepCommands appId={app.id} isHeld={isHeld} action={action} onProceed={proceed} /> : undefined
      }
    >
      <ProblemBanner problem={action.problem ?? problem} />
      {hold != null && <StepBody app={app} hold={hold} action={action} />}
      {hold?.note != null && <div className="muted caption">{hold.note}</div>}
    </StepFrame>
  );
}

interface StepFrameProps extends Pick<Parameters<typeof Page>[0], 'title' | 'subtitle' | 'badge' | 'commands' | 'children'> {}

function StepFrame(props: StepFrameProps) {
  return (
    <Page
      world="neutral"
      path={[
        { label: 'Workspace', href: '/home' },
        { label: 'The wire', href: '/wire' },
      ]}
      {...props}
    />
  );
}

interface StepCommandsProps {
  readonly appId: string;
  readonly isHeld: boolean;
  readonly action: Action;
  onProceed(until: Until): void;
}

function StepCommands({ appId, isHeld, action, onProceed }: StepCommandsProps) {
  const api = useApi();
  const isDisabled = !isHeld || action.isBusy;
  return (
    <>
      <Button
        appearance="primary"
        size="small"
        icon={<ArrowStepOver16Regular />}
        disabled={isDisabled}
        aria-keyshortcuts="F10"
        onClick={() => onProceed('request')}
      >
        Send{' '}
        <span className="key" aria-hidden="true">
          F10
        </span>
      </Button>
      <Button
        appearance="subtle"
        size="small"
        icon={<FastForward16Regular />}
        disabled={isDisabled}
        onClick={() => onProceed('object')}
      >
        Send until this object is done
      </Button>
      <Button
        appearance="subtle"
        size="small"
        icon={<Play16Regular />}
        disabled={isDisabled}
        aria-keyshortcuts="F5"
        onClick={() => onProceed('cycle')}
      >
        Run to end of cycle{' '}
        <span className="key" aria-hidden="true">
          F5
        </span>
      </Button>
      <Button
        appearance="subtle"
        size="small"
        icon={<Stop16Regular />}
        disabled={action.isBusy}
        onClick={() => void action.run(() => api.stepping.setHolding({ appId, isHolding: false }))}
      >
        Stop holding
      </Button>
    </>
  );
}

interface StepBodyProps {
  readonly app: ApplicationView;
  readonly hold: HoldView;
  readonly action: Action;
}

function StepBody({ app, hold, action }: StepBodyProps) {
  const api = useApi();
  if (hold.held !== null) return <HeldPanels app={app} held={hold.held} />;
  if (!hold.isHolding) {
    return (
      <Empty
        title="Requests are sent as they come"
        action={
          <Button
            appearance="primary"
            disabled={action.isBusy}
            onClick={() => void action.run(() => api.stepping.setHolding({ appId: app.id, isHolding: true }))}
          >
            Hold each request
          </Button>
        }
      >
        While held, each request of a cycle of {app.name} is shown here with its reason, and is sent when you say so. Leaving this
        page keeps holding.
      </Empty>
    );
  }
  return app.status.state === 'running' ? (
    <Empty title="On the way to the next request">The cycle runs; what it would send next appears here.</Empty>
  ) : (
    <Empty
      title="Nothing is waiting"
      action={
        <a className="link" href={`#/entra/apps/${app.id}/overview`}>
          Overview of {app.name}
        </a>
      }
    >
      {app.status.state === 'idle'
        ? 'No cycle is running. Advance the clock to the next one; it stops here before its first request.'
        : 'No cycle is running. Start provisioning on the overview; its cycle stops here before its first request.'}
    </Empty>
  );
}

/** F10 sends the held request, F5 lets the cycle end. Where nothing is held the keys keep what they mean to the browser. */
function useStepKeys(proceed: ((until: Until) => void) | null): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const isPlain = !event.ctrlKey && !event.shiftKey && !event.altKey && !event.metaKey;
      if (proceed === null || !isPlain || (event.key !== 'F10' && event.key !== 'F5')) return;
      event.preventDefault();
      proceed(event.key === 'F10' ? 'request' : 'cycle');
    }
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [proceed]);
}
