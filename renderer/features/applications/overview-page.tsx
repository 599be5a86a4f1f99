import {
  ArrowCounterclockwise16Regular,
  ArrowResetRegular,
  ClipboardTaskListLtrRegular,
  Delete16Regular,
  Edit16Regular,
  Play16Regular,
  Send16Regular,
  Stop16Regular,
} from '@fluentui/react-icons';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { JobStatusView } from '#shared/api/job-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { type Action, useAction } from '../../components/use-action.ts';
import { Command } from '../directory-objects/command.tsx';
import { Shown } from '../directory-objects/shown.tsx';
import { ApplicationPage, bladeOf } from './application-page.tsx';
import { CyclePanels } from './cycle-panels.tsx';
import { DeleteApplicationDialog } from './delete-application-dialog.tsx';
import { HoldBanner } from './hold-banner.tsx';
import { JobBanners } from './job-banners.tsx';
import { isProvisioningOn, JobStateTag } from './job-state-tag.tsx';
import { RestartDialog } from './restart-dialog.tsx';
import { StartOverDialog } from './start-over-dialog.tsx';

/** Where one application's provisioning stands, and the commands that move it. */
export function OverviewPage({ appId }: { readonly appId: string }) {
  const api = useApi();
  const status = useView(['job.status', appId], ['job', 'apps'], () => api.job.status({ appId }));
  const action = useAction();
  return (
    <ApplicationPage
      appId={appId}
      title="Overview"
      badge={status.data !== undefined && <JobStateTag status={status.data} />}
      commands={status.data !== undefined && <JobCommands appId={appId} status={status.data} action={action} />}
    >
      <ProblemBanner problem={action.problem} />
      <Shown view={status} name="the provisioning status">
        {(job) => (
          <>
            <JobBanners appId={appId} status={job} />
            <HoldBanner appId={appId} />
            <CyclePanels appId={appId} status={job} />
          </>
        )}
      </Shown>
    </ApplicationPage>
  );
}

interface JobCommandsProps {
  readonly appId: string;
  readonly status: JobStatusView;
  readonly action: Action;
}

function JobCommands({ appId, status, action }: JobCommandsProps) {
  const api = useApi();
  const [, navigate] = useLocation();
  const [dialog, setDialog] = useState<'restart' | 'start-over' | 'delete' | null>(null);
  const isOn = isProvisioningOn(status);
  const isConfigured = status.state !== 'not-configured';
  return (
    <>
      <Command
        icon={<Play16Regular />}
        isDisabled={isOn || !isConfigured || action.isBusy}
        onPress={() => action.run(() => api.job.start({ appId }))}
      >
        Start provisioning
      </Command>
      <Command
        icon={<Stop16Regular />}
        isDisabled={!isOn || action.isBusy}
        onPress={() => action.run(() => api.job.stop({ appId }))}
      >
        Stop provisioning
      </Command>
      <Command
        icon={<ArrowCounterclockwise16Regular />}
        isDisabled={!isConfigured || action.isBusy}
        onPress={() => setDialog('restart')}
      >
        Restart provisioning
      </Command>
      <Command icon={<Edit16Regular />} onPress={() => navigate(bladeOf(appId, 'connectivity'))}>
        Edit provisioning
      </Command>
      <Command icon={<ClipboardTaskListLtrRegular />} isDisabled={!isConfigured} onPress={() => navigate(bladeOf(appId, 'plan'))}>
        Plan next cycle
      </Command>
      <Command icon={<Send16Regular />} isDisabled={!isConfigured} onPress={() => navigate(bladeOf(appId, 'on-demand'))}>
        Provision on demand
      </Command>
      <Command icon={<ArrowResetRegular />} isDisabled={!isConfigured} onPress={() => setDialog('start-over')}>
        Start over
      </Command>
      <Command icon={<Delete16Regular />} onPress={() => setDialog('delete')}>
        Delete
      </Command>
      <RestartDialog appId={appId} isOpen={dialog === 'restart'} onClose={() => setDialog(null)} />
      <StartOverDialog appId={appId} isOpen={dialog === 'start-over'} onClose={() => setDialog(null)} />
      <DeleteApplicationDialog appId={appId} isOpen={dialog === 'delete'} onClose={() => setDialog(null)} />
    </>
  );
}
