import { Button } from '@fluentui/react-components';
import { useLocation } from 'wouter';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
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
      title={`Delete ${directory.name}?`}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button disabled={isBusy} onClick={() => void remove()}>
            Delete directory
          </Button>
        </>
      }
    >
      <ProblemBanner problem={problem} />
      <p className="dialog-lead">
        This deletes {directory.userCount.toLocaleString('en')} users, {directory.groupCount.toLocaleString('en')} groups,{' '}
        {directory.eventCount.toLocaleString('en')} events and the tokens here. Applications that point at {directory.endpoint}{' '}
        will be answered with 404. It cannot be undone.
      </p>
    </DialogFrame>
  );
}
