import { Button } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { Banner } from '../../components/banner.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { MethodLabel, StatusCode } from '../../components/http-labels.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { useBehaviourWord } from './behaviour-word.ts';
import { DirectoryState } from './directory-state.tsx';
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
        { label: 'Receiver' },
        { label: 'Organizations', href: '/recv/orgs' },
        ...(directory === undefined
          ? []
          : [{ label: directory.organizationName, href: `/recv/orgs/${directory.organizationId}` }]),
      ]}
      title={directory?.name ?? 'Directory'}
      badge={directory && <DirectoryState state={directory.state} />}
      subtitle={['Entra ID SCIM v2.0', behaviour].filter((part) => part !== undefined).join(' · ')}
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
            <TokenPanel directory={directory} />
          </div>
        </div>
      )}
    </Page>
  );
}

function Connection({ directory }: { readonly directory: DirectoryView }) {
  const [, go] = useLocation();
  const { tokens } = useTokensOnce();
  const token = tokens.get(directory.id);
  const { run, problem } = useAction();
  const [isShowingCurl, setIsShowingCurl] = useState(false);
  return (
    <>
      {token === undefined ? (
        <TokenGone directory={directory} />
      ) : (
        <Banner intent="success" title="Directory created">
          Give these two values to whoever sets up provisioning in Entra ID. The token is shown once.
        </Banner>
      )}
      <ProblemBanner problem={problem} />
      <Panel title="Connection" world="receiver">
        <CopyField label="Endpoint" value={directory.endpoint} hint="Goes into Tenant URL." />
        {token !== undefined && (
          <CopyField
            label="Bearer token"
            value={token}
            hint={`Goes into Secret Token. We keep only a hash of it, and its last four characters: ${token.slice(-4)}. Readable here until this window is reloaded.`}
          />
        )}
        <div className="row">
          <Button appearance="primary" onClick={() => go('/entra/apps/new')}>
            Connect an application in Entra ID
          </Button>
          {token !== undefined && (
            <Button
              icon={<Copy16Regular />}
              onClick={() => void run(() => navigator.clipboard.writeText(`${directory.endpoint}\n${token}`))}
            >
              Copy both
            </Button>
          )}
          <span className="grow" />
          <Button
            className="link-button"
            appearance="transparent"
            aria-expanded={isShowingCurl}
            onClick={() => setIsShowingCurl(!isShowingCurl)}
          >
            {isShowingCurl ? 'Hide cURL' : 'Show as cURL'}
          </Button>
        </div>
        {isShowingCurl && (
          <CopyField
            label="The request of Test Connection, as cURL"
            value={probeCurl(directory.endpoint)}
            hint="Put the token into SCIM_TOKEN first: it does not belong into a history of commands."
          />
        )}
        <a className="link" href={`#/recv/dirs/${directory.id}`}>
          Open directory
        </a>
      </Panel>
    </>
  );
}

function TokenGone({ directory }: { readonly directory: DirectoryView }) {
  const api = useApi();
  const { remember } = useTokensOnce();
  const { run, isBusy, problem } = useAction();
  return (
    <>
      <Banner
        intent="info"
        title="The token of this directory was shown once and cannot be shown again"
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
            New token
          </Button>
        }
      >
        Live tokens end in {directory.tokenSuffixes.map((suffix) => `…${suffix}`).join(' and ') || 'nothing: there is none'}. Two
        can be live at once, so a new one does not break the old.
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
      <Panel title="Waiting for the first request" actions={<span className="caption muted">nothing received</span>}>
        <p>The first request is Entra's Test Connection: a search for a user that does not exist.</p>
        <div className="mono muted">GET /Users?filter=userName eq "…"</div>
      </Panel>
    );
  }
  return (
    <Panel
      title={
        directory.requestCount === 1
          ? 'The first request arrived'
          : `${directory.requestCount.toLocaleString('en')} requests arrived`
      }
      actions={
        <a className="link" href={`#/recv/dirs/${directory.id}?tab=requests`}>
          All requests
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
    <Panel title="Where these go in Entra ID">
      <ol className="clicks">
        <li>
          <b>Enterprise applications</b> › your application
        </li>
        <li>
          <b>Provisioning</b> › Get started
        </li>
        <li>
          <b>Admin Credentials</b> › Tenant URL and Secret Token
        </li>
        <li>
          <b>Test Connection</b> › then Save
        </li>
      </ol>
      <p className="muted caption">The same walk in a real tenant works once this endpoint is reachable from the internet.</p>
    </Panel>
  );
}
