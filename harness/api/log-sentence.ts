import type { TraceFact } from '#shared/trace/event.ts';

type Finished = Extract<TraceFact, { readonly kind: 'change-finished' }>;

/** One sentence for a provisioning log entry, in words a person would use. Ours, not Entra's. */
export function logSentence(fact: Finished): string {
  const who = `${fact.identity.type} ${fact.identity.displayName}`;
  if (fact.status === 'failure') return `${who} failed: ${fact.error?.code ?? 'unknown error'}.`;
  if (fact.status === 'skipped') return `${who} was skipped: ${skipWords(fact.skipReason)}.`;
  const names = [...new Set(fact.modifiedProperties.map(({ name }) => shortNameOf(name)))];
  switch (fact.action) {
    case 'create':
      return `${who} was created with ${names.length} attributes.`;
    case 'update':
      return names.length === 0 ? `${who} was updated.` : `${who}: ${listOf(names)} written.`;
    case 'disable':
      return `${who} was disabled.`;
    case 'delete':
      return `${who} was deleted.`;
    case 'other':
      return `${who} was looked at.`;
  }
}

function skipWords(reason: string | null): string {
  switch (reason) {
    case 'NotEffectivelyEntitled':
      return 'not in scope, or not active';
    case 'RedundantExport':
      return 'the target has these values already';
    case null:
      return 'nothing to do';
    default:
      return reason;
  }
}

/** `urn:…:User:department` reads as `department`. */
function shortNameOf(path: string): string {
  return path.startsWith('urn:') ? (path.split(':').at(-1) ?? path) : path;
}

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
