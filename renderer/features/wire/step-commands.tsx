import { Button } from '@fluentui/react-components';
import {
  ArrowStepOver16Regular,
  ArrowUndo16Regular,
  Comment16Regular,
  Edit16Regular,
  FastForward16Regular,
  Play16Regular,
  PlugDisconnected16Regular,
  Stop16Regular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';

export type Until = 'request' | 'object' | 'cycle';

interface StepCommandsProps {
  /** Null while nothing waits. */
  readonly mode: 'look' | 'edit' | 'answer' | null;
  /** What is typed cannot be sent as it stands. */
  readonly isFaulty: boolean;
  readonly isBusy: boolean;
  onProceed(until: Until): void;
  onEdit(): void;
  onLeave(): void;
  onAnswer(): void;
  onDrop(): void;
  onStop(): void;
}

/** What can be done with the request that waits, each with its key. */
export function StepCommands(props: StepCommandsProps) {
  const { mode, isBusy, isFaulty, onProceed } = props;
  const isEditing = mode === 'edit';
  const cannotSend = mode === null || isBusy || (isEditing && isFaulty);
  const cannotDecide = mode === null || isBusy;
  return (
    <>
      <StepButton
        isPrimary={mode !== 'answer'}
        icon={<ArrowStepOver16Regular />}
        keys="F10"
        isDisabled={cannotSend}
        onPress={() => onProceed('request')}
      >
        {isEditing ? 'Send edited' : 'Send'}
      </StepButton>
      <StepButton icon={<FastForward16Regular />} isDisabled={cannotSend} onPress={() => onProceed('object')}>
        Send until object is done
      </StepButton>
      <StepButton icon={<Play16Regular />} keys="F5" isDisabled={cannotSend} onPress={() => onProceed('cycle')}>
        Run to end of cycle
      </StepButton>
      <span className="step-divider" aria-hidden="true" />
      {isEditing ? (
        <StepButton icon={<ArrowUndo16Regular />} keys="Esc" ariaKeys="Escape" isDisabled={isBusy} onPress={props.onLeave}>
          Leave it as it was
        </StepButton>
      ) : (
        <StepButton icon={<Edit16Regular />} keys="F2" isDisabled={cannotDecide} onPress={props.onEdit}>
          Edit before sending
        </StepButton>
      )}
      <StepButton icon={<Comment16Regular />} keys="F4" isDisabled={cannotDecide} onPress={props.onAnswer}>
        Answer myself…
      </StepButton>
      <StepButton icon={<PlugDisconnected16Regular />} keys="F8" isDisabled={cannotDecide} onPress={props.onDrop}>
        Drop
      </StepButton>
      <span className="step-divider" aria-hidden="true" />
      <StepButton icon={<Stop16Regular />} isDisabled={isBusy} onPress={props.onStop}>
        Stop holding
      </StepButton>
    </>
  );
}

interface StepButtonProps {
  readonly icon: ReactElement;
  readonly children: string;
  readonly keys?: string;
  readonly ariaKeys?: string;
  readonly isPrimary?: boolean;
  readonly isDisabled: boolean;
  onPress(): void;
}

function StepButton({ icon, children, keys, ariaKeys = keys, isPrimary = false, isDisabled, onPress }: StepButtonProps) {
  return (
    <Button
      appearance={isPrimary ? 'primary' : 'subtle'}
      size="small"
      icon={icon}
      disabled={isDisabled}
      {...(ariaKeys === undefined ? {} : { 'aria-keyshortcuts': ariaKeys })}
      onClick={onPress}
    >
      {children}
      {keys !== undefined && (
        <>
          {' '}
          <span className="key" aria-hidden="true">
            {keys}
          </span>
        </>
      )}
    </Button>
  );
}
