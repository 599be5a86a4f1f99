import type { RecordingView } from '#shared/api/recording-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { sizeText } from './recording-text.ts';

interface DeleteRecordingDialogProps {
  readonly recording: RecordingView;
  onClose(): void;
  onDeleted(): void;
}

/** Confirms that a recording goes for good. */
export function DeleteRecordingDialog({ recording, onClose, onDeleted }: DeleteRecordingDialogProps) {
  const api = useApi();
  const { id, name, requestCount, sizeBytes } = recording;
  return (
    <ConfirmDialog
      title={say('recordings.delete.title')}
      cancel={say('scenario.cancel')}
      confirm={say('recordings.delete.do')}
      isLoss
      work={() => api.recordings.remove({ id })}
      onDone={onDeleted}
      onClose={onClose}
    >
      <p>{say('recordings.delete.text', { name, count: requestCount, size: sizeText(sizeBytes) })}</p>
    </ConfirmDialog>
  );
}
