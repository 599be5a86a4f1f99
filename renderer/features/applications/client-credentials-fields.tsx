import { Field, Input, Select } from '@fluentui/react-components';
import type { ClientCredentialsView } from '#shared/api/application-views.ts';
import type { Credentials } from './credentials-draft.ts';
import { type FieldValidation, SecretField } from './secret-field.tsx';

type Client = NonNullable<Credentials['clientCredentials']>;

export const NEW_CLIENT: Client = { tokenEndpoint: '', clientId: '', clientSecret: null, location: null, oauthScope: null };

interface ClientCredentialsFieldsProps {
  readonly client: Client;
  readonly kept: ClientCredentialsView | null;
  readonly validation: FieldValidation;
  onChange(client: Client): void;
}

/** The OAuth2 client credentials grant: where a token is fetched, and who asks for it. */
export function ClientCredentialsFields({ client, kept, validation, onChange }: ClientCredentialsFieldsProps) {
  return (
    <>
      <Field label="Token endpoint" required hint="The address that hands out access tokens." {...validation}>
        <Input
          className="mono"
          spellCheck={false}
          value={client.tokenEndpoint}
          onChange={(_event, { value }) => onChange({ ...client, tokenEndpoint: value })}
        />
      </Field>
      <Field label="Client identifier" required>
        <Input
          className="mono"
          autoComplete="off"
          spellCheck={false}
          value={client.clientId}
          onChange={(_event, { value }) => onChange({ ...client, clientId: value })}
        />
      </Field>
      <SecretField
        label="Client secret"
        hint="Sent to the token endpoint alone."
        keptHint="A secret is kept for this token endpoint. Type another to replace it."
        secret={client.clientSecret}
        isKept={kept !== null && kept.tokenEndpoint === client.tokenEndpoint}
        validation={{}}
        onChange={(clientSecret) => onChange({ ...client, clientSecret })}
      />
      <Field
        label="Credential location"
        required
        className="entra-narrow"
        hint="Where identifier and secret stand in the token request: CredentialLocationInRequest."
      >
        <Select
          value={client.location ?? ''}
          onChange={(_event, { value }) =>
            onChange({ ...client, location: value === 'header' || value === 'body' ? value : null })
          }
        >
          <option value="">Choose where</option>
          <option value="header">Header (HTTP Basic)</option>
          <option value="body">Body (form fields)</option>
        </Select>
      </Field>
      <Field label="OAuth scope" hint="Only where the token endpoint asks for one; several with blanks between.">
        <Input
          className="mono"
          spellCheck={false}
          value={client.oauthScope ?? ''}
          onChange={(_event, { value }) => onChange({ ...client, oauthScope: value === '' ? null : value })}
        />
      </Field>
    </>
  );
}
