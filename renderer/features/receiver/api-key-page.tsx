import { Button } from '@fluentui/react-components';
import { Add16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { ApiAccessView, OrganizationView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { Empty } from '../../components/empty.tsx';
import { Moment } from '../../components/moment.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { ApiKeyCreateDialog } from './api-key-create-dialog.tsx';
import { ApiKeyRevokeDialog } from './api-key-revoke-dialog.tsx';
import { eventsCurl } from './events-explorer-request.ts';
import { useOrganizations } from './receiver-views.ts';

type ApiKey = ApiAccessView['keys'][number];

/** The keys of the read-only API, and how it is asked. */
export function ApiKeyPage({ isCreating }: { readonly isCreating: boolean }) {
  const api = useApi();
  const [, go] = useLocation();
  const access = useView(['apiAccess'], ['receiver'], () => api.receiver.apiAccess({}));
  const organizations = useOrganizations();
  const [revoked, setRevoked] = useState<ApiKey | null>(null);
  const create = () => go('/recv/api-keys/new');
  const opens = (key: ApiKey) => opensWord(key, organizations.data);
  return (
    <Page
      world="receiver"
      path={[{ label: say('receiver.world') }, { label: say('apiKeys.title') }]}
      title={say('apiKeys.title')}
      subtitle={say('apiKeys.lead')}
      commands={
        <Button appearance="subtle" size="small" icon={<Add16Regular />} onClick={create}>
          {say('apiKeys.create')}
        </Button>
      }
    >
      <ProblemBanner problem={access.problem ?? organizations.problem} />
      {access.data !== undefined && (
        <div className="columns">
          <Keys keys={access.data.keys} opens={opens} onCreate={create} onRevoke={setRevoked} />
          <Use address={access.data.address} />
        </div>
      )}
      {isCreating && organizations.data !== undefined && (
        <ApiKeyCreateDialog organizations={organizations.data} onClose={() => go('/recv/api-keys')} />
      )}
      {revoked !== null && <ApiKeyRevokeDialog apiKey={revoked} opens={opens(revoked)} onClose={() => setRevoked(null)} />}
    </Page>
  );
}

function opensWord({ organizationId }: ApiKey, organizations: readonly OrganizationView[] | undefined): string {
  if (organizationId === null) return say('apiKeys.all');
  if (organizations === undefined) return '';
  return organizations.find(({ id }) => id === organizationId)?.name ?? say('apiKeys.gone');
}

interface KeysProps {
  readonly keys: readonly ApiKey[];
  opens(key: ApiKey): string;
  onCreate(): void;
  onRevoke(key: ApiKey): void;
}

function Keys({ keys, opens, onCreate, onRevoke }: KeysProps) {
  return (
    <Panel title={say('apiKeys.list')} world="receiver" flush>
      {keys.length === 0 ? (
        <Empty
          title={say('apiKeys.empty')}
          action={
            <Button appearance="primary" onClick={onCreate}>
              {say('apiKeys.create')}
            </Button>
          }
        >
          {say('apiKeys.empty.text')}
        </Empty>
      ) : (
        <table className="key-table">
          <thead>
            <tr>
              <th scope="col">{say('apiKeys.column.key')}</th>
              <th scope="col">{say('apiKeys.column.opens')}</th>
              <th scope="col">{say('apiKeys.column.created')}</th>
              <th scope="col">
                <span className="visually-hidden">{say('apiKeys.column.action')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr key={key.id}>
                <td className="mono">…{key.suffix}</td>
                <td className="key-opens">{opens(key)}</td>
                <td>
                  <Moment at={key.createdAt} />
                </td>
                <td>
                  <Button
                    size="small"
                    aria-label={say('apiKeys.revoke.name', { suffix: key.suffix })}
                    onClick={() => onRevoke(key)}
                  >
                    {say('apiKeys.revoke')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="key-note caption muted">{say('apiKeys.kept')}</p>
    </Panel>
  );
}

const paths = [
  ['/events', say('apiKeys.use.path.events')],
  ['/directories', say('apiKeys.use.path.directories')],
  ['/directory_users', say('apiKeys.use.path.users')],
  ['/directory_groups', say('apiKeys.use.path.groups')],
] as const;

function Use({ address }: { readonly address: string }) {
  return (
    <Panel title={say('apiKeys.use')}>
      <CopyField label={say('apiKeys.use.address')} value={address} hint={say('apiKeys.use.address.hint')} />
      <CopyField
        label={say('apiKeys.use.curl')}
        value={eventsCurl(address, '/directories')}
        hint={say('apiKeys.use.curl.hint')}
      />
      <div>
        <div className="field-label">{say('apiKeys.use.paths')}</div>
        <dl className="key-paths">
          {paths.map(([path, words]) => (
            <div key={path}>
              <dt className="mono">{path}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      </div>
      <a className="link" href="#/recv/events?tab=list">
        {say('apiKeys.use.explore')}
      </a>
    </Panel>
  );
}
