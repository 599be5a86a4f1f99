import { Button } from '@fluentui/react-components';
import { type FormEvent, type ReactNode, useId } from 'react';
import { DialogFrame } from './dialog-frame.tsx';
import { ProblemBanner } from './problem-banner.tsx';
import { useAction } from './use-action.ts';

interface ConfirmDialogProps {
  readonly title: string;
  /** What the two buttons say. */
  readonly cancel: string;
  readonly confirm: string;
  /** A loss for good has no primary button: nobody is led to it. */
  readonly isLoss?: boolean;
  /** False while what is typed cannot be taken. */
  readonly isReady?: boolean;
  /** What is confirmed. What it throws is shown, and the dialog stays. */
  work(): Promise<unknown>;
  /** After it; where the work itself ends somewhere else, there is none. */
  onDone?(): void;
  onClose(): void;
  readonly children: ReactNode;
}

/** Asks before something is done, does it, and says why where it could not. Enter in a box of it confirms. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, cancel, confirm, isLoss = false, isReady = true, work, onDone, onClose, children } = props;
  const formId = useId();
  const action = useAction();
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isReady && (await action.run(work))) onDone?.();
  }
  return (
    <DialogFrame
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{cancel}</Button>
          <Button
            appearance={isLoss ? 'secondary' : 'primary'}
            type="submit"
            form={formId}
            disabledFocusable={action.isBusy || !isReady}
          >
            {confirm}
          </Button>
        </>
      }
    >
      <form id={formId} className="stack" onSubmit={(event) => void submit(event)}>
        {children}
      </form>
      <ProblemBanner problem={action.problem} />
    </DialogFrame>
  );
}
