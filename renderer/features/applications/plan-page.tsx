import { ArrowClockwise16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { PlannedRequestView, PlanView } from '#shared/api/job-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { Banner } from '../../components/banner.tsx';
import { CodeView } from '../../components/code-view.tsx';
import { counted } from '../../components/counted.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Foot } from '../../components/foot.tsx';
import { MethodLabel } from '../../components/http-labels.tsx';
import { OutcomeBadge } from '../../components/outcome.tsx';
import { ProblemBanner } from '../../components/problem-banner.tsx';
import { Command } from '../directory-objects/command.tsx';
import { ApplicationPage, bladeOf } from './application-page.tsx';
import { HoldBanner } from './hold-banner.tsx';

/** What the next cycle would send. Planned anew each time the page is opened: a plan holds only until something changes. */
export function PlanPage({ appId }: { readonly appId: string }) {
  const api = useApi();
  const [planId, setPlanId] = useState(() => crypto.randomUUID());
  const plan = useView(['job.plan', appId, planId], [], () => api.job.plan({ appId }));
  return (
    <ApplicationPage
      appId={appId}
      title="Plan next cycle"
      subtitle={plan.data === undefined ? 'What the next cycle would send' : subtitleOf(plan.data)}
      parent={{ label: 'Overview', href: bladeOf(appId, 'overview') }}
      flush
      commands={
        <Command icon={<ArrowClockwise16Regular />} isDisabled={plan.isLoading} onPress={() => setPlanId(crypto.randomUUID())}>
          Plan again
        </Command>
      }
    >
      <HoldBanner appId={appId} />
      <ProblemBanner problem={plan.problem} />
      {plan.data?.error != null && (
        <Banner intent="error" title="The cycle would fail as a whole">
          {plan.data.error.code}: {plan.data.error.reason}
        </Banner>
      )}
      {plan.data !== undefined && <Counts plan={plan.data} />}
      <Requests key={planId} plan={plan.data} isLoading={plan.isLoading} />
      <Foot>
        Computed on a copy. Only reads were sent to the target, so that the difference is the true one; nothing was written and
        nothing was stored.
      </Foot>
    </ApplicationPage>
  );
}

function subtitleOf({ kind, totalCount }: PlanView): string {
  return `The next ${kind} cycle would send ${counted(totalCount, 'write')}`;
}

function Counts({ plan }: { readonly plan: PlanView }) {
  if (plan.counts.length === 0) return null;
  return (
    <dl className="entra-numbers plan-counts" aria-label="Objects by outcome">
      {inOrder(plan.counts).map(({ action, status, count }) => (
        <div key={`${action} ${status}`}>
          <dt>
            <OutcomeBadge action={action} status={status} />
          </dt>
          <dd>{count.toLocaleString('en')}</dd>
        </div>
      ))}
    </dl>
  );
}

const actionOrder = ['create', 'update', 'disable', 'delete', 'stageddelete', 'other'] as const;
const statusOrder = ['success', 'warning', 'failure', 'skipped'] as const;

/** What is done first, in the order of the charts; then what fails, then what is skipped. */
function inOrder(counts: PlanView['counts']): PlanView['counts'] {
  return counts.toSorted(
    (a, b) =>
      statusOrder.indexOf(a.status) - statusOrder.indexOf(b.status) ||
      actionOrder.indexOf(a.action) - actionOrder.indexOf(b.action),
  );
}

interface Row extends PlannedRequestView {
  readonly number: number;
}

function Requests({ plan, isLoading }: { readonly plan: PlanView | undefined; readonly isLoading: boolean }) {
  const [openNumber, setOpenNumber] = useState<number | null>(null);
  const rows = (plan?.requests ?? []).map((request, index): Row => ({ ...request, number: index + 1 }));
  const open = rows.find(({ number }) => number === openNumber);
  return (
    <div className="wire-split grow-list plan-split" data-open={open !== undefined}>
      <DataTable
        label="Planned requests"
        columns={open === undefined ? columns : columns.slice(0, 3)}
        rows={rows}
        rowKey={({ number }) => String(number)}
        openKey={openNumber === null ? null : String(openNumber)}
        onOpen={({ number }) => setOpenNumber(number === openNumber ? null : number)}
        isLoading={isLoading}
        isUnknown={plan === undefined}
        totalCount={plan?.totalCount ?? 0}
        empty={
          <Empty title="The next cycle would write nothing">
            Nothing changed in Entra ID that the target does not hold already.
          </Empty>
        }
      />
      {open !== undefined && <PlannedRequest request={open} />}
    </div>
  );
}

function PlannedRequest({ request }: { readonly request: Row }) {
  return (
    <section className="exchange" aria-label={`Planned request ${request.number}`}>
      <div className="exchange-reason" data-world="entra">
        <p>
          {request.identity !== null && <b>{request.identity.displayName}. </b>}
          {request.reason}
        </p>
      </div>
      <div className="row step-request">
        <MethodLabel method={request.method} />
        <span className="mono step-target">{request.target}</span>
      </div>
      <div className="exchange-body">
        <CodeView label={`Body of planned request ${request.number}`} text={request.body} />
      </div>
    </section>
  );
}

const columns: readonly Column<Row>[] = [
  { key: 'number', name: '#', width: 44, numeric: true, render: ({ number }) => <span className="muted">{number}</span> },
  {
    key: 'request',
    name: 'Request',
    width: 'minmax(180px, 1.4fr)',
    render: ({ method, target }) => (
      <>
        <MethodLabel method={method} /> <span className="mono">{target}</span>
      </>
    ),
  },
  {
    key: 'object',
    name: 'Object',
    width: 'minmax(100px, 0.7fr)',
    render: ({ identity }) => identity?.displayName ?? <span className="muted">none</span>,
  },
  { key: 'reason', name: 'Why it would be sent', width: 'minmax(220px, 1.6fr)', render: ({ reason }) => reason },
];
