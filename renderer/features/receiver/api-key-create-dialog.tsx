import { Dropdown, Field, Option } from '@fluentui/react-components';
import { useState } from 'react';
import type { CreatedApiKeyView, OrganizationView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { SecretOnce } from './secret-once.tsx';

interface ApiKeyCreateDialogProps {
  readonly organizations: readonly OrganizationView[];
  onClose(): void;
}

/** Asks what a key opens, makes it, and shows it once. */
export function ApiKeyCreateDialog({ organizations, onClose }: ApiKeyCreateDialogProps) {
  const api = useApi();
  const [chosenId, setChosenId] = useState('');
  const [created, setCreated] = useState<CreatedApiKeyView | null>(null);
  const organizationId = chosenId === '' ? null : chosenId;
  if (created !== null) {
    return (
      <SecretOnce
        title={say('apiKeys.created.title')}
        lead={say('apiKeys.created.lead')}
        label={say('apiKeys.created.label')}
        secret={created.secret}
        hint={say('apiKeys.created.hint', { suffix: created.key.suffix })}
        onClose={onClose}
      />
    );
  }
  return (
    <ConfirmDialog
      title={say('apiKeys.new.title')}
      cancel={say('receiver.cancel')}
      confirm={say('apiKeys.create')}
      work={async () => setCreated(await api.receiver.createApiKey({ organizationId }))}
      onClose={onClose}
    >
      <Field label={say('apiKeys.new.opens')} hint={say('apiKeys.new.opens.hint')}>
        <Dropdown
          value={organizations.find(({ id }) => id === chosenId)?.name ?? say('apiKeys.all')}
          selectedOptions={[chosenId]}
          onOptionSelect={(_event, { optionValue }) => setChosenId(optionValue ?? '')}
        >
          <Option value="">{say('apiKeys.all')}</Option>
          {organizations.map(({ id, name }) => (
            <Option key={id} value={id}>
              {name}
            </Option>
          ))}
        </Dropdown>
      </Field>
    </ConfirmDialog>
  );
}
