import { habitSetting } from '#shared/entra/habits.ts';
import { compareSides, type SideRow } from '#shared/entra/side-comparison.ts';
import { displayNameOf, type TenantObject } from '#shared/entra/tenant.ts';
import type { ApplicationRecord } from '../workspace-document.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';
import type { KnownResource } from './known-resource.ts';
import { seeObject } from './object-seen.ts';

/** An object beside what the mapping makes of it and what the target answered last. */
export function sidesOf(
  parts: WorkspaceParts,
  record: ApplicationRecord,
  object: TenantObject,
  known: KnownResource | null,
): readonly SideRow[] {
  const { context, values } = seeObject(parts, record, object);
  const { configuration } = record;
  return compareSides({
    object,
    mapping: object.type === 'User' ? configuration.user : configuration.group,
    values,
    context,
    references: {
      manager:
        object.type === 'User' && object.managerId !== null
          ? (referencesTo(parts, record.id, [object.managerId])[0] ?? null)
          : null,
      members: object.type === 'Group' ? referencesTo(parts, record.id, object.memberIds) : [],
    },
    resource: known?.resource ?? null,
    comparison: habitSetting(configuration, 'case-comparison'),
  });
}

type References = Parameters<typeof compareSides>[0]['references'];

function referencesTo({ db }: WorkspaceParts, appId: string, ids: readonly string[]): References['members'] {
  const targetIds = new Map(
    db
      .jobStore(appId)
      .readLinks(ids)
      .map(({ sourceId, targetId }) => [sourceId, targetId]),
  );
  // Names are shown for one, and counted for many.
  const names = ids.length === 1 ? db.tenant.readObjects(ids).map(displayNameOf) : [];
  return ids.map((id, index) => ({ name: names[index] ?? id, targetId: targetIds.get(id) ?? null }));
}
