import type { ByHand, TraceFact } from '#shared/trace/event.ts';

type Finished = Extract<TraceFact, { readonly kind: 'change-finished' }>;

/** One sentence for a provisioning log entry, in words a person would use. Ours, not Entra's. */
export function logSentence(fact: Finished): string {
  const who = `${fact.identity.type} ${fact.identity.displayName}`;
  if (fact.status === 'failure') return `${who} failed: ${failureWords(fact.error)}`;
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
    case 'stageddelete':
      return `${who} is held back: not disabled or deleted until somebody allows it.`;
    case 'other':
      return `${who} was looked at.`;
  }
}

/** That the entry is not the job's and the target's alone: a person had a hand in its requests. */
export function byHandSentence(kinds: readonly ByHand['kind'][]): string {
  const counted = (kind: ByHand['kind'], what: string) => {
    const count = kinds.filter((each) => each === kind).length;
    return count === 0 ? [] : [`${count === 1 ? 'one request' : `${count} requests`} ${what}`];
  };
  const parts = [
    ...counted('edited', 'changed before sending'),
    ...counted('answered', "answered in the target's place"),
    ...counted('dropped', 'dropped'),
  ];
  return `By hand: ${parts.join(', ')}.`;
}

/** What the target said, where it said something; Entra's captured layout wraps it in a paragraph about exceptions. */
function failureWords(error: Finished['error']): string {
  if (error === null) return 'for an unknown reason.';
  const answer = /^StatusCode: (\w+)[\s\S]*?Web Response:\s*([\s\S]*)/.exec(error.reason);
  if (answer === null) return withinOneLine(error.reason.replace(/^Message: /, ''));
  const [, status = '', body = ''] = answer;
  const detail = /"detail"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(body)?.[1]?.replace(/\\(.)/g, '$1');
  return withinOneLine(`the target answered ${status}${detail === undefined ? '' : `: ${detail}`}`);
}

function withinOneLine(text: string): string {
  const [first = ''] = text.split(/[\r\n]/);
  return first.length > REASON_LENGTH_MAX ? `${first.slice(0, REASON_LENGTH_MAX)}…` : first;
}

const REASON_LENGTH_MAX = 180;

function skipWords(reason: string | null): string {
  switch (reason) {
    case 'NotEffectivelyEntitled':
      return 'not in scope, or not active';
    case 'RedundantExport':
      return 'the target has these values already';
    case 'AttributeValidationFailed':
      return 'a required value is missing or invalid';
    case 'ImportSkipped':
      return 'there is no value to match it by';
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
