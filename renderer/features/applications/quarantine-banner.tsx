import { Button } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { Link as RouteLink, useLocation } from 'wouter';
import type { JobStatusView, QuarantineView } from '#shared/api/job-views.ts';
import { useApi } from '../../app/api.tsx';
import { Banner } from '../../components/banner.tsx';
import { EvidenceTag } from '../../components/evidence-tag.tsx';
import { Moment } from '../../components/moment.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { type Action, useAction } from '../../components/use-action.ts';
import { bladeOf } from './application-page.tsx';
import { DecideDialog } from './decide-dialog.tsx';

interface QuarantineBannerProps {
  readonly appId: string;
  readonly status: JobStatusView;
}

/** Why a job runs only now and then, or not at all any more, since when, and the way out that fits the reason. */
export function QuarantineBanner({ appId, status }: QuarantineBannerProps) {
  const { quarantine, halt } = status;
  if (quarantine !== null && status.state === 'quarantined')
    return <Quarantined appId={appId} status={status} quarantine={quarantine} />;
  return halt === 'escrows-pruned' && status.state === 'off' ? <Pruned appId={appId} /> : null;
}

function Quarantined({ appId, status, quarantine }: QuarantineBannerProps & { readonly quarantine: QuarantineView }) {
  const isDisabled = status.halt !== null;
  const action = useAction();
  return (
    <Banner
      intent="error"
      title={
        isDisabled
          ? 'Provisioning was disabled after four weeks in quarantine.'
          : 'Provisioning has been quarantined. See quarantine details for more information.'
      }
      actions={<WayOut appId={appId} quarantine={quarantine} isDisabled={isDisabled} action={action} />}
    >
      <Reason quarantine={quarantine} />
      <ProblemBanner problem={action.problem} />
      <dl className="quarantine-facts">
        <Fact name="Since">
          <Moment at={quarantine.beganAt} />
        </Fact>
        {quarantine.nextAttemptAt !== null && (
          <Fact name="Next attempt">
            <Moment at={quarantine.nextAttemptAt} /> <EvidenceTag level="inferred" />
          </Fact>
        )}
        <Fact name="Attempts">{quarantine.attemptCount}</Fact>
        <Fact name="Disabled on" after={isDisabled ? null : 'if nothing changes'}>
          <Moment at={quarantine.disabledAt} />
        </Fact>
      </dl>
      {quarantine.exchangeSequence !== null && (
        <RouteLink className="link" href={`/wire/${quarantine.exchangeSequence}`}>
          Open exchange {quarantine.exchangeSequence}
        </RouteLink>
      )}
    </Banner>
  );
}

function Reason({ quarantine: { reason, sentence, error } }: { readonly quarantine: QuarantineView }) {
  return (
    <p className="entra-text">
      Reason: <span className="mono">{reason}</span>, {sentence}
      {error !== null && (
        <>
          {' '}
          <span className="mono">{error.code}</span>: {firstLineOf(error.message)}
        </>
      )}
    </p>
  );
}

/** What the target answered stands on the wire; here one line of it is enough. */
function firstLineOf(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? text;
}

interface FactProps {
  readonly name: string;
  readonly after?: string | null;
  readonly children: ReactNode;
}

function Fact({ name, after = null, children }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children}
        {after !== null && <span className="quarantine-after"> {after}</span>}
      </dd>
    </div>
  );
}

/** At most two: what mends the reason first, then what tries again without it. */
function WayOut({
  appId,
  quarantine: { reason },
  isDisabled,
  action,
}: {
  readonly appId: string;
  readonly quarantine: QuarantineView;
  readonly isDisabled: boolean;
  readonly action: Action;
}) {
  const api = useApi();
  const [, navigate] = useLocation();
  const [isAllowing, setIsAllowing] = useState(false);
  const primary = { size: 'small', appearance: 'primary', disabled: action.isBusy } as const;
  if (isDisabled) {
    return (
      <Button {...primary} onClick={() => action.run(() => api.job.start({ appId }))}>
        Start provisioning
      </Button>
    );
  }
  const logs = (
    <Button size="small" onClick={() => navigate(bladeOf(appId, 'logs'))}>
      View provisioning logs
    </Button>
  );
  switch (reason) {
    case 'TooManyDeletes':
      return (
        <>
          <Button {...primary} onClick={() => setIsAllowing(true)}>
            Allow deletes
          </Button>
          {logs}
          {isAllowing && <DecideDialog appId={appId} decision="allow" onClose={() => setIsAllowing(false)} />}
        </>
      );
    case 'EncounteredQuarantineException':
      return (
        <>
          <Button {...primary} onClick={() => navigate(bladeOf(appId, 'connectivity'))}>
            Edit provisioning
          </Button>
          <Button
            size="small"
            disabled={action.isBusy}
            onClick={() => action.run(() => api.job.restart({ appId, resetScope: ['QuarantineState'] }))}
          >
            Try again now
          </Button>
        </>
      );
    default:
      return (
        <>
          <Button {...primary} onClick={() => action.run(() => api.job.retryNow({ appId }))}>
            Retry now
          </Button>
          {logs}
        </>
      );
  }
}

function Pruned({ appId }: { readonly appId: string }) {
  const api = useApi();
  const action = useAction();
  return (
    <Banner
      intent="warning"
      title="Too much failed in the initial cycle: the job paused itself"
      actions={
        <Button
          size="small"
          appearance="primary"
          disabled={action.isBusy}
          onClick={() => action.run(() => api.job.restart({ appId }))}
        >
          Restart provisioning
        </Button>
      }
    >
      The retries of what failed were forgotten (Graph’s <span className="mono">escrowsPruned</span>). Mend the cause, then
      restart: an initial cycle looks at everybody again. Start goes on without those who failed, until they change.
      <ProblemBanner problem={action.problem} />
    </Banner>
  );
}
