import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { ScenarioFileView } from '#shared/api/scenario-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { DialogFrame } from '../../components/dialog-frame.tsx';

interface LeaveDialogProps {
  readonly file: string;
  readonly isOpen: boolean;
  /** Null where the text cannot be saved. */
  readonly onSave: (() => Promise<boolean>) | null;
  onStay(): void;
  onLeave(): void;
}

/** Asked of whoever leaves with changes. */
export function LeaveDialog({ file, isOpen, onSave, onStay, onLeave }: LeaveDialogProps) {
  return (
    <DialogFrame
      title={say('scenario.leave.title')}
      isOpen={isOpen}
      onClose={onStay}
      footer={
        <>
          <Button onClick={onStay}>{say('scenario.leave.stay')}</Button>
          <Button onClick={onLeave}>{say('scenario.leave.discard')}</Button>
          {onSave !== null && (
            <Button
              appearance="primary"
              onClick={async () => {
                if (await onSave()) onLeave();
                else onStay();
              }}
            >
              {say('scenario.leave.save')}
            </Button>
          )}
        </>
      }
    >
      <p>{say('scenario.leave.text', { file })}</p>
    </DialogFrame>
  );
}

interface FileDialogProps {
  readonly file: ScenarioFileView;
  onClose(): void;
}

/** Gives the file another name. */
export function RenameDialog({ file, onClose, onRenamed }: FileDialogProps & { onRenamed(file: ScenarioFileView): void }) {
  const api = useApi();
  const [name, setName] = useState(file.file);
  return (
    <ConfirmDialog
      title={say('scenario.rename.title')}
      cancel={say('scenario.cancel')}
      confirm={say('scenario.rename.do')}
      isReady={name.trim() !== ''}
      work={async () => onRenamed(await api.scenarios.rename({ id: file.id, fileName: name }))}
      onClose={onClose}
    >
      <Field label={say('scenario.rename.field')} hint={say('scenario.rename.hint')}>
        <Input value={name} onChange={(_event, { value }) => setName(value)} />
      </Field>
    </ConfirmDialog>
  );
}

/** Confirms that the file goes for good. */
export function DeleteDialog({ file, onClose, onDeleted }: FileDialogProps & { onDeleted(): void }) {
  const api = useApi();
  return (
    <ConfirmDialog
      title={say('scenario.delete.title')}
      cancel={say('scenario.cancel')}
      confirm={say('scenario.delete.do', { file: file.file })}
      isLoss
      work={() => api.scenarios.remove({ id: file.id })}
      onDone={onDeleted}
      onClose={onClose}
    >
      <p>{say('scenario.delete.text', { file: file.file })}</p>
    </ConfirmDialog>
  );
}
