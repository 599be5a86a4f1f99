import { Copy16Regular, Scales16Regular } from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import type { ExplainView } from '#shared/api/evidence-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { Empty } from '../../components/empty.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { Command } from '../directory-objects/command.tsx';
import { Shown } from '../directory-objects/shown.tsx';
import './explain.css';
import { ExplainChain } from './explain-chain.tsx';
import { OthersPanel, RemediesPanel, SidesPanel } from './explain-panels.tsx';
import { ExplainedText, plainText } from './explained-text.tsx';
import { explanationText } from './explanation-text.ts';
import { compareHref, explainHref } from './places.ts';
import { SubjectBox } from './subject-box.tsx';
import { useSubjectApp } from './use-subject-app.ts';

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
          <Empty title="Nobody is chosen yet">Choose a user or a group above, or press Why? on one of their pages.</Empty>
        )}
      </Page>
    );
  }
  if (app.appId === undefined) return <WaitingPage>{null}</WaitingPage>;
  return <Explained key={`${app.appId} ${objectId}`} appId={app.appId} objectId={objectId} onPick={pick} />;
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

function Explained({ appId, objectId, onPick }: ExplainedProps) {
  const api = useApi();
  const why = useView(['explain', appId, objectId], ['tenant', 'apps', 'job', 'logs', 'exchanges', 'clock'], () =>
    api.explain.read({ appId, objectId }),
  );
  const view = why.data;
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
          <SubjectBox name={view.subject.name} objectId={objectId} appId={appId} onPick={onPick} />
          <span className="explain-rest" />
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
