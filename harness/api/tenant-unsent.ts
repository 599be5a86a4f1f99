import type { WorkspaceParts } from '../workspace-parts.ts';

const CHANGES_MAX = 1000;

/**
 * Attributes of an object that changed after the last cycle of some application that provisions, by name; of one that came or
 * went there is nothing to name.
 */
export function unsentAttributesOf({ db, document }: WorkspaceParts, objectId: string): readonly string[] {
  const names = new Set<string>();
  for (const { id } of document.value.applications) {
    const job = db.jobStore(id);
    const { watermark } = job.progress();
    if (watermark === null || job.readLinks([objectId]).length === 0) continue;
    for (const change of db.tenant.changesAfter(watermark, CHANGES_MAX)) {
      if (change.objectId === objectId) for (const name of change.attributes ?? []) names.add(name);
    }
  }
  return [...names].sort();
}
