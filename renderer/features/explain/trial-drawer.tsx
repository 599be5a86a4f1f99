import { Button, Spinner } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { TrialView } from '#shared/api/evidence-views.ts';
import type { Trial } from '#shared/trace/explain-cause.ts';
import { useApi } from '../../app/api.tsx';
import { Banner } from '../../components/banner.tsx';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { Empty } from '../../components/empty.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
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
  const [outcome, setOutcome] = useState<{ readonly trial: Trial; readonly view: TrialView } | null>(null);
  const { run, isBusy, problem } = useAction();
  const trial = trialOf(draft);
  // Not a view: each one asks the target, so that it is read when somebody presses, and never because something changed.
  const tryOut = () =>
    run(async () => setOutcome({ trial, view: await api.explain.tryOut({ appId, objectId: subject.id, trial }) }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the address asks for is tried once, when the drawer opens.
  useEffect(() => {
    if (draft !== untouched) void tryOut();
  }, []);
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
            disabled={isBusy}
            icon={isBusy ? <Spinner size="tiny" /> : null}
            onClick={() => void tryOut()}
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
        <div className="stack entra-gap" aria-live="polite" aria-busy={isBusy}>
          <ProblemBanner problem={problem} />
          {outcome !== null ? (
            <Outcome view={outcome.view} isOld={JSON.stringify(outcome.trial) !== JSON.stringify(trial)} />
          ) : (
            !isBusy && <Empty title="Nothing tried yet">Set something otherwise at the left, then press Try.</Empty>
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
