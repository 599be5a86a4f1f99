import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useApi } from '../../app/api.tsx';
import { DrawerFrame } from '../../components/drawer-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { type AttributeField, attributeChanges, identityFields, jobFields } from './attribute-fields.ts';
import { type Manager, ManagerPicker } from './manager-picker.tsx';

interface NewUserDrawerProps {
  readonly isOpen: boolean;
  onClose(): void;
}

export function NewUserDrawer({ isOpen, onClose }: NewUserDrawerProps) {
  // Mounted afresh each time, so that an abandoned draft does not come back.
  return isOpen ? <OpenNewUser onClose={onClose} /> : null;
}

const fields: readonly AttributeField[] = [...identityFields.filter(({ name }) => name !== 'userType'), ...jobFields.slice(0, 2)];
const required = new Set(['displayName', 'userPrincipalName']);

function OpenNewUser({ onClose }: { onClose(): void }) {
  const api = useApi();
  const [, navigate] = useLocation();
  const [draft, setDraft] = useState<Readonly<Record<string, string>>>({});
  const [manager, setManager] = useState<Manager | null>(null);
  const action = useAction();
  const isComplete = [...required].every((name) => (draft[name] ?? '').trim() !== '');

  async function create() {
    await action.run(async () => {
      const given = Object.entries(attributeChanges({}, draft)).filter(([, text]) => text !== null) as [string, string][];
      const user = await api.tenant.createUser({
        attributes: { accountEnabled: true, userType: 'Member', ...Object.fromEntries(given) },
        managerId: manager?.objectId ?? null,
      });
      navigate(`/entra/users/${user.objectId}`);
    });
  }

  return (
    <DrawerFrame
      title="New user"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button appearance="primary" disabled={!isComplete || action.isBusy} onClick={create}>
            Create
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <span className="entra-consequence muted caption">Only in the simulated tenant</span>
        </>
      }
    >
      <ProblemBanner problem={action.problem} />
      {fields.map(({ name, label }) => (
        <Field key={name} label={label} required={required.has(name)} hint={hints[name] ?? null}>
          <Input value={draft[name] ?? ''} onChange={(_event, { value }) => setDraft({ ...draft, [name]: value })} />
        </Field>
      ))}
      <ManagerPicker manager={manager} onChange={setManager} />
    </DrawerFrame>
  );
}

const hints: Readonly<Record<string, string>> = {
  mail: 'Left empty, the user arrives without an e-mail under the default mapping.',
  mailNickname: 'The default mapping sends it as externalId.',
};
