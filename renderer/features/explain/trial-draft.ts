import type { Trial } from '#shared/trace/explain-cause.ts';

/** What a person has set in the form of *Try*; the empty text stands for "as it is". */
export interface TrialDraft {
  readonly state: '' | 'enabled' | 'blocked' | 'deleted' | 'restored';
  readonly assignment: '' | 'assigned' | 'unassigned';
  /** Undefined: as it is. Null: none. */
  readonly manager: { readonly objectId: string; readonly displayName: string } | null | undefined;
  /** By name; an emptied one is taken away. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Settings by the habit's id. */
  readonly habits: Readonly<Record<string, string>>;
}

export const untouched: TrialDraft = { state: '', assignment: '', manager: undefined, attributes: {}, habits: {} };

export function trialOf({ state, assignment, manager, attributes, habits }: TrialDraft): Trial {
  const typed = Object.fromEntries(Object.entries(attributes).map(([name, text]) => [name, text.trim() === '' ? null : text]));
  const signIn = state === 'enabled' || state === 'blocked' ? { accountEnabled: state === 'enabled' } : {};
  const changed = { ...typed, ...signIn };
  return {
    ...(Object.keys(changed).length === 0 ? {} : { attributes: changed }),
    ...(state === 'deleted' || state === 'restored' ? { isDeleted: state === 'deleted' } : {}),
    ...(assignment === '' ? {} : { assignment }),
    ...(manager === undefined ? {} : { managerId: manager?.objectId ?? null }),
    ...(Object.keys(habits).length === 0 ? {} : { habits }),
  };
}

/** A remedy's trial as a word of the address: `assigned`; `open` for one that no word stands for. */
export function trialWord(trial: Trial): string {
  return words.find((word) => JSON.stringify(trialOf(draftOfWord(word))) === JSON.stringify(trial)) ?? 'open';
}

/** The form as a word of the address asks for it. */
export function draftOfWord(word: string): TrialDraft {
  if (word === 'assigned' || word === 'unassigned') return { ...untouched, assignment: word };
  if (word === 'enabled' || word === 'blocked' || word === 'deleted' || word === 'restored') return { ...untouched, state: word };
  return untouched;
}

const words = ['assigned', 'unassigned', 'enabled', 'blocked', 'deleted', 'restored'] as const;
