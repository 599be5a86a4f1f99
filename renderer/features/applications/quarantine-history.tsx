import type { QuarantineEventView } from '#shared/api/job-views.ts';
import { useApi } from '../../app/api.tsx';
import { useView } from '../../app/live.tsx';
import { Moment } from '../../components/moment.tsx';
import { StatusTag } from '../../components/outcome.tsx';
import { Panel } from '../../components/panel.tsx';
import { shortCode } from './short-code.ts';

const EVENTS_SHOWN_MAX = 12;

/** What became of the quarantines of a job, newest first; nothing where there never was one. */
export function QuarantineHistory({ appId }: { readonly appId: string }) {
  const api = useApi();
  const history = useView(['job.quarantineHistory', appId], ['job', 'logs'], () => api.job.quarantineHistory({ appId }));
  const events = history.data ?? [];
  if (events.length === 0) return null;
  return (
    <Panel title="Quarantine history">
      <ol className="quarantine-history">
        {events.slice(0, EVENTS_SHOWN_MAX).map((event) => (
          <li key={event.id}>
            <Moment at={event.at} />
            <StatusTag role={roles[event.kind]} isPlain>
              {words[event.kind]}
            </StatusTag>
            <span className="muted entra-wrap" title={event.errorCode ?? undefined}>
              {event.errorCode === null ? (event.reason ?? '') : shortCode(event.errorCode)}
            </span>
          </li>
        ))}
      </ol>
      {events.length > EVENTS_SHOWN_MAX && (
        <p className="caption muted entra-text">and {events.length - EVENTS_SHOWN_MAX} earlier ones; see the audit logs.</p>
      )}
    </Panel>
  );
}

const words: Record<QuarantineEventView['kind'], string> = {
  imposed: 'Quarantined',
  'imposed-again': 'Tried, still in quarantine',
  left: 'Left quarantine',
  disabled: 'Disabled',
  'escrows-pruned': 'Paused, retries forgotten',
};

const roles = {
  imposed: 'failed',
  'imposed-again': 'failed',
  left: 'success',
  disabled: 'skipped',
  'escrows-pruned': 'warning',
} as const satisfies Record<QuarantineEventView['kind'], string>;
