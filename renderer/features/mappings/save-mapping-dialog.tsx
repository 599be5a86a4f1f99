import { Button } from '@fluentui/react-components';
import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { counted } from '../../components/counted.ts';
import { DialogFrame } from '../../components/dialog-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';

interface SaveMappingDialogProps {
  readonly appId: string;
  readonly mapping: ObjectMapping;
  readonly isOpen: boolean;
  onClose(): void;
  onSaved(): void;
}

/** Entra asks before a mapping is saved, because the job then evaluates everybody again. */
export function SaveMappingDialog({ appId, mapping, isOpen, onClose, onSaved }: SaveMappingDialogProps) {
  const api = useApi();
  const status = useView(['job.status', appId], ['job', 'apps'], () => api.job.status({ appId }));
  const action = useAction();
  const linkedCount = (status.data?.linkedUserCount ?? 0) + (status.data?.linkedGroupCount ?? 0);

  async function save() {
    if (!(await action.run(() => api.mappings.save({ appId, mapping })))) return;
    onSaved();
    onClose();
  }

  return (
    <DialogFrame
      title="Save changes"
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>No</Button>
          <Button appearance="primary" disabled={action.isBusy} onClick={save}>
            Yes
          </Button>
        </>
      }
    >
      <p className="entra-text">
        Saving these changes restarts provisioning with an initial cycle: every assigned user and group is evaluated again.{' '}
        {linkedCount === 0
          ? 'Nothing has been provisioned yet.'
          : `${counted(linkedCount, 'object')} already at the target ${linkedCount === 1 ? 'gets' : 'get'} what differs.`}
      </p>
      <p className="entra-text">Are you sure you want to make these changes?</p>
      <ProblemBanner problem={action.problem} />
    </DialogFrame>
  );
}
