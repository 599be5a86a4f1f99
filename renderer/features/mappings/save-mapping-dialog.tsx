import type { ObjectMapping } from '#shared/entra/job-configuration.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { counted } from '../../components/counted.ts';

interface SaveMappingDialogProps {
  readonly appId: string;
  readonly mapping: ObjectMapping;
  onClose(): void;
  onSaved(): void;
}

/** Entra asks before a mapping is saved, because the job then evaluates everybody again. */
export function SaveMappingDialog({ appId, mapping, onClose, onSaved }: SaveMappingDialogProps) {
  const api = useApi();
  const status = useView(['job.status', appId], ['job', 'apps'], () => api.job.status({ appId }));
  const linkedCount = (status.data?.linkedUserCount ?? 0) + (status.data?.linkedGroupCount ?? 0);
  return (
    <ConfirmDialog
      title="Save changes"
      cancel="No"
      confirm="Yes"
      work={() => api.mappings.save({ appId, mapping })}
      onDone={() => {
        onSaved();
        onClose();
      }}
      onClose={onClose}
    >
      <p className="entra-text">
        Saving these changes restarts provisioning with an initial cycle: every assigned user and group is evaluated again.{' '}
        {linkedCount === 0
          ? 'Nothing has been provisioned yet.'
          : `${counted(linkedCount, 'object')} already at the target ${linkedCount === 1 ? 'gets' : 'get'} what differs.`}
      </p>
      <p className="entra-text">Are you sure you want to make these changes?</p>
    </ConfirmDialog>
  );
}
