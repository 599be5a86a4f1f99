import { Beaker16Regular, Copy16Regular, Scales16Regular } from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { ExplainView } from '#shared/api/evidence-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { Empty } from '../../components/empty.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { Command } from '../directory-objects/command.tsx';
import { Shown } from '../directory-objects/shown.tsx';
import { ExplainChain } from './explain-chain.tsx';
import { OthersPanel, RemediesPanel, SidesPanel } from './explain-panels.tsx';
import { ExplainedText, plainText } from './explained-text.tsx';
import { explanationText } from './explanation-text.ts';
import { PastPage } from './past-page.tsx';
import { compareHref, explainHref, pastHref, trialHref } from './places.ts';
import { SubjectBox } from './subject-box.tsx';
import { TimeSelect } from './time-select.tsx';
import { TrialDrawer } from './trial-drawer.tsx';
import { useSubjectApp } from './use-subject-app.ts';
import { WorkbenchPanel } from './workbench-panel.tsx';

const path = [{ label: 'Workbench' }, { label: 'Explain', href: '/explain' }];

/** *Why?*: what an application's job does with one user or group, and what would change that. Nothing is sent to find it out. */
export function ExplainPage({ objectId = '' }: { readonly objectId: string | undefined }) {
  const [, navigate] = useLocation();
  const app = useSubjectApp();
  const pick = (nextId: string, appId: string) => navigate(explainHref(appId, nextId));
  if (app.isUnknown || objectId === '') {
    return (
      <Page
        world="neutral"
        path={path}
        title="Why?"
        subtitle="What an application does with one user or group, and why"
        commands={app.isUnknown ? undefined : <SubjectBox name="" objectId="" appId={app.appId ?? ''} onPick={pick} />}
      >
        {app.isUnknown ? (
          <Empty title="There is no application yet">
            Create one under Enterprise applications: then there is something to explain.
          </Empty>
        ) : (
          <>
            <Empty
              title="Nobody is chosen yet"
              action={
                <a className="link" href="#/explain/error">
                  {say('error-text.open')}
                </a>
              }
            >
              Choose a user or a group above, or press Why? on one of their pages.
            </Empty>
            {app.appId !== undefined && <WorkbenchPanel appId={app.appId} />}
          </>
        )}
      </Page>
    );
  }
  if (app.appId === undefined) return <WaitingPage>{null}</WaitingPage>;
  return <ExplainedAt key={`${app.appId} ${objectId}`} appId={app.appId} objectId={objectId} onPick={pick} />;
}

function WaitingPage({ children }: { readonly children: ReactNode }) {
  return (
    <Page world="neutral" path={path} title="Why?">
      {children}
    </Page>
  );
}

interface ExplainedProps {
  readonly appId: string;
  readonly objectId: string;
  onPick(objectId: string, appId: string): void;
}

/** Now, or as of the cycle that the address names. */
function ExplainedAt(props: ExplainedProps) {
  const { appId, objectId, onPick } = props;
  const [, navigate] = useLocation();
  const changeId = new URLSearchParams(useSearch()).get('at') ?? '';
  const pickTime = (next: string) => navigate(next === '' ? explainHref(appId, objectId) : pastHref(appId, objectId, next));
  const pickers = (name: string) => (
    <>
      <SubjectBox name={name} objectId={objectId} appId={appId} onPick={onPick} />
      <span className="muted caption">at</span>
      <TimeSelect appId={appId} objectId={objectId} changeId={changeId} onPick={pickTime} />
    </>
  );
  if (changeId === '') return <Explained {...props} pickers={pickers} />;
  return (
    <PastPage
      key={changeId}
      appId={appId}
      objectId={objectId}
      changeId={changeId}
      path={path}
      pickers={pickers}
      onNow={() => pickTime('')}
    />
  );
}

interface ExplainedNowProps extends ExplainedProps {
  pickers(name: string): ReactNode;
}

function Explained({ appId, objectId, pickers }: ExplainedNowProps) {
  const api = useApi();
  const [, navigate] = useLocation();
  const word = new URLSearchParams(useSearch()).get('try');
  const why = useView(['explain', appId, objectId], ['tenant', 'apps', 'job', 'logs', 'exchanges', 'clock'], () =>
    api.explain.read({ appId, objectId }),
  );
  const view = why.data;
  // Whoever is gone for good is assigned to nothing, and there is nothing to try it with.
  const isGone = view?.chain.every(({ key }) => key !== 'assignment') === true;
  if (view === undefined) {
    return (
      <WaitingPage>
        <Shown view={why} name="the explanation">
          {() => null}
        </Shown>
      </WaitingPage>
    );
  }
  return (
    <Page
      world="neutral"
      path={path}
      title={titleOf(view)}
      badge={<StatusTag role={view.tone}>{view.badge}</StatusTag>}
      commands={
        <>
          {pickers(view.subject.name)}
          <span className="explain-rest" />
          <Command icon={<Beaker16Regular />} isDisabled={isGone} onPress={() => navigate(trialHref(appId, objectId, 'open'))}>
            Try…
          </Command>
          <CompareCommand href={compareHref(appId, objectId)} />
          <CopyCommand view={view} />
        </>
      }
    >
      <Shown view={why} name="the explanation">
        {() => (
          <div className="columns">
            <div className="stack entra-gap">
              <section className="panel explain-answer-panel" aria-label="Answer">
                <p className="explain-sentence" data-tone={view.tone}>
                  <ExplainedText text={view.sentence} />
                </p>
                {view.besides.length > 0 && (
                  <ul className="explain-besides">
                    {view.besides.map((text) => (
                      <li key={plainText(text)}>
                        Besides: <ExplainedText text={text} />
                      </li>
                    ))}
                  </ul>
                )}
              </section>
              <Panel title="From the tenant to the target">
                <ExplainChain view={view} />
              </Panel>
            </div>
            <div className="stack entra-gap">
              <RemediesPanel view={view} />
              <SidesPanel view={view} />
              <OthersPanel view={view} />
            </div>
          </div>
        )}
      </Shown>
      {word !== null && !isGone && (
        <TrialDrawer
          key={word}
          appId={appId}
          subject={view.subject}
          word={word}
          onClose={() => navigate(explainHref(appId, objectId))}
        />
      )}
    </Page>
  );
}

/** The question that the answer answers. */
function titleOf({ subject: { name }, appName, tone, cause, targetId }: ExplainView): string {
  if (cause === 'gone') return `Why is ${name} not in ${appName} any more?`;
  if (targetId === null) return `Why is ${name} not in ${appName}?`;
  if (tone === 'success') return `Why is ${name} in ${appName}?`;
  if (cause === 'disabled') return `Why is ${name} disabled in ${appName}?`;
  if (cause === 'disabling-ahead' || cause === 'deletion-ahead') return `What becomes of ${name} in ${appName}?`;
  if (['unmanaged', 'left-alone', 'no-disabling-row', 'delete-off'].includes(cause)) return `Why is ${name} still in ${appName}?`;
  return `Why was ${name} not updated in ${appName}?`;
}

function CompareCommand({ href }: { readonly href: string }) {
  const [, navigate] = useLocation();
  return (
    <Command icon={<Scales16Regular />} onPress={() => navigate(href)}>
      Compare sides
    </Command>
  );
}

function CopyCommand({ view }: { readonly view: ExplainView }) {
  const [isCopied, setCopied] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(explanationText(view, plainText));
    setCopied(true);
  }
  return (
    <>
      <Command icon={<Copy16Regular />} onPress={() => void copy()}>
        Copy as text
      </Command>
      <span role="status" className="caption muted">
        {isCopied && 'Copied'}
      </span>
    </>
  );
}
