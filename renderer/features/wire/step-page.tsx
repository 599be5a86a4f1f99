import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { ApplicationView } from '#shared/api/application-views.ts';
import type { HeldRequestView, HoldView } from '#shared/api/job-views.ts';
import type { RequestDraft } from '#shared/scim/request-draft.ts';
import { useApi } from '../../app/api.tsx';
import { useHold } from '../../app/hold.ts';
import { say } from '../../app/messages.ts';
import { useApps, useOpenApp } from '../../app/open-app.ts';
import { Banner } from '../../components/banner.tsx';
import { Empty } from '../../components/empty.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { type Action, useAction } from '../../components/use-action.ts';
import { AnswerDrawer } from './answer-drawer.tsx';
import { draftProblems, heldDraft, isChanged } from './held-draft.ts';
import { StepCommands, type Until } from './step-commands.tsx';
import { EditHeld } from './step-edit.tsx';
import { type StepKeys, useStepKeys } from './step-keys.ts';
import { AboutToBeSent, HeldPanels } from './step-panels.tsx';

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

/** What somebody is about to do with one request; of another one that waits by now it means nothing. */
type Intent = { readonly heldId: number } & (
  | { readonly kind: 'edit'; readonly draft: RequestDraft }
  | { readonly kind: 'answer' }
);

function ApplicationSteps({ app }: { readonly app: ApplicationView }) {
  const { data: hold, problem } = useHold(app.id);
  const action = useAction();
  const [intent, setIntent] = useState<Intent | null>(null);
  const [decidedId, setDecidedId] = useState(0);
  const held = hold?.held ?? null;
  const own = intent !== null && intent.heldId === held?.id ? intent : null;
  const steps = useSteps(app.id, held, { own, setIntent, setDecidedId, action });
  // What was decided of stands here until the next one is known, and nothing more can be done with it.
  const isBusy = action.isBusy || held?.id === decidedId;
  useStepKeys(held === null || own?.kind === 'answer' || isBusy ? noKeys : steps.keys);
  return (
    <StepFrame
      title={held === null ? 'Step mode' : 'Holding before a request'}
      subtitle={app.name}
      badge={
        hold?.isHolding === true && <StatusTag {...holdingTag}>{held === null ? 'Holding' : 'The cycle waits for you'}</StatusTag>
      }
      commands={
        hold?.isHolding === true ? (
          <StepCommands
            {...steps}
            mode={held === null ? null : (own?.kind ?? 'look')}
            isFaulty={held !== null && own?.kind === 'edit' && draftProblems(held, own.draft).length > 0}
            isBusy={isBusy}
          />
        ) : undefined
      }
    >
      <ProblemBanner problem={action.problem ?? problem} />
      {intent?.kind === 'edit' && own === null && held !== null && (
        <Banner intent="info" title="The request that was being edited has gone">
          It was decided of elsewhere. What was typed for it is not used for this one.
        </Banner>
      )}
      {hold != null && <StepBody app={app} hold={hold} action={action} own={own} onDraft={steps.onDraft} />}
      {held !== null && own?.kind === 'answer' && <AnswerDrawer appId={app.id} held={held} onClose={() => setIntent(null)} />}
      {hold?.note != null && <div className="muted caption">{hold.note}</div>}
    </StepFrame>
  );
}

const noKeys: StepKeys = {};

interface StepState {
  readonly own: Intent | null;
  setIntent(intent: Intent | null): void;
  setDecidedId(heldId: number): void;
  readonly action: Action;
}

/** What can be done with the request that waits; nothing where none does. */
function useSteps(appId: string, held: HeldRequestView | null, { own, setIntent, setDecidedId, action }: StepState) {
  const api = useApi();
  const heldId = held?.id ?? 0;
  const decide = (work: () => Promise<unknown>) => {
    if (held === null) return;
    void action.run(work).then((isDone) => {
      if (!isDone) return;
      setIntent(null);
      setDecidedId(heldId);
    });
  };
  const steps = {
    onProceed: (until: Until) => {
      if (held === null || own?.kind !== 'edit' || !isChanged(held, own.draft)) {
        decide(() => api.stepping.proceed({ appId, heldId, until }));
      } else if (draftProblems(held, own.draft).length === 0) {
        decide(() => api.stepping.sendEdited({ appId, heldId, until, ...own.draft }));
      }
    },
    onEdit: () => {
      if (held !== null && own?.kind !== 'edit') setIntent({ heldId, kind: 'edit', draft: heldDraft(held) });
    },
    onLeave: () => setIntent(null),
    onDraft: (draft: RequestDraft) => setIntent({ heldId, kind: 'edit', draft }),
    onAnswer: () => setIntent({ heldId, kind: 'answer' }),
    onDrop: () => decide(() => api.stepping.drop({ appId, heldId, until: 'request' })),
    onStop: () => void action.run(() => api.stepping.setHolding({ appId, isHolding: false })),
  };
  const keys: StepKeys = {
    F10: () => steps.onProceed('request'),
    F5: () => steps.onProceed('cycle'),
    F2: steps.onEdit,
    F4: steps.onAnswer,
    F8: steps.onDrop,
    ...(own?.kind === 'edit' ? { Escape: steps.onLeave, 'Ctrl Enter': () => steps.onProceed('request') } : {}),
  };
  return { ...steps, keys };
}

interface StepFrameProps extends Pick<Parameters<typeof Page>[0], 'title' | 'subtitle' | 'badge' | 'commands' | 'children'> {}

function StepFrame(props: StepFrameProps) {
  return <Page world="neutral" path={[{ label: say('nav.bench') }, { label: 'The wire', href: '/wire' }]} {...props} />;
}

interface StepBodyProps {
  readonly app: ApplicationView;
  readonly hold: HoldView;
  readonly action: Action;
  readonly own: Intent | null;
  onDraft(draft: RequestDraft): void;
}

function StepBody({ app, hold, action, own, onDraft }: StepBodyProps) {
  const api = useApi();
  const { held, stops } = hold;
  if (held !== null) {
    return (
      <HeldPanels app={app} held={held} stops={stops}>
        {own?.kind === 'edit' ? (
          <EditHeld key={held.id} held={held} draft={own.draft} onChange={onDraft} />
        ) : (
          <AboutToBeSent held={held} />
        )}
      </HeldPanels>
    );
  }
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
