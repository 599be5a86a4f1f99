import { Button } from '@fluentui/react-components';
import { useLocation } from 'wouter';
import { useApi } from '../../app/api.tsx';
import { DialogFrame } from '../../components/dialog-frame.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { useApplication } from './application-page.tsx';

interface DeleteApplicationDialogProps {
  readonly appId: string;
  readonly isOpen: boolean;
  onClose(): void;
}

/** Deletes an application with all that is kept about it. What stands at the target stays. */
export function DeleteApplicationDialog({ appId, isOpen, onClose }: DeleteApplicationDialogProps) {
  const api = useApi();
  const [, navigate] = useLocation();
  const application = useApplication(appId).data;
  const action = useAction();

  async function remove() {
    if (!(await action.run(() => api.apps.remove({ appId })))) return;
    onClose();
    navigate('/entra/apps');
  }

  return (
    <DialogFrame
      title={`Delete ${application?.name ?? 'this application'}`}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button appearance="primary" disabled={action.isBusy} onClick={remove}>
            Delete application
          </Button>
        </>
      }
    >
      <p className="entra-text">
        Its connection, token, mappings, assignments, links, provisioning logs and exchanges are deleted for good. Nothing is
        sent: accounts at the target stay. To remove what this rehearsal created there, use <em>Start over</em> first.
      </p>
      <ProblemBanner problem={action.problem} />
    </DialogFrame>
  );
}
