import { Button, Field, Input, Select } from '@fluentui/react-components';
import { Add16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';

/** The role of an assignment for which none was chosen. */
export const defaultRole = 'Default Access';

interface RoleSelectProps {
  readonly appId: string;
  readonly role: string;
  onChange(role: string): void;
}

/** *Select a role*, with the way to add one that the application does not have yet. */
export function RoleSelect({ appId, role, onChange }: RoleSelectProps) {
  const api = useApi();
  const roles = useView(['assignments.roles', appId], ['apps'], () => api.assignments.roles({ appId }));
  const [newName, setNewName] = useState<string | null>(null);
  const action = useAction();
  const name = (newName ?? '').trim();

  async function add() {
    const isAdded = await action.run(() => api.assignments.addRole({ appId, name }));
    if (!isAdded) return;
    roles.reload();
    setNewName(null);
    onChange(name);
  }

  return (
    <>
      <div className="entra-picker-row">
        <Field label="Select a role" className="grow">
          <Select value={role} onChange={(_event, { value }) => onChange(value)}>
            {[...new Set([defaultRole, ...(roles.data ?? []), role])].map((known) => (
              <option key={known}>{known}</option>
            ))}
          </Select>
        </Field>
        {newName === null && (
          <Button icon={<Add16Regular />} onClick={() => setNewName('')}>
            Add a role
          </Button>
        )}
      </div>
      {newName !== null && (
        <div className="entra-picker-row">
          <Field label="Name of the new role" className="grow" hint="Kept with the application; a mapping of roles sends it.">
            <Input data-autofocus value={newName} onChange={(_event, { value }) => setNewName(value)} />
          </Field>
          <Button disabled={name === '' || action.isBusy} onClick={() => void add()}>
            Add role
          </Button>
          <Button onClick={() => setNewName(null)}>Discard</Button>
        </div>
      )}
      <ProblemBanner problem={action.problem ?? roles.problem} />
    </>
  );
}
