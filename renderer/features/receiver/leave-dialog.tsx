import { Button } from '@fluentui/react-components';
import { say } from '../../app/messages.ts';
import { DialogFrame } from '../../components/dialog-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { useTokensOnce } from './tokens-once.tsx';
import { useLeaveGuard } from './use-leave-guard.ts';

interface LeaveDialogProps {
  readonly directoryId: string;
  readonly token: string;
}

/** Asks once where the page is left before its token was copied. */
export function LeaveDialog({ directoryId, token }: LeaveDialogProps) {
  const { copied, noteCopied } = useTokensOnce();
  const { run, isBusy, problem } = useAction();
  const guard = useLeaveGuard(!copied.has(token), (path) => isOnTheWay(path, directoryId));
  async function copyAndLeave() {
    await run(async () => {
      await navigator.clipboard.writeText(token);
      noteCopied(token);
      guard.leave();
    });
  }
  return (
    <DialogFrame
      title={say('created.leave.title')}
      isOpen={guard.isAsking}
      onClose={guard.stay}
      footer={
        <>
          <Button onClick={guard.leave}>{say('created.leave.go')}</Button>
          <Button onClick={guard.stay}>{say('created.leave.stay')}</Button>
          <Button appearance="primary" data-autofocus disabled={isBusy} onClick={() => void copyAndLeave()}>
            {say('created.leave.copy')}
          </Button>
        </>
      }
    >
      <ProblemBanner problem={problem} />
      <p className="dialog-lead">{say('created.leave.text')}</p>
    </DialogFrame>
  );
}

/** Applications take the token by themselves, and the directory's own page leads back to it. */
function isOnTheWay(path: string, directoryId: string): boolean {
  return path.startsWith('/entra/apps') || path.startsWith(`/recv/dirs/${directoryId}`);
}
