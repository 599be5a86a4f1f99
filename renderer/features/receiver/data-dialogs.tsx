import { Button } from '@fluentui/react-components';
import type { DirectoryView, SnapshotView } from '#shared/api/receiver-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { DialogFrame } from '../../components/dialog-frame.tsx';
import { type DirectoryChanges, heldTexts } from './data-work-words.ts';

/** What is to be done with a snapshot, and waits for a yes. */
export interface SnapshotQuestion {
  readonly kind: 'restore' | 'remove';
  readonly snapshot: SnapshotView;
}

interface DialogProps {
  readonly directory: DirectoryView;
  readonly changes: DirectoryChanges;
  onClose(): void;
}

/** Says what goes, and that it can be brought back. */
export function DataResetDialog({ directory, changes, onClose }: DialogProps) {
  const api = useApi();
  return (
    <Confirmation
      title={say('data.reset.title', { name: directory.name })}
      text={say('data.reset.text', heldTexts(directory))}
      doText={say('data.reset.do')}
      isBusy={changes.isBusy}
      onYes={() => void changes.make(() => api.receiver.resetDirectory({ directoryId: directory.id }))}
      onClose={onClose}
    />
  );
}

export function DataSnapshotDialog({
  directory,
  changes,
  question: { kind, snapshot },
  onClose,
}: DialogProps & { readonly question: SnapshotQuestion }) {
  const api = useApi();
  const which = { directoryId: directory.id, snapshotId: snapshot.id };
  const name = `“${snapshot.name}”`;
  const [held, now] = [heldTexts(snapshot), heldTexts(directory)];
  if (kind === 'remove') {
    return (
      <Confirmation
        title={say('data.remove.title', { name })}
        text={say('data.remove.text', held)}
        doText={say('data.remove.do')}
        isBusy={changes.isBusy}
        onYes={() => void changes.make(() => api.receiver.removeSnapshot(which))}
        onClose={onClose}
      />
    );
  }
  return (
    <Confirmation
      title={say('data.restore.title', { name })}
      text={say('data.restore.text', { ...held, nowUsers: now.users, nowGroups: now.groups })}
      doText={say('data.restore.do')}
      isBusy={changes.isBusy}
      onYes={() => void changes.make(() => api.receiver.restoreSnapshot(which))}
      onClose={onClose}
    />
  );
}

interface ConfirmationProps {
  readonly title: string;
  readonly text: string;
  readonly doText: string;
  readonly isBusy: boolean;
  onYes(): void;
  onClose(): void;
}

/** Closes with the yes: how it goes on, and why it was refused, is shown on the page. */
function Confirmation({ title, text, doText, isBusy, onYes, onClose }: ConfirmationProps) {
  return (
    <DialogFrame
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('receiver.cancel')}</Button>
          <Button
            disabled={isBusy}
            onClick={() => {
              onClose();
              onYes();
            }}
          >
            {doText}
          </Button>
        </>
      }
    >
      <p className="dialog-lead">{text}</p>
    </DialogFrame>
  );
}
