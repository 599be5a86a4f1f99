import { errorWithAdvice, type WireError } from '#shared/entra/wire-error.ts';
import { type Change, commitNotes, note, skip } from './change.ts';
import { type Cycle, mappingOf } from './cycle-state.ts';
import type { Link, StateWrite } from './effect.ts';
import { skipRedundant } from './export.ts';
import { standingWrites } from './link-standing.ts';
import type { Step } from './step.ts';

/** The references of one object being worked on. */
export interface ReferenceWork {
  readonly cycle: Cycle;
  readonly change: Change;
  readonly link: Link;
  /** The references have a log entry of their own, which is left out where nothing was due after all. */
  readonly isOwnChange: boolean;
}

export function isUpdateOn({ cycle, link }: ReferenceWork): boolean {
  return mappingOf(cycle.job, link.type).flowTypes.update;
}

/** References go out as updates, after the creation too. */
export function* skipUpdateOff({ cycle, change, link }: ReferenceWork): Step<void> {
  const what = link.type === 'User' ? 'The manager is' : 'Members are';
  yield* skip(cycle, change, {
    action: 'update',
    skipReason: null,
    description: `${what} not sent for the ${link.type} '${change.name}': Update is off under Target Object Actions.`,
    targetId: link.targetId,
    writes: standingWrites(link, { isUnsettled: false }),
  });
}

/** Nothing was due after all. */
export function* endWithoutRequest({ cycle, change, link, isOwnChange }: ReferenceWork): Step<void> {
  const settled = standingWrites(link, { isUnsettled: false });
  if (!isOwnChange) {
    yield* commitNotes(change, settled);
    return yield* skipRedundant(cycle, change, link.targetId);
  }
  const waiting: readonly StateWrite[] = change.escrow === null ? [] : [{ kind: 'remove-escrow', sourceId: link.sourceId }];
  yield* commitNotes(change, [...settled, ...waiting]);
}

export function noteUnresolved(change: Change, description: string): void {
  note(change, { name: 'EntryReferenceResolution', stepType: 'referenceResolution', status: 'failure', description });
}

export function unresolvedError(names: readonly string[]): WireError {
  const listed = names.slice(0, 5).join(', ');
  return errorWithAdvice(
    'UnableToResolveReferenceAttributeValue',
    `The referenced ${names.length === 1 ? 'object is' : 'objects are'} in scope but not in the target: ${listed}${names.length > 5 ? ` and ${names.length - 5} more` : ''}.`,
  );
}
