import { Button } from '@fluentui/react-components';
import type { RecordingView } from '#shared/api/recording-views.ts';
import { useApi } from '../../app/api.tsx';
import { say } from '../../app/messages.ts';
import { DialogFrame } from '../../components/dialog-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { sizeText } from './recording-text.ts';

interface DeleteRecordingDialogProps {
  readonly recording: RecordingView;
  onClose(): void;
  onDeleted(): void;
}

/** Confirms that a recording goes for good. */
export function DeleteRecordingDialog({ recording, onClose, onDeleted }: DeleteRecordingDialogProps) {
  const api = useApi();
  const action = useAction();
  const { id, name, requestCount, sizeBytes } = recording;
  return (
    <DialogFrame
      title={say('recordings.delete.title')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{say('scenario.cancel')}</Button>
          <Button
            disabledFocusable={action.isBusy}
            onClick={async () => {
              if (await action.run(() => api.recordings.remove({ id }))) onDeleted();
            }}
          >
            {say('recordings.delete.do')}
          </Button>
        </>
      }
    >
      <ProblemBanner problem={action.problem} />
      <p>{say('recordings.delete.text', { name, count: requestCount, size: sizeText(sizeBytes) })}</p>
    </DialogFrame>
  );
}
