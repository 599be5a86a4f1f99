import { Button, Spinner } from '@fluentui/react-components';
import { useState } from 'react';
import type { TrialView } from '#shared/api/evidence-views.ts';
import type { Trial } from '#shared/trace/explain-cause.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { Banner } from '../../components/banner.tsx';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { Empty } from '../../components/empty.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { ExplainChain } from './explain-chain.tsx';
import { ExplainedText } from './explained-text.tsx';
import { draftOfWord, trialOf, untouched } from './trial-draft.ts';
import { TrialForm } from './trial-form.tsx';

interface TrialDrawerProps {
  readonly appId: string;
  readonly subject: TrialView['subject'];
  /** What the address asks for: tried at once, unless it is only to open the form. */
  readonly word: string;
  onClose(): void;
}

/** *Try*: something else about one object, on a copy, and how it would come out. */
export function TrialDrawer({ appId, subject, word, onClose }: TrialDrawerProps) {
  const api = useApi();
  const [draft, setDraft] = useState(() => draftOfWord(word));
  const [asked, setAsked] = useState<Trial | null>(() => (draft === untouched ? null : trialOf(draft)));
  // Read when somebody presses, never because something changed: each one asks the target.
  const result = useView(['explain.try', appId, subject.id, { asked }], [], async () =>
    asked === null ? null : await api.explain.tryOut({ appId, objectId: subject.id, trial: asked }),
  );
  const trial = trialOf(draft);
  const isAsked = JSON.stringify(asked) === JSON.stringify(trial);
  const isWorking = asked !== null && result.isLoading;
  return (
    <DrawerFrame
      title={`Try on a copy: ${subject.name}`}
      isOpen
      size="wide"
      onClose={onClose}
      footer={
        <>
          <Button
            appearance="primary"
            disabled={isWorking}
            icon={isWorking ? <Spinner size="tiny" /> : null}
            onClick={() => (isAsked ? result.reload() : setAsked(trial))}
          >
            Try
          </Button>
          <Button disabled={draft === untouched} onClick={() => setDraft(untouched)}>
            Set back
          </Button>
          <Button onClick={onClose}>Close</Button>
          <span className="entra-consequence muted caption">
            The target is asked by reads, as for a plan. Nothing is written to it, nothing is stored, and the wire does not show
            it.
          </span>
        </>
      }
    >
      <div className="trial">
        <TrialForm appId={appId} subject={subject} draft={draft} onChange={setDraft} />
        <div className="stack entra-gap" aria-live="polite" aria-busy={isWorking}>
          <ProblemBanner problem={result.problem} />
          {asked === null || result.data == null ? (
            !isWorking && <Empty title="Nothing tried yet">Set something otherwise at the left, then press Try.</Empty>
          ) : (
            <Outcome view={result.data} isOld={!isAsked} />
          )}
        </div>
      </div>
    </DrawerFrame>
  );
}

function Outcome({ view, isOld }: { readonly view: TrialView; readonly isOld: boolean }) {
  return (
    <>
      {isOld && <p className="muted caption trial-old">The form has changed since. This is how it came out before.</p>}
      <section className="panel explain-answer-panel" aria-label="Outcome">
        <p className="trial-badges">
          <span className="muted">Now</span> <StatusTag role={view.now.tone}>{view.now.badge}</StatusTag>
          <span className="muted">with the change</span> <StatusTag role={view.tone}>{view.badge}</StatusTag>
        </p>
        <p className="explain-sentence" data-tone={view.tone}>
          <ExplainedText text={view.sentence} />
        </p>
      </section>
      {view.problem !== null && (
        <Banner intent="warning" title={`The target was not asked: ${view.problem.message}`}>
          What follows is what can be told without it. {view.problem.remedy}
        </Banner>
      )}
      <Panel title="From the tenant to the target">
        <ExplainChain view={view} />
      </Panel>
    </>
  );
}
