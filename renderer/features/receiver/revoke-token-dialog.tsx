import { Button } from '@fluentui/react-components';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { DialogFrame } from '../../components/dialog-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { useTokensOnce } from './tokens-once.tsx';

interface RevokeTokenDialogProps {
  readonly directory: DirectoryView;
  readonly suffix: string;
  onClose(): void;
}

/** Says who is refused from then on, for a token cannot be brought back. */
export function RevokeTokenDialog({ directory, suffix, onClose }: RevokeTokenDialogProps) {
  const api = useApi();
  const { tokens, forget } = useTokensOnce();
  const { run, isBusy, problem } = useAction();
  const other = directory.tokenSuffixes.find((each) => each !== suffix);
  async function revoke() {
    const isDone = await run(async () => {
      await api.receiver.revokeToken({ directoryId: directory.id, suffix });
    });
    if (!isDone) return;
    if (tokens.get(directory.id)?.endsWith(suffix) === true) forget(directory.id);
    onClose();
  }
  return (
    <DialogFrame
      title={say('tokens.revoke.title', { suffix })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('receiver.cancel')}</Button>
          <Button disabled={isBusy} onClick={() => void revoke()}>
            {say('tokens.revoke.do')}
          </Button>
        </>
      }
    >
      <ProblemBanner problem={problem} />
      <p className="dialog-lead">{other === undefined ? say('tokens.revoke.last') : say('tokens.revoke.other', { other })}</p>
    </DialogFrame>
  );
}
