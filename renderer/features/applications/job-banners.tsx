import { Button } from '@fluentui/react-components';
import { useLocation } from 'wouter';
import type { JobStatusView } from '#shared/api/job-views.ts';
import { useApi } from '../../app/api.tsx';
import { Banner } from '../../components/banner.tsx';
import { counted } from '../../components/counted.ts';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { bladeOf } from './application-page.tsx';
import { QuarantineBanner } from './quarantine-banner.tsx';

interface JobBannersProps {
  readonly appId: string;
  readonly status: JobStatusView;
}

/** What keeps a job from writing: consent not given, held, failed. Each with the one action that goes on. */
export function JobBanners({ appId, status }: JobBannersProps) {
  const api = useApi();
  const [, navigate] = useLocation();
  const action = useAction();
  const { needsConsent } = status;
  return (
    <>
      <ProblemBanner problem={action.problem} />
      {needsConsent !== null && (
        <Banner
          intent="warning"
          title={`${needsConsent.host} is not part of this rehearsal`}
          actions={
            <Button
              size="small"
              appearance="primary"
              disabled={action.isBusy}
              onClick={() => action.run(() => api.job.consent({ appId }))}
            >
              Allow writes
            </Button>
          }
        >
          Starting would create or change {counted(needsConsent.userCount, 'user')} and{' '}
          {counted(needsConsent.groupCount, 'group')} at <strong>{needsConsent.host}</strong>. Until you allow it, nothing is
          written there.
        </Banner>
      )}
      {status.state === 'held' && (
        <Banner
          intent="warning"
          title="Provisioning is held"
          actions={
            <Button
              size="small"
              appearance="primary"
              disabled={action.isBusy}
              onClick={() => action.run(() => api.job.resume({ appId }))}
            >
              Continue
            </Button>
          }
        >
          {status.reason ?? 'It waits for you before it writes to the target again. Nothing was lost.'}
        </Banner>
      )}
      <QuarantineBanner appId={appId} status={status} />
      {status.state === 'failed' && (
        <Banner
          intent="error"
          title="Provisioning does not go on"
          actions={
            <Button size="small" onClick={() => navigate(bladeOf(appId, 'connectivity'))}>
              Edit provisioning
            </Button>
          }
        >
          {status.reason ?? 'The last cycle could not be finished. Test the connection, then restart provisioning.'}
        </Banner>
      )}
      {status.state === 'not-configured' && (
        <Banner
          intent="info"
          title="This application has no target yet"
          actions={
            <Button size="small" appearance="primary" onClick={() => navigate(bladeOf(appId, 'connectivity'))}>
              Connect your application
            </Button>
          }
        >
          Give it a tenant URL and a secret token under Provisioning.
        </Banner>
      )}
    </>
  );
}
