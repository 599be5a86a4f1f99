import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import type { TenantUserView } from '#shared/api/tenant-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { whatDeletionSends } from './what-deletion-sends.ts';

interface DeleteUsersDialogProps {
  readonly users: readonly TenantUserView[];
  readonly isOpen: boolean;
  /** They are soft-deleted already. */
  readonly isHardOnly?: boolean;
  onClose(): void;
  onDeleted(kind: 'soft' | 'hard'): void;
}

/** Soft or hard delete, each with what it will send. */
export function DeleteUsersDialog(props: DeleteUsersDialogProps) {
  // Mounted afresh each time, so that a choice does not outlive its users.
  return props.isOpen ? <OpenDeleteUsers {...props} /> : null;
}

/** Whose accounts are looked up one by one; of more, only the rule is told. */
const LOOKED_UP_MAX = 50;

function OpenDeleteUsers({ users, isHardOnly = false, onClose, onDeleted }: DeleteUsersDialogProps) {
  const api = useApi();
  const [kind, setKind] = useState<'soft' | 'hard'>(isHardOnly ? 'hard' : 'soft');
  const [first] = users;
  const name = users.length === 1 && first !== undefined ? first.displayName : `${users.length} users`;
  const ids = users.map(({ objectId }) => objectId);
  const details = useView(['tenant.deletion', ids.join(' ')], ['tenant', 'job'], () =>
    users.length > LOOKED_UP_MAX ? Promise.resolve(null) : Promise.all(ids.map((objectId) => api.tenant.user({ objectId }))),
  );

  async function remove() {
    for (const { objectId } of users) {
      if (kind === 'soft') await api.tenant.softDelete({ objectId });
      else await api.tenant.hardDelete({ objectId });
    }
  }
  const sends = (of: 'soft' | 'hard') => (details.data == null ? [rules[of]] : whatDeletionSends(details.data, of));
  const permanent = <Choice title="Delete permanently" text="Gone for good: it cannot be restored." sends={sends('hard')} />;
  return (
    <ConfirmDialog
      title={`Delete ${name}${isHardOnly ? ' permanently' : ''}`}
      cancel="Cancel"
      confirm={kind === 'soft' ? 'Delete' : 'Delete permanently'}
      work={remove}
      onDone={() => {
        onClose();
        onDeleted(kind);
      }}
      onClose={onClose}
    >
      {isHardOnly ? (
        permanent
      ) : (
        <Field label="How">
          <RadioGroup value={kind} onChange={(_event, data) => setKind(data.value === 'hard' ? 'hard' : 'soft')}>
            <Radio
              value="soft"
              label={
                <Choice
                  title="Soft delete"
                  text="Moves to Deleted users, and can be restored for 30 days."
                  sends={sends('soft')}
                />
              }
            />
            <Radio value="hard" label={permanent} />
          </RadioGroup>
        </Field>
      )}
    </ConfirmDialog>
  );
}

const rules = {
  soft: 'For whom an application manages an account, the next cycle sends an update that sets active to False.',
  hard: 'For whom an application still manages an account, the next cycle sends DELETE, if Delete is on.',
};

interface ChoiceProps {
  readonly title: string;
  readonly text: string;
  readonly sends: readonly string[];
}

function Choice({ title, text, sends }: ChoiceProps) {
  return (
    <span>
      {title}
      <span className="entra-choice-text caption muted">{text}</span>
      {sends.map((sentence) => (
        <span key={sentence} className="entra-choice-text caption muted">
          {sentence}
        </span>
      ))}
    </span>
  );
}
