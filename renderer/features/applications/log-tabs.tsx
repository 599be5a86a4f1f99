import { Link as RouteLink } from 'wouter';
import type { LogEntryDetailView } from '#shared/api/evidence-views.ts';
import type { ModifiedProperty } from '#shared/trace/event.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { KeyValueList } from '../../components/key-value-list.tsx';
import { Moment } from '../../components/moment.tsx';
import { OutcomeBadge, StatusTag } from '../../components/outcome.tsx';
import { bladeOf, useApplication } from './application-page.tsx';
import { PathText } from './path-text.tsx';

interface LogTabProps {
  readonly appId: string;
  readonly entry: LogEntryDetailView;
}

/** Why it failed, when it is tried again, and what to do. */
export function Troubleshooting({ appId, entry }: LogTabProps) {
  const { error } = entry;
  if (error === null) {
    return (
      <Empty title={entry.status === 'skipped' ? 'Nothing went wrong: the object was skipped' : 'Nothing to troubleshoot'}>
        {entry.status === 'skipped' ? 'The Scoping and Processing steps say why.' : 'Every step of this change succeeded.'}
      </Empty>
    );
  }
  return (
    <>
      <KeyValueList
        items={[
          { name: 'Error code', value: <span className="mono entra-wrap">{error.code}</span> },
          { name: 'Reason', value: <span className="mono entra-reason-text">{error.reason}</span> },
          {
            name: 'Will be retried',
            value: <NextAttempt entry={entry} />,
          },
          { name: 'Recommended action', value: error.recommendedAction ?? 'None is given for this code.' },
        ]}
      />
      <p className="muted entra-text">
        Where to look: the failing step shows its request and answer; the mapping that made the value is under{' '}
        <RouteLink className="link" href={bladeOf(appId, 'mappings')}>
          Attribute mapping
        </RouteLink>
        ; the {entry.identity.type === 'User' ? 'person' : 'group'} is under{' '}
        <RouteLink className="link" href={`/entra/${entry.identity.type === 'User' ? 'users' : 'groups'}/${entry.identity.id}`}>
          {entry.identity.displayName}
        </RouteLink>
        .
      </p>
    </>
  );
}

function NextAttempt({ entry: { at, nextAttemptAt } }: { readonly entry: LogEntryDetailView }) {
  if (nextAttemptAt === null) return 'Not by itself';
  return nextAttemptAt <= at ? 'At the next cycle' : <Moment at={nextAttemptAt} />;
}

const none = <span className="muted">none</span>;

export function ModifiedProperties({ entry }: { readonly entry: LogEntryDetailView }) {
  const isWritten = entry.status !== 'failure';
  const columns: readonly Column<NumberedProperty>[] = [
    { key: 'name', name: 'Name', width: 'minmax(160px, 1.4fr)', render: ({ name }) => <PathText path={name} /> },
    { key: 'old', name: 'Old value', render: ({ oldValue }) => <PropertyValue value={oldValue} /> },
    {
      key: 'new',
      name: 'New value',
      width: 'minmax(140px, 1.4fr)',
      render: ({ newValue }) => <PropertyValue value={newValue} />,
    },
    {
      key: 'written',
      name: 'Written',
      width: 64,
      render: () => (
        <StatusTag role={isWritten ? 'success' : 'failed'} isPlain>
          {isWritten ? 'Yes' : 'No'}
        </StatusTag>
      ),
    },
  ];
  return (
    <DataTable
      label="Modified Properties"
      columns={columns}
      rows={entry.modifiedProperties.map((property, index) => ({ ...property, index }))}
      // One attribute may stand here several times: each member of a group is a row.
      rowKey={({ index }) => String(index)}
      empty={<Empty title="No property was changed" />}
    />
  );
}

interface NumberedProperty extends ModifiedProperty {
  readonly index: number;
}

function PropertyValue({ value }: { readonly value: string | null }) {
  return value === null ? none : <span title={value}>{value}</span>;
}

export function LogSummary({ appId, entry }: LogTabProps) {
  const application = useApplication(appId).data;
  const id = (text: string | null) => (text === null ? none : <span className="mono entra-wrap">{text}</span>);
  return (
    <div className="entra-two-columns">
      <KeyValueList
        items={[
          { name: 'Action', value: entry.action },
          { name: 'Status', value: <OutcomeBadge status={entry.status} /> },
          { name: 'Date', value: <Moment at={entry.at} /> },
          { name: 'Source system', value: entry.sourceSystem },
          { name: 'Target system', value: entry.targetSystem },
          { name: 'Service principal', value: application?.name ?? appId },
        ]}
      />
      <KeyValueList
        items={[
          { name: 'Job ID', value: id(entry.jobId) },
          { name: 'Cycle ID', value: id(entry.cycleId) },
          { name: 'Change ID', value: id(entry.id) },
          { name: 'Source ID', value: id(entry.identity.id) },
          { name: 'Target ID', value: id(entry.targetId) },
        ]}
      />
    </div>
  );
}
