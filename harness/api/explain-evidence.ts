import type { EvidenceViews } from '#shared/api/evidence-views.ts';
import { habits } from '#shared/entra/habits.ts';

/** How the habits behind an explanation are known; an id that is no habit's is a mistake of ours. */
export function evidenceOf(ids: readonly (string | null)[]): EvidenceViews {
  const wanted = new Set(ids.filter((id) => id !== null));
  const rows = habits.filter(({ id }) => wanted.has(id));
  if (rows.length !== wanted.size)
    throw new Error(`Broken promise: an explanation names a habit among ${[...wanted].join(', ')} that there is not`);
  return Object.fromEntries(rows.map(({ id, evidence, sentence, source }) => [id, { level: evidence, sentence, source }]));
}
