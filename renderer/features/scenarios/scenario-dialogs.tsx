import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { ScenarioFileView } from '#shared/api/scenario-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { DialogFrame } from '../../components/dialog-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';

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
  const action = useAction();
  const [name, setName] = useState(file.file);
  async function rename() {
    await action.run(async () => onRenamed(await api.scenarios.rename({ id: file.id, fileName: name })));
  }
  return (
    <DialogFrame
      title={say('scenario.rename.title')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('scenario.cancel')}</Button>
          <Button appearance="primary" disabledFocusable={action.isBusy || name.trim() === ''} onClick={() => void rename()}>
            {say('scenario.rename.do')}
          </Button>
        </>
      }
    >
      <ProblemBanner problem={action.problem} />
      <Field label={say('scenario.rename.field')} hint={say('scenario.rename.hint')}>
        <Input
          value={name}
          onChange={(_event, { value }) => setName(value)}
          onKeyDown={({ key }) => key === 'Enter' && void rename()}
        />
      </Field>
    </DialogFrame>
  );
}

/** Confirms that the file goes for good. */
export function DeleteDialog({ file, onClose, onDeleted }: FileDialogProps & { onDeleted(): void }) {
  const api = useApi();
  const action = useAction();
  return (
    <DialogFrame
      title={say('scenario.delete.title')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('scenario.cancel')}</Button>
          <Button
            disabledFocusable={action.isBusy}
            onClick={async () => {
              if (await action.run(() => api.scenarios.remove({ id: file.id }))) onDeleted();
            }}
          >
            {say('scenario.delete.do', { file: file.file })}
          </Button>
        </>
      }
    >
      <ProblemBanner problem={action.problem} />
      <p>{say('scenario.delete.text', { file: file.file })}</p>
    </DialogFrame>
  );
}
