import { Button, Dropdown, Field, Input, Option } from '@fluentui/react-components';
import { type FormEvent, useId, useState } from 'react';
import { useLocation } from 'wouter';
import type { OrganizationView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { DialogFrame } from '../../components/dialog-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { useOrganizations } from './receiver-views.ts';
import { useTokensOnce } from './tokens-once.tsx';

interface AddDirectoryDialogProps {
  /** The organization it is for; null lets the person choose, or name the first one. */
  readonly organizationId: string | null;
  onClose(): void;
}

const directoryType = 'Entra ID SCIM v2.0 (formerly Azure AD)';
const behaviours = [
  { id: 'entra-ready', name: 'Entra ready' },
  { id: 'strict', name: 'Strict' },
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
  const [behaviour, setBehaviour] = useState<(typeof behaviours)[number]>(behaviours[0]);
  const isComplete = name.trim() !== '' && (chosen !== undefined || newName.trim() !== '');

  async function create(event: FormEvent) {
    event.preventDefault();
    await run(async () => {
      const owner = chosen ?? (await api.receiver.createOrganization({ name: newName }));
      // Kept chosen, so that a second try does not create the organization again.
      setChosenId(owner.id);
      const { directory, token } = await api.receiver.createDirectory({
        organizationId: owner.id,
        name,
        behaviour: behaviour.id,
      });
      remember(directory.id, token);
      go(`/recv/dirs/${directory.id}/created`);
    });
  }

  return (
    <DialogFrame
      title="Add directory"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button appearance="primary" type="submit" form={formId} disabled={isBusy || !isComplete}>
            Create directory
          </Button>
        </>
      }
    >
      <p className="dialog-lead">
        Your customer's identity provider sends its users here. You get an endpoint and a bearer token for it.
      </p>
      <ProblemBanner problem={problem} />
      <form id={formId} className="stack" onSubmit={(event) => void create(event)}>
        <Field label="Organization" required>
          {organizations.length === 0 && chosen === undefined ? (
            <Input
              data-autofocus
              value={newName}
              placeholder="Larkfield Instruments"
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
        <Field label="Directory type" required hint="The only type this server speaks.">
          <Dropdown value={directoryType} selectedOptions={[directoryType]}>
            <Option value={directoryType}>{directoryType}</Option>
          </Dropdown>
        </Field>
        <Field label="Directory name" required hint="Shown to your team only.">
          <Input data-autofocus value={name} placeholder="Larkfield Entra" onChange={(_event, { value }) => setName(value)} />
        </Field>
        <Field
          label="How the server behaves"
          hint="Strict follows RFC 7644 to the letter. Entra ready also accepts what Entra really sends. You can change it later."
        >
          <Dropdown
            value={behaviour.name}
            selectedOptions={[behaviour.id]}
            onOptionSelect={(_event, { optionValue }) =>
              setBehaviour(behaviours.find(({ id }) => id === optionValue) ?? behaviours[0])
            }
          >
            {behaviours.map(({ id, name: word }) => (
              <Option key={id} value={id}>
                {word}
              </Option>
            ))}
          </Dropdown>
        </Field>
      </form>
    </DialogFrame>
  );
}
