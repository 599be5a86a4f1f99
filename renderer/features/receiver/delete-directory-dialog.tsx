import { Button } from '@fluentui/react-components';
import { useLocation } from 'wouter';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { DialogFrame } from '../../components/dialog-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';

interface DeleteDirectoryDialogProps {
  readonly directory: DirectoryView;
  readonly isOpen: boolean;
  onClose(): void;
}

/** Says what goes with it, for it cannot be undone. */
export function DeleteDirectoryDialog({ directory, isOpen, onClose }: DeleteDirectoryDialogProps) {
  const api = useApi();
  const [, go] = useLocation();
  const { run, isBusy, problem } = useAction();
  async function remove() {
    await run(async () => {
      await api.receiver.removeDirectory({ directoryId: directory.id });
      go('/recv/dirs');
    });
  }
  return (
    <DialogFrame
      title={say('directory.delete.title', { name: directory.name })}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('receiver.cancel')}</Button>
          <Button disabled={isBusy} onClick={() => void remove()}>
            {say('directory.delete')}
          </Button>
        </>
      }
    >
      <ProblemBanner problem={problem} />
      <p className="dialog-lead">
        {say('directory.delete.text', {
          users: directory.userCount,
          groups: directory.groupCount,
          events: directory.eventCount,
          endpoint: directory.endpoint,
        })}
      </p>
    </DialogFrame>
  );
}
