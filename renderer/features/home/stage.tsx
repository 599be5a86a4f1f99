import type { DirectoryEventView, DirectoryView } from '#shared/api/receiver-views.ts';
import type { TenantUserView } from '#shared/api/tenant-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { say } from '../../app/messages.ts';
import { hostOf } from '../../app/target-text.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { MethodLabel, StatusCode } from '../../components/http-labels.tsx';
import { OutcomeBadge, StatusTag } from '../../components/outcome.tsx';
import { type ResourceRow, resourceRow } from '../receiver/resource-row.ts';
import type { Rehearsal } from './guide.ts';
import { guideApp, guideSubject } from './guide.ts';
import { spanText } from './guide-log.ts';
import { eventOf, type StagedUser, stagedUsers } from './staged-users.ts';
import { WorldPanel } from './world-panel.tsx';

interface StageProps {
  readonly rehearsal: Rehearsal;
  readonly firstUserAfterMs: number | undefined;
}

/** Both sides and the last requests between them: live, not a drawing. */
export function Stage({ rehearsal, firstUserAfterMs }: StageProps) {
  const [directory] = rehearsal.directories;
  return (
    <div className="stage">
      <EntraSide rehearsal={rehearsal} />
      <Between isConnected={guideApp(rehearsal)?.isConfigured === true} />
      <ReceiverSide directory={directory} rehearsal={rehearsal} firstUserAfterMs={firstUserAfterMs} />
    </div>
  );
}

const [readMax, shownMax] = [50, 4];
const arrived = 'success';

function EntraSide({ rehearsal }: { readonly rehearsal: Rehearsal }) {
  const api = useApi();
  const { data, isLoading } = useView(['users', 'stage'], ['tenant', 'logs'], () => api.tenant.users({ limit: readMax }));
  const { tenantUserCount: users, tenantGroupCount: groups } = rehearsal;
  const subjectId = guideSubject(rehearsal)?.objectId;
  const rows = stagedUsers(data?.items ?? [], { rehearsal, subjectId, countMax: shownMax });
  return (
    <WorldPanel
      world="entra"
      title={say('stage.entra')}
      aside={
        <a className="link caption" href="#/entra/users">
          {say('stage.entra.all', { count: users })}
        </a>
      }
      foot={users === 0 ? null : say('stage.entra.foot', { users, groups })}
    >
      <DataTable
        label={say('stage.entra.label')}
        columns={tenantColumns}
        rows={rows}
        rowKey={({ user }) => user.objectId}
        openKey={rows.find(({ user }) => user.objectId === subjectId && user.lastOutcome !== null)?.user.objectId ?? null}
        isLoading={isLoading}
        isUnknown={data === undefined}
        empty={
          <Empty title={say('stage.entra.empty')}>
            <a className="link" href="#/entra/users">
              {say('stage.entra.fill')}
            </a>
          </Empty>
        }
      />
    </WorldPanel>
  );
}

function Between({ isConnected }: { readonly isConnected: boolean }) {
  const api = useApi();
  const { data } = useView(['exchanges', 'stage'], ['exchanges'], () => api.exchanges.list({ limit: 3 }));
  // Read downward, as they were sent.
  const exchanges = [...(data?.items ?? [])].reverse();
  return (
    <section className="stage-wire" aria-label={say('stage.wire.label')} data-connected={isConnected}>
      {exchanges.length === 0 ? (
        <span className="muted">{isConnected ? say('stage.wire.quiet') : say('stage.wire.apart')}</span>
      ) : (
        exchanges.map(({ sequence, method, target, status, identity, reason }) => (
          <a key={sequence} className="stage-request" href={`#/wire/${sequence}`}>
            <MethodLabel method={method} />
            <span className="mono ellipsis">{target}</span>
            <StatusCode status={status} />
            <span className="ellipsis muted">{identity === null ? reason : `${identity.displayName} · ${reason}`}</span>
          </a>
        ))
      )}
    </section>
  );
}

interface ReceiverSideProps extends StageProps {
  readonly directory: DirectoryView | undefined;
}

function ReceiverSide({ directory, rehearsal, firstUserAfterMs }: ReceiverSideProps) {
  if (directory === undefined) {
    return (
      <WorldPanel world="receiver" title={say('stage.receiver')} aside={null} foot={null}>
        <Empty title={say('stage.receiver.none')}>{say('stage.receiver.first')}</Empty>
      </WorldPanel>
    );
  }
  const isTested = guideApp(rehearsal)?.isConfigured === true;
  return <ReceiverUsers directory={directory} isTested={isTested} firstUserAfterMs={firstUserAfterMs} />;
}

interface ReceiverUsersProps {
  readonly directory: DirectoryView;
  readonly isTested: boolean;
  readonly firstUserAfterMs: number | undefined;
}

function ReceiverUsers({ directory, isTested, firstUserAfterMs }: ReceiverUsersProps) {
  const api = useApi();
  const { data, isLoading } = useView(['resources', directory.id, 'stage'], ['receiver'], async () => {
    const query = { directoryId: directory.id, limit: readMax };
    const [resources, events] = await Promise.all([
      api.receiver.resources({ ...query, type: 'User', limit: shownMax }),
      api.receiver.events(query),
    ]);
    return { rows: resources.items.map(resourceRow), events: events.items };
  });
  const rows = (data?.rows ?? []).map((row) => ({ ...row, event: eventOf(row, data?.events ?? []) }));
  return (
    <WorldPanel
      world="receiver"
      title={say('stage.receiver')}
      aside={
        <a className="link caption" href={`#/recv/dirs/${directory.id}`}>
          {directory.name} · {hostOf(directory.endpoint)}
        </a>
      }
      foot={
        firstUserAfterMs === undefined ? null : (
          <StatusTag role={arrived} isPlain>
            {say('stage.first-user', { time: spanText(firstUserAfterMs) })}
          </StatusTag>
        )
      }
    >
      <DataTable
        label={say('stage.receiver.label')}
        columns={receiverColumns}
        rows={rows}
        rowKey={({ id }) => id}
        isLoading={isLoading}
        isUnknown={data === undefined}
        empty={
          <Empty title={say('stage.receiver.empty')}>
            {isTested ? say('stage.receiver.tested') : say('stage.receiver.waits')}
          </Empty>
        }
      />
    </WorldPanel>
  );
}

const textOf = (value: TenantUserView['attributes'][string] | undefined) =>
  typeof value === 'string' ? value : <span className="muted">{say('stage.none')}</span>;

const tenantColumns: readonly Column<StagedUser>[] = [
  { key: 'name', name: say('stage.name'), width: 'minmax(110px, 1fr)', render: ({ user }) => user.displayName },
  {
    key: 'principal',
    name: say('stage.principal'),
    width: 'minmax(150px, 1.4fr)',
    render: ({ user }) => textOf(user.attributes['userPrincipalName']),
  },
  {
    key: 'department',
    name: say('stage.department'),
    width: 'minmax(90px, 0.9fr)',
    render: ({ user }) => textOf(user.attributes['department']),
  },
  {
    key: 'outcome',
    name: say('stage.outcome'),
    width: 'minmax(128px, 0.9fr)',
    render: ({ user, isAssigned }) =>
      user.lastOutcome === null ? (
        <span className="muted">{isAssigned ? say('stage.assigned') : say('stage.unassigned')}</span>
      ) : (
        <OutcomeBadge {...user.lastOutcome} />
      ),
  },
];

interface ReceivedUser extends ResourceRow {
  readonly event: DirectoryEventView | undefined;
}

const receiverColumns: readonly Column<ReceivedUser>[] = [
  { key: 'userName', name: say('stage.user-name'), width: 'minmax(150px, 1.5fr)', render: ({ mainName }) => mainName },
  { key: 'name', name: say('stage.person'), width: 'minmax(100px, 1fr)', render: ({ personName }) => personName },
  {
    key: 'state',
    name: say('stage.state'),
    width: 92,
    render: ({ isActive }) => (
      <StatusTag role={isActive ? 'success' : 'disabled'} isPlain>
        {isActive ? say('stage.active') : say('stage.inactive')}
      </StatusTag>
    ),
  },
  {
    key: 'event',
    name: say('stage.event'),
    width: 'minmax(120px, 1fr)',
    render: ({ event }) => <span className="mono">{event?.event ?? ''}</span>,
  },
];
