import { Button } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { Banner } from '../../components/banner.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { MethodLabel, StatusCode } from '../../components/http-labels.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { useBehaviourWord } from './behaviour-word.ts';
import { DirectoryState } from './directory-state.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { probeCurl } from './probe-curl.ts';
import { useDirectory } from './receiver-views.ts';
import { TokenPanel } from './token-panel.tsx';
import { useTokensOnce } from './tokens-once.tsx';

/** The two values an administrator carries into Entra ID, the token readable here only. */
export function DirectoryCreatedPage({ id }: { readonly id: string }) {
  const { data: directory, problem } = useDirectory(id);
  const behaviour = useBehaviourWord(directory);
  return (
    <Page
      world="receiver"
      path={[
        { label: say('receiver.world') },
        { label: say('organizations.title'), href: '/recv/orgs' },
        ...(directory === undefined
          ? []
          : [{ label: directory.organizationName, href: `/recv/orgs/${directory.organizationId}` }]),
      ]}
      title={directory?.name ?? say('directory.title')}
      badge={directory && <DirectoryState state={directory.state} />}
      subtitle={[say('receiver.type.short'), behaviour].filter((part) => part !== undefined).join(' · ')}
    >
      <ProblemBanner problem={problem} />
      {directory !== undefined && (
        <div className="columns">
          <div className="stack">
            <Connection directory={directory} />
            <FirstRequest directory={directory} />
          </div>
          <div className="stack">
            <WhereTheseGo />
            <TokenPanel directory={directory} isShown />
          </div>
        </div>
      )}
    </Page>
  );
}

function Connection({ directory }: { readonly directory: DirectoryView }) {
  const [, go] = useLocation();
  const { tokens, noteCopied } = useTokensOnce();
  const token = tokens.get(directory.id);
  const { run, problem } = useAction();
  const [isShowingCurl, setIsShowingCurl] = useState(false);
  return (
    <>
      {token === undefined ? (
        <TokenGone directory={directory} />
      ) : (
        <Banner intent="success" title={say('created.title')}>
          {say('created.text')}
        </Banner>
      )}
      <ProblemBanner problem={problem} />
      <Panel title={say('directory.settings.connection')} world="receiver">
        <CopyField
          label={say('directory.settings.endpoint')}
          value={directory.endpoint}
          hint={say('directory.settings.endpoint.hint')}
        />
        {token !== undefined && (
          <CopyField
            label={say('created.token')}
            value={token}
            hint={say('created.token.hint', { suffix: token.slice(-4) })}
            onCopied={() => noteCopied(token)}
          />
        )}
        <div className="row">
          <Button appearance="primary" onClick={() => go('/entra/apps/new')}>
            {say('receiver.connect')}
          </Button>
          {token !== undefined && (
            <Button
              icon={<Copy16Regular />}
              onClick={() =>
                void run(async () => {
                  await navigator.clipboard.writeText(`${directory.endpoint}\n${token}`);
                  noteCopied(token);
                })
              }
            >
              {say('created.copy')}
            </Button>
          )}
          <span className="grow" />
          <Button
            className="link-button"
            appearance="transparent"
            aria-expanded={isShowingCurl}
            onClick={() => setIsShowingCurl(!isShowingCurl)}
          >
            {say(isShowingCurl ? 'created.curl.hide' : 'created.curl.show')}
          </Button>
        </div>
        {isShowingCurl && (
          <CopyField label={say('created.curl')} value={probeCurl(directory.endpoint)} hint={say('created.curl.hint')} />
        )}
        <a className="link" href={`#/recv/dirs/${directory.id}`}>
          {say('created.open')}
        </a>
      </Panel>
      {token !== undefined && <LeaveDialog key={token} directoryId={directory.id} token={token} />}
    </>
  );
}

function TokenGone({ directory }: { readonly directory: DirectoryView }) {
  const api = useApi();
  const { remember } = useTokensOnce();
  const { run, isBusy, problem } = useAction();
  const suffixes = directory.tokenSuffixes.map((suffix) => `…${suffix}`).join(` ${say('created.gone.and')} `);
  return (
    <>
      <Banner
        intent="info"
        title={say('created.gone')}
        actions={
          <Button
            size="small"
            disabled={isBusy}
            onClick={() =>
              void run(async () => {
                remember(directory.id, (await api.receiver.addToken({ directoryId: directory.id })).token);
              })
            }
          >
            {say('tokens.new')}
          </Button>
        }
      >
        {suffixes === '' ? say('created.gone.bare') : say('created.gone.text', { suffixes })}
      </Banner>
      <ProblemBanner problem={problem} />
    </>
  );
}

/** Turns from waiting into the first request when it arrives. */
function FirstRequest({ directory }: { readonly directory: DirectoryView }) {
  const api = useApi();
  const { data } = useView(['requests', directory.id, 'newest'], ['receiver'], () =>
    api.receiver.requests({ directoryId: directory.id, limit: 1 }),
  );
  const [newest] = data?.items ?? [];
  if (newest === undefined) {
    return (
      <Panel title={say('created.waiting')} actions={<span className="caption muted">{say('created.waiting.none')}</span>}>
        <p>{say('created.waiting.text')}</p>
        <div className="mono muted">GET /Users?filter=userName eq "…"</div>
      </Panel>
    );
  }
  return (
    <Panel
      title={
        directory.requestCount === 1 ? say('created.arrived') : say('created.arrived.many', { count: directory.requestCount })
      }
      actions={
        <a className="link" href={`#/recv/dirs/${directory.id}?tab=requests`}>
          {say('created.arrived.all')}
        </a>
      }
    >
      <div className="row" role="status">
        <MethodLabel method={newest.method} />
        <span className="mono ellipsis grow">{newest.target}</span>
        <StatusCode status={newest.status} />
      </div>
    </Panel>
  );
}

function WhereTheseGo() {
  return (
    <Panel title={say('created.walk')}>
      <ol className="clicks">
        <li>
          <b>{say('created.walk.apps')}</b> › {say('created.walk.apps.then')}
        </li>
        <li>
          <b>{say('created.walk.provisioning')}</b> › {say('created.walk.provisioning.then')}
        </li>
        <li>
          <b>{say('created.walk.credentials')}</b> › {say('created.walk.credentials.then')}
        </li>
        <li>
          <b>{say('created.walk.test')}</b> › {say('created.walk.test.then')}
        </li>
      </ol>
      <p className="muted caption">{say('created.walk.real')}</p>
    </Panel>
  );
}
