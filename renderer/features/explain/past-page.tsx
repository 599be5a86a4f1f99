import { History16Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { Link as RouteLink } from 'wouter';
import type { PastView } from '#shared/api/evidence-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { Moment } from '../../components/moment.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { Command } from '../directory-objects/command.tsx';
import { Shown } from '../directory-objects/shown.tsx';
import { ExplainChain } from './explain-chain.tsx';
import { ExplainedText } from './explained-text.tsx';

interface PastPageProps {
  readonly appId: string;
  readonly objectId: string;
  readonly changeId: string;
  readonly path: Parameters<typeof Page>[0]['path'];
  /** Whom, in which application, and when. */
  pickers(name: string): ReactNode;
  onNow(): void;
}

/** *Why?* as of an earlier cycle: what it did with the object, from the trace alone. */
export function PastPage({ appId, objectId, changeId, path, pickers, onNow }: PastPageProps) {
  const api = useApi();
  const past = useView(['explain.past', appId, objectId, changeId], [], () => api.explain.past({ appId, objectId, changeId }));
  const view = past.data;
  return (
    <Page
      world="neutral"
      path={path}
      title={view === undefined ? 'Why?' : titleOf(view)}
      badge={view === undefined ? undefined : <StatusTag role={view.tone}>{view.badge}</StatusTag>}
      subtitle={
        view === undefined ? undefined : (
          <>
            as of <Moment at={view.at} />
          </>
        )
      }
      commands={
        <>
          {pickers(view?.subject.name ?? '')}
          <span className="explain-rest" />
          <Command icon={<History16Regular />} onPress={onNow}>
            Back to now
          </Command>
        </>
      }
    >
      <Shown view={past} name="what the trace holds of it">
        {(shown) => (
          <div className="columns">
            <div className="stack entra-gap">
              <section className="panel explain-answer-panel" aria-label="Answer">
                <p className="explain-sentence" data-tone={shown.tone}>
                  <ExplainedText text={shown.sentence} />
                </p>
              </section>
              <Panel title="From the tenant to the target, as it went">
                <ExplainChain view={shown} />
              </Panel>
            </div>
            <Panel title="Look closer" flush>
              <ul className="explain-remedies">
                <li>
                  <RouteLink className="link strong" href={`/entra/apps/${shown.appId}/logs/${shown.changeId}`}>
                    Open the log entry
                  </RouteLink>
                  <span className="muted">The same in Entra’s words, with all ids.</span>
                </li>
                <li>
                  <span className="muted">
                    This is what the trace holds of it. Mappings, filters and attributes may have changed since, and nothing of
                    today goes in.
                  </span>
                </li>
              </ul>
            </Panel>
          </div>
        )}
      </Shown>
    </Page>
  );
}

function titleOf({ subject: { name }, appName, cycleNumber }: PastView): string {
  const who = cycleNumber === null ? 'a run on demand' : `cycle ${cycleNumber}`;
  return `What ${who} did with ${name} in ${appName}`;
}
