import { Button, Dropdown, Field, Input, Option, OptionGroup } from '@fluentui/react-components';
import { type FormEvent, useId, useState } from 'react';
import { useLocation } from 'wouter';
import type { OrganizationView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { DialogFrame } from '../../components/dialog-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { useProfiles } from './directory-faults.tsx';
import { useOrganizations } from './receiver-views.ts';
import { SchemaField } from './schema-field.tsx';
import { useTokensOnce } from './tokens-once.tsx';
import { useSchemaText } from './use-schema-text.ts';

interface AddDirectoryDialogProps {
  /** The organization it is for; null lets the person choose, or name the first one. */
  readonly organizationId: string | null;
  onClose(): void;
}

const directoryType = say('receiver.type');
const presets = [
  { id: 'entra-ready', name: say('behaviour.entra'), hint: say('directory.new.behaviour.entra') },
  { id: 'strict', name: say('behaviour.strict'), hint: say('directory.new.behaviour.strict') },
] as const;

/** Waits for the organizations: whether there are any decides what is asked. */
export function AddDirectoryDialog({ organizationId, onClose }: AddDirectoryDialogProps) {
  const { data: organizations } = useOrganizations();
  if (organizations === undefined) return null;
  return <AddDirectoryForm organizations={organizations} organizationId={organizationId} onClose={onClose} />;
}

interface AddDirectoryFormProps extends AddDirectoryDialogProps {
  readonly organizations: readonly OrganizationView[];
}

function AddDirectoryForm({ organizations, organizationId, onClose }: AddDirectoryFormProps) {
  const api = useApi();
  const [, go] = useLocation();
  const { remember } = useTokensOnce();
  const formId = useId();
  const { run, isBusy, problem } = useAction();
  const [chosenId, setChosenId] = useState(organizationId ?? organizations[0]?.id ?? null);
  const chosen = organizations.find(({ id }) => id === chosenId);
  const [newName, setNewName] = useState('');
  const [name, setName] = useState('');
  const [behaviourId, setBehaviourId] = useState<string>(presets[0].id);
  const profiles = useProfiles();
  const profile = profiles.data?.find(({ id }) => id === behaviourId);
  const preset = presets.find(({ id }) => id === behaviourId) ?? presets[0];
  const schemas = useSchemaText();
  const isComplete = name.trim() !== '' && (chosen !== undefined || newName.trim() !== '') && schemas.isFine;

  async function create(event: FormEvent) {
    event.preventDefault();
    await run(async () => {
      const owner = chosen ?? (await api.receiver.createOrganization({ name: newName }));
      // Kept chosen, so that a second try does not create the organization again.
      setChosenId(owner.id);
      const { directory, token } = await api.receiver.createDirectory({
        organizationId: owner.id,
        name,
        behaviour: preset.id,
        profileId: profile?.id ?? null,
        schemas: schemas.text,
      });
      remember(directory.id, token);
      go(`/recv/dirs/${directory.id}/created`);
    });
  }

  return (
    <DialogFrame
      title={say('directories.add')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('receiver.cancel')}</Button>
          <Button appearance="primary" type="submit" form={formId} disabled={isBusy || !isComplete}>
            {say('directory.new.create')}
          </Button>
        </>
      }
    >
      <p className="dialog-lead">{say('directory.new.lead')}</p>
      <ProblemBanner problem={problem} />
      <form id={formId} className="stack" onSubmit={(event) => void create(event)}>
        <Field label={say('directory.new.organization')} required>
          {organizations.length === 0 && chosen === undefined ? (
            <Input
              data-autofocus
              value={newName}
              placeholder={say('directory.new.organization.example')}
              onChange={(_event, { value }) => setNewName(value)}
            />
          ) : (
            <Dropdown
              value={chosen?.name ?? newName}
              selectedOptions={chosenId === null ? [] : [chosenId]}
              onOptionSelect={(_event, { optionValue }) => setChosenId(optionValue ?? null)}
            >
              {organizations.map((organization) => (
                <Option key={organization.id} value={organization.id}>
                  {organization.name}
                </Option>
              ))}
            </Dropdown>
          )}
        </Field>
        <Field label={say('directory.new.type')} required hint={say('directory.new.type.hint')}>
          <Dropdown value={directoryType} selectedOptions={[directoryType]}>
            <Option value={directoryType}>{directoryType}</Option>
          </Dropdown>
        </Field>
        <Field label={say('directory.new.name')} required hint={say('directory.new.name.hint')}>
          <Input
            data-autofocus
            value={name}
            placeholder={say('directory.new.name.example')}
            onChange={(_event, { value }) => setName(value)}
          />
        </Field>
        <Field label={say('directory.new.behaviour')} hint={profile?.imitates ?? preset.hint} className="behaviour-choice">
          <Dropdown
            value={profile?.name ?? preset.name}
            selectedOptions={[behaviourId]}
            onOptionSelect={(_event, { optionValue }) => setBehaviourId(optionValue ?? presets[0].id)}
          >
            {presets.map(({ id, name: word }) => (
              <Option key={id} value={id}>
                {word}
              </Option>
            ))}
            <OptionGroup label={say('directory.new.behaviour.profiles')}>
              {(profiles.data ?? []).map(({ id, name: word }) => (
                <Option key={id} value={id}>
                  {word}
                </Option>
              ))}
            </OptionGroup>
          </Dropdown>
        </Field>
        <SchemaField schemas={schemas} />
      </form>
    </DialogFrame>
  );
}
