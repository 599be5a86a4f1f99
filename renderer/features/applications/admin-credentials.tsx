import { Button, Field, Input, Select, Spinner } from '@fluentui/react-components';
import type { ConnectionTestView, ConnectivityView } from '#shared/api/application-views.ts';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { Panel } from '../../components/panel.tsx';
import { ClientCredentialsFields, NEW_CLIENT } from './client-credentials-fields.tsx';
import { type Credentials, repaired, savedCredentials } from './credentials-draft.ts';
import { SecretField } from './secret-field.tsx';

interface AdminCredentialsProps {
  readonly credentials: Credentials;
  readonly connection: ConnectivityView;
  readonly test: ConnectionTestView | null;
  readonly isTesting: boolean;
  onChange(credentials: Credentials): void;
  onTest(credentials: Credentials): void;
}

/** Admin Credentials: the two values a vendor hands out, Test Connection, and the diagnosis at the field that caused it. */
export function AdminCredentials({ credentials, connection, test, isTesting, onChange, onTest }: AdminCredentialsProps) {
  const api = useApi();
  const directories = useView(['receiver.directories'], ['receiver'], () => api.receiver.directories({})).data ?? [];
  const diagnosis = test === null || test.passed ? null : test.diagnosis;
  const repairedCredentials = repaired(credentials, diagnosis?.repair ?? null);
  const isMaskLost = credentials.tenantUrl.includes('***') && credentials.tenantUrl !== connection.tenantUrl;
  const problemAt = (field: NonNullable<ConnectionTestView['diagnosis']['field']>) =>
    diagnosis?.field === field
      ? { validationState: 'error' as const, validationMessage: `${diagnosis.sentence} ${diagnosis.remedy}` }
      : {};
  return (
    <Panel title="Admin Credentials" world="entra">
      <Field
        label="Tenant URL"
        required
        hint={targetHint(credentials.tenantUrl, connection, directories)}
        {...(isMaskLost ? maskLost : problemAt('tenantUrl'))}
      >
        <Input
          className="mono"
          spellCheck={false}
          value={credentials.tenantUrl}
          onChange={(_event, { value }) => onChange({ ...credentials, tenantUrl: value })}
        />
      </Field>
      {directories.length > 0 && (
        <DirectoryChoice directories={directories} onChoose={(endpoint) => onChange({ ...credentials, tenantUrl: endpoint })} />
      )}
      <Field label="Authentication method" className="entra-narrow">
        <Select
          value={credentials.clientCredentials === null ? 'bearer' : 'client'}
          onChange={(_event, { value }) =>
            onChange({
              ...credentials,
              clientCredentials: value === 'bearer' ? null : (savedCredentials(connection).clientCredentials ?? NEW_CLIENT),
            })
          }
        >
          <option value="bearer">Bearer authentication</option>
          <option value="client">OAuth2 client credentials grant</option>
        </Select>
      </Field>
      {credentials.clientCredentials === null ? (
        <SecretField
          label="Secret Token"
          hint="The Bearer Token the application hands out, without the word Bearer."
          keptHint="A token is kept. Type another to replace it."
          secret={credentials.secretToken}
          isKept={connection.hasToken}
          validation={problemAt('secretToken')}
          onChange={(secretToken) => onChange({ ...credentials, secretToken })}
        />
      ) : (
        <ClientCredentialsFields
          client={credentials.clientCredentials}
          kept={connection.clientCredentials}
          validation={problemAt('clientCredentials')}
          onChange={(clientCredentials) => onChange({ ...credentials, clientCredentials })}
        />
      )}
      <div className="row">
        <Button
          disabled={isTesting || credentials.tenantUrl.trim() === ''}
          icon={isTesting ? <Spinner size="extra-tiny" /> : null}
          onClick={() => onTest(credentials)}
        >
          Test Connection
        </Button>
        {repairedCredentials !== null && diagnosis !== null && (
          <Button appearance="primary" disabled={isTesting} onClick={() => onTest(repairedCredentials)}>
            {diagnosis.repair?.label ?? 'Repair and test again'}
          </Button>
        )}
        {isTesting && (
          <span role="status" className="muted">
            Testing…
          </span>
        )}
      </div>
    </Panel>
  );
}

const maskLost = {
  validationState: 'warning',
  validationMessage:
    'A query value is shown as ***. It is kept only while this address stays as it is: put the value itself in place of *** before you test or save.',
} as const;

function targetHint(tenantUrl: string, connection: ConnectivityView, directories: readonly DirectoryView[]): string {
  const local = directories.find(({ endpoint }) => tenantUrl.trim().startsWith(endpoint));
  if (local !== undefined) return `Local directory ${local.name}. Requests never leave this machine.`;
  if (connection.consentedAt !== null && connection.tenantUrl === tenantUrl && connection.targetKind === 'remote') {
    return 'Outside this rehearsal. You allowed writes to it.';
  }
  return tenantUrl.trim() === ''
    ? 'The Endpoint the application hands out.'
    : 'Nothing is written to an address outside this rehearsal before you allow it.';
}

interface DirectoryChoiceProps {
  readonly directories: readonly DirectoryView[];
  onChoose(endpoint: string): void;
}

function DirectoryChoice({ directories, onChoose }: DirectoryChoiceProps) {
  return (
    <Field
      label="Use a directory of this rehearsal"
      hint="Fills the Tenant URL. The bearer token was shown once, when the directory was created: paste it below."
    >
      <Select value="" onChange={(_event, { value }) => value !== '' && onChoose(value)}>
        <option value="">Choose a directory</option>
        {directories.map(({ id, name, organizationName, endpoint }) => (
          <option key={id} value={endpoint}>
            {organizationName} · {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
