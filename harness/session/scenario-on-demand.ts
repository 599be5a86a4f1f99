import type { OnDemandView } from '#shared/api/job-views.ts';
import type { JobConfiguration } from '#shared/entra/job-configuration.ts';
import { bareWorld } from '#shared/entra/mapping-context.ts';
import { type OnDemandObstacle, onDemandObstacles } from '#shared/entra/on-demand-limits.ts';
import type { TenantObject } from '#shared/entra/tenant.ts';
import type { StepReport } from '#shared/scenario/run-report.ts';
import { onDemandView } from '../api/on-demand-view.ts';
import type { StoredEvent } from '../ports/workspace-ports.ts';
import type { Obstacle } from './scenario-changes.ts';

/** What the page would not let a person pick (Microsoft: provision-on-demand, known limitations). */
export function scenarioObstacles(
  { key, object }: { readonly key: string; readonly object: TenantObject | undefined },
  members: readonly { readonly key: string; readonly object: TenantObject | undefined }[],
): readonly Obstacle[] {
  const present = members.flatMap((member) => member.object ?? []);
  const found = object === undefined ? ([{ kind: 'not-found' }] as const) : onDemandObstacles(object, present);
  if (found.some(({ kind }) => kind === 'not-found')) {
    const remedy = 'A cycle disables or deletes them: advance to the next one.';
    return [{ message: `Provision on demand finds no disabled or deleted objects, as "${key}" is.`, remedy }];
  }
  return members.flatMap((member) => {
    const obstacle = found.find((other) => 'member' in other && other.member === member.object);
    // Somebody who is gone is a member of nothing, and a user has none.
    const kind = obstacle?.kind ?? (member.object === undefined || object?.type === 'User' ? 'stranger' : null);
    return kind === null ? [] : [{ message: `"${member.key}" ${memberWords(kind, key)}.`, remedy: MEMBERS_REMEDY }];
  });
}

const MEMBERS_REMEDY = 'Pick up to five users who are direct members of the group.';

function memberWords(kind: OnDemandObstacle['kind'], key: string): string {
  if (kind === 'nested') return 'is a nested group, which provision on demand does not take';
  return kind === 'inactive' ? 'is blocked or deleted' : `is no direct member of "${key}"`;
}

/** The cards of one run, as the page *Provision on demand* shows them: no value of an expression is among them. */
export function toCards(
  events: readonly StoredEvent[],
  object: TenantObject,
  configuration: JobConfiguration,
): NonNullable<StepReport['cards']> {
  const { cards, skipReasons }: OnDemandView = onDemandView(events, object, configuration, bareWorld);
  return [
    ...cards.map(({ title, status, summary }) => ({ title, status, summary })),
    ...(skipReasons.length === 0 ? [] : [{ title: 'Skipped', status: 'skipped' as const, summary: skipReasons.join(' ') }]),
  ];
}
