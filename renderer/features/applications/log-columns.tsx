import { Link as RouteLink } from 'wouter';
import type { LogEntryView } from '#shared/api/evidence-views.ts';
import type { Column } from '../../components/data-table.tsx';
import { Moment } from '../../components/moment.tsx';
import { bladeOf } from './application-page.tsx';

/** Columns of provisioning log entries that more than one list shows. */
export const logColumns = {
  date: { key: 'date', name: 'Date', width: 156, render: (entry) => <Moment at={entry.at} /> },
  sentence: { key: 'sentence', name: 'In one sentence', width: 'minmax(220px, 3fr)', render: (entry) => entry.sentence },
  identityLink: (appId: string) => ({
    key: 'identity',
    name: 'Identity',
    width: 'minmax(140px, 1fr)',
    render: (entry: LogEntryView) => (
      <>
        <RouteLink className="link" href={`${bladeOf(appId, 'logs')}/${entry.id}`}>
          {entry.identity.displayName}
        </RouteLink>
        {entry.identity.type === 'Group' && <span className="muted"> group</span>}
      </>
    ),
  }),
} satisfies Record<string, Column<LogEntryView> | ((appId: string) => Column<LogEntryView>)>;

/** Links to HTTP exchanges by their number. */
export function ExchangeLinks({ sequences }: { readonly sequences: readonly number[] }) {
  if (sequences.length === 0) return <span className="muted">none</span>;
  return (
    <span className="row">
      {sequences.map((sequence) => (
        <RouteLink key={sequence} className="link numeric" href={`/wire/${sequence}`} aria-label={`Exchange ${sequence}`}>
          {sequence}
        </RouteLink>
      ))}
    </span>
  );
}
