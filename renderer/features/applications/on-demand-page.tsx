import { Button, Spinner } from '@fluentui/react-components';
import { ArrowClockwise16Regular, Send16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { OnDemandView } from '#shared/api/job-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { EvidenceTag } from '../../components/evidence-tag.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { useAction } from '../../components/use-action.ts';
import { Command } from '../directory-objects/command.tsx';
import { ApplicationPage, bladeOf } from './application-page.tsx';
import { HoldBanner } from './hold-banner.tsx';
import { MemberPicker, SubjectPicker } from './on-demand-picker.tsx';
import { OnDemandResult, RunExchanges } from './on-demand-result.tsx';
import { readSubject } from './on-demand-subject.ts';

interface OnDemandPageProps {
  readonly appId: string;
  /** A user's or a group's; none yet on the first visit. */
  readonly objectId: string | undefined;
}

const nobody: ReadonlySet<string> = new Set();

/** Provision on demand: one user, or one group with a few members, now. */
export function OnDemandPage({ appId, objectId }: OnDemandPageProps) {
  const api = useApi();
  const [, navigate] = useLocation();
  const subject = useView(['on-demand.subject', objectId ?? 'none'], ['tenant'], async () =>
    objectId === undefined ? null : await readSubject(api, objectId),
  );
  const [memberIds, setMemberIds] = useState(nobody);
  const [result, setResult] = useState<OnDemandView | null>(null);
  const action = useAction();
  const blade = bladeOf(appId, 'on-demand');
  const shown = subject.data ?? null;

  async function provision() {
    if (shown === null) return;
    setResult(null);
    await action.run(async () =>
      setResult(await api.job.provisionOnDemand({ appId, objectId: shown.objectId, memberIds: [...memberIds] })),
    );
  }

  return (
    <ApplicationPage
      appId={appId}
      title="Provision on demand"
      subtitle="One user or one group, now, without waiting for the cycle"
      commands={
        <>
          <Command
            icon={<ArrowClockwise16Regular />}
            isDisabled={result === null || action.isBusy}
            onPress={() => void provision()}
          >
            Retry
          </Command>
          <Command icon={<Send16Regular />} isDisabled={objectId === undefined || action.isBusy} onPress={() => navigate(blade)}>
            Provision another object
          </Command>
        </>
      }
    >
      <HoldBanner appId={appId} />
      <ProblemBanner problem={action.problem ?? subject.problem} />
      <div className="columns wide-left">
        <div className="stack entra-gap">
          <Panel title={shown === null ? 'Who' : `Who: ${shown.displayName}`} world="entra">
            <SubjectPicker subject={shown} onPick={(id) => navigate(`${blade}/${id}`)} />
            {shown?.type === 'Group' && <MemberPicker members={shown.members} chosen={memberIds} onChange={setMemberIds} />}
            <div className="row">
              <Button
                appearance="primary"
                disabled={shown === null || action.isBusy}
                icon={action.isBusy ? <Spinner size="extra-tiny" /> : <Send16Regular />}
                onClick={() => void provision()}
              >
                {action.isBusy ? 'Provisioning…' : 'Provision'}
              </Button>
              {shown !== null && <span className="muted ellipsis">{shown.detail}</span>}
            </div>
          </Panel>
          {result !== null && shown !== null && <OnDemandResult appId={appId} subject={shown} result={result} />}
        </div>
        <div className="stack entra-gap">
          {result !== null && <RunExchanges sequences={result.exchangeSequences} />}
          <Differences />
        </div>
      </div>
    </ApplicationPage>
  );
}

function Differences() {
  return (
    <Panel title="Differs from a cycle" actions={<EvidenceTag level="documented" />}>
      <ul className="on-demand-differences">
        <li>One user, or one group with at most five members.</li>
        <li>Blocked or deleted users cannot be disabled or deleted here; un-assigned ones are disabled.</li>
        <li>No roles, no nested groups.</li>
        <li>
          The flag <span className="mono">aadOptscim062020</span> is not honoured: PATCH is always in the legacy dialect.
        </li>
        <li>The watermark and what waits for a retry stay as they are.</li>
      </ul>
    </Panel>
  );
}
