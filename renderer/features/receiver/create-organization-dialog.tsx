import { Button, Field, Input } from '@fluentui/react-components';
import { type FormEvent, useId, useState } from 'react';
import { useLocation } from 'wouter';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { DialogFrame } from '../../components/dialog-frame.tsx';
import { useAction } from '../../components/use-action.ts';

export function CreateOrganizationDialog({ onClose }: { onClose(): void }) {
  const api = useApi();
  const [, go] = useLocation();
  const formId = useId();
  const [name, setName] = useState('');
  const { run, isBusy, problem } = useAction();
  async function create(event: FormEvent) {
    event.preventDefault();
    await run(async () => {
      const { id } = await api.receiver.createOrganization({ name });
      go(`/recv/orgs/${id}`);
    });
  }
  return (
    <DialogFrame
      title={say('organizations.create')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('receiver.cancel')}</Button>
          <Button appearance="primary" type="submit" form={formId} disabled={isBusy || name.trim() === ''}>
            {say('organizations.create')}
          </Button>
        </>
      }
    >
      <p className="dialog-lead">{say('organization.new.lead')}</p>
      <form id={formId} onSubmit={(event) => void create(event)}>
        <Field
          label={say('organization.new.name')}
          required
          {...(problem === null ? {} : { validationMessage: `${problem.message} ${problem.remedy}` })}
        >
          <Input value={name} onChange={(_event, { value }) => setName(value)} />
        </Field>
      </form>
    </DialogFrame>
  );
}
