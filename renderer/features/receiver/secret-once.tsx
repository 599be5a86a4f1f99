import { Button } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { say } from '../../app/messages.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { DialogFrame } from '../../components/dialog-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { useLeaveGuard } from './use-leave-guard.ts';

interface SecretOnceProps {
  readonly title: string;
  readonly lead: string;
  /** What else has to be carried along, above the secret. */
  readonly above?: ReactNode;
  readonly label: string;
  readonly secret: string;
  readonly hint: string;
  readonly children?: ReactNode;
  onClose(): void;
}

/** A secret that is shown here and never again: asks once where it would be left behind. It lives in the memory of its caller only. */
export function SecretOnce({ title, lead, above, label, secret, hint, children, onClose }: SecretOnceProps) {
  const [isCopied, setIsCopied] = useState(false);
  const [isClosing, setIsClosing] = useState(false);
  const guard = useLeaveGuard(!isCopied && !isClosing, () => false);
  const isAsking = isClosing || guard.isAsking;
  const { run, isBusy, problem } = useAction();

  function close() {
    if (isCopied) onClose();
    else setIsClosing(true);
  }
  function stay() {
    setIsClosing(false);
    guard.stay();
  }
  function leave() {
    if (guard.isAsking) guard.leave();
    else onClose();
  }
  async function copyAndLeave() {
    if (await run(() => navigator.clipboard.writeText(secret))) leave();
  }

  return (
    <DialogFrame
      title={title}
      isOpen
      onClose={isAsking ? stay : close}
      footer={
        <>
          {isAsking && (
            <>
              <span role="alert" className="grow">
                {say('secret.uncopied')}
              </span>
              <Button onClick={leave}>{say('secret.leave')}</Button>
            </>
          )}
          {/* One button, so that it keeps the focus when the question comes. */}
          <Button appearance="primary" disabledFocusable={isBusy} onClick={() => (isAsking ? void copyAndLeave() : close())}>
            {say(isAsking ? 'secret.copy' : 'secret.done')}
          </Button>
        </>
      }
    >
      <p className="dialog-lead">{lead}</p>
      <ProblemBanner problem={problem} />
      {above}
      <CopyField label={label} value={secret} hint={hint} onCopied={() => setIsCopied(true)} />
      {children}
    </DialogFrame>
  );
}
