import { Button, Field, Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import type { TenantUserView } from '#shared/api/views.ts';
import { useApi } from '../../app/api.tsx';
import { DialogFrame } from '../../components/dialog-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';

interface DeleteUsersDialogProps {
  readonly users: readonly TenantUserView[];
  readonly isOpen: boolean;
  onClose(): void;
  onDeleted(kind: 'soft' | 'hard'): void;
}

/** Soft or hard delete, each with what it will send. */
export function DeleteUsersDialog({ users, isOpen, onClose, onDeleted }: DeleteUsersDialogProps) {
  const api = useApi();
  const [kind, setKind] = useState<'soft' | 'hard'>('soft');
  const action = useAction();
  const [first] = users;
  const name = users.length === 1 && first !== undefined ? first.displayName : `${users.length} users`;

  async function remove() {
    const isDone = await action.run(async () => {
      for (const { objectId } of users) {
        if (kind === 'soft') await api.tenant.softDelete({ objectId });
        else await api.tenant.hardDelete({ objectId });
      }
    });
    if (!isDone) return;
    onClose();
    onDeleted(kind);
  }

  return (
    <DialogFrame
      title={`Delete ${name}`}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button appearance="primary" disabled={action.isBusy} onClick={remove}>
            {kind === 'soft' ? 'Delete' : 'Delete permanently'}
          </Button>
        </>
      }
    >
      <Field label="How">
        <RadioGroup value={kind} onChange={(_event, data) => setKind(data.value === 'hard' ? 'hard' : 'soft')}>
          <Radio
            value="soft"
            label={
              <Choice title="Soft delete">
                The user moves to Deleted users and can be restored for 30 days. The next cycle sends an update that sets active
                to False.
              </Choice>
            }
          />
          <Radio
            value="hard"
            label={
              <Choice title="Delete permanently">
                The user is gone for good. The next cycle sends DELETE, but only where the application still manages the account.
              </Choice>
            }
          />
        </RadioGroup>
      </Field>
      <ProblemBanner problem={action.problem} />
    </DialogFrame>
  );
}

function Choice({ title, children }: { readonly title: string; readonly children: string }) {
  return (
    <span>
      {title}
      <span className="entra-choice-text caption muted">{children}</span>
    </span>
  );
}
