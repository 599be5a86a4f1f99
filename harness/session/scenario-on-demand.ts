import type { OnDemandView } from '#shared/api/views.ts';
import type { JobConfiguration } from '#shared/entra/job-configuration.ts';
import type { TenantObject } from '#shared/entra/tenant.ts';
import type { StepReport } from '#shared/scenario/run-report.ts';
import { onDemandView } from '../api/on-demand-view.ts';
import type { StoredEvent } from '../ports/workspace-ports.ts';
import type { Obstacle } from './scenario-changes.ts';

/** What the page would not let a person pick (Microsoft: provision-on-demand, known limitations). */
export function onDemandObstacles(
  { key, object }: { readonly key: string; readonly object: TenantObject | undefined },
  members: readonly { readonly key: string; readonly object: TenantObject | undefined }[],
): readonly Obstacle[] {
  if (object === undefined || !isFound(object)) {
    const remedy = 'A cycle disables or deletes them: advance to the next one.';
    return [{ message: `Provision on demand finds no disabled or deleted objects, as "${key}" is.`, remedy }];
  }
  return members.flatMap((member) => {
    const isMember = object.type === 'Group' && object.memberIds.includes(member.object?.objectId ?? '');
    if (isMember && member.object !== undefined && isFound(member.object)) return [];
    const what = isMember ? 'is blocked or deleted' : `is no direct member of "${key}"`;
    return [{ message: `"${member.key}" ${what}.`, remedy: 'Pick up to five users who are direct members of the group.' }];
  });
}

function isFound({ deletedAt, attributes }: TenantObject): boolean {
  return deletedAt === null && attributes['accountEnabled'] !== false;
}

/** The cards of one run, as the page *Provision on demand* shows them. */
export function toCards(
  events: readonly StoredEvent[],
  object: TenantObject,
  configuration: JobConfiguration,
): NonNullable<StepReport['cards']> {
  const { cards, skipReasons }: OnDemandView = onDemandView(events, object, configuration);
  return [
    ...cards.map(({ title, status, summary }) => ({ title, status, summary })),
    ...(skipReasons.length === 0 ? [] : [{ title: 'Skipped', status: 'skipped' as const, summary: skipReasons.join(' ') }]),
  ];
}
