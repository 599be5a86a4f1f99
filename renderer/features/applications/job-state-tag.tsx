import type { JobState, JobStatusView } from '#shared/api/job-views.ts';
import { type OutcomeRole, StatusTag } from '../../components/outcome.tsx';

const words: Record<JobState, { readonly role: OutcomeRole; readonly word: string }> = {
  'not-configured': { role: 'neutral', word: 'Not configured' },
  off: { role: 'skipped', word: 'Off' },
  idle: { role: 'success', word: 'On' },
  running: { role: 'updated', word: 'On · running' },
  held: { role: 'holding', word: 'Held' },
  failed: { role: 'failed', word: 'Failed' },
  quarantined: { role: 'failed', word: 'Quarantine' },
};

/** The state of a provisioning job in a word. */
export function JobStateTag({ status, isPlain = false }: { readonly status: JobStatusView; readonly isPlain?: boolean }) {
  const { role, word } = words[status.state];
  return (
    <StatusTag role={role} isPlain={isPlain}>
      {word}
    </StatusTag>
  );
}

/** Whether Provisioning Status stands on On, whatever keeps the job from going on. */
export function isProvisioningOn({ state, halt }: Pick<JobStatusView, 'state' | 'halt'>): boolean {
  return state !== 'not-configured' && state !== 'off' && halt === null;
}
