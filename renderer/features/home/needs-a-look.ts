import type { ApplicationView } from '#shared/api/application-views.ts';
import type { DirectoryView } from '#shared/api/receiver-views.ts';
import { say } from '../../app/messages.ts';
import type { OutcomeRole } from '../../components/outcome-words.ts';

export interface Concern {
  readonly key: string;
  readonly role: OutcomeRole;
  readonly text: string;
  /** Why, as far as it is known here; empty where the page behind it says it better. */
  readonly reason: string;
  readonly href: string;
}

/** What somebody should look at, the gravest first: what stands still, what was refused, what waits. */
export function needsALook(
  apps: readonly ApplicationView[],
  directories: readonly Pick<DirectoryView, 'id' | 'name' | 'state'>[],
): readonly Concern[] {
  const all = [
    ...apps.flatMap(standsStill),
    ...directories.flatMap(refusesToken),
    ...apps.flatMap(objectsFailed),
    ...apps.flatMap(objectsWait),
    ...apps.flatMap(lacksConnection),
  ];
  return [...all.filter(({ role }) => role === 'failed'), ...all.filter(({ role }) => role !== 'failed')];
}

function standsStill({ id, name: app, status }: ApplicationView): readonly Concern[] {
  const place = { key: `stands ${id}`, href: `/entra/apps/${id}/overview`, reason: status.reason ?? '' };
  const { state, quarantine } = status;
  const hasFailed = state === 'failed' || (state === 'quarantined' && quarantine?.error != null);
  if (hasFailed) return [{ ...place, role: 'failed', text: say('home.look.failed', { app }) }];
  if (state === 'quarantined') return [{ ...place, role: 'failed', text: say('home.look.quarantined', { app }) }];
  if (state === 'held') return [{ ...place, role: 'holding', text: say('home.look.held', { app }) }];
  if (status.needsConsent === null) return [];
  return [{ ...place, role: 'warning', text: say('home.look.consent', { app, host: status.needsConsent.host }) }];
}

function refusesToken({ id, name: directory, state }: Pick<DirectoryView, 'id' | 'name' | 'state'>): readonly Concern[] {
  if (state !== 'invalid-credentials') return [];
  const text = say('home.look.token', { directory });
  return [{ key: `token ${id}`, role: 'failed', text, reason: '', href: `/recv/dirs/${id}?tab=requests` }];
}

function objectsFailed({ id, name: app, status: { lastCycle } }: ApplicationView): readonly Concern[] {
  if (lastCycle === null || lastCycle.failedCount === 0) return [];
  const { failedCount: count, number } = lastCycle;
  const text = count === 1 ? say('home.look.objects.one', { app, number }) : say('home.look.objects', { app, count, number });
  return [{ key: `failed ${id}`, role: 'failed', text, reason: '', href: `/entra/apps/${id}/logs` }];
}

function objectsWait({ id, name: app, status: { escrowCount: count } }: ApplicationView): readonly Concern[] {
  if (count === 0) return [];
  const text = count === 1 ? say('home.look.escrows.one', { app }) : say('home.look.escrows', { app, count });
  return [{ key: `waits ${id}`, role: 'escrowed', text, reason: '', href: `/entra/apps/${id}/logs` }];
}

function lacksConnection({ id, name: app, isConfigured }: ApplicationView): readonly Concern[] {
  if (isConfigured) return [];
  const text = say('home.look.connection', { app });
  return [{ key: `unconnected ${id}`, role: 'neutral', text, reason: '', href: `/entra/apps/${id}/connectivity` }];
}
