import { Dropdown, Field, Option } from '@fluentui/react-components';
import { useState } from 'react';
import type { CreatedOAuthClientView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { CopyField } from '../../components/copy-field.tsx';
import { SecretOnce } from './secret-once.tsx';

interface OAuthClientCreateDialogProps {
  readonly directoryId: string;
  onClose(): void;
}

const lifetimes = [
  { seconds: 60, word: say('clients.lifetime.minute') },
  { seconds: 300, word: say('clients.lifetime.minutes') },
  { seconds: 3600, word: say('clients.lifetime.hour') },
  { seconds: 21_600, word: say('clients.lifetime.hours') },
  { seconds: 86_400, word: say('clients.lifetime.day') },
] as const;

/** Asks how long access tokens live, makes the client, and shows its secret once. */
export function OAuthClientCreateDialog({ directoryId, onClose }: OAuthClientCreateDialogProps) {
  const api = useApi();
  const [seconds, setSeconds] = useState<number>(3600);
  const [created, setCreated] = useState<CreatedOAuthClientView | null>(null);
  if (created !== null) return <Created created={created} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={say('clients.new.title')}
      cancel={say('receiver.cancel')}
      confirm={say('clients.create')}
      work={async () => setCreated(await api.receiver.createOAuthClient({ directoryId, expiresInSeconds: seconds }))}
      onClose={onClose}
    >
      <p className="dialog-lead">{say('clients.new.lead')}</p>
      <Field label={say('clients.new.lifetime')} hint={say('clients.new.lifetime.hint')}>
        <Dropdown
          value={lifetimes.find((lifetime) => lifetime.seconds === seconds)?.word ?? ''}
          selectedOptions={[String(seconds)]}
          onOptionSelect={(_event, { optionValue }) => setSeconds(Number(optionValue))}
        >
          {lifetimes.map((lifetime) => (
            <Option key={lifetime.seconds} value={String(lifetime.seconds)}>
              {lifetime.word}
            </Option>
          ))}
        </Dropdown>
      </Field>
    </ConfirmDialog>
  );
}

function Created({ created, onClose }: { readonly created: CreatedOAuthClientView; onClose(): void }) {
  const { tokenAddress, client, secret } = created;
  return (
    <SecretOnce
      title={say('clients.created.title')}
      lead={say('clients.created.lead')}
      above={
        <>
          <CopyField label={say('clients.address')} value={tokenAddress} />
          <CopyField label={say('clients.created.id')} value={client.id} />
        </>
      }
      label={say('clients.created.secret')}
      secret={secret}
      hint={say('clients.created.hint', { suffix: client.secretSuffix })}
      onClose={onClose}
    />
  );
}
