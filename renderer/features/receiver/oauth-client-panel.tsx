import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { OAuthClientView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { Moment } from '../../components/moment.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { OAuthClientCreateDialog } from './oauth-client-create-dialog.tsx';
import { OAuthClientRevokeDialog } from './oauth-client-revoke-dialog.tsx';
import { tokenCurl } from './token-curl.ts';
import { waitWord } from './webhook-word.ts';

/** Who may fetch access tokens that expire, in place of a bearer token that does not, and how Entra ID is told. */
export function OAuthClientPanel({ directoryId }: { readonly directoryId: string }) {
  const api = useApi();
  const access = useView(['oauthClients', directoryId], ['receiver'], () => api.receiver.oauthClients({ directoryId }));
  const [isCreating, setIsCreating] = useState(false);
  const [revoked, setRevoked] = useState<OAuthClientView | null>(null);
  const { data } = access;
  return (
    <Panel
      title={say('clients.title')}
      actions={
        <Button size="small" disabled={data === undefined} onClick={() => setIsCreating(true)}>
          {say('clients.create')}
        </Button>
      }
    >
      <ProblemBanner problem={access.problem} />
      {data !== undefined && (
        <>
          {data.clients.length === 0 ? <p>{say('clients.empty')}</p> : <Clients clients={data.clients} onRevoke={setRevoked} />}
          <CopyField label={say('clients.address')} value={data.tokenAddress} hint={say('clients.address.hint')} />
          <Use tokenAddress={data.tokenAddress} />
        </>
      )}
      {isCreating && <OAuthClientCreateDialog directoryId={directoryId} onClose={() => setIsCreating(false)} />}
      {revoked !== null && (
        <OAuthClientRevokeDialog directoryId={directoryId} clientId={revoked.id} onClose={() => setRevoked(null)} />
      )}
    </Panel>
  );
}

interface ClientsProps {
  readonly clients: readonly OAuthClientView[];
  onRevoke(client: OAuthClientView): void;
}

function Clients({ clients, onRevoke }: ClientsProps) {
  return (
    <ul className="client-list" aria-label={say('clients.list')}>
      {clients.map((client) => (
        <li key={client.id}>
          <div className="grow">
            <div className="mono ellipsis" title={client.id}>
              {client.id}
            </div>
            <div className="caption muted">
              {say('clients.secret', { suffix: client.secretSuffix })}
              {' · '}
              {say('clients.lifetime', { wait: waitWord(client.expiresInSeconds * 1000) })}
              {' · '}
              {client.lastTokenAt === null ? (
                say('clients.last.none')
              ) : (
                <>
                  {say('clients.last')} <Moment at={client.lastTokenAt} />
                </>
              )}
            </div>
          </div>
          <Button size="small" aria-label={say('clients.revoke.name', { id: client.id })} onClick={() => onRevoke(client)}>
            {say('clients.revoke')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

const steps = [say('clients.use.method'), say('clients.use.values'), say('clients.use.test')];

function Use({ tokenAddress }: { readonly tokenAddress: string }) {
  return (
    <section className="token-rotation" aria-labelledby="clients-use-title">
      <h3 id="clients-use-title">{say('clients.use')}</h3>
      <ol className="clicks">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="muted caption">{say('clients.use.scope')}</p>
      <CopyField label={say('clients.use.curl')} value={tokenCurl(tokenAddress)} hint={say('clients.use.curl.hint')} />
    </section>
  );
}
